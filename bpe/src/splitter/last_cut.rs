//! Where a text that is not all there yet may be cut.

use super::class::{CASELESS, NEWLINE, NUMBER, OTHER, SPACE, UPPER, class_at};

/// The last place behind the first `known` bytes, which were searched before, at which every pattern cuts,
/// whatever stands before and after: behind a letter or number and before a character that is neither, nor a
/// mark, nor an apostrophe. No word and no number goes on with such a character, and what they are does not
/// depend on it.
///
/// `text` is UTF-8 and `known` a boundary of it. The tokens of what is before the place and of what is behind it are
/// together those of the whole.
///
/// ```
/// use tokenfare::tokenizer::last_cut;
///
/// assert_eq!(last_cut(b"It's a text that goes on: so f", 0), Some(28));
/// assert_eq!(last_cut(b"unbroken", 0), None);
/// ```
pub fn last_cut(text: &[u8], known: usize) -> Option<usize> {
    // Between what was known and what follows it no place has been searched.
    let until = known.saturating_sub(4);
    let mut next_splits = false;
    let mut next = text.len();
    while next > until {
        let mut at = next - 1;
        while at > 0 && text[at] & 0xc0 == 0x80 {
            at -= 1;
        }
        let (class, _) = class_at(text, at);
        let in_word = (UPPER..=CASELESS).contains(&class) || class == NUMBER;
        if in_word && next_splits {
            return Some(next);
        }
        next_splits = matches!(class, OTHER | SPACE | NEWLINE) && text[at] != b'\'';
        next = at;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::last_cut;
    use crate::packed::Pattern;
    use crate::splitter::piece_end;

    /// One or two of each class, and what patterns name.
    const ALPHABET: [&str; 14] = [
        "A", "s", "字", "\u{301}", "1", " ", "\u{a0}", "\n", "\r", "'", "/", "!", "，", "\u{17f}",
    ];

    fn ends(pattern: Pattern, text: &[u8]) -> Vec<usize> {
        let mut ends = vec![0];
        while let Some(&at) = ends.last()
            && at < text.len()
        {
            ends.push(piece_end(pattern, text, at));
        }
        ends
    }

    /// All texts of up to five of these characters: what stands before the cut is cut up as it is in the whole.
    #[test]
    fn all_patterns_cut_there() {
        let mut found = 0;
        for number in 0..ALPHABET.len().pow(5) {
            let mut rest = number;
            let mut text = String::new();
            while rest > 0 {
                text.push_str(ALPHABET[rest % ALPHABET.len()]);
                rest /= ALPHABET.len();
            }
            let text = text.as_bytes();
            let Some(cut) = last_cut(text, 0) else {
                continue;
            };
            found += 1;
            for pattern in [Pattern::O200k, Pattern::Cl100k, Pattern::R50k] {
                let mut parts = ends(pattern, &text[..cut]);
                let behind = ends(pattern, &text[cut..]);
                parts.extend(behind.iter().skip(1).map(|end| cut + end));
                assert_eq!(parts, ends(pattern, text), "{pattern:?} {text:?} {cut}");
            }
        }
        assert!(found > 100_000);
    }

    #[test]
    fn the_last_place_counts() {
        assert_eq!(last_cut(b"one two, three", 0), Some(7));
        assert_eq!(last_cut("漢字，かな。".as_bytes(), 0), Some(15));
        assert_eq!(last_cut(b"it's", 0), None);
        assert_eq!(last_cut(b"cafe\xcc\x81!", 0), None);
        assert_eq!(last_cut(b"", 0), None);
        // The place between what was known and what follows it is still open.
        assert_eq!(last_cut(b"word next", 4), Some(4));
        assert_eq!(last_cut("字 next".as_bytes(), 3), Some(3));
        assert_eq!(last_cut(b"word next and more", 17), None);
    }
}
