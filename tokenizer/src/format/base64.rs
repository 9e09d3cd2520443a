//! Base64, in which a JavaScript module carries a packed vocabulary.
//!
//! It is written here because it decodes in place: a start needs no second buffer of a megabyte, which
//! no well-kept crate can do without one.

use crate::error::TokenizerError;

/// Marks a byte that is no digit.
const NONE: u8 = 0xff;

static VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut values = [NONE; 256];
    let mut at = 0;
    while at < 64 {
        values[digits[at] as usize] = at as u8;
        at += 1;
    }
    values
}

/// Decodes base64 with padding, the text of a packed vocabulary, onto its own bytes. Returns how many
/// bytes it holds.
///
/// ```
/// let mut text = *b"Zm9vYg==";
/// let length = tokenfare_tokenizer::decode_base64_in_place(&mut text)?;
/// assert_eq!(&text[..length], b"foob");
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
///
/// # Errors
///
/// [`TokenizerError::CorruptVocabulary`] if the text is not base64.
pub fn decode_base64_in_place(text: &mut [u8]) -> Result<usize, TokenizerError> {
    let corrupt = || TokenizerError::corrupt("its base64 is broken");
    if !text.len().is_multiple_of(4) {
        return Err(corrupt());
    }
    let padding = text
        .iter()
        .rev()
        .take(2)
        .filter(|byte| **byte == b'=')
        .count();
    let digits = text.len() - padding;
    let (mut written, mut wrong) = (0, 0);
    for at in (0..digits).step_by(4) {
        let mut bits = 0_u32;
        for place in at..at + 4 {
            let value = if place < digits {
                VALUES[usize::from(text[place])]
            } else {
                0
            };
            // Values are below 64; the mark has one of the two highest bits set.
            wrong |= value;
            bits = bits << 6 | u32::from(value);
        }
        let bytes = bits.to_be_bytes();
        let count = (digits - at).min(4) * 6 / 8;
        text[written..written + count].copy_from_slice(&bytes[1..=count]);
        written += count;
    }
    if wrong > 63 {
        Err(corrupt())
    } else {
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::decode_base64_in_place;

    #[test]
    fn the_test_vectors_of_rfc_4648() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            let mut buffer = text.as_bytes().to_vec();
            let length = decode_base64_in_place(&mut buffer).unwrap();
            assert_eq!(&buffer[..length], bytes.as_bytes());
        }
        for text in ["Z", "Zg=", "Z===", "Zm9!", "Zm=v", "Zm9v\n"] {
            assert!(
                decode_base64_in_place(&mut text.as_bytes().to_vec()).is_err(),
                "{text}"
            );
        }
    }
}
