//! The tokens of a vocabulary: the bytes of each, and the two tokens that it merges.

use std::ops::Range;

use super::starts::Starts;
use crate::error::TokenizerError;
use crate::format::{LONGEST_TOKEN, MAX_TOKENS, Pairs, Spelled};
use crate::hash::{keep, word_at};

/// The tokens of one byte have the first ranks.
pub const BYTES: usize = 256;
/// Zeros after the last token's bytes, so that eight bytes can be read and written at any position.
const PADDING: usize = 8;
/// Tokens that one call processes. A WebAssembly engine replaces a function by its optimised code only
/// when it is called anew.
const BLOCK: usize = 512;
/// Tokens that are decoded together.
const DECODED: usize = 64;
/// Tokens that all tables get before the first table gets the rest.
const WARM_UP: usize = 3 * BLOCK;

/// The tokens of a vocabulary. A token's id is its rank.
pub struct Tokens {
    /// Where each id's bytes begin, and where the last ones end.
    starts: Starts,
    bytes: Vec<u8>,
    /// The two tokens that each token merges; itself twice for a single byte.
    splits: Pairs,
    /// Tokens of several bytes that begin or end within a character.
    partial_utf8: Vec<u32>,
}

impl Tokens {
    /// The tokens that merge these pairs, where the tokens of one byte are `single`, and those that join a
    /// token of a higher rank are `of_higher`, by rank.
    pub fn new(
        splits: Pairs,
        single: &[u8],
        of_higher: &[Spelled],
    ) -> Result<Self, TokenizerError> {
        let starts = starts_of(&splits, of_higher)?;
        let size = starts.get(splits.len());
        let mut tokens = Self {
            starts,
            bytes: vec![0; size + PADDING],
            splits,
            partial_utf8: Vec::new(),
        };
        for (to, byte) in tokens.bytes.iter_mut().zip(single).take(BYTES) {
            *to = *byte;
        }
        for block in blocks(0..tokens.ids()) {
            tokens.write(block, of_higher);
        }
        tokens.bytes[size..].fill(0);
        for (id, bytes) in of_higher {
            let parts = tokens.split(*id as usize).map(|part| tokens.get(part));
            let [Some(left), Some(right)] = parts else {
                return Err(TokenizerError::corrupt("a token joins one that is missing"));
            };
            if left.len() + right.len() != bytes.len() || [left, right].concat() != **bytes {
                return Err(TokenizerError::corrupt(
                    "a token is not what its pair joins",
                ));
            }
        }
        Ok(tokens)
    }

    /// Writes the bytes of some tokens.
    #[inline(never)]
    fn write(&mut self, ids: Range<usize>, of_higher: &[Spelled]) {
        for id in ids.start.max(BYTES)..ids.end {
            let start = self.starts.get(id);
            if self.starts.get(id + 1) > start {
                let [left, right] = self.splits.get(id);
                let end = if left as usize >= id || right as usize >= id {
                    self.write_spelled(id, start, of_higher)
                } else {
                    let middle = self.copy(left as usize, start);
                    self.copy(right as usize, middle)
                };
                // Most begin and end in ASCII.
                if (self.bytes[start] | self.bytes[end - 1]) >= 0x80
                    && is_partial_utf8(&self.bytes[start..end])
                {
                    self.partial_utf8.push(id as u32);
                }
            }
        }
    }

    /// Writes the bytes of a token that joins one of a higher rank. Returns the position after them.
    #[cold]
    #[inline(never)]
    fn write_spelled(&mut self, id: usize, start: usize, of_higher: &[Spelled]) -> usize {
        let bytes = spelled(of_higher, id).unwrap_or_default();
        let end = start + bytes.len();
        self.bytes[start..end].copy_from_slice(bytes);
        end
    }

    /// Copies the bytes of a token to a position after it. Returns the position after the copy.
    #[inline(always)]
    fn copy(&mut self, id: usize, to: usize) -> usize {
        let start = self.starts.get(id);
        let length = self.starts.get(id + 1) - start;
        let mut done = 0;
        while done < length {
            let word = word_at(&self.bytes, start + done);
            put_word(&mut self.bytes, to + done, word);
            done += 8;
        }
        to + length
    }

    /// Appends the bytes of tokens to `bytes`, up to the first id that is no token. Returns how many
    /// ids that were.
    pub fn append(&self, ids: &[u32], bytes: &mut Vec<u8>) -> usize {
        let mut done = 0;
        for block in ids.chunks(DECODED) {
            let appended = self.append_block(block, bytes);
            done += appended;
            if appended < block.len() {
                break;
            }
        }
        done
    }

    /// As [`Tokens::append`], for up to [`DECODED`] ids. It looks up first where their bytes are, so that
    /// it can make room for all of them at once.
    #[inline(never)]
    fn append_block(&self, ids: &[u32], bytes: &mut Vec<u8>) -> usize {
        let mut ranges = [(0, 0); DECODED];
        let mut known = 0;
        let mut length = 0;
        for (id, found) in ids.iter().zip(&mut ranges) {
            match self.starts.range(*id as usize) {
                Some(range) if !range.is_empty() => {
                    *found = (range.start, range.len());
                    length += range.len();
                }
                _ => break,
            }
            known += 1;
        }
        let from = bytes.len();
        bytes.resize(from + length + PADDING, 0);
        let room = &mut bytes[from..];
        let mut to = 0;
        for (start, length) in &ranges[..known] {
            let mut done = 0;
            while done < *length {
                put_word(room, to + done, word_at(&self.bytes, start + done));
                done += 8;
            }
            to += length;
        }
        bytes.truncate(from + length);
        known
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        self.splits.len()
    }

    /// Adds all tokens to tables, one table after the other, so that the processor's cache needs to hold
    /// one of them at a time. A few tokens are added to all of them first, so that an engine that
    /// compiles busy functions in the background starts with all of them.
    pub fn add_to(&self, tables: &mut [&mut dyn Table]) {
        for ids in [
            0..WARM_UP.min(self.ids()),
            WARM_UP.min(self.ids())..self.ids(),
        ] {
            for table in &mut *tables {
                for block in blocks(ids.clone()) {
                    table.add(self, block);
                }
            }
        }
    }

    /// Tokens of several bytes that begin or end within a character.
    pub fn partial_utf8(&self) -> &[u32] {
        &self.partial_utf8
    }

    /// The bytes of all tokens, one after the other.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where the bytes of a token begin.
    #[inline(always)]
    pub fn start(&self, id: usize) -> usize {
        self.starts.get(id)
    }

    /// The number of its bytes; 0 if an id is no token.
    #[inline(always)]
    pub fn length(&self, id: usize) -> usize {
        self.starts.get(id + 1) - self.starts.get(id)
    }

    /// The first eight bytes of a token of this length, zeros beyond it.
    #[inline(always)]
    pub fn word(&self, id: usize, length: usize) -> u64 {
        keep(word_at(&self.bytes, self.start(id)), length.clamp(1, 8))
    }

    /// The bytes of a token; `None` if the id is none.
    pub fn get(&self, id: u32) -> Option<&[u8]> {
        self.starts
            .range(id as usize)
            .and_then(|range| self.bytes.get(range))
            .filter(|token| !token.is_empty())
    }

    /// The two tokens that a token merges; itself twice for a single byte.
    #[inline(always)]
    pub fn split(&self, id: usize) -> [u32; 2] {
        self.splits.get(id)
    }

    /// The pairs of all tokens.
    pub fn splits(&self) -> &Pairs {
        &self.splits
    }
}

/// Slots that filling an open-addressed table may probe, for each slot that it has. Real vocabularies
/// need about three for each token; without a bound, one that was made to collide would take minutes
/// before it is refused.
pub const PROBES: usize = 32;

/// A table of tokens.
pub trait Table {
    /// Adds some of the tokens.
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>);
}

/// Whether bytes begin or end within a character.
#[inline(always)]
fn is_partial_utf8(bytes: &[u8]) -> bool {
    let from_the_end = |place: usize| bytes.len().checked_sub(place).map_or(0, |at| bytes[at]);
    bytes.first().is_some_and(|first| first & 0xc0 == 0x80)
        || from_the_end(1) >= 0xc0
        || from_the_end(2) >= 0xe0
        || from_the_end(3) >= 0xf0
}

/// Writes eight bytes if there is room for them. Bytes beyond the token are overwritten by the next.
#[inline(always)]
fn put_word(bytes: &mut [u8], to: usize, word: u64) {
    if let Some(room) = bytes.get_mut(to..to + 8) {
        room.copy_from_slice(&word.to_le_bytes());
    }
}

fn blocks(ids: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = ids.end;
    ids.step_by(BLOCK)
        .map(move |from| from..(from + BLOCK).min(end))
}

/// The bytes of a token that joins one of a higher rank.
fn spelled(of_higher: &[Spelled], id: usize) -> Option<&[u8]> {
    let at = of_higher
        .binary_search_by_key(&id, |(rank, _)| *rank as usize)
        .ok()?;
    Some(&of_higher[at].1)
}

/// Where the bytes of each token begin, and where the last ones end.
fn starts_of(splits: &Pairs, of_higher: &[Spelled]) -> Result<Starts, TokenizerError> {
    if splits.len() >= MAX_TOKENS {
        return Err(TokenizerError::corrupt("it is too large"));
    }
    let mut starts = Starts::with_capacity(splits.len() + 1);
    for start in 0..=BYTES {
        starts.push(start);
    }
    while starts.len() <= splits.len() {
        let until = (starts.len() - 1 + BLOCK).min(splits.len());
        if !add_starts(splits, &mut starts, until, of_higher) {
            return Err(TokenizerError::corrupt(
                "a token joins a later one, or is too long",
            ));
        }
    }
    Ok(starts)
}

/// Adds the ends of the tokens before `until`, if they are what tokens must be.
#[inline(never)]
fn add_starts(splits: &Pairs, starts: &mut Starts, until: usize, of_higher: &[Spelled]) -> bool {
    let length = |starts: &Starts, id: usize| starts.get(id + 1) - starts.get(id);
    for id in starts.len() - 1..until {
        let [left, right] = splits.get(id).map(|part| part as usize);
        let end = starts.get(id);
        if left == id && right == id {
            starts.push(end);
            continue;
        }
        if left >= id || right >= id {
            let Some(bytes) = spelled(of_higher, id) else {
                return false;
            };
            starts.push(end + bytes.len());
            continue;
        }
        let (left, right) = (length(starts, left), length(starts, right));
        if left == 0 || right == 0 || left + right > LONGEST_TOKEN {
            return false;
        }
        starts.push(end + left + right);
    }
    true
}
