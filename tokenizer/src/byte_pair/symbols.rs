//! What merging begins with: the bytes of a piece, or its characters where that comes to the same.

use crate::vocabulary::Vocabulary;

/// The longest character, in bytes.
pub const CHARACTER: usize = 4;

/// Puts the bytes of a piece into `ids`; says how many they are, if they are `longest` at most.
#[inline(always)]
pub fn bytes(
    vocabulary: &Vocabulary,
    piece: &[u8],
    ids: &mut [u32],
    longest: usize,
) -> Option<usize> {
    for (id, byte) in ids.iter_mut().zip(piece) {
        *id = vocabulary.byte_id(*byte);
    }
    (piece.len() <= longest).then_some(piece.len())
}

/// A character of a piece.
#[derive(Clone, Copy)]
struct Character {
    /// Its token, if it is one and stays whole.
    id: Option<u32>,
    at: usize,
    length: usize,
}

/// Puts the characters of a piece into `ids`, as [`bytes`] does its bytes: those that are tokens of which no part can be
/// taken away by a neighbour before they are whole, and the bytes of others. There must be room for [`CHARACTER`] more than `longest`.
#[inline(always)]
pub fn characters(
    vocabulary: &Vocabulary,
    piece: &[u8],
    ids: &mut [u32],
    longest: usize,
) -> Option<usize> {
    let mut last: Option<Character> = None;
    let (mut at, mut count) = (0, 0);
    while at < piece.len() && count <= longest {
        let (id, length) = vocabulary.character(piece, at);
        let mut character = Character { id, at, length };
        if let Some(mut last) = last {
            let at_risk = vocabulary.at_risk(last.id, id, piece[at - 1], piece[at]);
            if at_risk.left {
                last.id = None;
            }
            if at_risk.right {
                character.id = None;
            }
            count += put(vocabulary, piece, last, &mut ids[count..]);
        }
        last = Some(character);
        at += length;
    }
    if count <= longest
        && let Some(last) = last
    {
        count += put(vocabulary, piece, last, &mut ids[count..]);
    }
    (count <= longest).then_some(count)
}

/// Puts a character, or its bytes, into `ids`; says how many they are.
#[inline(always)]
fn put(vocabulary: &Vocabulary, piece: &[u8], character: Character, ids: &mut [u32]) -> usize {
    let Character { id, at, length } = character;
    if let (Some(id), Some(room)) = (id, ids.first_mut()) {
        *room = id;
        return 1;
    }
    let bytes = piece.iter().skip(at).take(length);
    for (room, byte) in ids.iter_mut().zip(bytes) {
        *room = vocabulary.byte_id(*byte);
    }
    length
}

/// Whether most of a piece is likely to be beyond ASCII.
#[inline(always)]
pub fn are_wide(piece: &[u8]) -> bool {
    let is_high = |at: usize| piece.get(at).is_some_and(|byte| *byte >= 0x80);
    is_high(piece.len() / 2) && is_high(piece.len().wrapping_sub(1))
}
