//! The pieces of 64 bytes at once.
//!
//! What each byte is stands in masks of one bit a byte ([`super::masks`]). Where pieces begin then comes of a few
//! operations on whole masks, without a branch on what the text is like: that is what cutting piece after piece
//! waits for. What cannot be told so is left to the pattern's own `piece_end`: what is next to
//! characters that the masks do not tell apart, long pieces, and the end of the text.

pub use super::masks::BYTES;
use super::masks::Masks;
use super::scan;

/// In what the patterns differ.
pub trait Rules {
    /// A capital after a small letter begins a piece.
    const CAPITALS_BEGIN: bool;
    /// After punctuation a piece goes on with newlines, and with slashes among them.
    const SLASHES_AMONG_NEWLINES: bool;
    /// A contraction is a piece; else it ends the word before it.
    const CONTRACTIONS_ALONE: bool;
}

/// Whether a block is worth a look: most of its characters are likely to be of those that the masks tell apart.
/// `word` is its first eight bytes.
#[inline(always)]
pub fn is_likely(word: u64) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    // No byte begins a character from U+0100 on.
    ((word & !HIGH) + ONES * (0x100 - 0xc4)) & word & HIGH == 0
}

/// The places in the [`BYTES`] bytes at `at` where pieces begin, without the first, where one does. Those from
/// some place on may be missing: what a piece is may depend on what follows.
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
    let led = after(punctuation | masks.spaces) & !after(tail);
    let punctuation_starts = punctuation & !tail & !led;
    // A letter goes on with a blank before it, the last of which always begins a piece, or with punctuation
    // that does.
    let mut letter_starts = letters & !after(letters | blanks | punctuation_starts);
    if R::CAPITALS_BEGIN {
        letter_starts |= capitals & after(letters & !capitals);
    }
    let last_blanks = blanks & !(white >> 1);
    let white_starts =
        white & !after(white) | last_blanks | blanks_after_newlines(blanks, newlines);
    let starts = punctuation_starts | letter_starts | digit_starts(digits) | white_starts;

    // White space depends on what follows it, but for its beginning.
    let told = masks.others.trailing_zeros();
    let no_white = below(told) & !(white | tail);
    let certain = told.min(u64::BITS + 1 - no_white.leading_zeros());
    with_contractions::<R>(text, at, &masks, starts, certain) & !1
}

/// Newlines that belong to the punctuation before them, and slashes among them.
#[inline(always)]
fn tail<R: Rules>(masks: &Masks, punctuation: u64) -> u64 {
    let first = masks.newlines & after(punctuation);
    let mut all = masks.newlines;
    if R::SLASHES_AMONG_NEWLINES {
        all |= masks.slashes;
    }
    // The sum carries from each first one to the end of its run; where two are in one run, the second stays.
    all & !all.wrapping_add(first) | first
}

/// Every third digit of a run.
#[inline(always)]
fn digit_starts(digits: u64) -> u64 {
    let mut starts = digits & !after(digits);
    // The last of four digits.
    let fourth = digits & after(digits) & digits << 2 & digits << 3;
    let mut more = starts << 3 & fourth;
    while more != 0 {
        starts |= more;
        more = more << 3 & fourth;
    }
    starts
}

/// The first of blanks after a newline: white space is cut after its last newline.
#[inline(always)]
fn blanks_after_newlines(blanks: u64, newlines: u64) -> u64 {
    let mut first = blanks & after(newlines);
    // The sum carries to where each run of blanks ends. If there is a newline, it was not the last one.
    let mut ends = blanks.wrapping_add(first) & newlines;
    while ends != 0 {
        let before = below(ends.trailing_zeros());
        let begins = u64::BITS - (before & !blanks).leading_zeros();
        first &= below(begins) | !before;
        ends &= ends - 1;
    }
    first
}

/// The starts below `certain`, with contractions where they belong.
#[inline(always)]
fn with_contractions<R: Rules>(
    text: &[u8],
    at: usize,
    masks: &Masks,
    mut starts: u64,
    certain: u32,
) -> u64 {
    let mut certain = certain;
    let before = if R::CONTRACTIONS_ALONE {
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
        // The word before has ended with a contraction already.
        if !R::CONTRACTIONS_ALONE && place == ended {
            continue;
        }
        let length = scan::contraction_in_any_case(text, at + place as usize + 1);
        if length > 0 {
            ended = place + 1 + length as u32;
            let first = if R::CONTRACTIONS_ALONE {
                place + 1
            } else {
                place
            };
            starts = starts & (below(first) | !below(ended)) | 1 << ended;
        }
    }
    starts & below(certain)
}

/// The bytes after those of a mask.
#[inline(always)]
fn after(mask: u64) -> u64 {
    mask << 1
}

/// The places below one of 0 to 64.
#[inline(always)]
fn below(place: u32) -> u64 {
    if place < u64::BITS {
        (1 << place) - 1
    } else {
        u64::MAX
    }
}
