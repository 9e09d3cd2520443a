//! The tokens of one and of two bytes, each indexed by its bytes.

use std::ops::Range;

use super::tokens::{BYTES, Table, Tokens};
use crate::error::TokenizerError;

/// Marks two bytes that are no token.
const NO_TOKEN: u16 = u16::MAX;

/// The tokens of one and of two bytes.
pub struct ByteTokens {
    one: [u32; BYTES],
    two: Vec<u32>,
    /// The index in `two`, by the first byte and the second.
    indices: Box<[u16; 1 << 16]>,
}

impl ByteTokens {
    /// A table of the tokens of one byte. Those of two bytes are added as to every [`Table`].
    pub fn new(tokens: &Tokens) -> Result<Self, TokenizerError> {
        Ok(Self {
            one: bytes_of(tokens)?,
            two: Vec::new(),
            indices: Box::new([NO_TOKEN; 1 << 16]),
        })
    }

    /// The token of a single byte.
    #[inline(always)]
    pub fn one(&self, byte: u8) -> u32 {
        self.one[usize::from(byte)]
    }

    /// The token of two bytes.
    #[inline(always)]
    pub fn two(&self, left: u8, right: u8) -> Option<u32> {
        let index = self.indices[usize::from(left) << 8 | usize::from(right)];
        // The mark for no token is beyond the end of the list.
        self.two.get(usize::from(index)).copied()
    }
}

impl Table for ByteTokens {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids {
            if tokens.length(id) == 2 {
                let [left, right, ..] = tokens.word(id, 2).to_le_bytes();
                // Of tokens with the same bytes, which no real vocabulary has, the first counts. So
                // there are at most 65,536, and the last one is left out only if all pairs of bytes are
                // tokens.
                if self.two(left, right).is_none() && self.two.len() < usize::from(NO_TOKEN) {
                    self.indices[usize::from(left) << 8 | usize::from(right)] =
                        self.two.len() as u16;
                    self.two.push(id as u32);
                }
            }
        }
    }
}

/// The token of each byte. They have the first ranks.
fn bytes_of(tokens: &Tokens) -> Result<[u32; BYTES], TokenizerError> {
    const NONE: u32 = u32::MAX;
    let mut ids = [NONE; BYTES];
    for (id, byte) in tokens.bytes().iter().take(BYTES).enumerate() {
        ids[usize::from(*byte)] = id as u32;
    }
    if ids.contains(&NONE) {
        return Err(TokenizerError::corrupt("it lacks a byte"));
    }
    Ok(ids)
}
