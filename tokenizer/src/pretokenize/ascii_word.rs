//! Words of ASCII letters, eight bytes at a time: nearly all of most texts.
//!
//! Eight bytes are one 64-bit word, and the answer for each byte is in its highest bit.

use crate::hash::word_at;

const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// What may precede the letters as a part of the word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// A space.
    Space,
    /// Any ASCII character except for letters, digits, CR and LF.
    Any,
    /// The same without the apostrophe, which may begin a contraction.
    NoApostrophe,
}

/// Where a word ends, and what ends it.
pub enum Word {
    /// No word of ASCII letters begins here, or it continues beyond ASCII.
    Other,
    /// It ends here.
    End(usize),
    /// It ends here, before an apostrophe.
    Apostrophe(usize),
}

/// The bytes that are ASCII letters.
#[inline(always)]
fn letters(word: u64) -> u64 {
    let folded = (word & !HIGH) | (ONES * 0x20);
    let from_a = folded + ONES * (0x80 - 0x61);
    let above_z = folded + ONES * (0x80 - 0x7b);
    from_a & !above_z & !word & HIGH
}

/// The word at `at`, its lead included. If `case`, a capital after a lower-case letter begins a new word.
#[inline(always)]
pub fn word(text: &[u8], at: usize, lead: Lead, case: bool) -> Word {
    let mut bytes = word_at(text, at);
    let mut letter = letters(bytes);
    // A lead counts as one of the letters, so that the run begins at the first byte.
    let first = bytes as u8;
    if letter & 0x80 == 0 {
        let can_lead = match lead {
            Lead::Space => first == b' ',
            Lead::Any => leads(first),
            Lead::NoApostrophe => leads(first) && first != b'\'',
        };
        if !can_lead || letter & 0x8000 == 0 {
            return Word::Other;
        }
        letter |= 0x80;
    }
    let mut at = at;
    // In its lowest byte, whether the byte before is a lower-case letter.
    let mut lower_before = 0;
    // The lead is no lower-case letter.
    let mut is_letter = if letter == letters(bytes) {
        letter
    } else {
        letter & !0x80
    };
    loop {
        let mut stops = !letter & HIGH;
        if case {
            // Bit 5 tells lower-case letters from capitals.
            let lower = is_letter & (bytes << 2);
            stops |= is_letter & !(bytes << 2) & (lower << 8 | lower_before);
            lower_before = lower >> 56;
        }
        if stops != 0 {
            let position = stops.trailing_zeros() / 8;
            let next = (bytes >> (position * 8)) as u8;
            let end = at + position as usize;
            return match next {
                0x80.. => Word::Other,
                b'\'' => Word::Apostrophe(end),
                _ => Word::End(end),
            };
        }
        at += 8;
        bytes = word_at(text, at);
        letter = letters(bytes);
        is_letter = letter;
    }
}

/// Whether a character can lead a word: ASCII, and no letter, digit, CR or LF.
#[inline(always)]
fn leads(byte: u8) -> bool {
    byte < 0x80 && !byte.is_ascii_alphanumeric() && byte != b'\r' && byte != b'\n'
}
