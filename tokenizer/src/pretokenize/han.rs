//! Han characters: those of the script, which are not letters only.

use super::ranges::{code_point_at, is_within};
use super::ranges_table::HAN;

/// Whether the character that begins at `at` is one.
#[inline(always)]
pub fn is_at(text: &[u8], at: usize) -> bool {
    // No character below U+2E80, whose first byte is E2.
    if text.get(at).is_none_or(|first| *first < 0xe2) {
        return false;
    }
    let (code_point, _) = code_point_at(text, at);
    matches!(code_point, 0x4e00..0xa000) || is_within(&HAN, code_point)
}

/// End of a run of them.
#[inline(never)]
pub fn run_end(text: &[u8], mut at: usize) -> usize {
    while is_at(text, at) {
        at += code_point_at(text, at).1;
    }
    at
}
