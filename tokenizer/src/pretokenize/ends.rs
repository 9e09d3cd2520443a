//! Where the pre-tokens of a block of text end.

use super::by_pattern::Pretokenizer;
use super::simd::IN_HARDWARE;
use super::simd::block::{self, BYTES};
use crate::hash::word_at;

/// The most pre-tokens of a block: a power of two.
pub const PRE_TOKENS: usize = 512;
/// Ends are written in groups of this many, even if there are fewer.
const GROUP: usize = 8;

/// Finds the pre-tokens from `from` on until one ends at or after `until`, or `ends` is nearly full, or one
/// has more than `longest` bytes, which is left out. Returns how many there are and where the last one
/// ends. `ends` gets the offset from `from` at which each of them ends; these have 16 bits, which
/// bounds `until` and `longest`.
#[inline(always)]
pub fn ends<P: Pretokenizer>(
    pattern: P,
    text: &[u8],
    from: usize,
    until: usize,
    longest: usize,
    ends: &mut [u16; PRE_TOKENS],
) -> (usize, usize) {
    debug_assert!(until.saturating_sub(from) + longest <= usize::from(u16::MAX));
    let (mut at, mut count) = (from, 0);
    while at < until && count <= PRE_TOKENS - BYTES - GROUP {
        let mut starts = 0;
        if IN_HARDWARE && block::is_likely(word_at(text, at)) {
            starts = pattern.starts(text, at);
        }
        if starts == 0 {
            let end = pattern.pre_token_end(text, at);
            if end - at > longest {
                break;
            }
            ends[count % PRE_TOKENS] = (end - from) as u16;
            count += 1;
            at = end;
            continue;
        }
        let next = count + starts.count_ones() as usize;
        let last = at + (u64::BITS - 1 - starts.leading_zeros()) as usize;
        while count < next {
            for place in 0..GROUP {
                let end = at - from + starts.trailing_zeros() as usize;
                ends[(count + place) % PRE_TOKENS] = end as u16;
                starts &= starts.wrapping_sub(1);
            }
            count += GROUP;
        }
        count = next;
        at = last;
    }
    (count, at)
}

#[cfg(test)]
mod tests {
    use super::super::by_pattern::{OfCl100k, OfO200k, Other, Pretokenizer};
    use super::{PRE_TOKENS, ends};
    use crate::pattern::Pattern;

    /// All texts of `length` of these characters, one after another.
    fn all_texts(characters: &[&str], length: u32) -> String {
        let count = characters.len();
        (0..count.pow(length))
            .flat_map(|text| (0..length).map(move |place| text / count.pow(place) % count))
            .map(|character| characters[character])
            .collect()
    }

    fn assert_same_ends<P: Pretokenizer>(pattern: P, text: &str) {
        let text = text.as_bytes();
        let mut found = [0; PRE_TOKENS];
        let mut from = 0;
        while from < text.len() {
            let until = (from + 4096).min(text.len());
            let (count, end) = ends(pattern, text, from, until, 4096, &mut found);
            assert!(count > 0);
            let mut at = from;
            for found in &found[..count] {
                let expected = pattern.pre_token_end(text, at);
                let pre_token = String::from_utf8_lossy(&text[at..expected]);
                let near = String::from_utf8_lossy(
                    &text[from.max(at.saturating_sub(20))..(at + 80).min(text.len())],
                );
                assert_eq!(
                    from + usize::from(*found),
                    expected,
                    "{pre_token:?} in {near:?}"
                );
                at = expected;
            }
            assert_eq!(at, end);
            from = end;
        }
    }

    fn assert_same_ends_for_all_patterns(text: &str) {
        assert_same_ends(OfO200k, text);
        assert_same_ends(OfCl100k, text);
        for pattern in Pattern::ALL {
            assert_same_ends(Other::of(pattern), text);
        }
    }

    #[test]
    fn blocks_have_the_ends_of_single_pre_tokens() {
        let classes = [
            "a", "B", "1", ".", "/", "'", " ", "\t", "\n", "\r", "é", "É", "×", "ж", "中",
            "\u{a0}", "。", ">", "<",
        ];
        assert_same_ends_for_all_patterns(&all_texts(&classes, 4));
        let white = ["a", "B", "'", "/", " ", "\n", "."];
        assert_same_ends_for_all_patterns(&all_texts(&white, 6));
    }

    #[test]
    fn contractions_have_the_ends_of_single_pre_tokens() {
        let letters = ["a", "'", "s", "L", "l", "v", "E", "D", " ", "\u{17f}", "é"];
        assert_same_ends_for_all_patterns(&all_texts(&letters, 5));
    }

    #[test]
    fn bytes_have_the_ends_of_single_pre_tokens() {
        let ascii: Vec<String> = (0_u8..0x80)
            .map(|byte| char::from(byte).to_string())
            .collect();
        let ascii: Vec<&str> = ascii.iter().map(String::as_str).collect();
        assert_same_ends_for_all_patterns(&all_texts(&ascii, 2));
        let latin: Vec<String> = (0x80_u8..=0xff)
            .map(|byte| format!("{}-", char::from(byte)))
            .collect();
        let latin: Vec<&str> = latin.iter().map(String::as_str).chain(["a", "B"]).collect();
        assert_same_ends_for_all_patterns(&all_texts(&latin, 2));
    }

    #[test]
    fn long_runs_have_the_ends_of_single_pre_tokens() {
        for character in ["1", " ", "\n", "/", ".", "a", "A", "é", "'"] {
            for length in [1, 2, 3, 59, 60, 61, 62, 63, 64, 65, 66, 127, 128, 129, 200] {
                for around in ["", "x", "X", " ", "\n", ".", "/", "1", "'s", "\n  "] {
                    let run = character.repeat(length);
                    assert_same_ends_for_all_patterns(&format!(
                        "{around}{run}{around} and so on, and so on, for long enough to be a block of its own{around}"
                    ));
                }
            }
        }
    }
}
