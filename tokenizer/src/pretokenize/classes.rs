//! The class of a character, as far as the patterns tell characters apart.

use super::class_table::{BLOCK_OF, CLASSES};

/// All others: symbols, punctuation, controls, unassigned.
pub const OTHER: u8 = 0;
/// Upper- and title-case letters, Lu and Lt.
pub const UPPER: u8 = 1;
/// Lower-case letters, Ll.
pub const LOWER: u8 = 2;
/// Letters without case, Lm and Lo.
pub const CASELESS: u8 = 3;
/// Marks, M.
pub const MARK: u8 = 4;
/// Numbers, N: digits, fractions, Roman numerals.
pub const NUMBER: u8 = 5;
/// White_Space except for CR and LF.
pub const SPACE: u8 = 6;
/// CR and LF.
pub const NEWLINE: u8 = 7;

/// The classes of ASCII, one a byte.
static ASCII: [u8; 128] = ascii();

const fn ascii() -> [u8; 128] {
    let mut classes = [0; 128];
    let mut at = 0;
    while at < 128 {
        classes[at] = table_class(at as u32);
        at += 1;
    }
    classes
}

const fn table_class(code_point: u32) -> u8 {
    let block = code_point as usize / 128;
    let block = if block < BLOCK_OF.len() {
        BLOCK_OF[block]
    } else {
        BLOCK_OF[BLOCK_OF.len() - 1]
    };
    let at = block as usize * 64 + (code_point as usize % 128) / 2;
    CLASSES[at] >> ((code_point & 1) * 4) & 15
}

/// The class of the character that begins at `at`, and its length in bytes, which is 0 at the end.
///
/// `text` is UTF-8, and `at` is a character boundary in it.
#[inline(always)]
pub fn class_at(text: &[u8], at: usize) -> (u8, usize) {
    let Some(&first) = text.get(at) else {
        return (OTHER, 0);
    };
    if first < 0x80 {
        return (ASCII[usize::from(first)], 1);
    }
    beyond_ascii(text, at, first)
}

#[inline]
fn beyond_ascii(text: &[u8], at: usize, first: u8) -> (u8, usize) {
    let tail = |place: usize| u32::from(text.get(at + place).copied().unwrap_or(0) & 0x3f);
    let first = u32::from(first);
    if first < 0xe0 {
        (table_class((first & 0x1f) << 6 | tail(1)), 2)
    } else if first < 0xf0 {
        (
            table_class((first & 0x0f) << 12 | tail(1) << 6 | tail(2)),
            3,
        )
    } else {
        let code_point = (first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
        (table_class(code_point), 4)
    }
}

/// Whether a class is one of the letters, `\p{L}`.
#[inline(always)]
pub fn is_letter(class: u8) -> bool {
    class.wrapping_sub(UPPER) <= CASELESS - UPPER
}

/// Whether a class is `\s`.
#[inline(always)]
pub fn is_white_space(class: u8) -> bool {
    class >= SPACE
}
