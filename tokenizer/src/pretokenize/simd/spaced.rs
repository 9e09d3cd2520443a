//! The pre-tokens of 64 bytes at once, for SentencePiece vocabularies.

use super::masks::{BYTES, Masks, mask};
use super::vector::is;

/// The positions in the [`BYTES`] bytes at `at` where pre-tokens start, except for the first, where one
/// does. Those from some position on may be missing, since a pre-token may depend on what follows.
#[inline(always)]
pub fn starts(text: &[u8], at: usize, runs: bool) -> u64 {
    let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk::<BYTES>()) else {
        return 0;
    };
    let masks = Masks::of(bytes);
    let wide = mask(bytes, |vector| vector);
    // Which ideographs border is not in the masks.
    let certain = masks.others.trailing_zeros();
    let (blanks, digits) = (masks.spaces, masks.digits);
    let letters = masks.letters & !wide;
    let signs = !(letters | blanks | digits | wide);
    let mut starts =
        blanks | digits | after(digits) | letters & after(signs) | signs & after(letters);
    let mut until = certain;
    // A blank between tags; whether it is one depends on the two bytes behind it.
    let closing = mask(bytes, |vector| is(vector, b'>'));
    let opening = mask(bytes, |vector| is(vector, b'<'));
    let inside = blanks & after(closing);
    if inside != 0 {
        let last = inside & 3 << 62;
        until = until.min(if last == 0 {
            u64::BITS
        } else {
            last.trailing_zeros()
        });
        starts &= !(inside & opening >> 1 & masks.slashes >> 2);
    }
    if runs {
        let newlines = mask(bytes, |vector| is(vector, b'\n'));
        let tabs = mask(bytes, |vector| is(vector, b'\t'));
        let several = blanks & (after(blanks) | blanks >> 1);
        for run in [newlines, tabs, several] {
            if run == 0 {
                continue;
            }
            if is_long(run) {
                return 0;
            }
            starts = starts & !run | run & !after(run) | after(run) & !run;
        }
    }
    starts & below(until) & !1
}

/// Whether a run has more bytes than a token.
#[inline(always)]
fn is_long(run: u64) -> bool {
    // Bits that begin 2, 4, 8, 16 and 32 in a row.
    let mut begins = run & run >> 1;
    for shift in [2, 4, 8, 16] {
        begins &= begins >> shift;
    }
    begins != 0
}

#[inline(always)]
fn after(mask: u64) -> u64 {
    mask << 1
}

#[inline(always)]
fn below(bit: u32) -> u64 {
    if bit >= u64::BITS {
        u64::MAX
    } else {
        (1 << bit) - 1
    }
}
