//! Words of eight bytes from text, and the hash of a piece made of them.

/// An odd constant with well-mixed bits (2^64 / golden ratio).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The eight bytes from `at`, little-endian; zeros stand in past the end.
#[inline(always)]
pub fn word_at(text: &[u8], at: usize) -> u64 {
    if let Some(bytes) = text.get(at..at + 8) {
        let mut word = [0; 8];
        word.copy_from_slice(bytes);
        return u64::from_le_bytes(word);
    }
    word_at_the_end(text, at)
}

#[inline(never)]
fn word_at_the_end(text: &[u8], at: usize) -> u64 {
    if at >= text.len() {
        return 0;
    }
    if let Some(last) = text.last_chunk() {
        // The last eight bytes, without those before `at`.
        return u64::from_le_bytes(*last) >> (8 * (at + 8 - text.len()));
    }
    let mut word = 0;
    for (place, byte) in text[at..].iter().enumerate() {
        word |= u64::from(*byte) << (8 * place);
    }
    word
}

/// Keeps the lowest `bytes` bytes, 1 to 8, of a word.
#[inline(always)]
pub fn keep(word: u64, bytes: usize) -> u64 {
    word & (u64::MAX >> (64 - 8 * bytes))
}

/// Takes eight bytes of a longer piece into the hash.
#[inline(always)]
pub fn step(state: u64, word: u64) -> u64 {
    let mixed = (state ^ word).wrapping_mul(MULTIPLIER);
    mixed ^ mixed >> 29
}

/// Takes the last one to eight bytes and the length of the whole piece.
#[inline(always)]
pub fn finish(state: u64, last: u64, length: usize) -> u64 {
    let mixed = ((state ^ last).wrapping_add(length as u64)).wrapping_mul(MULTIPLIER);
    (mixed ^ mixed >> 32).wrapping_mul(MULTIPLIER)
}

/// Hash of the piece of `length` bytes, at least one, that begins at `at`.
#[inline(always)]
pub fn hash_piece(text: &[u8], mut at: usize, length: usize) -> u64 {
    let mut state = 0;
    let mut rest = length;
    while rest > 8 {
        state = step(state, word_at(text, at));
        at += 8;
        rest -= 8;
    }
    finish(state, keep(word_at(text, at), rest), length)
}

/// Hash of a pair of tokens.
#[inline(always)]
pub fn hash_pair(left: u32, right: u32) -> u64 {
    let mixed = (u64::from(left) << 18 | u64::from(right)).wrapping_mul(MULTIPLIER);
    (mixed ^ mixed >> 32).wrapping_mul(MULTIPLIER)
}
