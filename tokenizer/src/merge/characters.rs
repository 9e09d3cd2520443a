//! What merging starts from: the bytes of a pre-token, or its characters where that gives the same
//! tokens.

use crate::vocabulary::Vocabulary;

/// Bytes of the longest character.
pub const LONGEST_CHARACTER: usize = 4;

/// Puts the tokens of a pre-token's bytes into `ids`. Returns their number unless it exceeds
/// `longest`.
#[inline(always)]
pub fn bytes(
    vocabulary: &Vocabulary,
    pre_token: &[u8],
    ids: &mut [u32],
    longest: usize,
) -> Option<usize> {
    for (id, byte) in ids.iter_mut().zip(pre_token) {
        *id = vocabulary.byte_id(*byte);
    }
    (pre_token.len() <= longest).then_some(pre_token.len())
}

/// A character of a pre-token.
#[derive(Clone, Copy)]
struct Character {
    /// Its token, if it is one and stays whole.
    id: Option<u32>,
    at: usize,
    length: usize,
}

/// Puts the tokens of a pre-token's characters into `ids`. A character that is no token, or that may
/// lose a part to a neighbour before it is whole, is put as its bytes. Returns the number of tokens
/// unless it exceeds `longest`; `ids` has room for [`LONGEST_CHARACTER`] more.
#[inline(always)]
pub fn characters(
    vocabulary: &Vocabulary,
    pre_token: &[u8],
    ids: &mut [u32],
    longest: usize,
) -> Option<usize> {
    let mut last: Option<Character> = None;
    let (mut at, mut count) = (0, 0);
    while at < pre_token.len() && count <= longest {
        let (id, length) = vocabulary.character(pre_token, at);
        let mut character = Character { id, at, length };
        if let Some(mut last) = last {
            let (before, after) = (pre_token[at - 1], pre_token[at]);
            let may_split = vocabulary.may_split(last.id, id, before, after);
            if may_split.left {
                last.id = None;
            }
            if may_split.right {
                character.id = None;
            }
            count += put(vocabulary, pre_token, last, &mut ids[count..]);
        }
        last = Some(character);
        at += length;
    }
    if count <= longest
        && let Some(last) = last
    {
        count += put(vocabulary, pre_token, last, &mut ids[count..]);
    }
    (count <= longest).then_some(count)
}

/// Puts a character, or its bytes, into `ids`. Returns how many tokens that are.
#[inline(always)]
fn put(vocabulary: &Vocabulary, pre_token: &[u8], character: Character, ids: &mut [u32]) -> usize {
    let Character { id, at, length } = character;
    if let (Some(id), Some(first)) = (id, ids.first_mut()) {
        *first = id;
        return 1;
    }
    let bytes = pre_token.iter().skip(at).take(length);
    for (id, byte) in ids.iter_mut().zip(bytes) {
        *id = vocabulary.byte_id(*byte);
    }
    length
}

/// Whether most of a pre-token is likely to be non-ASCII, judged by two of its bytes.
#[inline(always)]
pub fn is_mostly_non_ascii(pre_token: &[u8]) -> bool {
    let is_non_ascii = |at: usize| pre_token.get(at).is_some_and(|byte| *byte >= 0x80);
    is_non_ascii(pre_token.len() / 2) && is_non_ascii(pre_token.len().wrapping_sub(1))
}
