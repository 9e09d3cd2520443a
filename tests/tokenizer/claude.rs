//! Claude's vocabularies: counts as ctok gives them, and what a vocabulary without ids can do.

use tokenfare::tokenizer::chat::ClaudeFrame;
use tokenfare::tokenizer::{Encoding, EncodingName, Keep, Place, TokenizerError};

fn encoding(name: EncodingName) -> &'static Encoding {
    Encoding::embedded(name).unwrap()
}

/// A model of each frame, and its encoding.
fn frames() -> [(ClaudeFrame, &'static Encoding); 3] {
    [
        ("claude-opus-4-5", EncodingName::Claude3),
        ("claude-opus-4-7", EncodingName::Claude47),
        ("claude-opus-4-8", EncodingName::Claude47),
    ]
    .map(|(model, name)| (ClaudeFrame::of(model).unwrap(), encoding(name)))
}

/// Text and tokens of a message of it, by `tests/oracles/claude_counts.py`.
fn counted_texts() -> Vec<(String, usize, usize, usize)> {
    serde_json::from_str(include_str!("../fixtures/claude_counts.json")).unwrap()
}

#[test]
fn messages_have_the_counts_of_ctok() {
    for (text, v3, v47, v48) in counted_texts() {
        for ((frame, encoding), expected) in frames().into_iter().zip([v3, v47, v48]) {
            let found = frame.count_message(encoding, &text).unwrap();
            assert_eq!(found, expected, "{frame:?} {text:?}");
        }
    }
}

#[test]
fn a_text_counts_as_in_a_message_without_its_frame() {
    for (text, v3, _, v48) in counted_texts() {
        let counts = [EncodingName::Claude3, EncodingName::Claude47]
            .map(|name| encoding(name).count_ordinary(&text));
        assert_eq!(counts, [v3 - 7, v48 - 6], "{text:?}");
    }
}

/// Recorded answers of `count_tokens` for "= RESULT) " and the like differ by the blank at the end.
#[test]
fn claude_5_strips_the_end_of_a_message() {
    let frame = ClaudeFrame::of("claude-opus-5").unwrap();
    let encoding = encoding(EncodingName::Claude47);
    let count = |text| frame.count_message(encoding, text).unwrap();
    assert_eq!(count("end \t\n "), count("end"));
}

#[test]
fn what_needs_ids_is_refused() {
    let encoding = encoding(EncodingName::Claude3);
    let is_refused = |error| matches!(error, TokenizerError::NoIds { .. });
    assert!(is_refused(encoding.encode_ordinary("a").unwrap_err()));
    assert!(is_refused(
        encoding.spans("a", Default::default()).unwrap_err()
    ));
    assert!(is_refused(encoding.decode(&[1]).unwrap_err()));
    assert!(is_refused(encoding.token_bytes(1).unwrap_err()));
    assert_eq!(encoding.vocabulary_size(), 0);
}

#[test]
fn parts_add_up_to_the_whole() {
    for name in [EncodingName::Claude3, EncodingName::Claude47] {
        let encoding = encoding(name);
        for (text, ..) in counted_texts() {
            let whole = encoding.count_ordinary(&text);
            let bytes = text.as_bytes();
            for cut in 1..bytes.len() {
                if !bytes[cut - 1].is_ascii_alphabetic() || bytes[cut] != b' ' {
                    continue;
                }
                let (before, after) = bytes.split_at(cut);
                let first = encoding.count_in_place(
                    before,
                    Place {
                        before: b"",
                        ends: false,
                    },
                );
                let last = encoding.count_in_place(after, Place { before, ends: true });
                assert_eq!(first + last, whole, "{text:?} at {cut}");
            }
        }
    }
}

#[test]
fn limits_truncation_and_chunks_keep_to_counts() {
    for name in [EncodingName::Claude3, EncodingName::Claude47] {
        let encoding = encoding(name);
        for (text, ..) in counted_texts().iter().step_by(7) {
            let count = encoding.count_ordinary(text);
            assert_eq!(
                encoding.count_up_to_ordinary(text, count),
                Some(count),
                "{text:?}"
            );
            if let Some(less) = count.checked_sub(1) {
                assert_eq!(encoding.count_up_to_ordinary(text, less), None, "{text:?}");
            }
            for max in [1, 2, count / 2] {
                for keep in [Keep::Start, Keep::End, Keep::Middle] {
                    let kept = encoding.truncate(text, max, keep, "…");
                    let joined = kept.join(text, "…");
                    assert_eq!(encoding.count_ordinary(&joined), kept.tokens, "{text:?}");
                    assert!(kept.tokens <= max, "{text:?}");
                }
            }
            let Ok(chunks) = encoding.chunk(text, 4, 1) else {
                // A character may take more than four tokens.
                continue;
            };
            let mut covered = 0;
            for chunk in chunks {
                assert!(chunk.range.start <= covered, "{text:?}");
                covered = chunk.range.end;
                let part = &text[chunk.range];
                assert_eq!(encoding.count_ordinary(part), chunk.tokens, "{text:?}");
                assert!(chunk.tokens <= 4, "{text:?}");
            }
            assert_eq!(covered, text.len(), "{text:?}");
        }
    }
}

/// The largest head that fits, by counting each.
#[test]
fn the_longest_head_is_kept() {
    for name in [EncodingName::Claude3, EncodingName::Claude47] {
        let encoding = encoding(name);
        for (text, ..) in counted_texts().iter().step_by(11) {
            for max in [1, 3, 7] {
                let fits = |at: &usize| {
                    text.is_char_boundary(*at) && encoding.count_ordinary(&text[..*at]) <= max
                };
                let longest = (0..=text.len()).rfind(fits).unwrap_or(0);
                let kept = encoding.truncate(text, max, Keep::Start, "");
                assert_eq!(kept.head.end, longest, "{text:?} within {max}");
            }
        }
    }
}

/// A megabyte each; a quadratic tiling would take hours.
#[test]
fn the_worst_texts_take_linear_time() {
    let encoding = encoding(EncodingName::Claude3);
    for unit in [
        "a", " ", "\n", "=", "'", "я", "漢", "\u{301}", "e\u{301}", "A1 ",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        let count = encoding.count_ordinary(&text);
        assert!((1..=text.len()).contains(&count), "{unit:?}");
    }
}
