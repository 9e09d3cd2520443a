//! The pieces of a stretch of text, worked on together: all are cut and looked up among those seen before,
//! then what is new is found.
//!
//! What costs most is waiting for memory. Piece after piece, each look waits for what came of the one
//! before; together, a processor has many of them under way at once.

use crate::piece_cache::{Kept, Key};
pub use crate::splitter::PIECES;

/// The longest piece of a batch, in bytes; longer ones are worked on alone.
pub const LONGEST: usize = 4096;

/// A piece that has not been seen before.
#[derive(Clone, Copy)]
pub struct New {
    pub key: Key,
    /// Where it begins after the first piece, and its length.
    pub start: u32,
    pub length: u16,
    /// Its number in the batch.
    pub number: u16,
}

/// See the file's head.
pub struct Batch {
    /// How many pieces there are.
    pub count: usize,
    /// Where each ends after the beginning of the first.
    pub ends: Box<[u16; PIECES]>,
    /// Those that are new.
    pub new: Box<[New; PIECES]>,
    pub news: usize,
    /// Those of them that are tried in lanes of characters.
    pub wide: Vec<New>,
    /// The tokens of each piece; unused where only their number is wanted.
    pub kept: Box<[Kept; PIECES]>,
    /// The tokens of pieces that have too many for that.
    pub many: Vec<u32>,
    /// Room for the tokens of a batch.
    pub staged: Vec<u32>,
}

impl Default for Batch {
    fn default() -> Self {
        let new = New {
            key: Key::LONG,
            start: 0,
            length: 0,
            number: 0,
        };
        Self {
            count: 0,
            ends: Box::new([0; PIECES]),
            new: Box::new([new; PIECES]),
            news: 0,
            wide: Vec::new(),
            kept: Box::new([Kept::NOTHING; PIECES]),
            many: Vec::new(),
            staged: Vec::new(),
        }
    }
}
