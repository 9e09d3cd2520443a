//! An encoding: a vocabulary, its pattern and its special tokens.

use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, PoisonError};

use super::encode::{Encoder, Sink, Work};
use super::encoding_name::EncodingName;
use super::error::{Offset, TokenizerError};
use super::hash::word_at;
use super::packed::{Base, Packed, Pattern};
use super::special_tokens::{SpecialTokenOptions, SpecialTokens};
use super::splitter;
use super::vocabulary::Vocabulary;

/// Encodes, counts and decodes text. Immutable and shareable between threads.
///
/// ```
/// # #[cfg(feature = "o200k_base")] {
/// use tokenfare_tokenizer::{Encoding, EncodingName};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// assert_eq!(o200k.encode_ordinary("Hello, world!"), [13225, 11, 2375, 0]);
/// assert_eq!(o200k.count_ordinary("Hello, world!"), 4);
/// assert_eq!(o200k.decode(&[13225, 11, 2375, 0])?, "Hello, world!");
/// # }
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
pub struct Encoding {
    name: EncodingName,
    digest: u64,
    pattern: Pattern,
    vocabulary: Arc<Vocabulary>,
    special: SpecialTokens,
    /// Working memory, lent to one call at a time and kept for the next. It is large, and a call may be short: only
    /// its place is handed over.
    #[expect(clippy::vec_box, reason = "a place is moved, not what stands there")]
    work: Mutex<Vec<Box<Work>>>,
}

impl std::fmt::Debug for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoding")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Encoding {
    /// Loads a packed vocabulary (`vocab/<name>.tfv`). The base of one that extends another, such
    /// as o200k_harmony, must follow in the same bytes.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::CorruptVocabulary`]; [`TokenizerError::EncodingNotLoaded`] names a
    /// missing base.
    pub fn from_packed(bytes: &[u8]) -> Result<Self, TokenizerError> {
        Self::from_packed_with(bytes, &[])
    }

    /// As [`Encoding::from_packed`]; a base may also be among the encodings already `loaded`,
    /// with which the vocabulary is then shared where it is the same.
    pub fn from_packed_with(bytes: &[u8], loaded: &[&Self]) -> Result<Self, TokenizerError> {
        Self::from_source(bytes, loaded)
    }

    /// The same; lets go of `source` before the tables are made.
    ///
    /// # Errors
    ///
    /// As [`Encoding::from_packed`].
    pub fn from_source(source: impl AsRef<[u8]>, loaded: &[&Self]) -> Result<Self, TokenizerError> {
        let (mut packed, rest) = Packed::read(source.as_ref())?;
        let name: EncodingName = packed
            .name
            .parse()
            .map_err(|_| TokenizerError::corrupt("its encoding is unknown"))?;
        let (digest, pattern) = (packed.digest, packed.pattern);
        let special = SpecialTokens::new(std::mem::take(&mut packed.special_tokens))?;
        let vocabulary = match &packed.base {
            None if rest.is_empty() => {
                drop(source);
                Arc::new(Vocabulary::build(packed, None)?)
            }
            None => return Err(TokenizerError::corrupt("something follows it")),
            Some(base) => {
                let base_vocabulary = base_of(base, rest, loaded)?;
                if packed.runs.is_empty() {
                    base_vocabulary
                } else {
                    Arc::new(Vocabulary::build(packed, Some(&base_vocabulary))?)
                }
            }
        };
        if special.iter().any(|(_, id)| vocabulary.token(id).is_some()) {
            return Err(TokenizerError::corrupt("a special token's id is taken"));
        }
        Ok(Self {
            name,
            digest,
            pattern,
            vocabulary,
            special,
            work: Mutex::default(),
        })
    }

    /// Its name.
    pub fn name(&self) -> EncodingName {
        self.name
    }

    /// One more than the highest id, special tokens included: tiktoken's `n_vocab`.
    pub fn vocabulary_size(&self) -> usize {
        self.vocabulary.ids().max(self.special.ids())
    }

    /// Text and id of each special token, by id.
    pub fn special_tokens(&self) -> impl Iterator<Item = (&str, u32)> {
        self.special.iter()
    }

    /// The tokens of `text`, in which the text of a special token is ordinary text.
    pub fn encode_ordinary(&self, text: &str) -> Vec<u32> {
        let mut tokens = Vec::new();
        self.encode_utf8(text.as_bytes(), &mut tokens);
        tokens
    }

    /// The number of tokens of `text`, in which the text of a special token is ordinary text.
    pub fn count_ordinary(&self, text: &str) -> usize {
        self.count_utf8(text.as_bytes())
    }

    /// As [`Encoding::encode_ordinary`], appending to `tokens`, for bytes known to be UTF-8. Others
    /// have tokens that mean nothing, or panic.
    pub fn encode_utf8(&self, text: &[u8], tokens: &mut Vec<u32>) {
        self.with_work(|work| self.encode_part(text, work, tokens));
    }

    /// As [`Encoding::count_ordinary`], for bytes known to be UTF-8.
    pub fn count_utf8(&self, text: &[u8]) -> usize {
        let mut count = 0_usize;
        self.with_work(|work| self.encode_part(text, work, &mut count));
        count
    }

    /// The tokens of `text`.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::DisallowedSpecialToken`], and [`TokenizerError::UnknownSpecialToken`] for
    /// a name in `options` that the encoding lacks.
    pub fn encode(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<Vec<u32>, TokenizerError> {
        let mut tokens = Vec::new();
        self.encode_into(text, options, &mut tokens)?;
        Ok(tokens)
    }

    /// The number of tokens of `text`, without making them.
    ///
    /// # Errors
    ///
    /// As [`Encoding::encode`].
    pub fn count(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
    ) -> Result<usize, TokenizerError> {
        let mut count = 0_usize;
        self.encode_into(text, options, &mut count)?;
        Ok(count)
    }

    fn encode_into(
        &self,
        text: &str,
        options: SpecialTokenOptions<'_>,
        sink: &mut impl Sink,
    ) -> Result<(), TokenizerError> {
        self.check_disallowed(text, options)?;
        let allowed = self.special.wanted(options.allowed)?;
        self.with_work(|work| {
            let mut at = 0;
            while let Some(found) = self.special.find(text, at, &allowed) {
                self.encode_part(&text.as_bytes()[at..found.start], work, sink);
                sink.one(found.id);
                at = found.end;
            }
            self.encode_part(&text.as_bytes()[at..], work, sink);
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

    fn encode_part(&self, text: &[u8], work: &mut Work, sink: &mut impl Sink) {
        let encoder = Encoder {
            pattern: self.pattern,
            vocabulary: &self.vocabulary,
        };
        encoder.encode(text, work, sink);
    }

    /// Gives each piece of `text`, its bytes and its tokens, until told to stop. Special tokens are
    /// ordinary text.
    pub(super) fn each_piece(
        &self,
        text: &str,
        mut take: impl FnMut(Range<usize>, &[u32]) -> ControlFlow<()>,
    ) {
        let text = text.as_bytes();
        self.with_work(|work| {
            let mut at = 0;
            while at < text.len() {
                let end = splitter::piece_end(self.pattern, text, at);
                let flow = match self.vocabulary.find(text, at, end - at, word_at(text, at)) {
                    Some(token) => take(at..end, &[token]),
                    None => take(
                        at..end,
                        work.scratch.tokens_of(&self.vocabulary, text, at, end - at),
                    ),
                };
                if flow.is_break() {
                    return;
                }
                at = end;
            }
        });
    }

    /// The number of tokens of `text` if it is at most `limit`; reads little further than it must.
    /// The text of a special token is ordinary text.
    pub fn count_up_to_ordinary(&self, text: &str, limit: usize) -> Option<usize> {
        let mut count = 0;
        self.each_piece(text, |_, tokens| {
            count += tokens.len();
            if count > limit {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        (count <= limit).then_some(count)
    }

    /// The number of tokens of `text` if it is at most `limit`.
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

    /// The tokens of `text` and the byte at which each begins. A token may begin inside a
    /// character.
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

    fn with_work<R>(&self, with: impl FnOnce(&mut Work) -> R) -> R {
        let kept = || self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let held = kept().pop();
        let mut work = held.unwrap_or_default();
        let result = with(&mut work);
        kept().push(work);
        result
    }

    /// The bytes of a token, special or not.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::UnknownToken`].
    pub fn token_bytes(&self, token: u32) -> Result<&[u8], TokenizerError> {
        self.bytes_of(token)
            .ok_or_else(|| TokenizerError::unknown_token(token, None))
    }

    /// The bytes that `tokens` stand for. They need not be UTF-8: a token may hold part of a
    /// character.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::UnknownToken`], with the index of the first.
    pub fn decode_bytes(&self, tokens: &[u32]) -> Result<Vec<u8>, TokenizerError> {
        let mut bytes = Vec::with_capacity(tokens.len() * 4);
        self.decode_into(tokens, &mut bytes)?;
        Ok(bytes)
    }

    /// As [`Encoding::decode_bytes`], appending to `bytes`.
    ///
    /// # Errors
    ///
    /// As [`Encoding::decode_bytes`].
    pub fn decode_into(&self, tokens: &[u32], bytes: &mut Vec<u8>) -> Result<(), TokenizerError> {
        let mut done = 0;
        while done < tokens.len() {
            done += self.vocabulary.append(&tokens[done..], bytes);
            // What stopped it is special or unknown, as may be what follows.
            while let Some(&token) = tokens.get(done)
                && self.vocabulary.token(token).is_none()
            {
                let text = self
                    .special
                    .text(token)
                    .ok_or_else(|| TokenizerError::unknown_token(token, Some(done)))?;
                bytes.extend_from_slice(text.as_bytes());
                done += 1;
            }
        }
        Ok(())
    }

    /// The text that `tokens` stand for; bytes that are no UTF-8 become U+FFFD.
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

    fn bytes_of(&self, token: u32) -> Option<&[u8]> {
        self.vocabulary
            .token(token)
            .or_else(|| self.special.text(token).map(str::as_bytes))
    }
}

/// The vocabulary that another extends: one of those `loaded`, or in the bytes that follow it.
fn base_of(
    base: &Base,
    rest: &[u8],
    loaded: &[&Encoding],
) -> Result<Arc<Vocabulary>, TokenizerError> {
    let name: EncodingName = base
        .name
        .parse()
        .map_err(|_| TokenizerError::corrupt("its base is unknown"))?;
    let known = loaded
        .iter()
        .find(|encoding| encoding.digest == base.digest);
    if let Some(known) = known {
        return Ok(Arc::clone(&known.vocabulary));
    }
    if rest.is_empty() {
        return Err(TokenizerError::EncodingNotLoaded {
            encoding: name.as_str(),
        });
    }
    let following = Encoding::from_packed_with(rest, loaded)?;
    if following.digest != base.digest {
        return Err(TokenizerError::corrupt("what follows is not its base"));
    }
    Ok(following.vocabulary)
}
