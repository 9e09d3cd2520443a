//! The class of each of 64 bytes, as masks of one bit a byte, the first byte in the lowest bit.

use super::vector::{Vector, highest_bits, is, is_within, load, or, set};

/// The number of bytes of a block.
pub const BYTES: usize = 64;

/// The classes of [`BYTES`] bytes. Letters are those of ASCII and those from U+00C0 to U+00FF, the
/// accented ones of western Europe, with both of their bytes.
#[derive(Clone, Copy)]
pub struct Masks {
    pub letters: u64,
    /// Letters that are capitals.
    pub capitals: u64,
    pub digits: u64,
    /// Space, tab, vertical tab and form feed.
    pub blanks: u64,
    /// The spaces among them.
    pub spaces: u64,
    /// CR and LF.
    pub newlines: u64,
    pub slashes: u64,
    pub apostrophes: u64,
    /// All other bytes of non-ASCII characters.
    pub others: u64,
}

impl Masks {
    #[inline(always)]
    pub fn of(bytes: &[u8; BYTES]) -> Self {
        let newlines = mask(bytes, |vector| or(is(vector, b'\n'), is(vector, b'\r')));
        let spaces = mask(bytes, |vector| is(vector, b' '));
        let mut masks = Self {
            letters: mask(bytes, |vector| is_within(set(vector, 0x20), b'a', b'z')),
            capitals: mask(bytes, |vector| is_within(vector, b'A', b'Z')),
            digits: mask(bytes, |vector| is_within(vector, b'0', b'9')),
            blanks: mask(bytes, |vector| is_within(vector, b'\t', b'\r')) & !newlines | spaces,
            spaces,
            newlines,
            slashes: mask(bytes, |vector| is(vector, b'/')),
            apostrophes: mask(bytes, |vector| is(vector, b'\'')),
            others: mask(bytes, |vector| vector),
        };
        if masks.others != 0 {
            masks.classify_accented(bytes);
        }
        masks
    }

    /// Moves the letters from U+00C0 to U+00FF out of `others`. They are C3 and a byte that says which;
    /// U+00D7 and U+00F7 are signs, and U+00DF is the first lower-case one.
    #[inline(always)]
    fn classify_accented(&mut self, bytes: &[u8; BYTES]) {
        let first = mask(bytes, |vector| is(vector, 0xc3));
        let signs = mask(bytes, |vector| is(set(vector, 0x20), 0xb7));
        let capitals = mask(bytes, |vector| is_within(vector, 0x80, 0x9e));
        let second = first << 1 & !signs;
        let capitals = second & capitals;
        let letters = second | second >> 1;
        self.letters |= letters;
        self.capitals |= capitals | capitals >> 1;
        self.others &= !letters;
    }
}

/// The bytes for which `of` sets the highest bit.
#[inline(always)]
pub fn mask(bytes: &[u8; BYTES], of: impl Fn(Vector) -> Vector) -> u64 {
    let (parts, _) = bytes.as_chunks::<16>();
    let mut mask = 0;
    for (index, part) in parts.iter().enumerate() {
        mask |= highest_bits(of(load(part))) << (index * 16);
    }
    mask
}
