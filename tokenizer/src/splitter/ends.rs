//! Where the pieces of a stretch of text end.

use super::Splitter;
use super::block::{self, BYTES};
use super::simd;
use crate::hash::word_at;

/// The most pieces of a stretch: a power of two.
pub const PIECES: usize = 512;
/// Places are written so many at a time, also where there are fewer.
const AT_A_TIME: usize = 8;

/// Cuts the pieces from `from` on until one ends at or after `until`, or there is hardly room for more; stops
/// before one of more than `longest` bytes. Says how many there are and where the last one ends; `ends` gets where
/// each of them ends after `from`: `until` and `longest` must be near enough for 16 bits.
#[inline(always)]
pub fn ends<S: Splitter>(
    text: &[u8],
    from: usize,
    until: usize,
    longest: usize,
    ends: &mut [u16; PIECES],
) -> (usize, usize) {
    debug_assert!(until.saturating_sub(from) + longest <= usize::from(u16::MAX));
    let (mut at, mut count) = (from, 0);
    while at < until && count <= PIECES - BYTES - AT_A_TIME {
        let mut starts = 0;
        if simd::IN_HARDWARE && block::is_likely(word_at(text, at)) {
            starts = S::starts(text, at);
        }
        if starts == 0 {
            let end = S::piece_end(text, at);
            if end - at > longest {
                break;
            }
            ends[count % PIECES] = (end - from) as u16;
            count += 1;
            at = end;
            continue;
        }
        let next = count + starts.count_ones() as usize;
        let last = at + (u64::BITS - 1 - starts.leading_zeros()) as usize;
        while count < next {
            for place in 0..AT_A_TIME {
                let end = at - from + starts.trailing_zeros() as usize;
                ends[(count + place) % PIECES] = end as u16;
                starts &= starts.wrapping_sub(1);
            }
            count += AT_A_TIME;
        }
        count = next;
        at = last;
    }
    (count, at)
}

#[cfg(test)]
mod tests {
    use super::super::{Cl100k, O200k, R50k, Splitter};
    use super::{PIECES, ends};

    /// All texts of `length` of these characters, one after another.
    fn all_texts(characters: &[&str], length: u32) -> String {
        let count = characters.len();
        (0..count.pow(length))
            .flat_map(|text| (0..length).map(move |place| text / count.pow(place) % count))
            .map(|character| characters[character])
            .collect()
    }

    fn assert_cuts_as_one_by_one<S: Splitter>(text: &str) {
        let text = text.as_bytes();
        let mut found = [0; PIECES];
        let mut from = 0;
        while from < text.len() {
            let until = (from + 4096).min(text.len());
            let (count, end) = ends::<S>(text, from, until, 4096, &mut found);
            assert!(count > 0);
            let mut at = from;
            for found in &found[..count] {
                let expected = S::piece_end(text, at);
                let piece = String::from_utf8_lossy(&text[at..expected]);
                let near = String::from_utf8_lossy(
                    &text[from.max(at.saturating_sub(20))..(at + 80).min(text.len())],
                );
                assert_eq!(
                    from + usize::from(*found),
                    expected,
                    "{piece:?} in {near:?}"
                );
                at = expected;
            }
            assert_eq!(at, end);
            from = end;
        }
    }

    fn assert_all_patterns_cut_as_one_by_one(text: &str) {
        assert_cuts_as_one_by_one::<O200k>(text);
        assert_cuts_as_one_by_one::<Cl100k>(text);
        assert_cuts_as_one_by_one::<R50k>(text);
    }

    #[test]
    fn many_at_once_are_cut_as_one_by_one() {
        let classes = [
            "a", "B", "1", ".", "/", "'", " ", "\t", "\n", "\r", "é", "É", "×", "ж", "中", "\u{a0}",
        ];
        assert_all_patterns_cut_as_one_by_one(&all_texts(&classes, 4));
        let white = ["a", "B", "'", "/", " ", "\n", "."];
        assert_all_patterns_cut_as_one_by_one(&all_texts(&white, 6));
    }

    #[test]
    fn contractions_are_cut_as_one_by_one() {
        let letters = ["a", "'", "s", "L", "l", "v", "E", "D", " ", "\u{17f}", "é"];
        assert_all_patterns_cut_as_one_by_one(&all_texts(&letters, 5));
    }

    #[test]
    fn bytes_are_cut_as_one_by_one() {
        let ascii: Vec<String> = (0_u8..0x80)
            .map(|byte| char::from(byte).to_string())
            .collect();
        let ascii: Vec<&str> = ascii.iter().map(String::as_str).collect();
        assert_all_patterns_cut_as_one_by_one(&all_texts(&ascii, 2));
        let latin: Vec<String> = (0x80_u8..=0xff)
            .map(|byte| format!("{}-", char::from(byte)))
            .collect();
        let latin: Vec<&str> = latin.iter().map(String::as_str).chain(["a", "B"]).collect();
        assert_all_patterns_cut_as_one_by_one(&all_texts(&latin, 2));
    }

    #[test]
    fn long_runs_are_cut_as_one_by_one() {
        for character in ["1", " ", "\n", "/", ".", "a", "A", "é", "'"] {
            for length in [1, 2, 3, 59, 60, 61, 62, 63, 64, 65, 66, 127, 128, 129, 200] {
                for around in ["", "x", "X", " ", "\n", ".", "/", "1", "'s", "\n  "] {
                    let run = character.repeat(length);
                    assert_all_patterns_cut_as_one_by_one(&format!(
                        "{around}{run}{around} and so on, and so on, for long enough to be a block of its own{around}"
                    ));
                }
            }
        }
    }
}
