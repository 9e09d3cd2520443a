//! The pre-tokens of 64 bytes at once.
//!
//! [`super::masks`] has the class of each byte, one bit a byte. A few operations on whole masks then give
//! where pre-tokens start, without a branch on the text: mispredicted branches are what splitting one
//! pre-token after the other waits for. What masks cannot express is left to the pattern's own
//! `pre_token_end`: the neighbourhood of characters that the masks do not tell apart, long pre-tokens,
//! and the end of the text.

use super::super::rules::{Contractions, Rules};
use super::super::runs;
pub use super::masks::BYTES;
use super::masks::Masks;

/// Whether most characters of a block are likely to be ones that the masks tell apart, judged by its
/// first eight bytes, `word`.
#[inline(always)]
pub fn is_likely(word: u64) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    // No byte begins a character from U+0100 on.
    ((word & !HIGH) + ONES * (0x100 - 0xc4)) & word & HIGH == 0
}

/// The positions in the [`BYTES`] bytes at `at` where pre-tokens start, except for the first, where one
/// does. Those from some position on may be missing, since a pre-token may depend on what follows.
#[inline(always)]
pub fn starts<R: Rules>(text: &[u8], at: usize) -> u64 {
    let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk::<BYTES>()) else {
        return 0;
    };
    let masks = Masks::of(bytes);
    let Masks {
        letters,
        capitals,
        digits,
        blanks,
        newlines,
        ..
    } = masks;
    let punctuation = !(letters | digits | blanks | newlines | masks.others);
    let tail = tail::<R>(&masks, punctuation);
    let newlines = newlines & !tail;
    let white = blanks | newlines;

    // A space before punctuation belongs to it.
    let continued = after(punctuation | masks.spaces) & !after(tail);
    let punctuation_starts = punctuation & !tail & !continued;
    // A letter continues a blank before it, since the last blank always starts a pre-token, and
    // punctuation that starts one.
    let mut letter_starts = letters & !after(letters | blanks | punctuation_starts);
    if R::CAPITALS_START {
        letter_starts |= capitals & after(letters & !capitals);
    }
    let last_blanks = blanks & !(white >> 1);
    let white_starts =
        white & !after(white) | last_blanks | blanks_after_newlines(blanks, newlines);
    let starts = punctuation_starts | letter_starts | digit_starts::<R>(digits) | white_starts;

    // White space depends on what follows it, except for its start.
    let classified = masks.others.trailing_zeros();
    let no_white = below(classified) & !(white | tail);
    let certain = classified.min(u64::BITS + 1 - no_white.leading_zeros());
    with_contractions::<R>(text, at, &masks, starts, certain) & !1
}

/// Newlines that continue the punctuation before them, and slashes among them.
#[inline(always)]
fn tail<R: Rules>(masks: &Masks, punctuation: u64) -> u64 {
    let first = masks.newlines & after(punctuation);
    let mut all = masks.newlines;
    if R::SLASHES_AMONG_NEWLINES {
        all |= masks.slashes;
    }
    // The sum carries from each first newline to the end of its run. If a run has two, the second stays.
    all & !all.wrapping_add(first) | first
}

/// Where the groups of three digits of each run start, or each digit.
#[inline(always)]
fn digit_starts<R: Rules>(digits: u64) -> u64 {
    const { assert!(R::DIGITS == 1 || R::DIGITS == 3) };
    if R::DIGITS == 1 {
        return digits;
    }
    let mut starts = digits & !after(digits);
    // Digits after three others.
    let fourth = digits & after(digits) & digits << 2 & digits << 3;
    let mut more = starts << 3 & fourth;
    while more != 0 {
        starts |= more;
        more = more << 3 & fourth;
    }
    starts
}

/// The first blank after the last newline of each run of white space: a pre-token starts there.
#[inline(always)]
fn blanks_after_newlines(blanks: u64, newlines: u64) -> u64 {
    let mut first = blanks & after(newlines);
    // The sum carries to the end of each run of blanks. If a newline is there, the one before the run was
    // not the last.
    let mut ends = blanks.wrapping_add(first) & newlines;
    while ends != 0 {
        let before = below(ends.trailing_zeros());
        let begins = u64::BITS - (before & !blanks).leading_zeros();
        first &= below(begins) | !before;
        ends &= ends - 1;
    }
    first
}

/// The starts below `certain`, corrected for contractions.
#[inline(always)]
fn with_contractions<R: Rules>(
    text: &[u8],
    at: usize,
    masks: &Masks,
    mut starts: u64,
    certain: u32,
) -> u64 {
    if matches!(R::CONTRACTIONS, Contractions::None) {
        return starts & below(certain);
    }
    let are_alone = matches!(R::CONTRACTIONS, Contractions::Alone);
    let mut certain = certain;
    let before = if are_alone {
        starts | 1
    } else {
        after(masks.letters)
    };
    let mut apostrophes = masks.apostrophes & before & below(certain);
    // Where the last contraction ended.
    let mut ended = 0;
    while apostrophes != 0 {
        let place = apostrophes.trailing_zeros();
        apostrophes &= apostrophes - 1;
        // A contraction may end beyond the block.
        if place + 3 >= u64::BITS {
            certain = place;
            break;
        }
        // The word before it has ended with a contraction already.
        if !are_alone && place == ended {
            continue;
        }
        let length = runs::contraction_in_any_case(text, at + place as usize + 1);
        if length > 0 {
            ended = place + 1 + length as u32;
            let first = if are_alone { place + 1 } else { place };
            starts = starts & (below(first) | !below(ended)) | 1 << ended;
        }
    }
    starts & below(certain)
}

/// The positions after those of a mask.
#[inline(always)]
fn after(mask: u64) -> u64 {
    mask << 1
}

/// The positions below one of 0 to 64.
#[inline(always)]
fn below(position: u32) -> u64 {
    if position < u64::BITS {
        (1 << position) - 1
    } else {
        u64::MAX
    }
}
