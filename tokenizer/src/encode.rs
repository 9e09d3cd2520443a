//! Text to tokens, or to their number.

use std::ops::ControlFlow;

use crate::encoding::{Encoding, Part, part_of};
use crate::error::{Offset, TokenizerError};
use crate::format::Normalization;
use crate::place::Place;
use crate::special_tokens::{SpecialTokenOptions, Wanted};

impl Encoding {
    /// The tokens of `text`. The text of a special token is ordinary text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.encode_ordinary("Hello, world!")?, [13225, 11, 2375, 0]);
    /// assert_eq!(o200k.encode_ordinary("<|endoftext|>")?.len(), 7);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::NoIds`] if the vocabulary is a reconstruction.
    pub fn encode_ordinary(&self, text: &str) -> Result<Vec<u32>, TokenizerError> {
        let mut tokens = Vec::new();
        self.worker().encode_ordinary(text, &mut tokens)?;
        Ok(tokens)
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
        self.worker().count_ordinary(text)
    }

    /// As [`Encoding::encode_ordinary`], appending to `tokens`, for bytes that are known to be UTF-8.
    /// The tokens of other bytes are meaningless.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let mut tokens = vec![200_018];
    /// o200k.encode_utf8(b"Hello", &mut tokens)?;
    /// assert_eq!(tokens, [200_018, 13225]);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode_ordinary`].
    pub fn encode_utf8(&self, text: &[u8], tokens: &mut Vec<u32>) -> Result<(), TokenizerError> {
        self.encode_in_place(text, Place::WHOLE, tokens)
    }

    /// As [`Encoding::count_ordinary`], for bytes that are known to be UTF-8. The number of others is
    /// meaningless.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.count_utf8("€".as_bytes()), 1);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn count_utf8(&self, text: &[u8]) -> usize {
        self.count_in_place(text, Place::WHOLE)
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
    /// [`TokenizerError::UnknownSpecialToken`] if `options` name one that the encoding lacks,
    /// [`TokenizerError::NoIds`] if the vocabulary is a reconstruction.
    pub fn encode(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<Vec<u32>, TokenizerError> {
        let mut tokens = Vec::new();
        self.worker().encode(text, options, &mut tokens)?;
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
        self.worker().count(text, options)
    }

    /// The number of tokens of a text in this place of a message. It is UTF-8, as for
    /// [`Encoding::count_utf8`]. The text of a special token is ordinary text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, Place};
    ///
    /// // A message that arrives in two parts, cut between a letter and a blank.
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let first = Place { before: b"", ends: false };
    /// let last = Place { before: b"Hello", ends: true };
    /// let count = o200k.count_in_place(b"Hello", first) + o200k.count_in_place(b" world", last);
    /// assert_eq!(count, o200k.count_ordinary("Hello world"));
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn count_in_place(&self, text: &[u8], place: Place<'_>) -> usize {
        self.worker().count_in_place(text, place)
    }

    /// Appends the tokens of a text in this place of a message to `tokens`. It is UTF-8, as for
    /// [`Encoding::encode_utf8`]. The text of a special token is ordinary text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, Place};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let mut tokens = Vec::new();
    /// o200k.encode_in_place(b"Hello", Place { before: b"", ends: false }, &mut tokens)?;
    /// o200k.encode_in_place(b" world", Place { before: b"Hello", ends: true }, &mut tokens)?;
    /// assert_eq!(tokens, [13225, 2375]);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode_ordinary`].
    pub fn encode_in_place(
        &self,
        text: &[u8],
        place: Place<'_>,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        self.worker().encode_in_place(text, place, tokens)
    }

    /// Whether a text is encoded as it is: nothing is matched before the model sees it.
    pub(crate) fn is_plain(&self) -> bool {
        !self.special.has_always() && self.normalization == Normalization::None
    }

    /// The special tokens that are encoded as themselves, after a check that none is disallowed.
    pub(crate) fn wanted(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<Wanted, TokenizerError> {
        let disallowed = self.special.disallowed(options)?;
        match self.special.find_disallowed(text.as_bytes(), &disallowed) {
            Some(found) => Err(TokenizerError::DisallowedSpecialToken {
                token: text[found.start..found.end].to_owned(),
                at: Offset::Byte(found.start),
            }),
            None => self.special.wanted(options.allowed),
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
        self.worker().count_up_to_ordinary(text, limit)
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
        let wanted = self.wanted(text, options)?;
        Ok(self.worker().count_parts_up_to(text, limit, &wanted))
    }

    /// The tokens of `text`, each with the byte offset at which it begins. A token may begin inside a
    /// character.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let spans = o200k.spans("Hello, world!", Default::default())?;
    /// assert_eq!(spans, [(13225, 0), (11, 5), (2375, 6), (0, 12)]);
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
        let wanted = self.wanted(text, options)?;
        self.require_ids()?;
        let mut space = self.idle.lend();
        let mut spans = Vec::new();
        let mut result = Ok(());
        let _: ControlFlow<()> = self.each_part(text, &wanted, |part| {
            match part {
                Part::Text(range) => {
                    let from = range.start;
                    let normalized = self.normalized(&text[range.clone()]);
                    let (_, place) = part_of(text, range, Place::WHOLE);
                    let part = normalized.text().as_bytes();
                    let mut tokens = Vec::new();
                    result = self.model.encode(&mut space, part, place, &mut tokens);
                    let starts = self.model.starts(part, place, &tokens).into_iter();
                    let starts = starts.map(|start| from + normalized.source_start(start));
                    spans.extend(tokens.into_iter().zip(starts));
                }
                Part::Token(range, id) => spans.push((id, range.start)),
            }
            if result.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        result.map(|()| spans)
    }
}
