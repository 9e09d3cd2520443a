//! Bounds of what a file may hold.

/// No vocabulary has more ranks: the tables store them in 18 bits.
pub const MAX_TOKENS: usize = 1 << 18;
/// No id is as high. Special tokens may lie above the ranks, and all ids may be shifted.
pub const MAX_IDS: u32 = 1 << 20;
/// The longest token, in bytes.
pub const LONGEST_TOKEN: usize = 1023;
