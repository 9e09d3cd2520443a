//! The patterns whose words have upper case before lower case. That of o200k_base:
//! ```text
//! [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+
//!  (?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*
//!  (?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
//! ```
//! Tekken has no contractions and takes digits one by one. Kimi begins with `[\p{Han}]+|`, takes Han
//! characters out of the letters, and has `[\r\n]*` after punctuation.

use super::ascii_word::{self, Lead, Word};
use super::classes::{CASELESS, LOWER, MARK, NEWLINE, NUMBER, UPPER, class_at};
use super::rules::{Contractions, Rules};
use super::{han, runs};

/// The class of Han characters where they stand apart: none of those of [`classes`](super::classes).
const HAN: u8 = 15;

#[inline(always)]
pub fn pre_token_end<R: Rules>(text: &[u8], at: usize) -> usize {
    match ascii_word::word(text, at, Lead::Any, true) {
        Word::End(end) => end,
        Word::Apostrophe(end) => with_contraction::<R>(text, end),
        Word::Other => other_pre_token_end::<R>(text, at),
    }
}

#[inline(never)]
fn other_pre_token_end<R: Rules>(text: &[u8], at: usize) -> usize {
    if R::HAN_APART && han::is_at(text, at) {
        return han::run_end(text, at);
    }
    let (class, length) = class_at(text, at);
    if in_word(class) {
        return word_end::<R>(text, at);
    }
    let next = at + length;
    if class == NUMBER {
        return runs::numbers_end(text, next, R::DIGITS - 1);
    }
    let (next_class, next_length) = letter_at::<R>(text, next);
    if class != NEWLINE && in_word(next_class) {
        return word_end::<R>(text, next);
    }
    if runs::is_punctuation(class) {
        return tail_end::<R>(text, runs::punctuation_end(text, next));
    }
    if text[at] == b' ' && next_length > 0 && runs::is_punctuation(next_class) {
        return tail_end::<R>(text, runs::punctuation_end(text, next + next_length));
    }
    let run = runs::white_space(text, at);
    if run.after_newline > 0 {
        run.after_newline
    } else {
        runs::white_space_pre_token_end(text, at, &run)
    }
}

#[inline(always)]
fn in_word(class: u8) -> bool {
    class.wrapping_sub(UPPER) <= MARK - UPPER
}

/// As [`class_at`], with a Han character of its own class where those stand apart.
#[inline(always)]
fn letter_at<R: Rules>(text: &[u8], at: usize) -> (u8, usize) {
    let (class, length) = class_at(text, at);
    if R::HAN_APART && in_word(class) && han::is_at(text, at) {
        return (HAN, length);
    }
    (class, length)
}

/// End of the word that begins with the letter or mark at `at`, contraction included.
///
/// The first alternative of the pattern must end in a lower-case or caseless letter or a mark, so that
/// a run of upper case gives back everything after its last caseless letter or mark: "AxxB", where x
/// is caseless, is "Axx" and "B". The second alternative takes a run of upper case without such an end.
#[inline(always)]
fn word_end<R: Rules>(text: &[u8], mut at: usize) -> usize {
    let mut after_caseless = 0;
    let (mut class, mut length) = letter_at::<R>(text, at);
    loop {
        match class {
            UPPER => at += length,
            CASELESS | MARK => {
                at += length;
                after_caseless = at;
            }
            _ => break,
        }
        (class, length) = letter_at::<R>(text, at);
    }
    if class == LOWER {
        loop {
            at += length;
            (class, length) = letter_at::<R>(text, at);
            if class.wrapping_sub(LOWER) > MARK - LOWER {
                break;
            }
        }
    } else if after_caseless > 0 {
        at = after_caseless;
    }
    if text.get(at) == Some(&b'\'') {
        return with_contraction::<R>(text, at);
    }
    at
}

/// End of the contraction whose apostrophe is at `at`, or `at`.
#[inline(never)]
fn with_contraction<R: Rules>(text: &[u8], at: usize) -> usize {
    if R::CONTRACTIONS == Contractions::None {
        return at;
    }
    match runs::contraction_in_any_case(text, at + 1) {
        0 => at,
        length => at + 1 + length,
    }
}

/// `[\r\n/]*` or `[\r\n]*` after punctuation.
#[inline(always)]
fn tail_end<R: Rules>(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        let continues = matches!(byte, b'\r' | b'\n') || R::SLASHES_AMONG_NEWLINES && *byte == b'/';
        if !continues {
            break;
        }
        at += 1;
    }
    at
}
