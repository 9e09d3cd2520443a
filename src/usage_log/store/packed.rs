//! Quantities in as few bytes as they need: one bit for each that is given, then the numbers as
//! varints.

use crate::pricing::{Count, Exact, Quantities};

/// Appends the amounts of quantities, and a stated cost.
pub(super) fn pack(quantities: &Quantities, reported: Option<Exact>, out: &mut Vec<u8>) {
    let (mut whole, mut other) = (0_u64, 0_u64);
    let amounts = quantities.amounts();
    for (at, amount) in amounts.iter().enumerate() {
        if let Some(amount) = amount {
            match whole_number(amount.exact()) {
                Some(_) => whole |= 1 << at,
                None => other |= 1 << at,
            }
        }
    }
    // The bit after the last amount is the stated cost.
    if reported.is_some() {
        other |= 1 << amounts.len();
    }
    varint(whole, out);
    varint(other, out);
    for (at, amount) in amounts.iter().enumerate() {
        let Some(amount) = amount else { continue };
        match whole_number(amount.exact()) {
            Some(number) if whole & (1 << at) != 0 => varint(number, out),
            _ => decimal(amount.exact(), out),
        }
    }
    if let Some(reported) = reported {
        decimal(reported, out);
    }
}

/// The amounts of quantities, and a stated cost.
pub(super) fn unpack(mut bytes: &[u8]) -> (Quantities, Option<Exact>) {
    let (whole, other) = (read_varint(&mut bytes), read_varint(&mut bytes));
    let mut amounts = Quantities::<Count>::default().amounts().map(|_| None);
    for (at, amount) in amounts.iter_mut().enumerate() {
        if whole & (1 << at) != 0 {
            *amount = Some(Count::from(read_varint(&mut bytes)));
        } else if other & (1 << at) != 0 {
            *amount = read_decimal(&mut bytes).and_then(Count::new);
        }
    }
    let has_cost = other & (1 << amounts.len()) != 0;
    let reported = has_cost.then(|| read_decimal(&mut bytes)).flatten();
    (
        Quantities::<Count>::default().with_amounts(amounts),
        reported,
    )
}

fn whole_number(amount: Exact) -> Option<u64> {
    amount
        .ceil_u64()
        .filter(|number| Exact::whole(*number) == amount)
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        #[allow(clippy::cast_possible_truncation)]
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    #[allow(clippy::cast_possible_truncation)]
    out.push(number as u8);
}

fn read_varint(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    number
}

/// A decimal as text, after its length.
fn decimal(number: Exact, out: &mut Vec<u8>) {
    let text = number.to_string();
    varint(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

fn read_decimal(bytes: &mut &[u8]) -> Option<Exact> {
    let length = usize::try_from(read_varint(bytes)).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};
    use crate::pricing::{Count, Quantities};

    #[test]
    fn what_is_packed_is_unpacked() {
        let quantities = Quantities {
            requests: Some(1.into()),
            input_tokens: Some(12_345.into()),
            output_tokens: Some(u64::MAX.into()),
            audio_input_seconds: Count::new("12.5".parse().unwrap()),
            code_interpreter_sessions: Some(0.into()),
            ..Quantities::default()
        };
        for reported in [None, Some("-0.000000000001".parse().unwrap())] {
            let mut bytes = vec![9];
            pack(&quantities, reported, &mut bytes);
            assert_eq!(unpack(&bytes[1..]), (quantities.clone(), reported));
        }
    }
}
