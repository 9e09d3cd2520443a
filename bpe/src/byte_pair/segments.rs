//! Where a long run of characters beyond ASCII falls apart.
//!
//! A character that is no token stays in parts, so nothing that it is whole in is ever merged. Unless a neighbour may
//! take a part of it (`vocabulary/crossings.rs`), what stands before it is not merged with what stands after.

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
        if character.is_empty() {
            return;
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
    give_apart(end..end);
}
