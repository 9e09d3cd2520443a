//! Words of eight bytes of a text, and hashes that are made of them.

/// An odd constant with well-mixed bits (2^64 / golden ratio).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The eight bytes from `at`, little-endian. Bytes past the end are zeros.
#[inline(always)]
pub fn word_at(text: &[u8], at: usize) -> u64 {
    if let Some(bytes) = text.get(at..at + 8) {
        let mut word = [0; 8];
        word.copy_from_slice(bytes);
        return u64::from_le_bytes(word);
    }
    word_at_end(text, at)
}

#[inline(never)]
fn word_at_end(text: &[u8], at: usize) -> u64 {
    if at >= text.len() {
        return 0;
    }
    if let Some(last) = text.last_chunk() {
        // The last eight bytes, without those before `at`.
        return u64::from_le_bytes(*last) >> (8 * (at + 8 - text.len()));
    }
    let mut word = 0;
    for (index, byte) in text[at..].iter().enumerate() {
        word |= u64::from(*byte) << (8 * index);
    }
    word
}

/// The lowest `bytes` bytes of a word, 1 to 8 of them.
#[inline(always)]
pub fn keep(word: u64, bytes: usize) -> u64 {
    word & (u64::MAX >> (64 - 8 * bytes))
}

/// Hashes eight bytes that others follow.
#[inline(always)]
pub fn step(state: u64, word: u64) -> u64 {
    let mixed = (state ^ word).wrapping_mul(MULTIPLIER);
    mixed ^ mixed >> 29
}

/// Hashes the last one to eight bytes and the length of all of them.
#[inline(always)]
pub fn finish(state: u64, last: u64, length: usize) -> u64 {
    let mixed = ((state ^ last).wrapping_add(length as u64)).wrapping_mul(MULTIPLIER);
    (mixed ^ mixed >> 32).wrapping_mul(MULTIPLIER)
}

/// The hash of `length` bytes, at least one, from `at` on.
#[inline(always)]
pub fn hash_bytes(text: &[u8], mut at: usize, length: usize) -> u64 {
    let mut state = 0;
    let mut left = length;
    while left > 8 {
        state = step(state, word_at(text, at));
        at += 8;
        left -= 8;
    }
    finish(state, keep(word_at(text, at), left), length)
}

/// The hash of a pair of tokens.
#[inline(always)]
pub fn hash_pair(left: u32, right: u32) -> u64 {
    let mixed = (u64::from(left) << 18 | u64::from(right)).wrapping_mul(MULTIPLIER);
    (mixed ^ mixed >> 32).wrapping_mul(MULTIPLIER)
}
