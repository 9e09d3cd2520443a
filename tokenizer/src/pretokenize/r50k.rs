//! The pattern of r50k_base, p50k_base, p50k_edit and gpt2:
//! ```text
//! '(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s
//! ```

use super::ascii_word::{self, Lead, Word};
use super::classes::{NUMBER, class_at, is_letter, is_white_space};
use super::runs;

#[inline(always)]
pub fn pre_token_end(text: &[u8], at: usize) -> usize {
    match ascii_word::word(text, at, Lead::Space, false) {
        Word::End(end) | Word::Apostrophe(end) => end,
        Word::Other => other_pre_token_end(text, at),
    }
}

#[inline(never)]
fn other_pre_token_end(text: &[u8], at: usize) -> usize {
    if text[at] == b'\'' {
        let contraction = runs::contraction_in_lower_case(text, at + 1);
        if contraction > 0 {
            return at + 1 + contraction;
        }
    }
    let from = at + usize::from(text[at] == b' ');
    let (class, length) = class_at(text, from);
    if is_letter(class) {
        runs::letters_end(text, from + length)
    } else if class == NUMBER {
        runs::numbers_end(text, from + length, usize::MAX)
    } else if length > 0 && !is_white_space(class) {
        runs::punctuation_end(text, from + length)
    } else {
        runs::white_space_pre_token_end(text, at, &runs::white_space(text, at))
    }
}
