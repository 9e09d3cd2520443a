//! SentencePiece vocabularies: ids as SentencePiece gives them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tokenfare_tokenizer::{Encoding, EncodingName, Keep, Place, StreamDecoder};

const NAMES: [EncodingName; 3] = [
    EncodingName::Gemma3,
    EncodingName::Llama2,
    EncodingName::MistralSpm,
];

fn encoding(name: EncodingName) -> &'static Encoding {
    Encoding::embedded(name).unwrap()
}

type Encoded = (usize, String);

/// Text, and number and digest of its ids in each encoding, by `tests/oracles/sentence_piece_ids.py`.
fn encoded_texts() -> Vec<(String, Encoded, Encoded, Encoded)> {
    serde_json::from_str(include_str!("fixtures/sentence_piece_ids.json")).unwrap()
}

/// FNV-1a of the ids as little-endian words.
fn digest(ids: &[u32]) -> String {
    let bytes = ids.iter().flat_map(|id| id.to_le_bytes());
    let digest = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |value, byte| {
        (value ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    format!("{digest:016x}")
}

#[test]
fn texts_have_the_ids_of_sentencepiece() {
    for (text, gemma, llama, mistral) in encoded_texts() {
        for (name, expected) in NAMES.into_iter().zip([gemma, llama, mistral]) {
            let encoding = encoding(name);
            let ids = encoding.encode_ordinary(&text).unwrap();
            assert_eq!((ids.len(), digest(&ids)), expected, "{name} {text:?}");
            assert_eq!(encoding.count_ordinary(&text), ids.len(), "{name} {text:?}");
            // Encoded again, from the cache.
            assert_eq!(
                encoding.encode_ordinary(&text).unwrap(),
                ids,
                "{name} {text:?}"
            );
        }
    }
}

/// The ids are SentencePiece's.
#[test]
fn named_traps_of_gemma() {
    let gemma = encoding(EncodingName::Gemma3);
    let ids = |text: &str| gemma.encode_ordinary(text).unwrap();
    // The blanks are a token of their own, not a part of the word after them.
    assert_eq!(ids("a  b"), [236_746, 138, 236_763]);
    assert_eq!(ids("<table>"), [168]);
    assert_eq!(ids("> </b>"), [236_813, 236_743, 209]);
    // 31 is the longest run, nine follow.
    assert_eq!(ids(&"\n".repeat(40)), [137, 115]);
}

#[test]
fn llama_puts_a_blank_in_front() {
    let llama = encoding(EncodingName::Llama2);
    let ids = |text: &str| llama.encode_ordinary(text).unwrap();
    assert_eq!(ids("Hello world"), [15_043, 3_186]);
    // Three blanks, of which the last joins the word, and the others one another.
    assert_eq!(ids("  x"), [259, 921]);
}

#[test]
fn decoding_gives_the_text() {
    for name in NAMES {
        let encoding = encoding(name);
        for (text, ..) in encoded_texts() {
            let ids = encoding.encode_ordinary(&text).unwrap();
            // U+2581 is how SentencePiece writes a blank.
            let expected = text.replace('\u{2581}', " ");
            assert_eq!(encoding.decode(&ids).unwrap(), expected, "{name}");
            let mut decoder = StreamDecoder::new();
            let mut decoded = String::new();
            for id in ids {
                decoded += &decoder.push(encoding, &[id]).unwrap();
            }
            assert_eq!(decoded + &decoder.end(), expected, "{name}");
        }
    }
}

#[test]
fn spans_begin_in_the_text_as_given() {
    let llama = encoding(EncodingName::Llama2);
    let spans = llama.spans("Hello world", Default::default()).unwrap();
    assert_eq!(spans, [(15_043, 0), (3_186, 5)]);
}

#[test]
fn parts_add_up_to_the_whole() {
    for name in NAMES {
        let encoding = encoding(name);
        for (text, ..) in encoded_texts() {
            let whole = encoding.encode_ordinary(&text).unwrap();
            let bytes = text.as_bytes();
            for cut in 1..bytes.len() {
                if !bytes[cut - 1].is_ascii_alphabetic() || bytes[cut] != b' ' {
                    continue;
                }
                let (before, after) = bytes.split_at(cut);
                let mut ids = Vec::new();
                for (part, before, ends) in [(before, &b""[..], false), (after, before, true)] {
                    let place = Place { before, ends };
                    encoding.encode_in_place(part, place, &mut ids).unwrap();
                }
                assert_eq!(ids, whole, "{name} {text:?} at {cut}");
            }
        }
    }
}

#[test]
fn limits_truncation_and_chunks_keep_to_counts() {
    for name in NAMES {
        let encoding = encoding(name);
        for (text, ..) in encoded_texts().iter().step_by(5) {
            let count = encoding.count_ordinary(text);
            let up_to = |limit| encoding.count_up_to_ordinary(text, limit);
            assert_eq!(
                (up_to(count), up_to(count - 1)),
                (Some(count), None),
                "{text:?}"
            );
            for max in [1, 4, count / 2] {
                let fits = |at: &usize| {
                    text.is_char_boundary(*at) && encoding.count_ordinary(&text[..*at]) <= max
                };
                let longest = (0..=text.len()).rfind(fits).unwrap_or(0);
                let kept = encoding.truncate(text, max, Keep::Start, "");
                assert_eq!(kept.head.end, longest, "{name} {text:?} within {max}");
                let kept = encoding.truncate(text, max, Keep::End, "…");
                assert_eq!(encoding.count_ordinary(&kept.join(text, "…")), kept.tokens);
                assert!(kept.tokens <= max, "{name} {text:?}");
            }
            let mut covered = 0;
            for chunk in encoding.chunk(text, 8, 1).unwrap() {
                assert!(chunk.range.start <= covered, "{name} {text:?}");
                covered = chunk.range.end;
                assert_eq!(encoding.count_ordinary(&text[chunk.range]), chunk.tokens);
                assert!(chunk.tokens <= 8, "{name} {text:?}");
            }
            assert_eq!(covered, text.len(), "{name} {text:?}");
        }
    }
}

/// A megabyte each; merging in quadratic time would take hours.
#[test]
fn the_worst_texts_take_linear_time() {
    for name in NAMES {
        let encoding = encoding(name);
        for unit in ["a", " ", "\n", "=", "я", "漢", "\u{378}", "ab", "> </"] {
            let text = unit.repeat(1_000_000 / unit.len());
            let count = encoding.count_ordinary(&text);
            assert!((1..=text.len() + 1).contains(&count), "{name} {unit:?}");
        }
    }
}
