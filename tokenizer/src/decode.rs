//! Tokens to bytes and text.

use crate::encoding::Encoding;
use crate::error::TokenizerError;

impl Encoding {
    /// The bytes of a token, special or not.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.token_bytes(2375)?, b" world");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::UnknownToken`] if the encoding has no such token, [`TokenizerError::NoIds`] if
    /// its vocabulary is a reconstruction.
    pub fn token_bytes(&self, token: u32) -> Result<&[u8], TokenizerError> {
        self.require_ids()?;
        self.bytes_of(token)
            .ok_or_else(|| TokenizerError::unknown_token(token, None))
    }

    /// The bytes of `tokens`, one after the other. They need not be UTF-8: a token may hold part of a
    /// character.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.decode_bytes(&[13225, 2375])?, b"Hello world");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::UnknownToken`], with the index of the first that the encoding lacks,
    /// [`TokenizerError::NoIds`] if its vocabulary is a reconstruction.
    pub fn decode_bytes(&self, tokens: &[u32]) -> Result<Vec<u8>, TokenizerError> {
        let mut bytes = Vec::with_capacity(tokens.len() * 4);
        self.decode_into(tokens, &mut bytes)?;
        Ok(bytes)
    }

    /// As [`Encoding::decode_bytes`], appending to `bytes`.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let mut bytes = b"Hello".to_vec();
    /// o200k.decode_into(&[2375], &mut bytes)?;
    /// assert_eq!(bytes, b"Hello world");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::decode_bytes`]. The bytes of the tokens before the unknown one were appended.
    pub fn decode_into(&self, tokens: &[u32], bytes: &mut Vec<u8>) -> Result<(), TokenizerError> {
        let from = bytes.len();
        self.decode_rest_into(tokens, bytes)?;
        if self.model.adds_blank() && bytes.get(from) == Some(&b' ') {
            bytes.remove(from);
        }
        Ok(())
    }

    /// As [`Encoding::decode_into`], for tokens that others of the same text precede. A vocabulary that
    /// puts a blank in front of a text has none to take away there.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let mut bytes = b"Hello".to_vec();
    /// o200k.decode_rest_into(&[2375], &mut bytes)?;
    /// assert_eq!(bytes, b"Hello world");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::decode_bytes`]. The bytes of the tokens before the unknown one were appended.
    pub fn decode_rest_into(
        &self,
        tokens: &[u32],
        bytes: &mut Vec<u8>,
    ) -> Result<(), TokenizerError> {
        self.require_ids()?;
        let mut done = 0;
        while done < tokens.len() {
            done += self.model.append(&tokens[done..], bytes);
            // It stops at tokens that are matched by their text, apart or unknown.
            if let Some(&token) = tokens.get(done) {
                let known = self.bytes_of(token);
                let known =
                    known.ok_or_else(|| TokenizerError::unknown_token(token, Some(done)))?;
                bytes.extend_from_slice(known);
                done += 1;
            }
        }
        Ok(())
    }

    /// The text of `tokens`. Bytes that are no UTF-8 become U+FFFD.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.decode(&[13225, 2375])?, "Hello world");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::decode_bytes`].
    pub fn decode(&self, tokens: &[u32]) -> Result<String, TokenizerError> {
        let bytes = self.decode_bytes(tokens)?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }
}
