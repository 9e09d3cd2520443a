//! Normalisation form C: characters composed, marks in canonical order (Unicode Standard Annex 15).

use super::nfc_tables::{TABLES, Tables};
use super::normalized::{Normalized, Normalizer};

/// The first byte of U+0300, the first character that composition may change.
const FIRST_UNSTABLE: u8 = 0xcc;

/// The normalisation form C of `text`.
///
/// Only stretches that may change are composed, each from a stable character to the next one. Those
/// that turn out equal stay as they are, so that the offsets of all else map back by a constant.
///
/// ```
/// use tokenfare_tokenizer::normalize::nfc;
///
/// let normalized = nfc("cafe\u{301} au lait");
/// assert_eq!(normalized.text(), "café au lait");
/// // The blank begins at byte 5, in the text as given at byte 6.
/// assert_eq!(normalized.source_start(5), 6);
/// assert!(nfc("café au lait").is_unchanged());
/// ```
pub fn nfc(text: &str) -> Normalized<'_> {
    let Some(first) = next_unstable(text, 0) else {
        return Normalized::unchanged(text);
    };
    let tables = &*TABLES;
    let mut normalizer = Normalizer::new(text);
    let mut stretch = Stretch::default();
    let mut next = Some(first);
    while let Some(unstable) = next {
        // The character before may compose with it.
        let start = text.floor_char_boundary(unstable.saturating_sub(1));
        let end = end_of_stretch(tables, text, unstable);
        let composed = stretch.compose(tables, &text[start..end]);
        if *composed != text[start..end] {
            normalizer.replace(start, end, composed);
        }
        next = next_unstable(text, end);
    }
    normalizer.finish()
}

/// Where the first character at or after `from` begins that normalisation may change.
fn next_unstable(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Skip what no table need be asked about, eight bytes at a time where possible.
        at += bytes[at..]
            .iter()
            .position(|byte| *byte >= FIRST_UNSTABLE)?;
        let tables = &*TABLES;
        for (index, character) in text[at..].char_indices() {
            if tables.is_unstable(character) {
                return Some(at + index);
            }
            if character.is_ascii() {
                at += index;
                break;
            }
            if at + index + character.len_utf8() == bytes.len() {
                return None;
            }
        }
    }
}

/// Where the first stable character after an unstable one begins.
fn end_of_stretch(tables: &Tables, text: &str, unstable: usize) -> usize {
    let rest = &text[unstable..];
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(_, character)| !tables.is_unstable(*character));
    end.map_or(text.len(), |(index, _)| unstable + index)
}

/// Buffers for one stretch, which the next one reuses.
#[derive(Default)]
struct Stretch {
    /// Its characters, decomposed.
    characters: Vec<char>,
    composed: String,
}

impl Stretch {
    fn compose(&mut self, tables: &Tables, text: &str) -> &str {
        let characters = &mut self.characters;
        characters.clear();
        for character in text.chars() {
            tables.decompose(character, characters);
        }
        // Marks between two starters stand in the order of their classes; equal ones keep theirs.
        for marks in characters.split_mut(|character| tables.class(*character) == 0) {
            if marks.len() > 1 {
                marks.sort_by_key(|mark| tables.class(*mark));
            }
        }
        self.composed.clear();
        // The last starter and what was kept after it.
        let mut starter: Option<char> = None;
        let mut kept = String::new();
        let mut kept_class = None;
        for &character in characters.iter() {
            let class = tables.class(character);
            // A mark is blocked by one of its own class or a starter between the two.
            let is_blocked = kept_class.is_some_and(|kept| kept == 0 || kept >= class);
            if let Some(first) = starter
                && !is_blocked
                && let Some(whole) = tables.compose(first, character)
            {
                starter = Some(whole);
                continue;
            }
            if class == 0 {
                self.composed.extend(starter);
                self.composed.push_str(&kept);
                kept.clear();
                starter = Some(character);
                kept_class = None;
            } else {
                kept.push(character);
                kept_class = Some(class);
            }
        }
        self.composed.extend(starter);
        self.composed.push_str(&kept);
        &self.composed
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;
    use proptest::{collection, sample};
    use unicode_normalization::UnicodeNormalization;

    use super::nfc;

    #[test]
    fn offsets_map_back_to_the_text_as_given() {
        // c a f e ◌́ ␣ o l e ◌́, each accent two bytes long.
        let text = "cafe\u{301} ole\u{301}";
        let normalized = nfc(text);
        assert_eq!(normalized.text(), "café olé");
        let starts = [0, 1, 2, 3, 3, 6, 7, 8, 9, 9, 12];
        let ends = [0, 1, 2, 3, 6, 6, 7, 8, 9, 12, 12];
        for at in 0..=10 {
            assert_eq!(normalized.source_start(at), starts[at], "{at}");
            assert_eq!(normalized.source_end(at), ends[at], "{at}");
        }
    }

    #[test]
    fn composed_text_is_not_copied() {
        for text in [
            "",
            "plain",
            "café",
            "Привет, 日本語 がぎ 한국어",
            "\u{1f600}",
        ] {
            let normalized = nfc(text);
            assert!(normalized.is_unchanged(), "{text}");
            assert_eq!(normalized.source_start(text.len()), text.len());
        }
    }

    #[test]
    fn each_character_alone_and_between_others_is_composed_as_published() {
        for character in (0..0x110000).filter_map(char::from_u32) {
            for text in [
                format!("{character}"),
                format!("a{character}\u{301}"),
                format!("\u{1100}\u{1161}{character}\u{323}\u{11a8}"),
            ] {
                let expected: String = text.nfc().collect();
                assert_eq!(nfc(&text).text(), expected, "{text:?}");
            }
        }
    }

    const UNITS: &[&str] = &[
        "a",
        "e",
        "q",
        "\u{301}",
        "\u{323}",
        "\u{307}",
        "\u{31b}",
        "\u{345}",
        "ệ",
        "\u{1100}",
        "\u{1161}",
        "\u{11a8}",
        "가",
        "각",
        "\u{3099}",
        "か",
        "は",
        "\u{212b}",
        "\u{2126}",
        "\u{958}",
        "\u{915}\u{93c}",
        "\u{fb4a}",
        "\u{1d15e}",
        "\u{2f800}",
        "\u{9c7}",
        "\u{9be}",
        "\u{0f71}",
        "\u{0f72}",
        "\u{0f73}",
        " ",
        "\n",
        "日",
        "😀",
        "\u{e4d}",
        "\u{e32}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_text_is_composed_as_published(
            units in collection::vec(prop_oneof![
                6 => sample::select(UNITS).prop_map(str::to_owned),
                1 => any::<char>().prop_map(String::from),
            ], 0..30),
        ) {
            let text = units.concat();
            let expected: String = text.nfc().collect();
            let normalized = nfc(&text);
            prop_assert_eq!(normalized.text(), &expected);
            let mut before = 0;
            for at in 0..=expected.len() {
                let (start, end) = (normalized.source_start(at), normalized.source_end(at));
                prop_assert!(before <= start && start <= end && end <= text.len());
                prop_assert!(text.is_char_boundary(start) == expected.is_char_boundary(at) || start < end || !expected.is_char_boundary(at));
                before = start;
            }
        }
    }
}
