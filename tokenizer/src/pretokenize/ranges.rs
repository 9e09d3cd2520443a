//! Sets of characters as sorted ranges, for those that few texts ask for.

use std::cmp::Ordering;

/// Whether a code point is in one of the ranges, each the first and the last of it.
pub fn is_within(ranges: &[(u32, u32)], code_point: u32) -> bool {
    let found = ranges.binary_search_by(|(first, last)| {
        if *last < code_point {
            Ordering::Less
        } else if *first > code_point {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    });
    found.is_ok()
}

/// The code point of the character that begins at `at`, and its length in bytes.
#[inline(always)]
pub fn code_point_at(text: &[u8], at: usize) -> (u32, usize) {
    let byte = |place: usize| u32::from(text.get(at + place).copied().unwrap_or(0));
    let tail = |place: usize| byte(place) & 0x3f;
    match byte(0) {
        first @ 0..0xc0 => (first, 1),
        first @ 0xc0..0xe0 => ((first & 0x1f) << 6 | tail(1), 2),
        first @ 0xe0..0xf0 => ((first & 0x0f) << 12 | tail(1) << 6 | tail(2), 3),
        first => (
            (first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3),
            4,
        ),
    }
}
