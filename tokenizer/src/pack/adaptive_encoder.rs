//! The encoder's half of `crate::format::adaptive_bits`.

use std::convert::Infallible;

use crate::format::adaptive_bits::{PROBABILITY_BITS, Probability, RANGE_LOW, SymbolModel};

/// Encodes bits, as LZMA's range coder does.
pub struct Encoder {
    low: u64,
    range: u32,
    /// The last byte, to which a carry may still be added, and bytes of 0xff after it.
    last: Option<u8>,
    pending: usize,
    out: Vec<u8>,
}

impl Encoder {
    pub fn new() -> Self {
        Self {
            low: 0,
            range: u32::MAX,
            last: None,
            pending: 0,
            out: Vec::new(),
        }
    }

    pub fn bit(&mut self, probability: &mut Probability, bit: bool) {
        let bound = (self.range >> PROBABILITY_BITS) * probability.zero();
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        while self.range < RANGE_LOW {
            self.range <<= 8;
            self.shift();
        }
        probability.learn(bit);
    }

    pub fn symbol<const SYMBOLS: usize>(&mut self, model: &mut SymbolModel<SYMBOLS>, value: usize) {
        let coded = model.code(|probability, place| {
            let bit = value >> place & 1 == 1;
            self.bit(probability, bit);
            Ok::<_, Infallible>(bit)
        });
        debug_assert_eq!(coded, Ok(value));
    }

    /// The stream.
    pub fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        self.out
    }

    /// Moves the highest byte out.
    fn shift(&mut self) {
        let carry = (self.low >> 32) as u8;
        let byte = (self.low >> 24) as u8;
        if carry > 0 || byte != 0xff {
            if let Some(last) = self.last {
                self.out.push(last.wrapping_add(carry));
            }
            let filler = 0xff_u8.wrapping_add(carry);
            self.out.extend(std::iter::repeat_n(filler, self.pending));
            self.pending = 0;
            self.last = Some(byte);
        } else {
            self.pending += 1;
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }
}
