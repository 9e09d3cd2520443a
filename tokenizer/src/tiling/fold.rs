//! The normalisation before marking, as measured: composition, and characters that are left out or
//! become another.

use crate::normalize::{Normalized, Normalizer};

/// Which first bytes a character has that may be left out or become another.
static SUSPICIOUS: [bool; 256] = suspicious();

const fn suspicious() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != 0x09 && byte != 0x0a;
        byte += 1;
    }
    // Delete; controls and the no-break space; a Thai vowel; special blanks; quotes; private use.
    let first = [0x7f, 0xc2, 0xe0, 0xe1, 0xe2, 0xee, 0xef];
    let mut at = 0;
    while at < first.len() {
        table[first[at]] = true;
        at += 1;
    }
    table
}

const THAI_NIKHAHIT: char = '\u{e4d}';
const THAI_SARA_AA: char = '\u{e32}';
const THAI_SARA_AM: &str = "\u{e33}";

/// What a character becomes, if it does not stay.
fn replacement(character: char, folds_quotes: bool) -> Option<&'static str> {
    match character {
        '\0' => Some(" "),
        '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}' => Some(" "),
        '\u{e000}'..='\u{f8ff}' => Some(""),
        '\u{2018}' | '\u{2019}' if folds_quotes => Some("'"),
        '\u{201c}' | '\u{201d}' if folds_quotes => Some("\""),
        _ => is_stripped(character).then_some(""),
    }
}

/// Controls other than tab, line feed and NUL.
fn is_stripped(character: char) -> bool {
    character.is_control() && !matches!(character, '\0' | '\t' | '\n')
}

/// Folds a composed text.
pub fn fold(text: &str, folds_quotes: bool) -> Normalized<'_> {
    let bytes = text.as_bytes();
    let is_suspicious = |byte: &u8| SUSPICIOUS[usize::from(*byte)];
    let Some(mut at) = bytes.iter().position(is_suspicious) else {
        return Normalized::unchanged(text);
    };
    let mut folded = Normalizer::new(text);
    while let Some(character) = text[at..].chars().next() {
        let mut end = at + character.len_utf8();
        if let Some(by) = replacement(character, folds_quotes) {
            folded.replace(at, end, by);
        } else if character == THAI_NIKHAHIT {
            // Composed although Unicode composes it for compatibility only.
            let rest = text[end..].trim_start_matches(is_stripped);
            if rest.starts_with(THAI_SARA_AA) {
                end = text.len() - rest.len() + THAI_SARA_AA.len_utf8();
                folded.replace(at, end, THAI_SARA_AM);
            }
        }
        match bytes[end..].iter().position(is_suspicious) {
            Some(next) => at = end + next,
            None => break,
        }
    }
    folded.finish()
}
