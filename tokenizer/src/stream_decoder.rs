//! Decoding tokens that arrive one by one.

use crate::encoding::Encoding;
use crate::error::TokenizerError;

/// Decodes tokens that arrive one by one. It returns text as soon as its characters are complete, since a
/// character may take several tokens.
///
/// However the tokens are portioned, all returned texts together are what [`Encoding::decode`] returns
/// for all tokens together.
///
/// ```
/// use tokenfare_tokenizer::{Encoding, EncodingName, StreamDecoder};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// let tokens = o200k.encode_ordinary("Hi \u{1fae8}")?;
/// let mut decoder = StreamDecoder::new();
/// let texts: Vec<String> = tokens
///     .iter()
///     .map(|token| decoder.push(o200k, &[*token]))
///     .collect::<Result<_, _>>()?;
/// // The emoji has three tokens, the first of which includes the space.
/// assert_eq!(texts, ["Hi", " ", "", "\u{1fae8}"]);
/// assert_eq!(decoder.end(), "");
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct StreamDecoder {
    /// The bytes of an incomplete character.
    pending: Vec<u8>,
    /// Whether tokens of the text were decoded before.
    has_begun: bool,
}

impl StreamDecoder {
    /// A decoder at the beginning of a text.
    ///
    /// ```
    /// assert_eq!(tokenfare_tokenizer::StreamDecoder::new().end(), "");
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes the next tokens and returns the text that they complete.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, StreamDecoder};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let mut decoder = StreamDecoder::new();
    /// assert_eq!(decoder.push(o200k, &[13225, 11])?, "Hello,");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::UnknownToken`] if the encoding lacks one of them; then none of them was
    /// decoded.
    pub fn push(&mut self, encoding: &Encoding, tokens: &[u32]) -> Result<String, TokenizerError> {
        let mut bytes = Vec::with_capacity(tokens.len() * 4);
        if self.has_begun {
            encoding.decode_rest_into(tokens, &mut bytes)?;
        } else {
            encoding.decode_into(tokens, &mut bytes)?;
        }
        self.has_begun |= !tokens.is_empty();
        self.pending.extend_from_slice(&bytes);
        let complete = self.pending.len() - incomplete(&self.pending);
        let text = String::from_utf8_lossy(&self.pending[..complete]).into_owned();
        self.pending.drain(..complete);
        Ok(text)
    }

    /// Ends the text. The bytes of an incomplete character become U+FFFD. The decoder is then at the
    /// beginning of a text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, StreamDecoder};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let tokens = o200k.encode_ordinary("\u{1fae8}")?;
    /// let mut decoder = StreamDecoder::new();
    /// assert_eq!(decoder.push(o200k, &tokens[..2])?, "");
    /// assert_eq!(decoder.end(), "\u{fffd}");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn end(&mut self) -> String {
        let text = String::from_utf8_lossy(&self.pending).into_owned();
        self.pending.clear();
        self.has_begun = false;
        text
    }
}

/// How many bytes at the end may be the beginning of a character whose other bytes follow.
fn incomplete(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(3);
    for at in (from..bytes.len()).rev() {
        let rest = &bytes[at..];
        if rest[0] & 0xc0 == 0x80 {
            continue;
        }
        // An error without a length means that the bytes are valid so far, only too few.
        return match std::str::from_utf8(rest) {
            Err(error) if error.valid_up_to() == 0 && error.error_len().is_none() => rest.len(),
            _ => 0,
        };
    }
    0
}
