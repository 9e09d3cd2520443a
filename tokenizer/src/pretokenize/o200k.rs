//! The pattern of o200k_base and o200k_harmony, whose words have upper case before lower case:
//! ```text
//! [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+
//!  (?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*
//!  (?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
//! ```

use super::ascii_word::{self, Lead, Word};
use super::classes::{CASELESS, LOWER, MARK, NEWLINE, NUMBER, UPPER, class_at};
use super::runs;

#[inline(always)]
pub fn pre_token_end(text: &[u8], at: usize) -> usize {
    match ascii_word::word(text, at, Lead::Any, true) {
        Word::End(end) => end,
        Word::Apostrophe(end) => with_contraction(text, end),
        Word::Other => other_pre_token_end(text, at),
    }
}

#[inline(never)]
fn other_pre_token_end(text: &[u8], at: usize) -> usize {
    let (class, length) = class_at(text, at);
    if in_word(class) {
        return word_end(text, at);
    }
    let next = at + length;
    if class == NUMBER {
        return runs::numbers_end(text, next, 2);
    }
    let (next_class, next_length) = class_at(text, next);
    if class != NEWLINE && in_word(next_class) {
        return word_end(text, next);
    }
    if runs::is_punctuation(class) {
        return tail_end(text, runs::punctuation_end(text, next));
    }
    if text[at] == b' ' && next_length > 0 && runs::is_punctuation(next_class) {
        return tail_end(text, runs::punctuation_end(text, next + next_length));
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

/// End of the word that begins with the letter or mark at `at`, contraction included.
///
/// The first alternative of the pattern must end in a lower-case or caseless letter or a mark, so that
/// a run of upper case gives back everything after its last caseless letter or mark: "AxxB", where x
/// is caseless, is "Axx" and "B". The second alternative takes a run of upper case without such an end.
#[inline(always)]
fn word_end(text: &[u8], mut at: usize) -> usize {
    let mut after_caseless = 0;
    let (mut class, mut length) = class_at(text, at);
    loop {
        match class {
            UPPER => at += length,
            CASELESS | MARK => {
                at += length;
                after_caseless = at;
            }
            _ => break,
        }
        (class, length) = class_at(text, at);
    }
    if class == LOWER {
        loop {
            at += length;
            (class, length) = class_at(text, at);
            if class.wrapping_sub(LOWER) > MARK - LOWER {
                break;
            }
        }
    } else if after_caseless > 0 {
        at = after_caseless;
    }
    if text.get(at) == Some(&b'\'') {
        return with_contraction(text, at);
    }
    at
}

/// End of the contraction whose apostrophe is at `at`, or `at`.
#[inline(never)]
fn with_contraction(text: &[u8], at: usize) -> usize {
    match runs::contraction_in_any_case(text, at + 1) {
        0 => at,
        length => at + 1 + length,
    }
}

/// `[\r\n/]*` after punctuation.
#[inline(always)]
fn tail_end(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b'\r' | b'\n' | b'/')) {
        at += 1;
    }
    at
}
