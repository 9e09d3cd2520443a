//! Splits a long run of non-ASCII characters into segments that merge independently.
//!
//! A character that is no token never becomes whole by merges of its own bytes. If no neighbour can
//! take a part of it either (`vocabulary/crossings.rs`), no token spans it: the text before it, the
//! character itself and the text after it are encoded independently.

use std::ops::Range;

use crate::vocabulary::Vocabulary;

/// Calls `segment` with the segments of the pre-token of `length` bytes at `start`, in order. The
/// tokens of the pre-token are those of each segment alone, one after the other.
pub fn each(
    vocabulary: &Vocabulary,
    text: &[u8],
    start: usize,
    length: usize,
    mut segment: impl FnMut(Range<usize>),
) {
    let end = start + length;
    // Where the segment begins that has no end yet.
    let mut from = start;
    let mut isolate = |character: Range<usize>| {
        if from < character.start {
            segment(from..character.start);
        }
        from = character.end;
        segment(character);
    };
    let (mut last, mut begin, mut at) = (None, start, start);
    let mut is_isolated = false;
    while at < end {
        let (id, size) = vocabulary.character(text, at);
        let mut is_next_isolated = id.is_none();
        if at > start {
            let may_split = vocabulary.may_split(last, id, text[at - 1], text[at]);
            if is_isolated && !may_split.left {
                isolate(begin..at);
            }
            is_next_isolated &= !may_split.right;
        }
        (last, begin, is_isolated) = (id, at, is_next_isolated);
        at += size;
    }
    if is_isolated {
        isolate(begin..end);
    }
    if from < end {
        segment(from..end);
    }
}
