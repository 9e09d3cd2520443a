//! A packed vocabulary: reading it, and checking what it says.

use super::pairs::Pairs;
use super::rank_coder;
use super::reader::Reader;
use crate::error::TokenizerError;
use crate::pattern::Pattern;

/// The first four bytes.
pub const MAGIC: [u8; 4] = *b"TFV\0";
/// The format's version; files of any other are refused.
pub const VERSION: u32 = 1;
/// Where the part of a file begins that its digest covers, in bytes.
pub const DIGEST_FROM: usize = 16;
/// No vocabulary has more tokens: the tables store ids in 18 bits.
pub const MAX_TOKENS: usize = 1 << 18;

/// The vocabulary that a packed one extends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The name of its encoding.
    pub name: String,
    /// The digest of its file.
    pub digest: u64,
}

/// A packed vocabulary, read and checked, not yet built into tables.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The name of the encoding.
    pub name: String,
    /// The digest of the file, by which other files name it as their base.
    pub digest: u64,
    /// The pattern that splits text into pre-tokens.
    pub pattern: Pattern,
    /// The text and the id of each special token.
    pub special_tokens: Vec<(String, u32)>,
    /// The vocabulary that this one extends, if any.
    pub base: Option<Base>,
    /// The 256 tokens of one byte, in rank order. Empty if there is a base.
    pub bytes: Vec<u8>,
    /// The ranks of the merged tokens, as runs of (first rank, how many). Without a base, there is one
    /// run, which follows the bytes.
    pub runs: Vec<(u32, u32)>,
    /// The pair that each merged token merges.
    pub merges: Pairs,
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
        if head.u32()? != VERSION {
            return Err(corrupt(
                "its format version is not the one this engine reads",
            ));
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

        let pattern = match reader.u8()? {
            0 => Pattern::R50k,
            1 => Pattern::Cl100k,
            2 => Pattern::O200k,
            _ => return Err(corrupt("its pattern is unknown")),
        };
        let name = reader.short_text()?;
        reader.take(32)?;
        let special_tokens = read_special_tokens(&mut reader)?;
        let base_name = reader.short_text()?;
        let base = if base_name.is_empty() {
            None
        } else {
            let digest = reader.u64()?;
            Some(Base {
                name: base_name,
                digest,
            })
        };
        let bytes = if base.is_none() {
            reader.take(256)?.to_vec()
        } else {
            Vec::new()
        };
        let runs = read_runs(&mut reader)?;
        if base.is_none() && !matches!(runs[..], [(256, _)]) {
            return Err(corrupt("its merges do not follow its bytes"));
        }
        let count: usize = runs.iter().map(|&(_, many)| many as usize).sum();
        let merges = if base.is_none() {
            rank_coder::decode(&mut reader, count)?
        } else {
            let mut merges = Pairs::default();
            for _ in 0..count {
                let pair = [reader.u32()?, reader.u32()?];
                if pair.iter().any(|rank| *rank as usize >= MAX_TOKENS) {
                    return Err(corrupt("a token joins a later one"));
                }
                merges.push(pair);
            }
            merges
        };
        if !reader.is_empty() {
            return Err(corrupt("it holds more than its parts"));
        }
        Ok((
            Self {
                name,
                digest,
                pattern,
                special_tokens,
                base,
                bytes,
                runs,
                merges,
            },
            rest,
        ))
    }
}

/// Digest of a packed file: xxHash64 with seed 0 of all from byte 16.
pub fn digest_of(file: &[u8]) -> u64 {
    twox_hash::XxHash64::oneshot(0, file.get(DIGEST_FROM..).unwrap_or_default())
}

/// A special token is written alone (tag 0: id, text) or in a run of tokens whose text contains their
/// id (tag 1: first and last id, text before and after it), such as Harmony's thousand reserved ones.
fn read_special_tokens(reader: &mut Reader<'_>) -> Result<Vec<(String, u32)>, TokenizerError> {
    let entries = reader.u16()?;
    let mut tokens = Vec::new();
    for _ in 0..entries {
        match reader.u8()? {
            0 => {
                let id = reader.u32()?;
                tokens.push((reader.short_text()?, id));
            }
            1 => {
                let (first, last) = (reader.u32()?, reader.u32()?);
                let (before, after) = (reader.short_text()?, reader.short_text()?);
                if last as usize >= MAX_TOKENS {
                    return Err(TokenizerError::corrupt("a special token's id is too high"));
                }
                if tokens.len() + (first..=last).count() > MAX_TOKENS {
                    return Err(TokenizerError::corrupt("it has too many special tokens"));
                }
                tokens.extend((first..=last).map(|id| (format!("{before}{id}{after}"), id)));
            }
            _ => return Err(TokenizerError::corrupt("a special token cannot be read")),
        }
    }
    if tokens
        .iter()
        .any(|(text, id)| text.is_empty() || *id as usize >= MAX_TOKENS)
    {
        return Err(TokenizerError::corrupt("a special token is out of range"));
    }
    Ok(tokens)
}

fn read_runs(reader: &mut Reader<'_>) -> Result<Vec<(u32, u32)>, TokenizerError> {
    let count = reader.u8()?;
    let mut runs = Vec::new();
    let mut next = 0_u64;
    for _ in 0..count {
        let (first, many) = (reader.u32()?, reader.u32()?);
        let end = u64::from(first) + u64::from(many);
        if u64::from(first) < next || end > MAX_TOKENS as u64 {
            return Err(TokenizerError::corrupt("its ranks are out of order"));
        }
        next = end;
        runs.push((first, many));
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::{MAX_TOKENS, Reader, read_special_tokens};

    /// As many runs of special tokens, each from 0 to the highest id.
    fn runs(many: u16) -> Vec<u8> {
        let last = (MAX_TOKENS as u32 - 1).to_le_bytes();
        let run = [&[1, 0, 0, 0, 0][..], &last, &[1, b'<', 1, b'>']].concat();
        [&many.to_le_bytes()[..], &run.repeat(usize::from(many))].concat()
    }

    #[test]
    fn there_are_no_more_special_tokens_than_ids() {
        let found = read_special_tokens(&mut Reader::new(&runs(1)));
        assert_eq!(found.map_or(0, |tokens| tokens.len()), MAX_TOKENS);
        assert!(read_special_tokens(&mut Reader::new(&runs(2))).is_err());
    }
}
