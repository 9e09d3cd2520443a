//! Entropy coding of the merges: two streams of ranks, left parts and right parts.
//!
//! A rank is a *symbol* and, from 1,024 on, some *low bits*. Ranks below 1,024 are symbols of their own.
//! Higher ones share a symbol for each quarter of a power of two, within which the low bits determine
//! the rank. Symbols are coded with a range asymmetric numeral system (rANS, Duda 2013), with one static
//! table for left parts and one for right parts; low bits are stored as they are.
//!
//! Layout: both frequency tables (u16 number of entries, then LEB128 frequencies, which add up to
//! 2^14), u32 length of the symbol stream, the stream, the low bits to the end.
//!
//! It is decoded in one pass without a dictionary.

use super::pairs::Pairs;
use super::reader::Reader;
use crate::error::TokenizerError;
use crate::hash::word_at;

/// Frequencies of a table add up to two to this power.
pub const FREQUENCY_BITS: u32 = 14;
/// The state's lower bound; below it, bytes are shifted in.
pub const STATE_LOW: u32 = 1 << 23;
/// Ranks below this are symbols of their own.
pub const EXACT: u32 = 1024;

/// The symbol of a rank, how many low bits it has, and the low bits.
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

/// What the decoder needs to know about one of the 2^14 slots of the state, in eight bytes. From the lowest
/// bit on: the symbol's frequency (15 bits), the distance from its first slot (14), how many low bits it
/// has (5), and its lowest rank.
#[derive(Clone, Copy)]
struct Slot(u64);

impl Slot {
    fn new(frequency: u16, offset: u16, base: u32, low_bits: u32) -> Self {
        Self(
            u64::from(frequency)
                | u64::from(offset) << 15
                | u64::from(low_bits) << 29
                | u64::from(base) << 34,
        )
    }

    #[inline(always)]
    fn frequency(self) -> u32 {
        self.0 as u32 & 0x7fff
    }

    #[inline(always)]
    fn offset(self) -> u32 {
        self.0 as u32 >> 15 & 0x3fff
    }

    #[inline(always)]
    fn low_bits(self) -> u32 {
        (self.0 >> 29) as u32 & 0x1f
    }

    #[inline(always)]
    fn base(self) -> u32 {
        (self.0 >> 34) as u32
    }
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
        if low_bits > 15 || slots.len() + usize::from(frequency) > total {
            return Err(TokenizerError::corrupt("its frequencies are off"));
        }
        slots.extend((0..frequency).map(|offset| Slot::new(frequency, offset, base, low_bits)));
    }
    slots
        .into_boxed_slice()
        .try_into()
        .map_err(|_| TokenizerError::corrupt("its frequencies are off"))
}

/// Merges that one call decodes. A WebAssembly engine replaces a function by its optimised code only when
/// it is called anew, and one long call would last until loading is over.
const BLOCK: usize = 512;

/// Decodes `count` pairs of ranks. The list has room for the 256 single bytes that precede them.
pub(super) fn decode(reader: &mut Reader<'_>, count: usize) -> Result<Pairs, TokenizerError> {
    let left = read_table(reader)?;
    let right = read_table(reader)?;
    let length = reader.u32()? as usize;
    let mut symbols = Reader::new(reader.take(length)?);
    let state = symbols.u32()?;
    // If one state is within the bounds, all later ones are: each symbol has at least one slot, so that at
    // least 2^9 of the state remain.
    if !(STATE_LOW..STATE_LOW << 8).contains(&state) {
        return Err(TokenizerError::corrupt(
            "its merges do not begin as they must",
        ));
    }
    let mut decoder = Decoder {
        tables: [&left, &right],
        state,
        stream: symbols.rest(),
        position: 0,
        low: LowBits {
            bytes: reader.rest(),
            position: 0,
        },
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
    /// Appends `count` pairs. Returns false if the stream is too short for them.
    #[inline(never)]
    fn decode(&mut self, count: usize, merges: &mut Pairs) -> bool {
        let mut state = self.state;
        let mut position = self.position;
        for _ in 0..count {
            let pair = self.tables.map(|table| {
                let slot = table[state as usize % SLOTS];
                state = slot.frequency() * (state >> FREQUENCY_BITS) + slot.offset();
                // Shift bytes in until the state is above its bound: none, one or two of them, without a
                // branch. Past the end they are zeros, which position and state reveal afterwards.
                let bytes = (state.leading_zeros() - 1) / 8;
                let next = self.stream.get(position..position + 2).map_or_else(
                    || u64::from(self.stream.get(position).copied().unwrap_or(0)) << 8,
                    |next| u64::from(next[0]) << 8 | u64::from(next[1]),
                );
                state = ((u64::from(state) << 16 | next) >> (16 - 8 * bytes)) as u32;
                position += bytes as usize;
                slot.base() + self.low.take(slot.low_bits())
            });
            merges.push(pair);
        }
        self.state = state;
        self.position = position;
        position <= self.stream.len()
    }
}

/// Reads bits, lowest first.
struct LowBits<'a> {
    bytes: &'a [u8],
    /// How many bits were read.
    position: usize,
}

impl LowBits<'_> {
    /// The next bits, 57 at most.
    #[inline(always)]
    fn take(&mut self, count: u32) -> u32 {
        let word = word_at(self.bytes, self.position / 8) >> (self.position % 8);
        self.position += count as usize;
        (word & ((1 << count) - 1)) as u32
    }

    /// Whether exactly all bytes were read. Zero bits of the last one may be left.
    fn is_used_up(&self) -> bool {
        let rest = word_at(self.bytes, self.position / 8) >> (self.position % 8);
        self.position.div_ceil(8) == self.bytes.len() && rest == 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::Reader;
    use super::{STATE_LOW, decode};

    /// A file with two symbols of the same frequency, 2^13, for both parts, this state, no further bytes
    /// and no low bits.
    fn file(state: u32) -> Vec<u8> {
        let table = [2, 0, 0x80, 0x40, 0x80, 0x40];
        let length = 4_u32.to_le_bytes();
        [&table[..], &table, &length, &state.to_le_bytes()].concat()
    }

    /// Worked out by hand: from 2^23, the right part (symbol 1, from slot 2^13 on) leads to
    /// 2^23 / 2^13 * 2^14 + 2^13, the left one (symbol 0) from there to (2^11 + 1) * 2^14.
    #[test]
    fn a_pair_comes_out_of_the_state() {
        let found = decode(&mut Reader::new(&file(2049 << 14)), 1).ok();
        assert_eq!(
            found.map(|pairs| pairs.iter().collect::<Vec<_>>()),
            Some(vec![[0, 1]])
        );
    }

    /// The lowest rank of symbol 1,055 is 7 * 2^15, its highest is 2^18 - 1, and the next symbol begins at
    /// 2^18.
    #[test]
    fn no_rank_has_more_than_18_bits() {
        let table = |symbols: u16| {
            let rest = vec![0; usize::from(symbols) - 2];
            [
                &symbols.to_le_bytes()[..],
                &[0x80, 0x40],
                &rest,
                &[0x80, 0x40],
            ]
            .concat()
        };
        assert!(super::read_table(&mut Reader::new(&table(1056))).is_ok());
        assert!(super::read_table(&mut Reader::new(&table(1057))).is_err());
    }

    #[test]
    fn a_state_out_of_its_bounds_is_refused() {
        assert!(decode(&mut Reader::new(&file(STATE_LOW)), 0).is_ok());
        for state in [0, 1, STATE_LOW - 1, STATE_LOW << 8, u32::MAX] {
            assert!(
                decode(&mut Reader::new(&file(state)), 0).is_err(),
                "{state}"
            );
            assert!(
                decode(&mut Reader::new(&file(state)), 1).is_err(),
                "{state}"
            );
        }
    }
}
