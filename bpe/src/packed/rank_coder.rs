//! Entropy coding of the merges: two streams of ranks, left parts and right parts.
//!
//! A rank is a *symbol* and, from 1,024 on, some *low bits*: ranks below 1,024 are symbols of their
//! own, higher ones share a symbol per quarter of a power of two, and the low bits place them
//! in it. Symbols go through a range asymmetric numeral system (rANS, Duda 2013) with one
//! static table for left parts and one for right parts; low bits are stored as they are.
//!
//! Layout: both frequency tables (u16 number of entries, then LEB128 frequencies, which add up to
//! 2^14), u32 length of the symbol stream, the stream, the low bits to the end.
//!
//! For o200k_base it takes 685 KB where deflate over byte planes takes 729 KB, and is decoded in one
//! pass without a dictionary.

use super::pairs::Pairs;
use super::reader::Reader;
use crate::error::TokenizerError;

/// Frequencies of a table add up to two to this power.
pub const FREQUENCY_BITS: u32 = 14;
/// The state's lower bound; below it, bytes are shifted in.
pub const STATE_LOW: u32 = 1 << 23;
/// Ranks below this are symbols of their own.
pub const EXACT: u32 = 1024;

/// Splits a rank into its symbol, how many low bits it has, and the low bits.
pub fn symbol_of(rank: u32) -> (u32, u32, u32) {
    if rank < EXACT {
        return (rank, 0, 0);
    }
    let low_bits = 29 - rank.leading_zeros();
    let symbol = EXACT + (low_bits - 8) * 4 + ((rank >> low_bits) & 3);
    (symbol, low_bits, rank & ((1 << low_bits) - 1))
}

/// The lowest rank of a symbol and how many low bits follow.
fn base_of(symbol: u32) -> (u32, u32) {
    if symbol < EXACT {
        return (symbol, 0);
    }
    let low_bits = 8 + (symbol - EXACT) / 4;
    ((4 + ((symbol - EXACT) & 3)) << low_bits, low_bits)
}

/// What the decoder needs to know of one of the 2^14 slots of the state: one 16-byte line.
#[derive(Clone, Copy, Default)]
struct Slot {
    frequency: u16,
    /// Distance from the symbol's first slot.
    offset: u16,
    base: u32,
    low_bits: u32,
}

/// Slots of a table.
const SLOTS: usize = 1 << FREQUENCY_BITS;

fn read_table(reader: &mut Reader<'_>) -> Result<Box<[Slot; SLOTS]>, TokenizerError> {
    let total = SLOTS;
    let symbols = u32::from(reader.u16()?);
    let mut slots = Vec::with_capacity(total);
    for symbol in 0..symbols {
        let mut frequency = 0_u16;
        let mut shift = 0;
        loop {
            let byte = reader.u8()?;
            frequency |= u16::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift += 7;
            if shift > 7 {
                return Err(TokenizerError::corrupt("a frequency is too large"));
            }
        }
        let (base, low_bits) = base_of(symbol);
        if low_bits > 16 || slots.len() + usize::from(frequency) > total {
            return Err(TokenizerError::corrupt("its frequencies are off"));
        }
        slots.extend((0..frequency).map(|offset| Slot {
            frequency,
            offset,
            base,
            low_bits,
        }));
    }
    slots
        .into_boxed_slice()
        .try_into()
        .map_err(|_| TokenizerError::corrupt("its frequencies are off"))
}

/// Merges that one call decodes. WebAssembly engines replace a function by its optimised code only
/// when it is called anew, and loading is over before one long call would be.
const BLOCK: usize = 512;

/// Decodes `count` pairs of ranks. The list has room for the 256 bytes before them.
pub(super) fn decode(reader: &mut Reader<'_>, count: usize) -> Result<Pairs, TokenizerError> {
    let left = read_table(reader)?;
    let right = read_table(reader)?;
    let length = reader.u32()? as usize;
    let mut symbols = Reader::new(reader.take(length)?);
    let mut decoder = Decoder {
        tables: [&left, &right],
        state: symbols.u32()?,
        stream: symbols.rest(),
        position: 0,
        low: LowBits::new(reader.rest()),
    };
    let mut merges = Pairs::with_capacity(count + 256);
    while merges.len() < count {
        let block = BLOCK.min(count - merges.len());
        if !decoder.decode(block, &mut merges) {
            return Err(TokenizerError::corrupt("its merges are cut short"));
        }
    }
    let ends_well = decoder.state == STATE_LOW
        && decoder.position == decoder.stream.len()
        && decoder.low.is_used_up();
    if !ends_well {
        return Err(TokenizerError::corrupt(
            "its merges do not end as they must",
        ));
    }
    reader.take(reader.rest().len())?;
    Ok(merges)
}

struct Decoder<'a> {
    tables: [&'a [Slot; SLOTS]; 2],
    state: u32,
    stream: &'a [u8],
    position: usize,
    low: LowBits<'a>,
}

impl Decoder<'_> {
    /// Appends `count` pairs; `false` where the stream is too short for them.
    #[inline(never)]
    fn decode(&mut self, count: usize, merges: &mut Pairs) -> bool {
        let mut state = self.state;
        let mut position = self.position;
        for _ in 0..count {
            let pair = self.tables.map(|table| {
                let slot = &table[state as usize % SLOTS];
                state =
                    u32::from(slot.frequency) * (state >> FREQUENCY_BITS) + u32::from(slot.offset);
                while state < STATE_LOW {
                    // Past the end zeros come in; position and state then show that they did. A state
                    // that is 0, which no intact file has, would stay so.
                    let byte = self.stream.get(position).copied().unwrap_or(0);
                    position += 1;
                    state = (state << 8 | u32::from(byte)).max(1);
                }
                slot.base + self.low.take(slot.low_bits)
            });
            merges.push(pair);
        }
        self.state = state;
        self.position = position;
        position <= self.stream.len() + 4
    }
}

/// Reads bits, lowest first.
struct LowBits<'a> {
    bytes: &'a [u8],
    position: usize,
    held: u64,
    held_bits: u32,
}

impl<'a> LowBits<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            position: 0,
            held: 0,
            held_bits: 0,
        }
    }

    #[inline(always)]
    fn take(&mut self, count: u32) -> u32 {
        if self.held_bits < count {
            let next = match self.bytes.get(self.position..self.position + 4) {
                Some(next) => u32::from_le_bytes([next[0], next[1], next[2], next[3]]),
                None => self.last(),
            };
            self.held |= u64::from(next) << self.held_bits;
            self.position += 4;
            self.held_bits += 32;
        }
        let taken = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.held_bits -= count;
        taken as u32
    }

    /// The last bytes, fewer than four, with zeros after them.
    #[cold]
    #[inline(never)]
    fn last(&self) -> u32 {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        rest.iter()
            .rev()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte))
    }

    /// Whether all bytes were read, and no more than the padding of the last four after them.
    fn is_used_up(&self) -> bool {
        self.position >= self.bytes.len() && self.position < self.bytes.len() + 4 && self.held == 0
    }
}
