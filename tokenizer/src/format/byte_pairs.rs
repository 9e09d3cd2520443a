//! The body of a vocabulary that merges bytes.
//!
//! ```text
//! first id, u32                     the id of rank 0
//! 256 bytes                         the tokens of one byte by rank; none if there is a base
//! runs                              u8 how many, each first rank and number, u32
//! tokens apart                      see below
//! tokens of higher parts            see below
//! coding of the pairs, u8           0 as two u32 each, 1 entropy-coded
//! pairs                             of all ranks of the runs except for the tokens apart
//! ```
//!
//! A token *apart* is one that no merges make, so that it has no pair. It is found only if a whole
//! pre-token is looked up first, and otherwise never occurs. A token of *higher parts* joins a token of
//! a higher rank. The bytes of both stand in the file: u16 how many, and for each the distance of its
//! rank from the one before (LEB128), the number of its bytes (u16), and the bytes.

use super::limits::{LONGEST_TOKEN, MAX_IDS, MAX_TOKENS};
use super::pairs::Pairs;
use super::rank_coder;
use super::reader::Reader;
use crate::error::TokenizerError;

/// A rank and its bytes.
pub type Spelled = (u32, Box<[u8]>);

/// The body of a vocabulary that merges bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BytePairs {
    /// The id of rank 0. All ids are ranks and this offset.
    pub first_id: u32,
    /// The 256 tokens of one byte, in rank order. Empty if there is a base.
    pub bytes: Vec<u8>,
    /// The ranks of this file's tokens of several bytes, as runs of (first rank, how many). Without a
    /// base, there is one run, which follows the bytes.
    pub runs: Vec<(u32, u32)>,
    /// Tokens that no merges make, by rank.
    pub apart: Vec<Spelled>,
    /// Tokens that join one of a higher rank, by rank.
    pub of_higher: Vec<Spelled>,
    /// The pair that each token merges, except for those apart.
    pub merges: Pairs,
}

impl BytePairs {
    /// Reads a body.
    pub(super) fn read(reader: &mut Reader<'_>, has_base: bool) -> Result<Self, TokenizerError> {
        let corrupt = TokenizerError::corrupt;
        let first_id = reader.u32()?;
        if first_id >= MAX_IDS - MAX_TOKENS as u32 {
            return Err(corrupt("its first id is too high"));
        }
        let bytes = reader.take(if has_base { 0 } else { 256 })?.to_vec();
        let runs = read_runs(reader)?;
        if !has_base && !matches!(runs[..], [(256, _)]) {
            return Err(corrupt("its merges do not follow its bytes"));
        }
        let apart = read_spelled(reader, &runs)?;
        let of_higher = read_spelled(reader, &runs)?;
        let ranks: usize = runs.iter().map(|&(_, many)| many as usize).sum();
        let count = ranks - apart.len();
        let merges = match reader.u8()? {
            0 => read_pairs(reader, count)?,
            1 => rank_coder::decode(reader, count)?,
            _ => return Err(corrupt("the coding of its merges is unknown")),
        };
        Ok(Self {
            first_id,
            bytes,
            runs,
            apart,
            of_higher,
            merges,
        })
    }
}

fn read_pairs(reader: &mut Reader<'_>, count: usize) -> Result<Pairs, TokenizerError> {
    let mut merges = Pairs::default();
    for _ in 0..count {
        let pair = [reader.u32()?, reader.u32()?];
        if pair.iter().any(|rank| *rank as usize >= MAX_TOKENS) {
            return Err(TokenizerError::corrupt("a token joins one that is missing"));
        }
        merges.push(pair);
    }
    Ok(merges)
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

/// Reads ranks with their bytes. Each is in one of the runs.
fn read_spelled(
    reader: &mut Reader<'_>,
    runs: &[(u32, u32)],
) -> Result<Vec<Spelled>, TokenizerError> {
    let corrupt = TokenizerError::corrupt;
    let count = reader.u16()?;
    let mut spelled: Vec<Spelled> = Vec::new();
    let mut rank = 0_u32;
    for index in 0..count {
        let distance = reader.leb128()?;
        if index > 0 && distance == 0 {
            return Err(corrupt("a token is spelled twice"));
        }
        rank = rank.saturating_add(distance);
        let is_own = runs
            .iter()
            .any(|(first, many)| (*first..first + many).contains(&rank));
        if !is_own {
            return Err(corrupt("it spells a token that is not its own"));
        }
        let length = usize::from(reader.u16()?);
        if !(2..=LONGEST_TOKEN).contains(&length) {
            return Err(corrupt("a spelled token is too short or too long"));
        }
        spelled.push((rank, reader.take(length)?.into()));
    }
    Ok(spelled)
}
