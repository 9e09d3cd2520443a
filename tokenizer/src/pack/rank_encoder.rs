//! The encoder's half of `crate::format::rank_coder`.

use super::error::ConvertError;
use crate::format::rank_coder::{FREQUENCY_BITS, STATE_LOW, symbol_of};

/// Encodes pairs of ranks. There must be two different ones on each side.
pub fn encode(pairs: &[[u32; 2]]) -> Result<Vec<u8>, ConvertError> {
    let tables = [frequencies(pairs, 0)?, frequencies(pairs, 1)?];
    let mut out = Vec::new();
    for table in &tables {
        out.extend((table.len() as u16).to_le_bytes());
        for &frequency in table {
            let mut rest = frequency;
            while rest >= 0x80 {
                out.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            out.push(rest as u8);
        }
    }
    let starts = tables.each_ref().map(|table| {
        table
            .iter()
            .scan(0, |sum, frequency| {
                *sum += frequency;
                Some(*sum - frequency)
            })
            .collect::<Vec<u32>>()
    });

    // rANS is last in, first out: encode from the end, then reverse the bytes.
    let mut state = STATE_LOW;
    let mut reversed = Vec::new();
    for pair in pairs.iter().rev() {
        for side in [1, 0] {
            let symbol = symbol_of(pair[side]).0 as usize;
            let frequency = tables[side][symbol];
            while state >= ((STATE_LOW >> FREQUENCY_BITS) << 8) * frequency {
                reversed.push(state as u8);
                state >>= 8;
            }
            state =
                ((state / frequency) << FREQUENCY_BITS) + starts[side][symbol] + state % frequency;
        }
    }
    out.extend((reversed.len() as u32 + 4).to_le_bytes());
    out.extend(state.to_le_bytes());
    out.extend(reversed.iter().rev());

    let (mut held, mut held_bits) = (0_u64, 0);
    for rank in pairs.iter().flatten() {
        let (_, count, bits) = symbol_of(*rank);
        held |= u64::from(bits) << held_bits;
        held_bits += count;
        while held_bits >= 8 {
            out.push(held as u8);
            held >>= 8;
            held_bits -= 8;
        }
    }
    if held_bits > 0 {
        out.push(held as u8);
    }
    Ok(out)
}

/// The frequencies of one side's symbols, scaled to add up to a power of two, with none that occurs
/// scaled to zero.
fn frequencies(pairs: &[[u32; 2]], side: usize) -> Result<Vec<u32>, ConvertError> {
    let total = 1_u32 << FREQUENCY_BITS;
    let mut counts: Vec<u64> = Vec::new();
    for pair in pairs {
        let symbol = symbol_of(pair[side]).0 as usize;
        if counts.len() <= symbol {
            counts.resize(symbol + 1, 0);
        }
        counts[symbol] += 1;
    }
    if counts.iter().filter(|count| **count > 0).count() < 2 {
        return Err(ConvertError::unsupported(
            "all its tokens join the same one",
        ));
    }
    let mut scaled: Vec<u32> = counts
        .iter()
        .map(|&count| {
            let exact = count * u64::from(total) / pairs.len() as u64;
            if count == 0 { 0 } else { (exact as u32).max(1) }
        })
        .collect();
    // Rounding errors are distributed where they cost least: changing a frequency by one changes
    // the cost of a symbol's bits by count / frequency.
    loop {
        let sum: u32 = scaled.iter().sum();
        if sum == total {
            break;
        }
        let cost = |at: &usize| counts[*at] as f64 / f64::from(scaled[*at]);
        let at = if sum < total {
            (0..scaled.len())
                .filter(|&at| counts[at] > 0)
                .max_by(|a, b| cost(a).total_cmp(&cost(b)))
        } else {
            (0..scaled.len())
                .filter(|&at| scaled[at] > 1)
                .min_by(|a, b| cost(a).total_cmp(&cost(b)))
        }
        .ok_or_else(|| ConvertError::unsupported("its merges have more symbols than slots"))?;
        if sum < total {
            scaled[at] += 1;
        } else {
            scaled[at] -= 1;
        }
    }
    Ok(scaled)
}
