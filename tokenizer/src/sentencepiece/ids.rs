//! Ids of SentencePiece, by ranks of the vocabulary that merges for it, and back.

use super::merging::Merging;
use crate::error::TokenizerError;
use crate::format::sentence_pieces::SentencePieces;
use crate::sorting::sort_by;

/// Stands for the beginning of a character, which is no token.
const NONE: u32 = u32::MAX;

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A token of the vocabulary that merges.
    Rank(u32),
    /// A byte.
    Byte(u8),
    /// One of the pieces that stand beside it.
    Other(usize),
}

/// The translation.
pub struct Ids {
    /// The ids of the ranks of bytes and characters; [`NONE`] for beginnings of characters.
    low: Vec<u32>,
    first_byte: u32,
    /// Runs of ids, by id: first id, how many, first number.
    runs: Vec<(u32, u32, u32)>,
    /// The same, by number.
    by_number: Vec<(u32, u32, u32)>,
    merges: u32,
    /// Ids of the ranks after those of the merges.
    apart: Vec<u32>,
    first_merge: u32,
    /// Ranks of characters, by number.
    characters: Vec<u32>,
    /// Ids and bytes of all other pieces, by id.
    others: Vec<(u32, Box<[u8]>)>,
}

impl Ids {
    pub fn new(pieces: &SentencePieces, merging: &Merging) -> Result<Self, TokenizerError> {
        let mut number = 0;
        let by_number: Vec<(u32, u32, u32)> = pieces
            .ids
            .iter()
            .map(|&(first, many)| {
                number += many;
                (first, many, number - many)
            })
            .collect();
        let mut runs = by_number.clone();
        sort_by(&mut runs, Ord::cmp);
        let mut ids = Self {
            low: vec![NONE; merging.first_merge as usize],
            first_byte: pieces.first_byte,
            runs,
            by_number,
            merges: pieces.merges.len() as u32,
            apart: merging.apart.clone(),
            first_merge: merging.first_merge,
            characters: merging.characters.clone(),
            others: others(pieces),
        };
        for byte in 0..256 {
            ids.low[byte as usize] = ids.first_byte + byte;
        }
        for run in pieces.runs.iter().filter(|run| run.shortest == 1) {
            ids.low[usize::from(run.byte)] = run.first_id;
        }
        for (number, rank) in (ids.merges..).zip(&merging.characters) {
            let id = ids.of_number(number);
            if let Some(low) = ids.low.get_mut(*rank as usize) {
                *low = id;
            }
        }
        Ok(ids)
    }

    /// The id of a merge or a character, by its number.
    fn of_number(&self, number: u32) -> u32 {
        let after = self.by_number.partition_point(|run| run.2 <= number);
        let run = after.checked_sub(1).and_then(|at| self.by_number.get(at));
        run.map_or(NONE, |(first, _, from)| first + (number - from))
    }

    /// The id of a rank; `None` for the beginning of a character, which stands for its bytes.
    #[inline(always)]
    pub fn of_rank(&self, rank: u32) -> Option<u32> {
        if let Some(number) = rank.checked_sub(self.first_merge) {
            if let Some(apart) = number.checked_sub(self.merges) {
                return self.apart.get(apart as usize).copied();
            }
            // Most vocabularies have one run for all merges.
            return Some(match self.by_number.first() {
                Some((first, many, 0)) if number < *many => first + number,
                _ => self.of_number(number),
            });
        }
        self.low
            .get(rank as usize)
            .copied()
            .filter(|id| *id != NONE)
    }

    /// The id of a byte.
    #[inline(always)]
    pub fn of_byte(&self, byte: u8) -> u32 {
        self.first_byte + u32::from(byte)
    }

    /// What an id stands for, if it is one.
    pub fn meaning(&self, id: u32) -> Option<Meaning> {
        if let Some(byte) = id
            .checked_sub(self.first_byte)
            .and_then(|id| u8::try_from(id).ok())
        {
            return Some(Meaning::Byte(byte));
        }
        let after = self.runs.partition_point(|run| run.0 <= id);
        if let Some((first, many, from)) = after.checked_sub(1).and_then(|at| self.runs.get(at))
            && id - first < *many
        {
            let number = from + (id - first);
            return Some(Meaning::Rank(match number.checked_sub(self.merges) {
                Some(character) => *self.characters.get(character as usize)?,
                None => self.first_merge + number,
            }));
        }
        let at = self
            .others
            .binary_search_by_key(&id, |other| other.0)
            .ok()?;
        Some(Meaning::Other(at))
    }

    /// The bytes of one of the pieces beside the vocabulary that merges.
    pub fn other(&self, index: usize) -> &[u8] {
        self.others.get(index).map_or(&[], |other| &other.1)
    }

    /// One more than the highest id.
    pub fn end(&self) -> u32 {
        let runs = self.runs.iter().map(|(first, many, _)| first + many);
        let others = self.others.iter().map(|(id, _)| id + 1);
        runs.chain(others)
            .max()
            .unwrap_or(0)
            .max(self.first_byte + 256)
    }
}

/// Runs of one character and silent pieces.
fn others(pieces: &SentencePieces) -> Vec<(u32, Box<[u8]>)> {
    let runs = pieces.runs.iter().flat_map(|run| {
        (0..u32::from(run.count)).map(|step| {
            let length = u32::from(run.shortest) + step;
            let bytes = vec![run.byte; length as usize].into_boxed_slice();
            (run.first_id + step, bytes)
        })
    });
    let blanks = pieces
        .blanks
        .iter()
        .map(|(length, id)| (*id, vec![b' '; usize::from(*length)].into_boxed_slice()));
    let silent = pieces
        .silent
        .iter()
        .map(|(id, text)| (*id, text.as_bytes().into()));
    let mut others: Vec<(u32, Box<[u8]>)> = runs.chain(blanks).chain(silent).collect();
    sort_by(&mut others, |left, right| left.0.cmp(&right.0));
    others
}
