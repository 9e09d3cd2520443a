//! Decoding of tokens that arrive one by one.

use super::encoding::Encoding;
use super::error::TokenizerError;

/// Gives out text as soon as its characters are complete; a character may take several tokens.
///
/// Fed with the same tokens, it gives the same text as [`Encoding::decode`], whatever the
/// portions.
#[derive(Clone, Debug, Default)]
pub struct StreamDecoder {
    held: Vec<u8>,
}

impl StreamDecoder {
    /// A decoder at the beginning of a text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes tokens; returns what has become certain.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::UnknownToken`]; then none of these tokens was taken.
    pub fn push(&mut self, encoding: &Encoding, tokens: &[u32]) -> Result<String, TokenizerError> {
        let bytes = encoding.decode_bytes(tokens)?;
        self.held.extend_from_slice(&bytes);
        let certain = self.held.len() - unfinished(&self.held);
        let text = String::from_utf8_lossy(&self.held[..certain]).into_owned();
        self.held.drain(..certain);
        Ok(text)
    }

    /// The end of the tokens: what was held back becomes U+FFFD. The decoder may then be used anew.
    pub fn end(&mut self) -> String {
        let text = String::from_utf8_lossy(&self.held).into_owned();
        self.held.clear();
        text
    }
}

/// How many bytes at the end may be the beginning of a character that is still to come.
fn unfinished(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(3);
    for at in (from..bytes.len()).rev() {
        let rest = &bytes[at..];
        if rest[0] & 0xc0 == 0x80 {
            continue;
        }
        // Valid so far, only too short: that is what "no error length" means.
        return match std::str::from_utf8(rest) {
            Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() => rest.len(),
            _ => 0,
        };
    }
    0
}
