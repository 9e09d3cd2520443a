//! Many texts with one set of caches, borrowed once.

use std::ops::ControlFlow;

use crate::encoding::{Encoding, Part, part_of};
use crate::error::TokenizerError;
use crate::place::Place;
use crate::special_tokens::{SpecialTokenOptions, Wanted};
use crate::workspace::Lent;

/// Encodes and counts many texts with an [`Encoding`], without a lock for each.
///
/// It has caches and buffers of its own, which it borrows from the encoding and gives back when it is
/// dropped. The results are those of the methods of the same names on [`Encoding`]. A thread that
/// encodes many short texts takes one worker for all of them.
///
/// ```
/// use tokenfare_tokenizer::{Encoding, EncodingName};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// let mut worker = o200k.worker();
/// let counts = ["Hello, world!", "", "Hello"].map(|text| worker.count_ordinary(text));
/// assert_eq!(counts, [4, 0, 1]);
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
pub struct Worker<'e> {
    encoding: &'e Encoding,
    space: Lent<'e>,
}

impl std::fmt::Debug for Worker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker")
            .field("encoding", self.encoding)
            .finish_non_exhaustive()
    }
}

impl Encoding {
    /// A worker, for many texts in one thread.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// // One worker for each thread.
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let count = |texts: &[&str]| -> usize {
    ///     let mut worker = o200k.worker();
    ///     texts.iter().map(|text| worker.count_ordinary(text)).sum()
    /// };
    /// let total: usize = std::thread::scope(|scope| {
    ///     let parts = [&["Hello", "world"][..], &["Hello, world!"]];
    ///     let threads = parts.map(|part| scope.spawn(move || count(part)));
    ///     threads.into_iter().filter_map(|thread| thread.join().ok()).sum()
    /// });
    /// assert_eq!(total, 6);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            encoding: self,
            space: self.idle.lend(),
        }
    }
}

impl<'e> Worker<'e> {
    /// The encoding.
    pub fn encoding(&self) -> &'e Encoding {
        self.encoding
    }

    /// As [`Encoding::count_ordinary`].
    pub fn count_ordinary(&mut self, text: &str) -> usize {
        self.count_in_place(text.as_bytes(), Place::WHOLE)
    }

    /// As [`Encoding::count`].
    ///
    /// # Errors
    ///
    /// As [`Encoding::count`].
    pub fn count(
        &mut self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<usize, TokenizerError> {
        let wanted = self.encoding.wanted(text, options)?;
        Ok(self.count_parts(text, &wanted, Place::WHOLE))
    }

    /// As [`Encoding::encode_ordinary`], appending to `tokens`.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let mut tokens = Vec::new();
    /// let mut worker = Encoding::embedded(EncodingName::O200kBase)?.worker();
    /// worker.encode_ordinary("Hello", &mut tokens)?;
    /// worker.encode_ordinary(" world", &mut tokens)?;
    /// assert_eq!(tokens, [13225, 2375]);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode_ordinary`].
    pub fn encode_ordinary(
        &mut self,
        text: &str,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        self.encode_in_place(text.as_bytes(), Place::WHOLE, tokens)
    }

    /// As [`Encoding::encode`], appending to `tokens`.
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode`].
    pub fn encode(
        &mut self,
        text: &str,
        options: SpecialTokenOptions<'_>,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        let wanted = self.encoding.wanted(text, options)?;
        self.encode_parts(text, &wanted, Place::WHOLE, tokens)
    }

    /// As [`Encoding::count_up_to_ordinary`].
    pub fn count_up_to_ordinary(&mut self, text: &str, limit: usize) -> Option<usize> {
        self.count_parts_up_to(text, limit, &Wanted::NONE)
    }

    /// As [`Encoding::count_in_place`].
    pub(crate) fn count_in_place(&mut self, text: &[u8], place: Place<'_>) -> usize {
        if self.encoding.is_plain() {
            return self.encoding.model.count(&mut self.space, text, place);
        }
        self.count_parts(&String::from_utf8_lossy(text), &Wanted::NONE, place)
    }

    /// As [`Encoding::encode_in_place`].
    pub(crate) fn encode_in_place(
        &mut self,
        text: &[u8],
        place: Place<'_>,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        self.encoding.require_ids()?;
        if self.encoding.is_plain() {
            let model = &self.encoding.model;
            return model.encode(&mut self.space, text, place, tokens);
        }
        self.encode_parts(&String::from_utf8_lossy(text), &Wanted::NONE, place, tokens)
    }

    /// Appends the tokens of a text in which special tokens are found if they are wanted.
    fn encode_parts(
        &mut self,
        text: &str,
        wanted: &Wanted,
        place: Place<'_>,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        let encoding = self.encoding;
        encoding.require_ids()?;
        let mut result = Ok(());
        let _: ControlFlow<()> = encoding.each_part(text, wanted, |part| {
            match part {
                Part::Text(range) => {
                    let normalized = encoding.normalized(&text[range.clone()]);
                    let (_, place) = part_of(text, range, place);
                    let part = normalized.text().as_bytes();
                    result = encoding.model.encode(&mut self.space, part, place, tokens);
                }
                Part::Token(_, id) => tokens.push(id),
            }
            if result.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        result
    }

    /// The number of tokens of a text in which special tokens are found if they are wanted.
    fn count_parts(&mut self, text: &str, wanted: &Wanted, place: Place<'_>) -> usize {
        let encoding = self.encoding;
        let mut count = 0;
        let _: ControlFlow<()> = encoding.each_part(text, wanted, |part| {
            count += match part {
                Part::Text(range) => {
                    let normalized = encoding.normalized(&text[range.clone()]);
                    let (_, place) = part_of(text, range, place);
                    let part = normalized.text().as_bytes();
                    encoding.model.count(&mut self.space, part, place)
                }
                Part::Token(..) => 1,
            };
            ControlFlow::Continue(())
        });
        count
    }

    /// As [`Encoding::count_up_to_ordinary`], with the special tokens that are wanted.
    pub(crate) fn count_parts_up_to(
        &mut self,
        text: &str,
        limit: usize,
        wanted: &Wanted,
    ) -> Option<usize> {
        let (encoding, space) = (self.encoding, &mut self.space);
        let mut count = 0;
        let is_within = encoding.each_part(text, wanted, |part| {
            let mut add = |more: usize| {
                count += more;
                if count > limit {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            match part {
                Part::Text(range) => {
                    encoding.each_pre_token_of_part(space, text, range, &mut |_, more| add(more))
                }
                Part::Token(..) => add(1),
            }
        });
        is_within.is_continue().then_some(count)
    }
}
