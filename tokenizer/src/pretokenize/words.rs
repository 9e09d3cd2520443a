//! The patterns in which a word is a run of letters. That of Llama 3:
//! ```text
//! (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}
//! | ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
//! ```
//! cl100k_base has `\s++$|\s*[\r\n]|\s+(?!\S)|\s` for white space, Qwen takes digits one by one, and
//! Qwen 3.5 takes marks for letters.

use super::ascii_word::{self, Lead, Word};
use super::classes::{MARK, NEWLINE, NUMBER, OTHER, UPPER, class_at};
use super::rules::Rules;
use super::runs;

#[inline(always)]
pub fn pre_token_end<R: Rules>(text: &[u8], at: usize) -> usize {
    match ascii_word::word(text, at, Lead::NoApostrophe, false) {
        Word::End(end) | Word::Apostrophe(end) => end,
        Word::Other => other_pre_token_end::<R>(text, at),
    }
}

#[inline(never)]
fn other_pre_token_end<R: Rules>(text: &[u8], at: usize) -> usize {
    if text[at] == b'\'' {
        let contraction = runs::contraction_in_any_case(text, at + 1);
        if contraction > 0 {
            return at + 1 + contraction;
        }
    }
    let (class, length) = class_at(text, at);
    let next = at + length;
    if in_word::<R>(class) {
        return word_end::<R>(text, next);
    }
    if class == NUMBER {
        return runs::numbers_end(text, next, R::DIGITS - 1);
    }
    let (next_class, next_length) = class_at(text, next);
    if class != NEWLINE && in_word::<R>(next_class) {
        return word_end::<R>(text, next + next_length);
    }
    if is_punctuation::<R>(class) {
        return newlines_end(text, punctuation_end::<R>(text, next));
    }
    if text[at] == b' ' && next_length > 0 && is_punctuation::<R>(next_class) {
        return newlines_end(text, punctuation_end::<R>(text, next + next_length));
    }
    let run = runs::white_space(text, at);
    if R::END_TOGETHER && run.end == text.len() {
        run.end
    } else if run.after_newline > 0 {
        run.after_newline
    } else {
        runs::white_space_pre_token_end(text, at, &run)
    }
}

/// Whether a class is one of a word's characters.
#[inline(always)]
fn in_word<R: Rules>(class: u8) -> bool {
    class.wrapping_sub(UPPER) < MARK - UPPER || R::MARKS_ARE_LETTERS && class == MARK
}

/// Whether a class is none of letters, numbers and white space.
#[inline(always)]
fn is_punctuation<R: Rules>(class: u8) -> bool {
    class == OTHER || !R::MARKS_ARE_LETTERS && class == MARK
}

/// End of a run of a word's characters.
#[inline(always)]
fn word_end<R: Rules>(text: &[u8], mut at: usize) -> usize {
    loop {
        let (class, length) = class_at(text, at);
        if !in_word::<R>(class) {
            return at;
        }
        at += length;
    }
}

/// End of a run of punctuation.
#[inline(always)]
fn punctuation_end<R: Rules>(text: &[u8], mut at: usize) -> usize {
    loop {
        let (class, length) = class_at(text, at);
        if length == 0 || !is_punctuation::<R>(class) {
            return at;
        }
        at += length;
    }
}

#[inline(always)]
fn newlines_end(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    at
}
