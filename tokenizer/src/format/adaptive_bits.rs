//! Adaptive binary range coding: each bit is coded by the probability that the bits before it gave
//! in the same context.
//!
//! The coder is that of LZMA, with probabilities of 15 bits. A probability moves by a share of the
//! error that shrinks with the number of bits seen, so that it learns quickly and then settles.

use super::reader::Reader;
use crate::error::TokenizerError;

/// Bits of a probability.
pub const PROBABILITY_BITS: u32 = 15;
/// Below this the range takes in another byte.
pub const RANGE_LOW: u32 = 1 << 24;
/// Bits after which a probability keeps its pace.
const SETTLED: u8 = 30;

/// The probability of a zero in one context.
#[derive(Clone, Copy)]
pub struct Probability {
    zero: u16,
    seen: u8,
}

impl Default for Probability {
    fn default() -> Self {
        Self {
            zero: 1 << (PROBABILITY_BITS - 1),
            seen: 0,
        }
    }
}

impl Probability {
    /// That of a zero, in units of 2^-15; never 0 and never 1.
    #[inline(always)]
    pub fn zero(self) -> u32 {
        u32::from(self.zero).clamp(16, (1 << PROBABILITY_BITS) - 16)
    }

    /// Learns a bit.
    #[inline(always)]
    pub fn learn(&mut self, bit: bool) {
        let target = if bit { 0 } else { 1 << PROBABILITY_BITS };
        let error = target - i32::from(self.zero);
        // One part in n + 1.5 of the error.
        let moved = i32::from(self.zero) + error * 2 / (2 * i32::from(self.seen) + 5);
        self.zero = moved.clamp(0, (1 << PROBABILITY_BITS) - 1) as u16;
        self.seen += u8::from(self.seen < SETTLED);
    }
}

/// The probabilities of the bits of a symbol, by the bits above them.
pub struct SymbolModel<const SYMBOLS: usize>([Probability; SYMBOLS]);

impl<const SYMBOLS: usize> Default for SymbolModel<SYMBOLS> {
    fn default() -> Self {
        Self([Probability::default(); SYMBOLS])
    }
}

impl<const SYMBOLS: usize> SymbolModel<SYMBOLS> {
    /// Codes the bits of a symbol from the highest on. `code` codes one bit.
    ///
    /// # Errors
    ///
    /// Those of `code`.
    #[inline(always)]
    pub fn code<E>(
        &mut self,
        mut code: impl FnMut(&mut Probability, u32) -> Result<bool, E>,
    ) -> Result<usize, E> {
        let mut node = 1;
        let mut left = SYMBOLS.trailing_zeros();
        while node < SYMBOLS {
            left -= 1;
            let bit = code(&mut self.0[node], left)?;
            node = node << 1 | usize::from(bit);
        }
        Ok(node - SYMBOLS)
    }
}

/// Decodes bits.
pub struct Decoder<'a> {
    bytes: Reader<'a>,
    range: u32,
    code: u32,
}

impl<'a> Decoder<'a> {
    /// Of a stream that takes all the rest of a file.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::CorruptVocabulary`] if it is too short to be one.
    pub fn new(bytes: &'a [u8]) -> Result<Self, TokenizerError> {
        let mut bytes = Reader::new(bytes);
        let first = bytes.take(4)?;
        let code = first
            .iter()
            .fold(0, |code, byte| code << 8 | u32::from(*byte));
        Ok(Self {
            bytes,
            range: u32::MAX,
            code,
        })
    }

    /// The next bit.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::CorruptVocabulary`] if the stream is cut short.
    #[inline(always)]
    pub fn bit(&mut self, probability: &mut Probability) -> Result<bool, TokenizerError> {
        let bound = (self.range >> PROBABILITY_BITS) * probability.zero();
        let bit = self.code >= bound;
        if bit {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        while self.range < RANGE_LOW {
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(self.bytes.u8()?);
        }
        probability.learn(bit);
        Ok(bit)
    }

    /// The next symbol.
    ///
    /// # Errors
    ///
    /// As [`Self::bit`].
    #[inline(always)]
    pub fn symbol<const SYMBOLS: usize>(
        &mut self,
        model: &mut SymbolModel<SYMBOLS>,
    ) -> Result<usize, TokenizerError> {
        model.code(|probability, _| self.bit(probability))
    }

    /// Whether the stream was read to its end.
    pub fn is_used_up(&self) -> bool {
        self.bytes.is_empty()
    }
}
