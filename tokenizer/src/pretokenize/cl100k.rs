//! The pattern of cl100k_base:
//! ```text
//! '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+
//! | ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s
//! ```

use super::ascii_word::{self, Lead, Word};
use super::classes::{NEWLINE, NUMBER, class_at, is_letter};
use super::runs;

#[inline(always)]
pub fn pre_token_end(text: &[u8], at: usize) -> usize {
    match ascii_word::word(text, at, Lead::NoApostrophe, false) {
        Word::End(end) | Word::Apostrophe(end) => end,
        Word::Other => other_pre_token_end(text, at),
    }
}

#[inline(never)]
fn other_pre_token_end(text: &[u8], at: usize) -> usize {
    if text[at] == b'\'' {
        let contraction = runs::contraction_in_any_case(text, at + 1);
        if contraction > 0 {
            return at + 1 + contraction;
        }
    }
    let (class, length) = class_at(text, at);
    let next = at + length;
    if is_letter(class) {
        return runs::letters_end(text, next);
    }
    if class == NUMBER {
        return runs::numbers_end(text, next, 2);
    }
    let (next_class, next_length) = class_at(text, next);
    if class != NEWLINE && is_letter(next_class) {
        return runs::letters_end(text, next + next_length);
    }
    if runs::is_punctuation(class) {
        return newlines_end(text, runs::punctuation_end(text, next));
    }
    if text[at] == b' ' && next_length > 0 && runs::is_punctuation(next_class) {
        return newlines_end(text, runs::punctuation_end(text, next + next_length));
    }
    let run = runs::white_space(text, at);
    if run.end == text.len() {
        run.end
    } else if run.after_newline > 0 {
        run.after_newline
    } else {
        runs::white_space_pre_token_end(text, at, &run)
    }
}

#[inline(always)]
fn newlines_end(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    at
}
