//! Truncating and chunking against trying every cut.

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, prop_oneof};
use proptest::strategy::Strategy;
use proptest::{collection, proptest, sample};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use tokenfare::tokenizer::{Encoding, EncodingName, Keep, TokenizerError};

const TEXTS: &[&str] = &[
    "The quick brown fox jumps over the lazy dog, doesn't it? 1234567890123 yes.",
    "camelCaseWords HTTPResponse\n\n    indented();\n\t\ttabs  and   spaces   ",
    "日本語のテキストを分割する。Ünïcödé straße 👩‍👩‍👧‍👦🏳️‍🌈 e\u{301}\u{301}x",
    "propertyIsEnumerable 12345678901234567890 ======---- can'ts WE'LL\r\n\r\n/x",
];

fn cuts(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    (0..=text.len()).filter(|at| text.is_char_boundary(*at))
}

#[test]
fn the_longest_head_and_the_longest_tail_are_found() {
    for name in [
        EncodingName::O200kBase,
        EncodingName::Cl100kBase,
        EncodingName::R50kBase,
    ] {
        let encoding = Encoding::embedded(name).unwrap();
        for text in TEXTS {
            let all = encoding.count_ordinary(text);
            for max in 0..all + 2 {
                for marker in ["", "…", " [cut]"] {
                    let count = |part: String| encoding.count_ordinary(&part);
                    let found = encoding.truncate(text, max, Keep::Start, marker);
                    if max >= all {
                        assert!(!found.truncated && found.tokens == all);
                        continue;
                    }
                    assert!(found.truncated && found.tokens <= max);
                    let longest_head = |marker: &str| {
                        let mut heads = cuts(text).rev();
                        heads.find(|cut| count(format!("{}{marker}", &text[..*cut])) <= max)
                    };
                    let head = longest_head(marker).or_else(|| longest_head(""));
                    assert_eq!(
                        found.head.end,
                        head.unwrap_or(0),
                        "{name} {text:?} {max} {marker:?}"
                    );
                    let found = encoding.truncate(text, max, Keep::End, marker);
                    let longest_tail = |marker: &str| {
                        cuts(text).find(|cut| count(format!("{marker}{}", &text[*cut..])) <= max)
                    };
                    let tail = longest_tail(marker).or_else(|| longest_tail(""));
                    assert!(found.truncated && found.tokens <= max);
                    assert_eq!(
                        found.tail.start,
                        tail.unwrap_or(text.len()),
                        "{name} {text:?} {max} {marker:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_middle_leaves_head_and_tail_within_the_limit() {
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    for text in TEXTS {
        let all = encoding.count_ordinary(text);
        for max in 0..all {
            let found = encoding.truncate(text, max, Keep::Middle, "…");
            let kept = found.join(text, "…");
            assert_eq!(encoding.count_ordinary(&kept), found.tokens);
            assert!(found.tokens <= max && found.truncated);
            assert!(found.head.end <= found.tail.start);
            // No more than a few tokens are left unused.
            assert!(
                max < 12 || found.tokens + 4 >= max,
                "{text:?} {max}: {found:?}"
            );
        }
    }
}

#[test]
fn chunks_cover_the_text_and_keep_within_the_limit() {
    for name in [EncodingName::O200kBase, EncodingName::Cl100kBase] {
        let encoding = Encoding::embedded(name).unwrap();
        for text in TEXTS {
            for (max, overlap) in [(4, 0), (8, 0), (8, 3), (16, 15), (16, 5), (1000, 10)] {
                let chunks = encoding.chunk(text, max, overlap).unwrap();
                let mut covered = 0;
                for chunk in &chunks {
                    assert!(chunk.range.start <= covered && chunk.range.end > covered);
                    let part = &text[chunk.range.clone()];
                    assert_eq!(encoding.count_ordinary(part), chunk.tokens);
                    assert!(chunk.tokens <= max);
                    let repeated = &text[chunk.range.start..covered];
                    assert!(encoding.count_ordinary(repeated) <= overlap);
                    covered = chunk.range.end;
                }
                assert_eq!(covered, text.len());
            }
        }
    }
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    assert_eq!(encoding.chunk("", 5, 0).unwrap(), []);
    // This emoji takes three tokens.
    assert_eq!(encoding.count_ordinary("🫨"), 3);
    for (max, overlap, path) in [
        (0, 0, "maxTokens"),
        (2, 2, "options.overlap"),
        (2, 0, "maxTokens"),
    ] {
        let error = encoding.chunk("🫨", max, overlap).unwrap_err();
        assert_eq!(tokenfare::Coded::path(&error), Some(path));
    }
}

/// 20,000 tokens in chunks of 1,000 that move by one token would be 19,000 chunks of 5,000 bytes.
#[test]
fn an_overlap_that_repeats_the_text_too_often_is_refused() {
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let text = "word ".repeat(20_000);
    let error = encoding.chunk(&text, 1_000, 999).unwrap_err();
    assert!(matches!(error, TokenizerError::LimitExceeded { .. }));
    // 41 chunks move by 500 tokens each.
    assert!(encoding.chunk(&text, 1_000, 500).unwrap().len() >= 38);
}

#[test]
fn a_megabyte_of_one_letter_is_cut_close_to_the_limit() {
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let text = "a".repeat(1 << 20);
    for keep in [Keep::Start, Keep::End, Keep::Middle] {
        let found = encoding.truncate(&text, 100, keep, "");
        assert!(
            found.tokens <= 100 && found.tokens >= 98,
            "{keep:?} {found:?}"
        );
    }
}

/// What is split otherwise at the end of a text: white space, digits, contractions, and their
/// neighbors.
const UNITS: [&str; 14] = [
    "a", "The", " ", " ", "\t", "\n", "1", "23", "'", "'s", "\u{3000}", "é", "中", "=",
];

#[test]
fn texts_whose_tokens_depend_on_their_end_are_cut_at_the_best_place() {
    for name in [
        EncodingName::O200kBase,
        EncodingName::Cl100kBase,
        EncodingName::R50kBase,
    ] {
        let encoding = Encoding::embedded(name).unwrap();
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        for _ in 0..250 {
            let units = 12 + random.next_u32() as usize % 30;
            let text: String = (0..units)
                .map(|_| UNITS[random.next_u32() as usize % UNITS.len()])
                .collect();
            let all = encoding.count_ordinary(&text);
            for marker in ["", "…"] {
                let heads: Vec<(usize, usize)> = cuts(&text)
                    .map(|cut| {
                        (
                            cut,
                            encoding.count_ordinary(&format!("{}{marker}", &text[..cut])),
                        )
                    })
                    .collect();
                let tails: Vec<(usize, usize)> = cuts(&text)
                    .map(|cut| {
                        (
                            cut,
                            encoding.count_ordinary(&format!("{marker}{}", &text[cut..])),
                        )
                    })
                    .collect();
                for max in 0..all {
                    let (what, cut) = (format!("{name} {text:?} {max} {marker:?}"), |keep| {
                        encoding.truncate(&text, max, keep, marker)
                    });
                    let head = heads.iter().rev().find(|(_, tokens)| *tokens <= max);
                    assert_eq!(
                        cut(Keep::Start).head.end,
                        head.map_or(0, |(cut, _)| *cut),
                        "{what}"
                    );
                    let tail = tails.iter().find(|(_, tokens)| *tokens <= max);
                    assert_eq!(
                        cut(Keep::End).tail.start,
                        tail.map_or(text.len(), |(cut, _)| *cut),
                        "{what}"
                    );
                }
            }
            for max in 4..all {
                for overlap in [0, max / 2, max - 1] {
                    for chunk in encoding.chunk(&text, max, overlap).unwrap() {
                        assert!(
                            chunk.tokens <= max,
                            "{name} {text:?} {max} {overlap}: {chunk:?}"
                        );
                    }
                }
            }
        }
    }
}

/// Texts whose pre-tokens and tokens change where they end or where something follows.
fn nasty_text(units: usize) -> impl Strategy<Value = String> {
    const MORE: [&str; 10] = [
        "\u{301}",
        "👩‍👩‍👧",
        "\r\n",
        "    ",
        "/",
        "…",
        " [cut]",
        "<|endoftext|>",
        "ÃÂ",
        "1234567",
    ];
    let unit = prop_oneof![
        3 => sample::select(&UNITS[..]).prop_map(str::to_owned),
        2 => sample::select(&MORE[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => (sample::select(&UNITS[..]), 2..90_usize).prop_map(|(unit, n)| unit.repeat(n)),
    ];
    collection::vec(unit, 0..units).prop_map(|units| units.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A marker that did not fit used to be returned all the same, with 0 tokens.
    #[test]
    fn a_truncated_text_has_the_tokens_that_it_says(
        text in nasty_text(30),
        marker in prop_oneof![collection::vec(sample::select(&["", "…", " ", "\n", "1", "a", " [cut]", "中"][..]), 1..3)
            .prop_map(|units| units.concat()), nasty_text(4)],
        max in 0..40_usize,
    ) {
        for name in EncodingName::OPENAI {
            let encoding = Encoding::embedded(name).unwrap();
            for keep in [Keep::Start, Keep::End, Keep::Middle] {
                let found = encoding.truncate(&text, max, keep, &marker);
                let result = found.join(&text, &marker);
                prop_assert_eq!(encoding.count_ordinary(&result), found.tokens, "{} {:?}", name, keep);
                prop_assert!(found.tokens <= max);
                prop_assert_eq!(found.truncated, result != text);
                // A marker that fits alone is never left out.
                let marker_fits = encoding.count_ordinary(&marker) <= max;
                prop_assert!(!found.truncated || !marker_fits || marker.is_empty() || found.has_marker);
            }
        }
    }
}

#[test]
fn a_marker_that_does_not_fit_is_left_out() {
    let o200k = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let (text, marker) = ("one two three four", " (the rest was left out)");
    // " (", "the", " rest", " was", " left", " out" and ")".
    assert_eq!(o200k.count_ordinary(marker), 7);
    for (keep, max, expected) in [
        (Keep::Start, 3, "one two three"),
        (Keep::End, 3, " two three four"),
        (Keep::Middle, 3, "one two four"),
        (Keep::Start, 0, ""),
    ] {
        let found = o200k.truncate(text, max, keep, marker);
        assert!(found.truncated && !found.has_marker);
        assert_eq!(found.join(text, marker), expected);
        assert_eq!(found.tokens, o200k.count_ordinary(expected));
    }
}
