//! Where a long run of characters beyond ASCII falls apart.
//!
//! A character that is no token never becomes whole by its own merges. If no neighbour can take a part of it either
//! (`vocabulary/crossings.rs`), no token reaches across it: what stands before, itself and what stands after are encoded
//! alone.

use std::ops::Range;

use crate::vocabulary::Vocabulary;

/// Gives the segments of the piece of `length` bytes at `start`, in order. The tokens of each are those that it has
/// alone.
pub fn each(
    vocabulary: &Vocabulary,
    text: &[u8],
    start: usize,
    length: usize,
    mut give: impl FnMut(Range<usize>),
) {
    let end = start + length;
    // Where the segment begins that is not given yet.
    let mut from = start;
    let mut give_apart = |character: Range<usize>| {
        if from < character.start {
            give(from..character.start);
        }
        from = character.end;
        give(character);
    };
    let (mut last, mut begin, mut at) = (None, start, start);
    let mut is_apart = false;
    while at < end {
        let (id, size) = vocabulary.character(text, at);
        let mut is_next_apart = id.is_none();
        if at > start {
            let at_risk = vocabulary.at_risk(last, id, text[at - 1], text[at]);
            if is_apart && !at_risk.left {
                give_apart(begin..at);
            }
            is_next_apart &= !at_risk.right;
        }
        (last, begin, is_apart) = (id, at, is_next_apart);
        at += size;
    }
    if is_apart {
        give_apart(begin..end);
    }
    if from < end {
        give(from..end);
    }
}
