//! The split of SentencePiece vocabularies, which were trained without pieces across a blank, a digit,
//! or a change between letters and signs. None was published as an expression: `crate::pack` proves of
//! each vocabulary that none of its pieces is split. A pre-token begins
//!
//! - with each blank, unless it stands between `>` and `</`, as one piece of Gemma's has it;
//! - before and after each ASCII digit;
//! - between ASCII letters and other ASCII characters, a leading blank apart;
//! - before and after characters of Chinese, Japanese and Korean next to ASCII or to their punctuation.
//!
//! Gemma's newlines, tabs, and blanks from two on are pre-tokens of up to 31 of the same.

use super::simd::IN_HARDWARE;
use super::simd::spaced;

/// Gemma's tokens of newlines, tabs or blanks have up to this many.
const LONGEST_RUN: usize = 31;

/// The kinds of characters between which pre-tokens may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Digit,
    Letter,
    Sign,
    /// A letter of Chinese, Japanese or Korean.
    Ideograph,
    /// Their punctuation.
    IdeographicSign,
    /// Any other character.
    Other,
}

/// The kind of the character at `at`, and its length in bytes.
#[inline(always)]
fn kind_at(text: &[u8], at: usize) -> (Kind, usize) {
    let byte = |offset: usize| text.get(at + offset).copied().unwrap_or(0);
    match byte(0) {
        b' ' => (Kind::Blank, 1),
        b'0'..=b'9' => (Kind::Digit, 1),
        b'A'..=b'Z' | b'a'..=b'z' => (Kind::Letter, 1),
        ..0x80 => (Kind::Sign, 1),
        0x80..0xe0 => (Kind::Other, 2),
        0xe3 if byte(1) == 0x80 => match byte(2) {
            0x81..=0x83 | 0x88..=0x91 | 0x94..=0x9f => (Kind::IdeographicSign, 3),
            _ => (Kind::Other, 3),
        },
        // The middle dot is a sign that ideographic ones join.
        0xe3 if byte(1) == 0x83 && byte(2) == 0xbb => (Kind::Other, 3),
        0xe3 if byte(1) <= 0x83 => (Kind::Ideograph, 3),
        0xe4..=0xe9 => (Kind::Ideograph, 3),
        0xea if byte(1) >= 0xb0 => (Kind::Ideograph, 3),
        0xeb | 0xec => (Kind::Ideograph, 3),
        0xed if byte(1) < 0x9e => (Kind::Ideograph, 3),
        0xef if byte(1) == 0xbc && matches!(byte(2), 0x81..=0x8f | 0x9a..=0xa0) => {
            (Kind::IdeographicSign, 3)
        }
        0xe0..0xf0 => (Kind::Other, 3),
        _ => (Kind::Other, 4),
    }
}

/// Whether a pre-token begins between two characters of these kinds.
#[inline(always)]
fn is_border(before: Kind, after: Kind) -> bool {
    use Kind::{Blank, Digit, Ideograph, IdeographicSign, Letter, Sign};
    matches!(
        (before, after),
        (_, Blank | Digit)
            | (Digit, _)
            | (Letter, Sign)
            | (Sign, Letter)
            | (Ideograph, Letter | Sign | IdeographicSign)
            | (Letter | Sign | IdeographicSign, Ideograph)
    )
}

/// Whether the blank at `at` stands between `>` and `</`.
#[inline(always)]
fn is_between_tags(text: &[u8], at: usize) -> bool {
    at > 0 && text[at - 1] == b'>' && text.get(at + 1..at + 3) == Some(b"</")
}

/// End of the pre-token at `at`. `runs` tells whether runs of newlines, tabs and blanks are pre-tokens.
#[inline(always)]
pub fn pre_token_end(text: &[u8], at: usize, runs: bool) -> usize {
    if runs {
        let run = run_length(text, at);
        if run > 0 {
            return at + run;
        }
    }
    let (mut before, length) = kind_at(text, at);
    let mut end = at + length;
    while end < text.len() {
        let (kind, length) = kind_at(text, end);
        let is_inside = kind == Kind::Blank && is_between_tags(text, end);
        if is_border(before, kind) && !is_inside || runs && matches!(text[end], b'\n' | b'\t') {
            break;
        }
        before = kind;
        end += length;
    }
    end
}

/// The length of the run of newlines, tabs or blanks at `at` that is a pre-token; 0 if there is none.
#[inline(always)]
fn run_length(text: &[u8], at: usize) -> usize {
    let byte = text[at];
    if !matches!(byte, b'\n' | b'\t' | b' ') {
        return 0;
    }
    let rest = &text[at..text.len().min(at + LONGEST_RUN)];
    let length = rest.iter().take_while(|next| **next == byte).count();
    if byte == b' ' && length == 1 {
        0
    } else {
        length
    }
}

/// As [`super::simd::block::starts`].
#[inline(always)]
pub fn starts(text: &[u8], at: usize, runs: bool) -> u64 {
    if IN_HARDWARE {
        spaced::starts(text, at, runs)
    } else {
        0
    }
}
