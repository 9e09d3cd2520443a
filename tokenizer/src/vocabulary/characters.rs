//! The tokens of the characters of three bytes: a table that is filled by what is looked for.

use std::sync::atomic::{AtomicU32, Ordering};

/// The first character of three bytes, and how many there are.
const FIRST: u32 = 0x800;
const COUNT: usize = 0x1_0000 - FIRST as usize;
/// Stands for a character that was not looked for yet, and for one that is no token; all others are one more than the
/// token.
const UNKNOWN: u32 = 0;
const NONE: u32 = u32::MAX;

/// See the file's head. Whoever shares it may look for the same character twice; both find the same.
pub struct Characters(Box<[AtomicU32]>);

impl Characters {
    /// None is known.
    pub fn new() -> Self {
        Self((0..COUNT).map(|_| AtomicU32::new(UNKNOWN)).collect())
    }

    /// The token of a character; `find` looks for it.
    #[inline(always)]
    pub fn token(&self, bytes: [u8; 3], find: impl FnOnce() -> Option<u32>) -> Option<u32> {
        let Some(known) = place(bytes).and_then(|place| self.0.get(place)) else {
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

/// Where a character stands, if the bytes are one.
#[inline(always)]
fn place([first, second, third]: [u8; 3]) -> Option<usize> {
    let is_character = first & 0xf0 == 0xe0 && second & 0xc0 == 0x80 && third & 0xc0 == 0x80;
    let bits = |byte: u8| u32::from(byte & 0x3f);
    let code_point = u32::from(first & 0x0f) << 12 | bits(second) << 6 | bits(third);
    is_character.then_some(code_point.wrapping_sub(FIRST) as usize)
}
