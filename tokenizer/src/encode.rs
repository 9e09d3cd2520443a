//! Text to tokens, or to their number.

use std::ops::ControlFlow;

use crate::encoder::{Count, Sink};
use crate::encoding::Encoding;
use crate::error::{Offset, TokenizerError};
use crate::special_tokens::SpecialTokenOptions;

impl Encoding {
    /// The tokens of `text`. The text of a special token is ordinary text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.encode_ordinary("Hello, world!"), [13225, 11, 2375, 0]);
    /// assert_eq!(o200k.encode_ordinary("<|endoftext|>").len(), 7);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn encode_ordinary(&self, text: &str) -> Vec<u32> {
        let mut tokens = Vec::new();
        self.encode_utf8(text.as_bytes(), &mut tokens);
        tokens
    }

    /// The number of tokens of `text`. The text of a special token is ordinary text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.count_ordinary("Hello, world!"), 4);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn count_ordinary(&self, text: &str) -> usize {
        self.count_utf8(text.as_bytes())
    }

    /// As [`Encoding::encode_ordinary`], appending to `tokens`, for bytes that are known to be UTF-8.
    /// The tokens of other bytes are meaningless, and it may panic.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let mut tokens = vec![200_018];
    /// o200k.encode_utf8(b"Hello", &mut tokens);
    /// assert_eq!(tokens, [200_018, 13225]);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn encode_utf8(&self, text: &[u8], tokens: &mut Vec<u32>) {
        self.with_encoder(|encoder| self.encode_part(encoder, text, tokens));
    }

    /// As [`Encoding::count_ordinary`], for bytes that are known to be UTF-8. The number of others is
    /// meaningless, and it may panic.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.count_utf8("€".as_bytes()), 1);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn count_utf8(&self, text: &[u8]) -> usize {
        let mut count = Count::default();
        self.with_encoder(|encoder| self.encode_part(encoder, text, &mut count));
        count.0
    }

    /// The tokens of `text`, with special tokens as `options` say.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, SpecialSet, SpecialTokenOptions};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let options = SpecialTokenOptions {
    ///     allowed: SpecialSet::These(&["<|endoftext|>"]),
    ///     ..Default::default()
    /// };
    /// assert_eq!(o200k.encode("Hello<|endoftext|>", options)?, [13225, 199_999]);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::DisallowedSpecialToken`] if the text contains one,
    /// [`TokenizerError::UnknownSpecialToken`] if `options` name one that the encoding lacks.
    pub fn encode(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<Vec<u32>, TokenizerError> {
        let mut tokens = Vec::new();
        self.encode_into(text, options, &mut tokens)?;
        Ok(tokens)
    }

    /// The number of tokens of `text`, with special tokens as `options` say.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, SpecialSet, SpecialTokenOptions};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let options = SpecialTokenOptions {
    ///     disallowed: SpecialSet::All,
    ///     ..Default::default()
    /// };
    /// assert_eq!(o200k.count("Hello", options)?, 1);
    /// assert!(o200k.count("Hello<|endoftext|>", options).is_err());
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode`].
    pub fn count(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<usize, TokenizerError> {
        let mut count = Count::default();
        self.encode_into(text, options, &mut count)?;
        Ok(count.0)
    }

    fn encode_into(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
        sink: &mut impl Sink,
    ) -> Result<(), TokenizerError> {
        self.check_disallowed(text, options)?;
        let allowed = self.special.wanted(options.allowed)?;
        self.with_encoder(|encoder| {
            let mut at = 0;
            while let Some(found) = self.special.find(text, at, &allowed) {
                self.encode_part(encoder, &text.as_bytes()[at..found.start], sink);
                sink.push(&[found.id]);
                at = found.end;
            }
            self.encode_part(encoder, &text.as_bytes()[at..], sink);
        });
        Ok(())
    }

    fn check_disallowed(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<(), TokenizerError> {
        let disallowed = self.special.disallowed(options)?;
        match self.special.find(text, 0, &disallowed) {
            Some(found) => Err(TokenizerError::DisallowedSpecialToken {
                token: text[found.start..found.end].to_owned(),
                at: Offset::Byte(found.start),
            }),
            None => Ok(()),
        }
    }

    /// The number of tokens of `text` if it is at most `limit`. It reads little more of the text than it
    /// must. The text of a special token is ordinary text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.count_up_to_ordinary("Hello, world!", 4), Some(4));
    /// assert_eq!(o200k.count_up_to_ordinary("Hello, world!", 3), None);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn count_up_to_ordinary(&self, text: &str, limit: usize) -> Option<usize> {
        let mut count = 0;
        self.each_pre_token(text, |_, tokens| {
            count += tokens.len();
            if count > limit {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        (count <= limit).then_some(count)
    }

    /// The number of tokens of `text` if it is at most `limit`, with special tokens as `options` say.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, SpecialSet, SpecialTokenOptions};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let options = SpecialTokenOptions {
    ///     allowed: SpecialSet::All,
    ///     ..Default::default()
    /// };
    /// assert_eq!(o200k.count_up_to("Hello<|endoftext|>", 2, options)?, Some(2));
    /// assert_eq!(o200k.count_up_to("Hello<|endoftext|>", 1, options)?, None);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode`].
    pub fn count_up_to(
        &self,
        text: &str,
        limit: usize,
        options: SpecialTokenOptions<'_>,
    ) -> Result<Option<usize>, TokenizerError> {
        self.check_disallowed(text, options)?;
        let allowed = self.special.wanted(options.allowed)?;
        let (mut count, mut at) = (0, 0);
        loop {
            let found = self.special.find(text, at, &allowed);
            let end = found.as_ref().map_or(text.len(), |found| found.start);
            match self.count_up_to_ordinary(&text[at..end], limit - count) {
                Some(more) => count += more,
                None => return Ok(None),
            }
            let Some(found) = found else {
                return Ok(Some(count));
            };
            count += 1;
            if count > limit {
                return Ok(None);
            }
            at = found.end;
        }
    }

    /// The tokens of `text`, each with the byte offset at which it begins. A token may begin inside a
    /// character.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.spans("Hello, world!", Default::default())?, [(13225, 0), (11, 5), (2375, 6), (0, 12)]);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode`].
    pub fn spans(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<Vec<(u32, usize)>, TokenizerError> {
        let mut at = 0;
        let tokens = self.encode(text, options)?;
        Ok(tokens
            .into_iter()
            .map(|token| {
                let start = at;
                at += self.bytes_of(token).map_or(0, <[u8]>::len);
                (token, start)
            })
            .collect())
    }
}
