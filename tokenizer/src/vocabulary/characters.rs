//! The tokens of characters of three bytes, remembered by code point when they are first looked up.

use std::sync::atomic::{AtomicU32, Ordering};

/// The first code point of three bytes, and how many there are.
const FIRST: u32 = 0x800;
const COUNT: usize = 0x1_0000 - FIRST as usize;
/// Marks a character that was not looked up yet. Other entries are one more than the token, or
/// [`NONE`].
const UNKNOWN: u32 = 0;
/// Marks a character that is no token.
const NONE: u32 = u32::MAX;

/// Tokens by code point. Two threads may look up the same character at once; both find the same.
pub struct Characters(Box<[AtomicU32]>);

impl Characters {
    /// An empty table.
    pub fn new() -> Self {
        Self((0..COUNT).map(|_| AtomicU32::new(UNKNOWN)).collect())
    }

    /// The token of a character, if it is one. `find` looks it up the first time.
    #[inline(always)]
    pub fn token(&self, bytes: [u8; 3], find: impl FnOnce() -> Option<u32>) -> Option<u32> {
        let Some(known) = index(bytes).and_then(|index| self.0.get(index)) else {
            return find();
        };
        match known.load(Ordering::Relaxed) {
            UNKNOWN => {
                let found = find();
                known.store(found.map_or(NONE, |id| id + 1), Ordering::Relaxed);
                found
            }
            NONE => None,
            next => Some(next - 1),
        }
    }
}

/// The index of a character, if the bytes are one.
#[inline(always)]
fn index([first, second, third]: [u8; 3]) -> Option<usize> {
    let is_character = first & 0xf0 == 0xe0 && second & 0xc0 == 0x80 && third & 0xc0 == 0x80;
    let bits = |byte: u8| u32::from(byte & 0x3f);
    let code_point = u32::from(first & 0x0f) << 12 | bits(second) << 6 | bits(third);
    is_character.then_some(code_point.wrapping_sub(FIRST) as usize)
}
