//! Special tokens, streams, spans, and packed vocabularies that were tampered with.

use tokenfare::tokenizer::{
    Encoding, EncodingName, Offset, SpecialSet, SpecialTokenOptions, StreamDecoder, TokenizerError,
};
use tokenfare::{Coded, ErrorCode};

fn o200k() -> &'static Encoding {
    Encoding::embedded(EncodingName::O200kBase).unwrap()
}

fn allowing<'a>(texts: &'a [&'a str]) -> SpecialTokenOptions<'a> {
    SpecialTokenOptions {
        allowed: SpecialSet::These(texts),
        ..SpecialTokenOptions::default()
    }
}

#[test]
fn sizes_and_special_tokens_are_those_of_tiktoken() {
    // n_vocab as tiktoken 0.14.0 gives it.
    for (name, size, specials) in [
        (EncodingName::O200kBase, 200_019, 2),
        (EncodingName::O200kHarmony, 201_088, 1_091),
        (EncodingName::Cl100kBase, 100_277, 5),
        (EncodingName::P50kBase, 50_281, 1),
        (EncodingName::P50kEdit, 50_284, 4),
        (EncodingName::R50kBase, 50_257, 1),
        (EncodingName::Gpt2, 50_257, 1),
    ] {
        let encoding = Encoding::embedded(name).unwrap();
        assert_eq!(encoding.vocabulary_size(), size, "{name}");
        assert_eq!(encoding.special_tokens().count(), specials, "{name}");
    }
    let found: Vec<_> = o200k().special_tokens().collect();
    assert_eq!(
        found,
        [("<|endoftext|>", 199_999), ("<|endofprompt|>", 200_018)]
    );
}

#[test]
fn special_text_is_ordinary_unless_allowed() {
    let text = "a<|endoftext|>b";
    let ordinary = o200k()
        .encode(text, SpecialTokenOptions::default())
        .unwrap();
    assert_eq!(
        ordinary,
        tiktoken_rs::o200k_base_singleton().encode_ordinary(text)
    );
    // In the middle of the text, too: rivals find it at the beginning only.
    let all = SpecialTokenOptions {
        allowed: SpecialSet::All,
        ..Default::default()
    };
    assert_eq!(o200k().encode(text, all).unwrap(), [64, 199_999, 65]);
    assert_eq!(o200k().count(text, all).unwrap(), 3);
    assert_eq!(
        o200k().encode(text, allowing(&["<|endoftext|>"])).unwrap(),
        [64, 199_999, 65]
    );
    assert_eq!(
        o200k()
            .encode(text, allowing(&["<|endofprompt|>"]))
            .unwrap(),
        ordinary
    );
    assert_eq!(o200k().decode(&[64, 199_999, 65]).unwrap(), text);
    assert_eq!(o200k().count_up_to(text, 3, all).unwrap(), Some(3));
    assert_eq!(o200k().count_up_to(text, 2, all).unwrap(), None);
    let spans = o200k().spans(text, all).unwrap();
    assert_eq!(spans, [(64, 0), (199_999, 1), (65, 14)]);
}

#[test]
fn disallowed_and_unknown_special_tokens_are_errors() {
    let text = "ab <|endofprompt|>";
    let all = SpecialTokenOptions {
        disallowed: SpecialSet::All,
        ..Default::default()
    };
    let error = o200k().count(text, all).unwrap_err();
    assert_eq!(
        error,
        TokenizerError::DisallowedSpecialToken {
            token: "<|endofprompt|>".to_owned(),
            at: Offset::Byte(3)
        }
    );
    assert!(error.to_string().contains(" at byte 3;"), "{error}");
    // 漢 is three bytes and one unit, 😀 four bytes and two units.
    let text = "漢😀<|endofprompt|>";
    let error = o200k().count(text, all).unwrap_err();
    assert!(error.to_string().contains(" at byte 7;"), "{error}");
    let error = error.in_utf16(text);
    assert!(error.to_string().contains(" at offset 3;"), "{error}");
    let but_one = SpecialTokenOptions {
        allowed: SpecialSet::These(&["<|endofprompt|>"]),
        disallowed: SpecialSet::All,
    };
    assert_eq!(o200k().count(text, but_one).unwrap(), 3);
    let error = o200k()
        .encode(text, allowing(&["<|endoftex|>"]))
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert_eq!(error.suggestions()[0], "<|endoftext|>");
}

#[test]
fn harmony_knows_its_reserved_tokens() {
    let harmony = Encoding::embedded(EncodingName::O200kHarmony).unwrap();
    let all = SpecialTokenOptions {
        allowed: SpecialSet::All,
        ..Default::default()
    };
    let text = "<|start|>user<|message|>Hi<|end|><|reserved_200018|><|reserved_201087|><|";
    let reference = tiktoken_rs::o200k_harmony_singleton();
    assert_eq!(
        harmony.encode(text, all).unwrap(),
        reference.encode_with_special_tokens(text)
    );
}

#[test]
fn all_tokens_decode_as_in_the_reference() {
    // Every id, the long ones beside the short, with a special token after every 700.
    let mut ids = Vec::new();
    for id in 0..199_998 {
        ids.push(id * 7_919 % 199_998);
        if id % 700 == 699 {
            ids.extend([199_999; 2]);
        }
    }
    let reference = tiktoken_rs::o200k_base_singleton();
    let expected = reference.decode_bytes(&ids).unwrap();
    assert_eq!(o200k().decode_bytes(&ids).unwrap(), expected);
    let mut appended = b"before".to_vec();
    o200k().decode_into(&ids, &mut appended).unwrap();
    assert_eq!(appended, [b"before", &expected[..]].concat());
}

#[test]
fn unknown_tokens_are_named() {
    // Also those far behind, after special ones.
    for at in [0, 1, 63, 64, 65, 127, 128, 2_000] {
        let mut ids = vec![64; 2_001];
        ids[at / 2] = 199_999;
        ids[at] = 200_001;
        assert_eq!(
            o200k().decode(&ids).unwrap_err().path(),
            Some(format!("tokens[{at}]").as_str())
        );
    }
    let error = o200k().decode(&[64, 200_001, 65]).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (ErrorCode::UnknownToken, Some("tokens[1]"))
    );
    for token in [199_998, 200_019, u32::MAX] {
        assert_eq!(
            o200k().token_bytes(token).unwrap_err().code(),
            ErrorCode::UnknownToken
        );
    }
    // The gap in p50k_base is its <|endoftext|>.
    let p50k = Encoding::embedded(EncodingName::P50kBase).unwrap();
    assert_eq!(p50k.token_bytes(50_256).unwrap(), b"<|endoftext|>");
}

#[test]
fn a_stream_gives_the_same_text_in_whatever_portions() {
    let text = "Grüße 👩‍👩‍👧‍👦 漢字 \u{fffd} 🫨 end";
    let mut tokens = o200k().encode_ordinary(text).unwrap();
    // An incomplete character: the first byte of an emoji, then a letter.
    let incomplete = o200k().encode_ordinary("🫨").unwrap()[0];
    tokens.extend([incomplete, 64, incomplete]);
    let whole = o200k().decode(&tokens).unwrap();
    for size in 1..=tokens.len() {
        let mut decoder = StreamDecoder::new();
        let mut joined = String::new();
        for portion in tokens.chunks(size) {
            joined.push_str(&decoder.push(o200k(), portion).unwrap());
        }
        joined.push_str(&decoder.end());
        assert_eq!(joined, whole, "portions of {size}");
    }
    let mut decoder = StreamDecoder::new();
    assert_eq!(decoder.push(o200k(), &[incomplete]).unwrap(), "");
    assert!(decoder.push(o200k(), &[u32::MAX]).is_err());
    assert_eq!(decoder.end(), "\u{fffd}");
}

fn packed(name: &str) -> Vec<u8> {
    std::fs::read(format!(
        "{}/tokenizer/vocab/{name}.tfv",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

#[test]
fn a_packed_vocabulary_that_was_tampered_with_is_refused() {
    let corrupt = |bytes: &[u8], what: &str| {
        let error = Encoding::from_packed(bytes).unwrap_err();
        assert_eq!(error.code(), ErrorCode::CorruptVocabulary, "{what}");
    };
    let file = packed("r50k_base");
    assert!(Encoding::from_packed(&file).is_ok());
    corrupt(b"", "nothing");
    corrupt(b"<!doctype html>", "a page");
    for length in [3, 4, 15, 16, 19, 20, 100, file.len() / 2, file.len() - 1] {
        corrupt(&file[..length], "cut short");
    }
    corrupt(&[file.as_slice(), b"x"].concat(), "something after it");
    // One flipped bit, in every part of the header and in many places of the rest.
    for at in (0..200).chain((200..file.len()).step_by(997)) {
        let mut flipped = file.clone();
        flipped[at] ^= 1 << (at % 8);
        corrupt(&flipped, "a flipped bit");
    }
    let mut version = file.clone();
    version[4] = 3;
    corrupt(&version, "another version");
    // Files of version 1 are refused by name.
    version[4] = 1;
    let error = Encoding::from_packed(&version).unwrap_err();
    assert!(error.to_string().contains("format version 1"), "{error}");
}

/// By tiktoken 0.14.0, `openai_public.py`: Harmony has two texts for one id.
#[test]
fn harmony_has_the_special_tokens_of_tiktoken() {
    let harmony = Encoding::embedded(EncodingName::O200kHarmony).unwrap();
    let allowed = SpecialTokenOptions {
        allowed: SpecialSet::All,
        ..Default::default()
    };
    for text in ["<|endofprompt|>", "<|reserved_200018|>"] {
        assert_eq!(harmony.encode(text, allowed).unwrap(), [200_018], "{text}");
    }
    assert_eq!(harmony.decode(&[200_018]).unwrap(), "<|endofprompt|>");
}

/// The name of the caller may be as long as a text.
#[test]
fn a_message_shows_the_beginning_of_a_long_name() {
    let name = "long ".repeat(1_000);
    let error = o200k().encode("text", allowing(&[&name])).unwrap_err();
    let beginning = "long ".repeat(12);
    assert_eq!(
        error.to_string(),
        format!(
            "the encoding has no special token {:?}",
            format!("{beginning}…")
        )
    );
}

#[test]
fn a_vocabulary_that_extends_another_needs_it() {
    let harmony = packed("o200k_harmony");
    let error = Encoding::from_packed(&harmony).unwrap_err();
    assert_eq!(
        error,
        TokenizerError::EncodingNotLoaded {
            encoding: "o200k_base".to_owned()
        }
    );
    let alone = [harmony.clone(), packed("o200k_base")].concat();
    assert_eq!(
        Encoding::from_packed(&alone).unwrap().vocabulary_size(),
        201_088
    );
    let with = Encoding::from_packed_with(&harmony, &[o200k()]).unwrap();
    assert_eq!(with.count_ordinary("Hello, world!"), 4);
    let wrong = [harmony, packed("cl100k_base")].concat();
    assert_eq!(
        Encoding::from_packed(&wrong).unwrap_err().code(),
        ErrorCode::CorruptVocabulary
    );
    let chain = [
        packed("p50k_edit"),
        packed("p50k_base"),
        packed("r50k_base"),
    ]
    .concat();
    assert_eq!(
        Encoding::from_packed(&chain).unwrap().vocabulary_size(),
        50_284
    );
}
