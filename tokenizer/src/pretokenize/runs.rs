//! Runs of characters that several patterns share.

use super::classes::{MARK, NEWLINE, NUMBER, OTHER, class_at, is_letter, is_white_space};

/// End of a run of letters, `\p{L}*`.
#[inline(always)]
pub fn letters_end(text: &[u8], mut at: usize) -> usize {
    loop {
        let (class, length) = class_at(text, at);
        if !is_letter(class) {
            return at;
        }
        at += length;
    }
}

/// End of a run of at most `limit` numbers, `\p{N}{0,limit}`.
#[inline(always)]
pub fn numbers_end(text: &[u8], mut at: usize, limit: usize) -> usize {
    for _ in 0..limit {
        let (class, length) = class_at(text, at);
        if class != NUMBER {
            break;
        }
        at += length;
    }
    at
}

/// End of a run of punctuation, `[^\s\p{L}\p{N}]*`: marks are in it.
#[inline(always)]
pub fn punctuation_end(text: &[u8], mut at: usize) -> usize {
    loop {
        let (class, length) = class_at(text, at);
        if length == 0 || !is_punctuation(class) {
            return at;
        }
        at += length;
    }
}

/// Whether a class is part of `[^\s\p{L}\p{N}]`.
#[inline(always)]
pub fn is_punctuation(class: u8) -> bool {
    class == OTHER || class == MARK
}

/// A run of white space.
pub struct WhiteSpace {
    /// Where the run ends.
    pub end: usize,
    /// Where its last character begins.
    pub last: usize,
    /// Just after its last CR or LF; 0 if it has none.
    pub after_newline: usize,
}

/// The run of white space from `at`, `\s*`.
#[inline(always)]
pub fn white_space(text: &[u8], mut at: usize) -> WhiteSpace {
    let mut run = WhiteSpace {
        end: at,
        last: at,
        after_newline: 0,
    };
    loop {
        let (class, length) = class_at(text, at);
        if !is_white_space(class) {
            return run;
        }
        run.last = at;
        at += length;
        run.end = at;
        if class == NEWLINE {
            run.after_newline = at;
        }
    }
}

/// `\s+(?!\S)|\s`: all of a run at the end of the text, otherwise all but its last character, which
/// may begin the next pre-token. A single character is a pre-token of its own.
#[inline(always)]
pub fn white_space_pre_token_end(text: &[u8], at: usize, run: &WhiteSpace) -> usize {
    if run.end == text.len() || run.last == at {
        run.end
    } else {
        run.last
    }
}

/// Length of a contraction after its apostrophe, `s|d|m|t|ll|ve|re` in any case; 0 if there is none.
/// Regular expressions fold U+017F, the long s, to an s.
#[inline(always)]
pub fn contraction_in_any_case(text: &[u8], at: usize) -> usize {
    let second = |wanted: u8| text.get(at + 1).is_some_and(|byte| byte | 0x20 == wanted);
    match text.get(at).map(|byte| byte | 0x20) {
        Some(b's' | b'd' | b'm' | b't') => 1,
        Some(b'l') if second(b'l') => 2,
        Some(b'v' | b'r') if second(b'e') => 2,
        // The long s is C5 BF; 0xc5 | 0x20 is 0xe5, which also begins other characters.
        Some(0xe5) if text.get(at..at + 2) == Some(&[0xc5, 0xbf]) => 2,
        _ => 0,
    }
}

/// As [`contraction_in_any_case`], lower case only.
#[inline(always)]
pub fn contraction_in_lower_case(text: &[u8], at: usize) -> usize {
    let second = |wanted: u8| text.get(at + 1) == Some(&wanted);
    match text.get(at) {
        Some(b's' | b'd' | b'm' | b't') => 1,
        Some(b'l') if second(b'l') => 2,
        Some(b'v' | b'r') if second(b'e') => 2,
        _ => 0,
    }
}
