//! Texts that repeat themselves, and texts seen before: both take ways of their own through the engine,
//! with the same tokens as tiktoken-rs.

use tiktoken_rs::CoreBPE;
use tokenfare::tokenizer::{Encoding, EncodingName};

/// Counts first, then encodes, twice: what is remembered from one must serve the other.
fn assert_same(encoding: &Encoding, reference: &CoreBPE, text: &str, what: &str) {
    let expected = reference.encode_ordinary(text);
    for _ in 0..2 {
        assert_eq!(encoding.count_ordinary(text), expected.len(), "{what}");
        assert!(
            encoding.encode_ordinary(text).unwrap() == expected,
            "{what}"
        );
    }
}

fn pairs() -> [(&'static Encoding, &'static CoreBPE); 3] {
    [
        (EncodingName::O200kBase, tiktoken_rs::o200k_base_singleton()),
        (
            EncodingName::Cl100kBase,
            tiktoken_rs::cl100k_base_singleton(),
        ),
        (EncodingName::R50kBase, tiktoken_rs::r50k_base_singleton()),
    ]
    .map(|(name, reference)| (Encoding::embedded(name).unwrap(), reference))
}

#[test]
fn runs_of_one_character_or_few() {
    // Tokens of up to 128 times the same character; lengths on both sides of each way's bounds.
    let units = [
        "=", "-", "*", "#", "/", "_", ".", "~", "\t", " ", "\n", "\r\n", "a", "A", "0", "ab", "=-",
        "ÃÂ", "é", "ا", "中", "한", "😀", "\u{301}", "\u{a0}", "the", "\0",
    ];
    for (encoding, reference) in pairs() {
        for unit in units {
            for bytes in [
                15, 16, 31, 33, 64, 100, 127, 129, 200, 257, 513, 1000, 1025, 2500, 5000,
            ] {
                let text = unit.repeat(bytes / unit.len() + 1);
                assert_same(
                    encoding,
                    reference,
                    &text,
                    &format!("{unit:?} to {bytes} bytes"),
                );
            }
        }
    }
}

#[test]
fn long_runs_of_one_byte() {
    for (encoding, reference) in pairs() {
        for unit in ["\0", "=", " ", "a", "-"] {
            for length in [255, 256, 4_095, 70_001, 131_071] {
                let text = unit.repeat(length);
                assert_same(
                    encoding,
                    reference,
                    &text,
                    &format!("{length} times {unit:?}"),
                );
            }
        }
    }
}

/// Long tokens are looked for one length after the other until a long piece comes, and in a table from then on: the
/// same texts before and after.
#[test]
fn runs_before_and_after_the_first_long_piece() {
    let reference = tiktoken_rs::o200k_base_singleton();
    for unit in ["=", "-", "*", "_", ".", " ", "\t", "ÃÂ", "中", "=-"] {
        let encoding =
            Encoding::from_packed(include_bytes!("../../tokenizer/vocab/o200k_base.tfv")).unwrap();
        // A piece is remembered: what ends it makes it another one.
        for end in ["!", "?"] {
            for length in 25..=70 {
                let text = unit.repeat(length / unit.len() + 1) + end;
                assert!(
                    encoding.encode_ordinary(&text).unwrap() == reference.encode_ordinary(&text),
                    "{unit:?} {length}"
                );
            }
            let long = unit.repeat(1000);
            assert!(encoding.encode_ordinary(&long).unwrap() == reference.encode_ordinary(&long));
        }
    }
}

#[test]
fn runs_next_to_one_another() {
    // One piece each: runs of several characters, with something else in between.
    for (encoding, reference) in pairs() {
        for lengths in [[40, 90], [130, 260], [1, 700], [333, 77]] {
            let text: String = "=-*#~_"
                .chars()
                .cycle()
                .zip(lengths.into_iter().cycle())
                .take(20)
                .map(|(character, length)| character.to_string().repeat(length))
                .collect();
            assert_same(encoding, reference, &text, &format!("{lengths:?}"));
            let text = text.replace("#~", "#+~");
            assert_same(
                encoding,
                reference,
                &text,
                &format!("{lengths:?} and others"),
            );
        }
    }
}

#[test]
fn more_pieces_than_are_remembered() {
    // 200,000 short pieces and 100,000 long ones: every table of what was seen grows to its bound and
    // forgets, and the later half of the text asks for all of it again.
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let reference = tiktoken_rs::o200k_base_singleton();
    let mut text = String::new();
    for number in 0..200_000_u32 {
        let mixed = number.wrapping_mul(2_654_435_761);
        let word: String = (0..6)
            .map(|place| char::from(b'a' + (mixed >> (5 * place)) as u8 % 26))
            .collect();
        text.push(' ');
        text.push_str(&word);
        if number % 2 == 0 {
            text.push_str("überdurchschnittlich");
            text.push_str(&word);
        }
    }
    let text = text.repeat(2);
    assert_same(encoding, reference, &text, "many words");
}

#[test]
fn a_piece_counted_before_it_is_encoded() {
    // Counting remembers how many tokens a piece has, not which.
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let reference = tiktoken_rs::o200k_base_singleton();
    for text in [
        "Donaudampfschifffahrtsgesellschaft",
        "qxzjkvwpqxzjkv",
        "北京大学的学生们在图书馆里读书",
        "xqzj",
    ] {
        assert_same(encoding, reference, text, text);
        assert_eq!(
            encoding.encode_ordinary(text).unwrap(),
            reference.encode_ordinary(text)
        );
        assert_eq!(
            encoding.count_ordinary(text),
            reference.encode_ordinary(text).len()
        );
    }
}
