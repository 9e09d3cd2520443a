//! The patterns of DeepSeek V3, which split one after the other:
//! ```text
//! \p{N}{1,3}
//! [一-龥぀-ゟ゠-ヿ]+
//! [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
//! | ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
//! ```
//! What matches none of them is a pre-token between two others. Here they are one: a number or a run of
//! the second kind, called ideographs here, ends whatever stands before it, as the end of the text would.

use super::ascii_word::{self, Lead, Word};
use super::classes::{CASELESS, MARK, NEWLINE, NUMBER, UPPER, class_at, is_white_space};
use super::ranges::{code_point_at, is_within};
use super::ranges_table::SIGNS;
use super::runs;

/// What the patterns tell apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    End,
    Number,
    Ideograph,
    /// A letter or a mark.
    Letter,
    /// Punctuation or a symbol.
    Sign,
    Newline,
    /// Other white space.
    Blank,
    /// A control, a format character, or one that is not assigned.
    Other,
}

#[inline(never)]
pub fn pre_token_end(text: &[u8], at: usize) -> usize {
    match ascii_word::word(text, at, Lead::Any, false) {
        Word::End(end) | Word::Apostrophe(end) => end,
        Word::Other => other_pre_token_end(text, at),
    }
}

/// The kind of the character at `at`, and its length in bytes.
#[inline(always)]
fn kind_at(text: &[u8], at: usize) -> (Kind, usize) {
    let (class, length) = class_at(text, at);
    let kind = match class {
        _ if length == 0 => Kind::End,
        _ if length == 3 && is_ideograph(text, at) => Kind::Ideograph,
        UPPER..=CASELESS | MARK => Kind::Letter,
        NUMBER => Kind::Number,
        NEWLINE => Kind::Newline,
        _ if is_white_space(class) => Kind::Blank,
        _ if is_sign(text, at) => Kind::Sign,
        _ => Kind::Other,
    };
    (kind, length)
}

/// One of `[一-龥぀-ゟ゠-ヿ]`, which has three bytes.
#[inline(always)]
fn is_ideograph(text: &[u8], at: usize) -> bool {
    let (code_point, _) = code_point_at(text, at);
    matches!(code_point, 0x4e00..=0x9fa5 | 0x3040..=0x30ff)
}

/// One of `[\p{P}\p{S}]`, given that it is no letter, mark, number or white space.
#[inline(always)]
fn is_sign(text: &[u8], at: usize) -> bool {
    let (code_point, length) = code_point_at(text, at);
    if length == 1 {
        return text[at].is_ascii_punctuation();
    }
    is_within(&SIGNS, code_point)
}

#[inline(never)]
fn other_pre_token_end(text: &[u8], at: usize) -> usize {
    let (kind, length) = kind_at(text, at);
    let next = at + length;
    match kind {
        Kind::Number => return runs::numbers_end(text, next, 2),
        Kind::Ideograph => return run_end(text, next, Kind::Ideograph),
        Kind::Letter => return run_end(text, next, Kind::Letter),
        _ => {}
    }
    let is_ascii_letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphabetic);
    if kind == Kind::Sign && text[at] < 0x80 && is_ascii_letter(next) {
        return (next..).find(|at| !is_ascii_letter(*at)).unwrap_or(next);
    }
    let (next_kind, next_length) = kind_at(text, next);
    let can_lead = matches!(kind, Kind::Blank | Kind::Other);
    if can_lead && next_kind == Kind::Letter {
        return run_end(text, next + next_length, Kind::Letter);
    }
    if kind == Kind::Sign {
        return newlines_end(text, run_end(text, next, Kind::Sign));
    }
    if text[at] == b' ' && next_kind == Kind::Sign {
        return newlines_end(text, run_end(text, next + next_length, Kind::Sign));
    }
    if kind == Kind::Other {
        return others_end(text, next);
    }
    let run = runs::white_space(text, at);
    if run.after_newline > 0 {
        return run.after_newline;
    }
    let (after, _) = kind_at(text, run.end);
    let ends_here = matches!(after, Kind::End | Kind::Number | Kind::Ideograph);
    if ends_here || run.last == at {
        run.end
    } else {
        run.last
    }
}

/// End of a run of one kind.
#[inline(always)]
fn run_end(text: &[u8], mut at: usize, wanted: Kind) -> usize {
    loop {
        let (kind, length) = kind_at(text, at);
        if kind != wanted {
            return at;
        }
        at += length;
    }
}

/// End of a run of characters that match nothing: before one that leads a word, or anything else.
fn others_end(text: &[u8], mut at: usize) -> usize {
    loop {
        let (kind, length) = kind_at(text, at);
        if kind != Kind::Other || kind_at(text, at + length).0 == Kind::Letter {
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
