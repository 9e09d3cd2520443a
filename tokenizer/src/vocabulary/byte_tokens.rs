//! The tokens of one byte and of two, each found by its bytes alone.

use std::ops::Range;

use super::tokens::{BYTES, Table, Tokens};
use crate::error::TokenizerError;

/// Stands for the token of two bytes that are none.
const NO_PAIR: u16 = u16::MAX;

/// See the file's head.
pub struct ByteTokens {
    one: [u32; BYTES],
    two: Vec<u32>,
    /// Which of `two` is the token, by the first byte and the second.
    places: Box<[u16; 1 << 16]>,
}

impl ByteTokens {
    /// Those of one byte; those of two are to be added.
    pub fn new(tokens: &Tokens) -> Result<Self, TokenizerError> {
        Ok(Self {
            one: bytes_of(tokens)?,
            two: Vec::new(),
            places: Box::new([NO_PAIR; 1 << 16]),
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
        let place = self.places[usize::from(left) << 8 | usize::from(right)];
        // The place that stands for none is not one of the list.
        self.two.get(usize::from(place)).copied()
    }
}

impl Table for ByteTokens {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids {
            if tokens.length(id) == 2 {
                let [left, right, ..] = tokens.word(id, 2).to_le_bytes();
                // Of tokens with the same bytes, which no real vocabulary has, the first counts. So there are 65,536 at
                // most, and the place of the last stands for none only if all pairs of bytes are tokens.
                if self.two(left, right).is_none() && self.two.len() < usize::from(NO_PAIR) {
                    self.places[usize::from(left) << 8 | usize::from(right)] =
                        self.two.len() as u16;
                    self.two.push(id as u32);
                }
            }
        }
    }
}

/// The token of each byte: they are the first.
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
