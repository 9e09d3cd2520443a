//! An encoding: a vocabulary, its pattern and its special tokens.

use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, PoisonError};

use crate::encoder::{BatchEncoder, Sink};
use crate::encoding_name::EncodingName;
use crate::error::TokenizerError;
use crate::format::{Base, Packed};
use crate::pattern::Pattern;
use crate::pretokenize::pre_token_end;
use crate::special_tokens::SpecialTokens;
use crate::vocabulary::Vocabulary;

/// Encodes, counts and decodes text. It is immutable, and threads can share it.
///
/// ```
/// use tokenfare_tokenizer::{Encoding, EncodingName};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// assert_eq!(o200k.encode_ordinary("Hello, world!"), [13225, 11, 2375, 0]);
/// assert_eq!(o200k.count_ordinary("Hello, world!"), 4);
/// assert_eq!(o200k.decode(&[13225, 11, 2375, 0])?, "Hello, world!");
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
pub struct Encoding {
    name: EncodingName,
    digest: u64,
    pub(crate) pattern: Pattern,
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) special: SpecialTokens,
    /// Caches and buffers, lent to one call at a time and reused by the next. They are large and
    /// calls may be short, so that a pointer is moved.
    #[expect(
        clippy::vec_box,
        reason = "moving a pointer is cheaper than moving the encoder"
    )]
    idle_encoders: Mutex<Vec<Box<BatchEncoder>>>,
}

impl std::fmt::Debug for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoding")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Encoding {
    /// Loads a packed vocabulary, the content of a file `vocab/<name>.tfv`. If it extends another
    /// one, as o200k_harmony extends o200k_base, its base must follow in the same bytes.
    ///
    /// ```
    /// use tokenfare_tokenizer::Encoding;
    ///
    /// let gpt2 = include_bytes!("../vocab/gpt2.tfv");
    /// let r50k = include_bytes!("../vocab/r50k_base.tfv");
    /// let gpt2 = Encoding::from_packed(&[&gpt2[..], &r50k[..]].concat())?;
    /// assert_eq!(gpt2.count_ordinary("hello world"), 2);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::CorruptVocabulary`] if the bytes are no intact packed vocabulary,
    /// [`TokenizerError::EncodingNotLoaded`] if the base is missing.
    pub fn from_packed(bytes: &[u8]) -> Result<Self, TokenizerError> {
        Self::from_source(bytes, &[])
    }

    /// As [`Encoding::from_packed`], but the base may also be one of the encodings that are `loaded`.
    /// Encodings with the same vocabulary share it.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let r50k = Encoding::embedded(EncodingName::R50kBase)?;
    /// let gpt2 = Encoding::from_packed_with(include_bytes!("../vocab/gpt2.tfv"), &[r50k])?;
    /// assert_eq!(gpt2.name(), EncodingName::Gpt2);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Encoding::from_packed`].
    pub fn from_packed_with(bytes: &[u8], loaded: &[&Self]) -> Result<Self, TokenizerError> {
        Self::from_source(bytes, loaded)
    }

    /// As [`Encoding::from_packed_with`]. It drops `source` before it builds the tables, so that the
    /// two need not fit into memory at once.
    ///
    /// ```
    /// use tokenfare_tokenizer::Encoding;
    ///
    /// let file = include_bytes!("../vocab/r50k_base.tfv").to_vec();
    /// let r50k = Encoding::from_source(file, &[])?;
    /// assert_eq!(r50k.count_ordinary("hello world"), 2);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
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
            idle_encoders: Mutex::default(),
        })
    }

    /// The name of the encoding.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let cl100k = Encoding::embedded(EncodingName::Cl100kBase)?;
    /// assert_eq!(cl100k.name().as_str(), "cl100k_base");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn name(&self) -> EncodingName {
        self.name
    }

    /// One more than the highest id, special tokens included: tiktoken's `n_vocab`.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.vocabulary_size(), 200_019);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn vocabulary_size(&self) -> usize {
        self.vocabulary.ids().max(self.special.ids())
    }

    /// The text and the id of each special token, by id.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let gpt2 = Encoding::embedded(EncodingName::Gpt2)?;
    /// assert!(gpt2.special_tokens().eq([("<|endoftext|>", 50256)]));
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn special_tokens(&self) -> impl Iterator<Item = (&str, u32)> {
        self.special.iter()
    }

    /// Runs `encode` with an encoder of its own, which it takes from the idle ones and puts back.
    pub(crate) fn with_encoder<R>(&self, encode: impl FnOnce(&mut BatchEncoder) -> R) -> R {
        // A panic while the lock is held leaves a valid list: it is only pushed to and popped from.
        let idle = || {
            let encoders = self.idle_encoders.lock();
            encoders.unwrap_or_else(PoisonError::into_inner)
        };
        let mut encoder = idle().pop().unwrap_or_default();
        let result = encode(&mut encoder);
        idle().push(encoder);
        result
    }

    /// Encodes UTF-8 in which the text of a special token is ordinary text.
    pub(crate) fn encode_part(
        &self,
        encoder: &mut BatchEncoder,
        text: &[u8],
        sink: &mut impl Sink,
    ) {
        encoder.encode(self.pattern, &self.vocabulary, text, sink);
    }

    /// Calls `visit` with the range and the tokens of each pre-token of `text`, until it breaks. The
    /// text of a special token is ordinary text.
    pub(crate) fn each_pre_token(
        &self,
        text: &str,
        mut visit: impl FnMut(Range<usize>, &[u32]) -> ControlFlow<()>,
    ) {
        let text = text.as_bytes();
        self.with_encoder(|encoder| {
            let mut at = 0;
            while at < text.len() {
                let end = pre_token_end(self.pattern, text, at);
                let tokens = encoder.encode_pre_token(&self.vocabulary, text, at, end - at);
                if visit(at..end, tokens).is_break() {
                    return;
                }
                at = end;
            }
        });
    }

    /// The bytes of a token, special or not.
    pub(crate) fn bytes_of(&self, token: u32) -> Option<&[u8]> {
        self.vocabulary
            .token(token)
            .or_else(|| self.special.text(token).map(str::as_bytes))
    }
}

/// The vocabulary that another one extends: of an encoding that is loaded, or of the bytes that follow.
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
