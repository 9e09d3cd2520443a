//! The class of each character, as far as marks depend on it. The table is the vocabulary's.

use crate::error::TokenizerError;

/// White space.
pub const SPACE: u8 = 0;
/// Punctuation, and the symbols that behave like it.
pub const PUNCTUATION: u8 = 1;
/// Digits; those other than ASCII's mark a border with a blank.
pub const DIGIT: u8 = 2;
pub const BORDERING_DIGIT: u8 = 3;
/// Characters that stand alone: as letters, as punctuation, as decimal or other numbers.
pub const LONE_LETTER: u8 = 4;
pub const LONE_PUNCTUATION: u8 = 5;
pub const LONE_DECIMAL: u8 = 6;
pub const LONE_NUMBER: u8 = 7;
/// Variation selectors, which belong to the character before.
pub const SELECTOR: u8 = 8;
/// Letters of words: without upper and lower case, and with both. Class 11 is of letters that count as
/// neither.
pub const CASELESS: u8 = 9;
pub const CASED: u8 = 10;
/// Marks. With no letter before them, they begin a word of their own.
pub const MARK: u8 = 12;
pub const CASED_MARK: u8 = 13;
/// As [`CASED`], for symbols such as circled letters.
pub const CASED_SYMBOL: u8 = 14;
/// One more than the highest class.
pub const CLASSES: u8 = 15;

/// Characters of the basic plane. Those beyond stand alone, as letters.
const PLANE: usize = 0x1_0000;

/// The classes.
pub struct Classes {
    ascii: [u8; 128],
    plane: Vec<u8>,
}

impl Classes {
    /// From runs of characters of one class.
    pub fn new(runs: &[(u32, u8)]) -> Result<Self, TokenizerError> {
        let mut plane = Vec::with_capacity(PLANE);
        for &(length, class) in runs {
            let end = plane.len() + length as usize;
            if class >= CLASSES || end > PLANE {
                return Err(TokenizerError::corrupt("a class of characters is unknown"));
            }
            plane.resize(end, class);
        }
        plane.resize(PLANE, LONE_LETTER);
        let mut ascii = [LONE_LETTER; 128];
        ascii.copy_from_slice(&plane[..128]);
        Ok(Self { ascii, plane })
    }

    /// The class of the character at `at` and its length in bytes. `text` is UTF-8, and `at` the
    /// beginning of a character in it.
    #[inline(always)]
    pub fn at(&self, text: &[u8], at: usize) -> (u8, usize) {
        let first = text[at];
        if first < 0x80 {
            return (self.ascii[usize::from(first)], 1);
        }
        let byte = |offset: usize| u32::from(text.get(at + offset).copied().unwrap_or(0) & 0x3f);
        let (code, length) = match first {
            ..0xe0 => (u32::from(first & 0x1f) << 6 | byte(1), 2),
            0xe0..0xf0 => (u32::from(first & 0x0f) << 12 | byte(1) << 6 | byte(2), 3),
            _ => return (LONE_LETTER, 4),
        };
        let class = self.plane.get(code as usize).copied();
        (class.unwrap_or(LONE_LETTER), length)
    }
}
