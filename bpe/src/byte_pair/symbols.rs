//! What merging begins with: the bytes of a piece, or its characters where that comes to the same.

use crate::vocabulary::Vocabulary;

/// The longest character, in bytes.
const CHARACTER: usize = 4;

/// A list of up to `LONGEST` tokens in the room for more.
pub struct Symbols<'a, const LONGEST: usize> {
    ids: &'a mut [u32],
    length: usize,
}

impl<'a, const LONGEST: usize> Symbols<'a, LONGEST> {
    /// An empty list.
    pub fn new(ids: &'a mut [u32]) -> Self {
        Self { ids, length: 0 }
    }

    /// How many there are.
    pub fn length(&self) -> usize {
        self.length
    }

    #[inline(always)]
    fn push(&mut self, id: u32) {
        if let Some(room) = self.ids.get_mut(self.length) {
            *room = id;
        }
        self.length += 1;
    }
}

/// Lists the bytes of a piece, if they are not too many.
#[inline(always)]
pub fn bytes<const LONGEST: usize>(
    vocabulary: &Vocabulary,
    piece: &[u8],
    symbols: &mut Symbols<LONGEST>,
) -> bool {
    if piece.len() > LONGEST {
        return false;
    }
    for byte in piece {
        symbols.push(vocabulary.byte_id(*byte));
    }
    true
}

/// A character of a piece.
#[derive(Clone, Copy)]
struct Character {
    /// Its token, if it is one and stays whole.
    id: Option<u32>,
    at: usize,
    length: usize,
}

/// Lists the characters of a piece, if they are not too many: those that are tokens of which no part can be taken away by
/// a neighbour before they are whole, and the bytes of others.
#[inline(always)]
pub fn characters<const LONGEST: usize>(
    vocabulary: &Vocabulary,
    piece: &[u8],
    symbols: &mut Symbols<LONGEST>,
) -> bool {
    // No more than its bytes, and each character of more than one.
    if piece.len() > LONGEST * CHARACTER {
        return false;
    }
    let mut last: Option<Character> = None;
    let mut at = 0;
    while at < piece.len() {
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
            push(vocabulary, piece, last, symbols);
        }
        last = Some(character);
        at += length;
    }
    if let Some(last) = last {
        push(vocabulary, piece, last, symbols);
    }
    symbols.length <= LONGEST
}

#[inline(always)]
fn push<const LONGEST: usize>(
    vocabulary: &Vocabulary,
    piece: &[u8],
    character: Character,
    symbols: &mut Symbols<LONGEST>,
) {
    let Character { id, at, length } = character;
    if let Some(id) = id {
        symbols.push(id);
        return;
    }
    for byte in piece.iter().skip(at).take(length) {
        symbols.push(vocabulary.byte_id(*byte));
    }
}

/// Whether most of a piece is likely to be beyond ASCII.
#[inline(always)]
pub fn are_wide(piece: &[u8]) -> bool {
    let is_high = |at: usize| piece.get(at).is_some_and(|byte| *byte >= 0x80);
    is_high(piece.len() / 2) && is_high(piece.len().wrapping_sub(1))
}
