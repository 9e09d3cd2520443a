//! The body of a SentencePiece vocabulary, whose characters are merged by scores, with the bytes of
//! characters that are no piece.
//!
//! ```text
//! flags, u8                     1 a text begins with a blank
//! first id of the bytes, u32    256 ids in a row
//! characters                    u32 how many, then their code points, entropy-coded
//! ids                           u16 how many runs, each first id and number, u32
//! runs of one character         u8 how many; each character, shortest, number, u8, and first id, u32
//! joined runs of blanks         u8 how many; each length, u8, and id, u32
//! silent pieces                 u8 how many; each id, u32, and text
//! merges                        u32 how many, then pairs as in `rank_coder`
//! ```
//!
//! Characters and merges are numbered by their scores, characters first: the parts of a merge are such
//! numbers. Blanks are written as blanks. The runs of ids are those of the merges, then those of the
//! characters. *Runs of one character* are pieces that stand for themselves wherever they occur, the
//! longest first. *Joined runs of blanks* merge last of all. *Silent* pieces never occur.

use super::adaptive_bits::{Decoder, SymbolModel};
use super::limits::{MAX_IDS, MAX_TOKENS};
use super::pairs::Pairs;
use super::rank_coder;
use super::reader::Reader;
use crate::error::TokenizerError;

/// Bit of the flags: a text begins with a blank.
pub const BEGINS_WITH_BLANK: u8 = 1;

/// Pieces that are runs of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CharacterRuns {
    /// The character.
    pub byte: u8,
    /// Characters of the shortest.
    pub shortest: u8,
    /// How many there are, each by one character longer than the one before.
    pub count: u8,
    /// The id of the shortest.
    pub first_id: u32,
}

/// The body of a SentencePiece vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentencePieces {
    /// [`BEGINS_WITH_BLANK`].
    pub flags: u8,
    /// The id of the byte 0.
    pub first_byte: u32,
    /// Pieces of one character, by score.
    pub characters: Vec<char>,
    /// The ids of the merges, then of the characters, as runs of (first id, how many).
    pub ids: Vec<(u32, u32)>,
    /// Pieces that are runs of one character.
    pub runs: Vec<CharacterRuns>,
    /// Lengths and ids of runs of blanks that merge last.
    pub blanks: Vec<(u8, u32)>,
    /// Ids and texts of pieces that never occur.
    pub silent: Vec<(u32, String)>,
    /// The two parts of each piece of several characters, by score.
    pub merges: Pairs,
}

/// The models of the stream of characters, which encoder and decoder share.
pub struct CharacterModels {
    planes: SymbolModel<32>,
    rows: Vec<SymbolModel<256>>,
    cells: Vec<SymbolModel<256>>,
}

impl Default for CharacterModels {
    fn default() -> Self {
        let models = || std::iter::repeat_with(SymbolModel::default);
        Self {
            planes: SymbolModel::default(),
            rows: models().take(256).collect(),
            cells: models().take(256).collect(),
        }
    }
}

impl CharacterModels {
    /// Of the plane of a character, which is below 17.
    pub fn plane(&mut self) -> &mut SymbolModel<32> {
        &mut self.planes
    }

    /// Of the row of a character, after one of this row.
    pub fn row(&mut self, before: usize) -> &mut SymbolModel<256> {
        &mut self.rows[before % 256]
    }

    /// Of a character of this row.
    pub fn cell(&mut self, row: usize) -> &mut SymbolModel<256> {
        &mut self.cells[row % 256]
    }
}

/// Characters that one call decodes. A WebAssembly engine replaces a function by its optimised code
/// only when it is called anew.
const BLOCK: usize = 256;

impl SentencePieces {
    /// Reads a body.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, TokenizerError> {
        let corrupt = TokenizerError::corrupt;
        let flags = reader.u8()?;
        let first_byte = id(reader.u32()?)?;
        let count = reader.u32()? as usize;
        let length = reader.u32()? as usize;
        let characters = read_characters(reader.take(length)?, count)?;
        let mut ids = Vec::new();
        for _ in 0..reader.u16()? {
            let (first, many) = (reader.u32()?, reader.u32()?);
            id(first.saturating_add(many))?;
            ids.push((first, many));
        }
        let mut runs = Vec::new();
        for _ in 0..reader.u8()? {
            runs.push(CharacterRuns {
                byte: reader.u8()?,
                shortest: reader.u8()?,
                count: reader.u8()?,
                first_id: id(reader.u32()?)?,
            });
        }
        let mut blanks = Vec::new();
        for _ in 0..reader.u8()? {
            blanks.push((reader.u8()?, id(reader.u32()?)?));
        }
        let mut silent = Vec::new();
        for _ in 0..reader.u8()? {
            silent.push((id(reader.u32()?)?, reader.short_text()?));
        }
        let many = reader.u32()? as usize;
        let ranks = many.saturating_add(characters.len());
        if ranks > MAX_TOKENS {
            return Err(corrupt("it has too many pieces"));
        }
        let named: u64 = ids.iter().map(|(_, many)| u64::from(*many)).sum();
        if named != ranks as u64 {
            return Err(corrupt("its pieces and its ids differ in number"));
        }
        let merges = rank_coder::decode(reader, many)?;
        if merges.iter().flatten().any(|part| part as usize >= ranks) {
            return Err(corrupt("a token joins one that is missing"));
        }
        Ok(Self {
            flags,
            first_byte,
            characters,
            ids,
            runs,
            blanks,
            silent,
            merges,
        })
    }
}

fn id(id: u32) -> Result<u32, TokenizerError> {
    if id < MAX_IDS {
        Ok(id)
    } else {
        Err(TokenizerError::corrupt("an id is too high"))
    }
}

fn read_characters(stream: &[u8], count: usize) -> Result<Vec<char>, TokenizerError> {
    if count > MAX_TOKENS {
        return Err(TokenizerError::corrupt("it has too many characters"));
    }
    let (mut decoder, mut models) = (Decoder::new(stream)?, CharacterModels::default());
    let mut characters = Vec::with_capacity(count);
    let mut row = 0;
    while characters.len() < count {
        let block = BLOCK.min(count - characters.len());
        decode_block(block, &mut decoder, &mut models, &mut row, &mut characters)?;
    }
    if decoder.is_used_up() {
        Ok(characters)
    } else {
        Err(TokenizerError::corrupt("something follows its characters"))
    }
}

#[inline(never)]
fn decode_block(
    count: usize,
    decoder: &mut Decoder<'_>,
    models: &mut CharacterModels,
    row: &mut usize,
    characters: &mut Vec<char>,
) -> Result<(), TokenizerError> {
    for _ in 0..count {
        let plane = decoder.symbol(models.plane())?;
        *row = decoder.symbol(models.row(*row))?;
        let cell = decoder.symbol(models.cell(*row))?;
        let code = (plane << 16 | *row << 8 | cell) as u32;
        let character = char::from_u32(code);
        characters.push(character.ok_or_else(|| TokenizerError::corrupt("no character"))?);
    }
    Ok(())
}
