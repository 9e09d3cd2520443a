//! A packed vocabulary: reading what all modes have in common, and checking what it says.

use super::byte_pairs::BytePairs;
use super::reader::Reader;
use super::sentence_pieces::SentencePieces;
use super::tiles::Tiles;
use super::token_list;
use crate::error::TokenizerError;
use crate::pattern::Pattern;

/// The first four bytes.
pub const MAGIC: [u8; 4] = *b"TFV\0";
/// The format's version; files of any other are refused.
pub const VERSION: u32 = 2;
/// Where the part of a file begins that its digest covers, in bytes.
pub const DIGEST_FROM: usize = 16;
/// Bit of the flags: a whole pre-token is looked up before its bytes are merged.
pub const WHOLE_FIRST: u8 = 1;

/// How text is normalized before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Normalization {
    /// Not at all.
    None = 0,
    /// Unicode's form C: characters are composed.
    Nfc = 1,
}

/// How a vocabulary turns text into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// The bytes of each pre-token are merged by ranks.
    BytePairs = 0,
    /// Characters are merged by scores, and those that are no piece become their bytes.
    SentencePieces = 1,
    /// The fewest pieces that tile a marked text; without ids.
    Tiles = 2,
}

/// The vocabulary that a packed one extends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The name of its encoding.
    pub name: String,
    /// The digest of its file.
    pub digest: u64,
    /// How many of its ranks belong to the vocabulary that extends it.
    pub ranks: u32,
}

/// A packed vocabulary, read and checked, not yet built into tables.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The name of the encoding.
    pub name: String,
    /// sha256 of what it was made of.
    pub source: [u8; 32],
    /// The digest of the file, by which other files name it as their base.
    pub digest: u64,
    /// The pattern that splits text into pre-tokens.
    pub pattern: Pattern,
    /// How text is normalized before it is split.
    pub normalization: Normalization,
    /// Whether a whole pre-token is looked up before its bytes are merged.
    pub whole_first: bool,
    /// The text and the id of each special token.
    pub special_tokens: Vec<(String, u32)>,
    /// Tokens that are matched by their text in every text, without being special.
    pub always_matched: Vec<(String, u32)>,
    /// The vocabulary that this one extends, if any.
    pub base: Option<Base>,
    /// What depends on the mode.
    pub body: Body,
}

/// The part of a packed vocabulary that depends on its mode.
#[derive(Clone, Debug)]
pub enum Body {
    /// Of [`Mode::BytePairs`].
    BytePairs(BytePairs),
    /// Of [`Mode::SentencePieces`].
    SentencePieces(SentencePieces),
    /// Of [`Mode::Tiles`].
    Tiles(Tiles),
}

impl Packed {
    /// Reads the first packed vocabulary in `input`; returns it and the bytes after it.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::CorruptVocabulary`] if it is truncated, damaged, or of another version.
    pub fn read(input: &[u8]) -> Result<(Self, &[u8]), TokenizerError> {
        let corrupt = TokenizerError::corrupt;
        let mut head = Reader::new(input);
        if head.take(4)? != MAGIC {
            return Err(corrupt("it does not begin with the mark of one"));
        }
        match head.u32()? {
            VERSION => {}
            1 => {
                return Err(corrupt(
                    "it has format version 1, which only versions of this library before 0.2 read; \
                     take the file of this version, or convert the vocabulary again",
                ));
            }
            _ => {
                return Err(corrupt(
                    "its format version is not the one this engine reads",
                ));
            }
        }
        let digest = head.u64()?;
        let length = head.u32()? as usize;
        if length <= DIGEST_FROM || length > input.len() {
            return Err(corrupt("it is cut short"));
        }
        let (file, rest) = input.split_at(length);
        if digest_of(file) != digest {
            return Err(corrupt("its digest is off"));
        }
        let mut reader = Reader::new(file);
        reader.take(DIGEST_FROM + 4)?;

        let mode = match reader.u8()? {
            0 => Mode::BytePairs,
            1 => Mode::SentencePieces,
            2 => Mode::Tiles,
            _ => return Err(corrupt("its mode is unknown")),
        };
        let pattern = reader.u8()?;
        let pattern = Pattern::ALL
            .into_iter()
            .find(|known| *known as u8 == pattern)
            .ok_or_else(|| corrupt("its pattern is unknown"))?;
        let normalization = match reader.u8()? {
            0 => Normalization::None,
            1 => Normalization::Nfc,
            _ => return Err(corrupt("its normalization is unknown")),
        };
        let flags = reader.u8()?;
        if flags & !WHOLE_FIRST != 0 {
            return Err(corrupt("it has unknown flags"));
        }
        let name = reader.short_text()?;
        let source = reader.array()?;
        let special_tokens = token_list::read(&mut reader)?;
        let always_matched = token_list::read(&mut reader)?;
        let base_name = reader.short_text()?;
        let base = if base_name.is_empty() {
            None
        } else {
            Some(Base {
                name: base_name,
                digest: reader.u64()?,
                ranks: reader.u32()?,
            })
        };
        let body = match mode {
            Mode::BytePairs => Body::BytePairs(BytePairs::read(&mut reader, base.is_some())?),
            _ if base.is_some() => return Err(corrupt("its mode extends no vocabulary")),
            Mode::SentencePieces => Body::SentencePieces(SentencePieces::read(&mut reader)?),
            Mode::Tiles => Body::Tiles(Tiles::read(&mut reader)?),
        };
        if !reader.is_empty() {
            return Err(corrupt("it holds more than its parts"));
        }
        let packed = Self {
            name,
            source,
            digest,
            pattern,
            normalization,
            whole_first: flags & WHOLE_FIRST != 0,
            special_tokens,
            always_matched,
            base,
            body,
        };
        Ok((packed, rest))
    }
}

/// Digest of a packed file: xxHash64 with seed 0 of all from byte 16.
pub fn digest_of(file: &[u8]) -> u64 {
    twox_hash::XxHash64::oneshot(0, file.get(DIGEST_FROM..).unwrap_or_default())
}
