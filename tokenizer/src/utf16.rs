//! Offsets in code units of UTF-16, as JavaScript counts, from offsets in bytes of UTF-8.

/// The length of a text in code units of UTF-16.
///
/// ```
/// assert_eq!(tokenfare_tokenizer::utf16::length("a😀"), 3);
/// ```
pub fn length(text: &str) -> usize {
    // Each byte that is no continuation begins a character. Those of four bytes have two units.
    text.bytes()
        .map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0))
        .sum()
}

/// The UTF-16 offsets of ascending byte offsets. An offset inside a character becomes that of the
/// character.
///
/// ```
/// assert_eq!(tokenfare_tokenizer::utf16::offsets("a😀b", &[1, 3, 5]), [1, 1, 3]);
/// ```
pub fn offsets(text: &str, byte_offsets: &[usize]) -> Vec<usize> {
    let mut result = Vec::with_capacity(byte_offsets.len());
    let (mut at, mut units) = (0, 0);
    for &offset in byte_offsets {
        let offset = text.floor_char_boundary(offset);
        if let Some(part) = text.get(at..offset) {
            units += length(part);
            at = offset;
        }
        result.push(units);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{length, offsets};

    #[test]
    fn surrogate_pairs_count_twice() {
        let text = "aé漢😀b";
        assert_eq!(length(text), text.encode_utf16().count());
        // Bytes:  a 0, é 1, 漢 3, 😀 6, b 10, end 11.
        assert_eq!(
            offsets(text, &[0, 1, 3, 6, 8, 10, 11]),
            [0, 1, 2, 3, 3, 5, 6]
        );
    }
}
