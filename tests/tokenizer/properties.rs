//! Properties over random texts, against the reference and against merging by the definition.

use std::collections::HashMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use tiktoken_rs::CoreBPE;
use tokenfare::tokenizer::{Encoding, EncodingName, SpecialTokenOptions, utf16};

fn pairs() -> [(&'static Encoding, &'static CoreBPE); 4] {
    [
        (EncodingName::O200kBase, tiktoken_rs::o200k_base_singleton()),
        (
            EncodingName::Cl100kBase,
            tiktoken_rs::cl100k_base_singleton(),
        ),
        (EncodingName::P50kBase, tiktoken_rs::p50k_base_singleton()),
        (EncodingName::R50kBase, tiktoken_rs::r50k_base_singleton()),
    ]
    .map(|(name, reference)| (Encoding::embedded(name).unwrap(), reference))
}

/// Texts of many scripts, with what splitters trip over in between.
fn mixed() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-zA-Z]{1,12}",
        "[A-Z]{1,4}[a-z]{0,4}",
        "[0-9]{1,8}",
        "[ \t]{1,5}",
        "[\r\n]{1,4}",
        "[ \t\r\n\u{85}\u{a0}\u{3000}\u{feff}\u{200b}]{1,6}",
        "[!-/:-@\\[-`{-~]{1,6}",
        "'(s|S|t|re|VE|m|Ll|d|\u{17f}|x)",
        "[àéîõüßÄÖČŁſıǅʰ]{1,6}",
        "[а-яА-ЯёЁ]{1,10}",
        "[α-ωΑ-Ω]{1,8}",
        "[ぁ-んァ-ン一-龥]{1,12}",
        "[㐀-䶵一-龥彩フー电]{20,50}",
        "[\u{900}-\u{97f}\u{10d0}-\u{10ff}\u{560}-\u{588}]{20,40}",
        "[가-힣]{1,6}",
        "[\u{5d0}-\u{5ea}\u{621}-\u{64a}]{1,8}",
        "[\u{900}-\u{97f}\u{e01}-\u{e4e}]{1,8}",
        "[\u{300}-\u{36f}\u{fe0f}\u{200d}]{1,3}",
        "[😀-🙏👩👨🏽🏳️‍🌈]{1,4}",
        "[½Ⅷ٣²①๓]{1,5}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for (encoding, reference) in pairs() {
        let tokens = encoding.encode_ordinary(text).unwrap();
        prop_assert_eq!(
            &tokens,
            &reference.encode_ordinary(text),
            "{}",
            encoding.name()
        );
        prop_assert_eq!(encoding.count_ordinary(text), tokens.len());
        prop_assert_eq!(encoding.decode(&tokens).unwrap(), text);
        for limit in [
            0,
            tokens.len().saturating_sub(1),
            tokens.len(),
            tokens.len() + 1,
        ] {
            let expected = (tokens.len() <= limit).then_some(tokens.len());
            prop_assert_eq!(encoding.count_up_to_ordinary(text, limit), expected);
        }
        let spans = encoding
            .spans(text, SpecialTokenOptions::default())
            .unwrap();
        let mut at = 0;
        for (token, start) in spans {
            prop_assert_eq!(start, at);
            at += encoding.token_bytes(token).unwrap().len();
        }
        prop_assert_eq!(at, text.len());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mixed_scripts_equal_the_reference(text in mixed()) {
        check(&text)?;
    }

    #[test]
    fn arbitrary_text_equals_the_reference(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn joined_tokens_equal_the_reference(ids in prop::collection::vec(0_u32..199_998, 0..30)) {
        let (o200k, _) = pairs()[0];
        check(&o200k.decode(&ids).unwrap())?;
    }

    /// Long pieces take another way than short ones.
    #[test]
    fn long_pieces_equal_merging_by_the_definition(
        text in prop_oneof!["[a-z]{33,300}", "[ab]{33,300}", "[一-龥ぁ-ん]{12,90}", "[=\\-#*]{33,200}", " {33,200}"]
    ) {
        let (o200k, _) = pairs()[0];
        prop_assert_eq!(o200k.encode_ordinary(&text).unwrap(), merged(text.as_bytes()));
    }

    #[test]
    fn truncation_fits_and_loses_nothing_before_the_cut(text in mixed(), max in 0_usize..40) {
        use tokenfare::tokenizer::Keep;
        let (o200k, _) = pairs()[0];
        for keep in [Keep::Start, Keep::End, Keep::Middle] {
            let found = o200k.truncate(&text, max, keep, "");
            let kept = format!("{}{}", &text[found.head.clone()], &text[found.tail.clone()]);
            prop_assert!(found.tokens <= max);
            prop_assert_eq!(o200k.count_ordinary(&kept), found.tokens);
            prop_assert_eq!(found.truncated, kept != text);
        }
    }

    #[test]
    fn chunks_fit_and_cover(text in mixed(), max in 6_usize..40, overlap in 0_usize..5) {
        let (o200k, _) = pairs()[0];
        let mut covered = 0;
        for chunk in o200k.chunk(&text, max, overlap).unwrap() {
            prop_assert!(chunk.range.start <= covered && chunk.range.end > covered);
            prop_assert!(chunk.tokens <= max);
            prop_assert_eq!(o200k.count_ordinary(&text[chunk.range.clone()]), chunk.tokens);
            covered = chunk.range.end;
        }
        prop_assert_eq!(covered, text.len());
    }

    #[test]
    fn utf16_offsets_are_javascripts(text in mixed()) {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let expected: Vec<usize> =
            starts.iter().map(|at| text[..*at].encode_utf16().count()).collect();
        prop_assert_eq!(utf16::offsets(&text, &starts), expected);
    }
}

/// Byte-pair encoding of one pre-token with o200k_base as it is defined, with ranks looked up by
/// bytes.
fn merged(piece: &[u8]) -> Vec<u32> {
    static RANKS: LazyLock<HashMap<Vec<u8>, u32>> = LazyLock::new(|| {
        let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
        (0..199_998)
            .map(|id| (encoding.token_bytes(id).unwrap().to_vec(), id))
            .collect()
    });
    let mut parts: Vec<&[u8]> = piece.chunks(1).collect();
    let mut ends: Vec<usize> = (0..=piece.len()).collect();
    loop {
        let lowest = (0..parts.len().saturating_sub(1))
            .filter_map(|at| {
                RANKS
                    .get(&piece[ends[at]..ends[at + 2]])
                    .map(|rank| (*rank, at))
            })
            .min();
        let Some((_, at)) = lowest else { break };
        ends.remove(at + 1);
        parts.remove(at);
    }
    ends.windows(2)
        .map(|two| RANKS[&piece[two[0]..two[1]]])
        .collect()
}

/// Each fails, or did fail, in a library of the field; see DESIGN.md.
#[test]
fn texts_that_other_libraries_got_wrong_equal_the_reference() {
    for text in [
        "\u{feff}# Title",
        "\u{feff}using System;",
        "a\u{85}b \u{85}",
        "propertyIsEnumerable isPrototypeOf toLocaleString hasOwnProperty __proto__ constructor valueOf",
        "a<|endoftext|>b <|endofprompt|>",
        ".\n/ ;\n\n/",
        "AªªB AªªBc HTTPResponse camelCase ǅungla",
        "can'ts CAN'TS x'\u{17f}y",
        "a\n\n b\n\n\tc \n \n",
        "👩‍👩‍👧‍👦🏳️‍🌈👨🏽‍🚀",
        "\u{180e}\u{200b}\u{1c}\u{1f}x",
        "e\u{301}\u{301}x !\u{301}a \u{301}\u{301}",
        "\u{fffd}\u{fffd}x", // what a lone surrogate becomes
        "12345678901234567890 1a2b ½½½½",
    ] {
        check(text).unwrap();
    }
    let (o200k, _) = pairs()[0];
    assert_eq!(
        o200k.encode_ordinary("\u{feff}# Title").unwrap()[0],
        110_862
    );
    assert_eq!(o200k.encode_ordinary(".\n/").unwrap()[0], 118_550);
    assert_eq!(o200k.encode_ordinary("x\u{fffd}y").unwrap(), [87, 3251, 88]);
}

#[test]
fn a_megabyte_of_repetition_decodes_to_itself() {
    let (o200k, _) = pairs()[0];
    for unit in [
        "a", " ", "\n", "=", "😀", "漢", "\u{301}", "\u{fffd}", "ab", "\r\n", "1", "'s", "\t ",
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let tokens = o200k.encode_ordinary(&text).unwrap();
        assert_eq!(o200k.count_ordinary(&text), tokens.len());
        assert_eq!(o200k.decode(&tokens).unwrap(), text);
    }
}
