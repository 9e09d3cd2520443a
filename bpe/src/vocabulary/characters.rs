//! What merging from characters needs to know of a vocabulary: which characters are tokens, and which of them may lose a
//! part to a neighbour.

use super::crossings::Crossings;
use super::tokens::Tokens;

/// The first character of three bytes, and how many there are.
const FIRST: u32 = 0x800;
const COUNT: usize = 0x1_0000 - FIRST as usize;
/// Stands for no token.
const NONE: u32 = u32::MAX;

/// See the file's head.
pub struct Characters {
    /// The tokens of the characters of three bytes.
    of_three: Box<[u32]>,
    pub crossings: Crossings,
}

impl Characters {
    /// Those of a vocabulary.
    pub fn of(tokens: &Tokens) -> Self {
        let mut characters = Self {
            of_three: vec![NONE; COUNT].into_boxed_slice(),
            crossings: Crossings::default(),
        };
        for ids in tokens.blocks() {
            characters.add(tokens, ids);
        }
        characters.crossings.finish();
        characters
    }

    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: std::ops::Range<usize>) {
        for id in ids {
            let bytes = tokens.get(id as u32).unwrap_or_default();
            self.crossings.add(tokens, id, bytes);
            if let [first @ 0xe0..0xf0, second @ 0x80..0xc0, third @ 0x80..0xc0] = *bytes
                && let Some(place) = self.of_three.get_mut(place(first, second, third))
            {
                *place = id as u32;
            }
        }
    }

    /// The token of a character of three bytes.
    #[inline(always)]
    pub fn of_three(&self, first: u8, second: u8, third: u8) -> Option<u32> {
        let id = *self.of_three.get(place(first, second, third))?;
        (id != NONE).then_some(id)
    }
}

#[inline(always)]
fn place(first: u8, second: u8, third: u8) -> usize {
    let bits = |byte: u8| u32::from(byte & 0x3f);
    let code_point = u32::from(first & 0x0f) << 12 | bits(second) << 6 | bits(third);
    code_point.wrapping_sub(FIRST) as usize
}
