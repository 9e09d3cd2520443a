//! The body of a vocabulary of tiles: how text is marked, a class for each character, and the pieces.
//!
//! ```text
//! flags, u8: 1 curly quotes are folded, 2 the frame of a message ends in a word's beginning
//! characters from which on a word in capitals is marked as one, u8; 0 never
//! runs of characters of one class, u16 their number; each LEB128 length and u8 class
//! pieces, u32 their number, then their stream
//! ```
//!
//! Pieces are sorted by their bytes. Each is written as the number of leading bytes that it shares with
//! the one before, its other bytes, each in the context of the byte before it and followed by a bit
//! that tells whether the piece ends, and its forms ([`forms`]).

use super::adaptive_bits::{Decoder, Probability, SymbolModel};
use super::reader::Reader;
use crate::error::TokenizerError;

/// The forms in which a piece is a token.
pub mod forms {
    /// Alone.
    pub const BARE: u8 = 1;
    /// After the mark of a word's beginning, as one with it.
    pub const OPENING: u8 = 1 << 1;
    /// Before the mark of a word's end, as one with it.
    pub const CLOSING: u8 = 1 << 2;
    /// Between both marks, as one with them.
    pub const WORD: u8 = 1 << 3;
    /// As [`WORD`], with the mark of a capital in front.
    pub const CAPITALIZED: u8 = 1 << 4;
    /// As [`WORD`], with the mark of capitals in front.
    pub const CAPITALS: u8 = 1 << 5;
    /// The first bytes of characters that are no token, as one.
    pub const PREFIX: u8 = 1 << 6;
}

/// The longest piece, in bytes.
pub const LONGEST: usize = 255;
/// No vocabulary has more pieces.
const MOST: u32 = 1 << 20;
/// Bit of the flags: curly quotes become straight ones.
pub const FOLDS_QUOTES: u8 = 1;
/// Bit of the flags: the frame of a message ends in the mark of a word's beginning.
pub const OPENS_WORD: u8 = 2;

/// The body of a vocabulary of tiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiles {
    /// [`FOLDS_QUOTES`], [`OPENS_WORD`].
    pub flags: u8,
    /// Characters from which on a word in capitals is marked as one; 0 never.
    pub capitals_from: u8,
    /// Runs of characters of one class, from U+0000 on: length and class. What follows has the last.
    pub classes: Vec<(u32, u8)>,
    /// The bytes of all pieces, one after the other, sorted.
    pub bytes: Vec<u8>,
    /// Where each of them ends.
    pub ends: Vec<u32>,
    /// The [`forms`] of each.
    pub forms: Vec<u8>,
}

/// The models of the stream of pieces, which encoder and decoder share.
#[derive(Default)]
pub struct Models {
    shared: Vec<SymbolModel<256>>,
    bytes: Vec<SymbolModel<256>>,
    ends: Vec<Probability>,
    forms: Vec<SymbolModel<128>>,
}

impl Models {
    /// Models that have learnt nothing.
    pub fn new() -> Self {
        let models = || {
            std::iter::repeat_with(SymbolModel::default)
                .take(256)
                .collect()
        };
        Self {
            shared: models(),
            bytes: models(),
            ends: vec![Probability::default(); 256],
            forms: std::iter::repeat_with(SymbolModel::default)
                .take(17 * 16)
                .collect(),
        }
    }

    /// Of the number of bytes that a piece shares with one of this length.
    #[inline(always)]
    pub fn shared(&mut self, length: usize) -> &mut SymbolModel<256> {
        &mut self.shared[length % 256]
    }

    /// Of a byte after this one.
    #[inline(always)]
    pub fn byte(&mut self, before: u8) -> &mut SymbolModel<256> {
        &mut self.bytes[usize::from(before)]
    }

    /// Of whether a piece ends in this byte.
    #[inline(always)]
    pub fn end(&mut self, byte: u8) -> &mut Probability {
        &mut self.ends[usize::from(byte)]
    }

    /// Of the forms of a piece.
    #[inline(always)]
    pub fn forms(&mut self, piece: &[u8]) -> &mut SymbolModel<128> {
        let first = piece.first().copied().unwrap_or(0);
        let kind = if first.is_ascii_alphabetic() {
            0
        } else {
            usize::from(first >> 4) + 1
        };
        &mut self.forms[kind * 16 + piece.len().min(15)]
    }
}

/// Pieces that one call decodes. A WebAssembly engine replaces a function by its optimised code only
/// when it is called anew.
const BLOCK: u32 = 256;

impl Tiles {
    /// Reads the body.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, TokenizerError> {
        let flags = reader.u8()?;
        let capitals_from = reader.u8()?;
        let mut tiles = Self {
            flags,
            capitals_from,
            ..Self::default()
        };
        let mut characters = 0_u64;
        for _ in 0..reader.u16()? {
            let length = reader.leb128()?;
            characters += u64::from(length);
            if characters > 0x11_0000 {
                return Err(TokenizerError::corrupt("it has classes of no characters"));
            }
            tiles.classes.push((length, reader.u8()?));
        }
        let count = reader.u32()?;
        if count > MOST {
            return Err(TokenizerError::corrupt("it has too many pieces"));
        }
        let mut decoder = Decoder::new(reader.take(reader.rest().len())?)?;
        let mut models = Models::new();
        let mut piece = Vec::new();
        let mut left = count;
        while left > 0 {
            let block = left.min(BLOCK);
            tiles.decode(block, &mut decoder, &mut models, &mut piece)?;
            left -= block;
        }
        if !decoder.is_used_up() {
            return Err(TokenizerError::corrupt("something follows its pieces"));
        }
        Ok(tiles)
    }

    /// Decodes `count` pieces. `piece` is the last one.
    #[inline(never)]
    fn decode(
        &mut self,
        count: u32,
        decoder: &mut Decoder<'_>,
        models: &mut Models,
        piece: &mut Vec<u8>,
    ) -> Result<(), TokenizerError> {
        let corrupt = TokenizerError::corrupt;
        for _ in 0..count {
            let shared = decoder.symbol(models.shared(piece.len()))?;
            if shared > piece.len() {
                return Err(corrupt("a piece shares more than there is"));
            }
            let follows = piece.get(shared).copied();
            piece.truncate(shared);
            loop {
                let last = piece.last().copied().unwrap_or(0);
                let byte = decoder.symbol(models.byte(last))? as u8;
                if piece.len() == shared && follows.is_some_and(|follows| follows >= byte) {
                    return Err(corrupt("its pieces are out of order"));
                }
                piece.push(byte);
                if piece.len() > LONGEST {
                    return Err(corrupt("a piece is too long"));
                }
                if decoder.bit(models.end(byte))? {
                    break;
                }
            }
            self.bytes.extend_from_slice(piece);
            self.ends.push(self.bytes.len() as u32);
            let forms = decoder.symbol(models.forms(piece))? as u8;
            self.forms.push(forms);
        }
        Ok(())
    }

    /// The pieces with their forms, sorted by their bytes.
    pub fn pieces(&self) -> impl Iterator<Item = (&[u8], u8)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = starts.zip(&self.ends);
        ranges.zip(&self.forms).map(|((start, end), forms)| {
            let piece = self.bytes.get(start as usize..*end as usize);
            (piece.unwrap_or_default(), *forms)
        })
    }
}
