//! Truncating and chunking against trying every cut.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use tokenfare::tokenizer::{Encoding, EncodingName, Keep};

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
                    let head = cuts(text)
                        .rev()
                        .find(|cut| count(format!("{}{marker}", &text[..*cut])) <= max);
                    assert_eq!(
                        found.head.end,
                        head.unwrap_or(0),
                        "{name} {text:?} {max} {marker:?}"
                    );
                    let found = encoding.truncate(text, max, Keep::End, marker);
                    let tail =
                        cuts(text).find(|cut| count(format!("{marker}{}", &text[*cut..])) <= max);
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
            let kept = format!(
                "{}…{}",
                &text[found.head.clone()],
                &text[found.tail.clone()]
            );
            if found.tokens > 0 {
                assert_eq!(encoding.count_ordinary(&kept), found.tokens);
            }
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

#[test]
fn a_megabyte_of_one_letter_is_cut_in_time() {
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

/// What changes its pieces where a text ends: white space, digits, contractions, and what stands beside them.
const UNITS: [&str; 14] = [
    "a", "The", " ", " ", "\t", "\n", "1", "23", "'", "'s", "\u{3000}", "é", "中", "=",
];

#[test]
fn texts_of_what_ends_matter_to_are_cut_at_the_best_place() {
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
