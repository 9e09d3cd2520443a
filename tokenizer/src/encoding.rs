//! An encoding: a vocabulary, its pattern and its special tokens.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::byte_pair::BytePair;
use crate::error::TokenizerError;
use crate::format::{Base, Body, Normalization, Packed};
use crate::model::Model;
use crate::normalize::{Normalized, nfc};
use crate::place::Place;
use crate::safe_cuts::SafeCuts;
use crate::sentencepiece::SentencePiece;
use crate::special_tokens::{SpecialTokens, Wanted};
use crate::tiling::Tiling;
use crate::vocabulary::Vocabulary;
use crate::workspace::{IdleWorkspaces, Workspace};

/// Encodes, counts and decodes text. It is immutable, and threads can share it.
///
/// ```
/// use tokenfare_tokenizer::{Encoding, EncodingName};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// assert_eq!(o200k.encode_ordinary("Hello, world!")?, [13225, 11, 2375, 0]);
/// assert_eq!(o200k.count_ordinary("Hello, world!"), 4);
/// assert_eq!(o200k.decode(&[13225, 11, 2375, 0])?, "Hello, world!");
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
pub struct Encoding {
    name: Box<str>,
    digest: u64,
    pub(crate) model: Model,
    pub(crate) normalization: Normalization,
    /// The special tokens and those that are always matched.
    pub(crate) special: SpecialTokens,
    /// What calls and workers borrow.
    pub(crate) idle: IdleWorkspaces,
}

/// A part of a text: what is encoded by the model, or a token that was matched by its text.
pub(crate) enum Part {
    /// The bytes of the text.
    Text(Range<usize>),
    /// The bytes of the token, and its id.
    Token(Range<usize>, u32),
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
    /// assert_eq!(gpt2.name(), "gpt2");
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
        let special = SpecialTokens::new(
            std::mem::take(&mut packed.special_tokens),
            std::mem::take(&mut packed.always_matched),
        )?;
        let Packed {
            name,
            digest,
            pattern,
            normalization,
            whole_first,
            base,
            body,
            ..
        } = packed;
        let model = match body {
            Body::BytePairs(pairs) => {
                let first_id = pairs.first_id;
                let vocabulary = match &base {
                    None if rest.is_empty() => {
                        drop(source);
                        Arc::new(Vocabulary::build(pairs, None, whole_first)?)
                    }
                    None => return Err(TokenizerError::corrupt("something follows it")),
                    Some(base) => {
                        let known = base_of(base, rest, loaded)?;
                        if pairs.runs.is_empty()
                            && base.ranks as usize == known.ids()
                            && whole_first == known.finds_whole()
                        {
                            known
                        } else {
                            let base = Some((&*known, base.ranks));
                            Arc::new(Vocabulary::build(pairs, base, whole_first)?)
                        }
                    }
                };
                Model::BytePair(BytePair::new(pattern, vocabulary, first_id))
            }
            _ if !rest.is_empty() => return Err(TokenizerError::corrupt("something follows it")),
            Body::SentencePieces(pieces) => {
                drop(source);
                Model::SentencePiece(Box::new(SentencePiece::new(pattern, &pieces)?))
            }
            Body::Tiles(tiles) => {
                drop(source);
                Model::Tiling(Box::new(Tiling::new(&tiles)?))
            }
        };
        let is_taken = |id| model.token(id).is_some();
        if special.specials().any(|(_, id)| is_taken(id)) {
            return Err(TokenizerError::corrupt("a special token's id is taken"));
        }
        Ok(Self {
            name: name.into_boxed_str(),
            digest,
            model,
            normalization,
            special,
            idle: IdleWorkspaces::default(),
        })
    }

    /// The name of the encoding: one of [`EncodingName`](crate::EncodingName), or any other of a
    /// vocabulary of one's own.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let cl100k = Encoding::embedded(EncodingName::Cl100kBase)?;
    /// assert_eq!(cl100k.name(), "cl100k_base");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn name(&self) -> &str {
        &self.name
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
        self.model.ids().max(self.special.ids())
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
        self.special.specials()
    }

    /// Where a text may be cut so that the tokens of the parts are those of the whole text.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, SafeCuts};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// assert_eq!(o200k.safe_cuts(), SafeCuts::Words);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn safe_cuts(&self) -> SafeCuts {
        if !matches!(self.model, Model::BytePair(_)) {
            return SafeCuts::None;
        }
        let mut always = self.special.always().peekable();
        if always.peek().is_none() {
            SafeCuts::Words
        } else if always.all(|(text, _)| !text.contains(' ')) {
            SafeCuts::Spaces
        } else {
            SafeCuts::None
        }
    }

    /// The text and the id of each token that is matched by its text in every text without being special,
    /// such as `<think>`, by id.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// // OpenAI has none.
    /// assert_eq!(Encoding::embedded(EncodingName::Gpt2)?.always_matched().count(), 0);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn always_matched(&self) -> impl Iterator<Item = (&str, u32)> {
        self.special.always()
    }

    /// Whether tokens have ids. A reconstructed vocabulary has none: it counts, truncates and chunks, and
    /// whatever gives or takes ids fails with [`TokenizerError::NoIds`].
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// assert!(Encoding::embedded(EncodingName::Gpt2)?.has_ids());
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn has_ids(&self) -> bool {
        self.model.has_ids()
    }

    /// Fails if tokens have no ids.
    pub(crate) fn require_ids(&self) -> Result<(), TokenizerError> {
        if self.has_ids() {
            return Ok(());
        }
        Err(TokenizerError::NoIds {
            encoding: self.name.to_string(),
        })
    }

    /// Calls `visit` with the parts of a text, in order, until it breaks. Tokens that are always matched
    /// are matched in any case, special ones if they are `wanted`.
    pub(crate) fn each_part(
        &self,
        text: &str,
        wanted: &Wanted,
        mut visit: impl FnMut(Part) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut at = 0;
        while let Some(found) = self.special.find(text.as_bytes(), at, wanted) {
            if at < found.start {
                visit(Part::Text(at..found.start))?;
            }
            visit(Part::Token(found.start..found.end, found.id))?;
            at = found.end;
        }
        if at < text.len() {
            visit(Part::Text(at..text.len()))?;
        }
        ControlFlow::Continue(())
    }

    /// A part of a text as the model wants it.
    pub(crate) fn normalized<'a>(&self, part: &'a str) -> Normalized<'a> {
        match self.normalization {
            Normalization::None => Normalized::unchanged(part),
            Normalization::Nfc => nfc(part),
        }
    }

    /// As [`Model::each_pre_token`], for a part of a text that is not normalized yet. Pre-tokens that
    /// meet within what was replaced are visited together.
    pub(crate) fn each_pre_token_of_part(
        &self,
        space: &mut Workspace,
        text: &str,
        range: Range<usize>,
        visit: &mut dyn FnMut(Range<usize>, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let normalized = self.normalized(&text[range.clone()]);
        let (part, place) = part_of(text, range, Place::WHOLE);
        if normalized.is_unchanged() {
            return self.model.each_pre_token(space, part, place, visit);
        }
        let (mut from, mut held) = (0, 0);
        let composed = normalized.text().as_bytes();
        self.model
            .each_pre_token(space, composed, place, &mut |range, count| {
                held += count;
                let end = normalized.source_start(range.end);
                if end != normalized.source_end(range.end) || end == from {
                    return ControlFlow::Continue(());
                }
                let range = from..end;
                from = end;
                visit(range, std::mem::take(&mut held))
            })
    }

    /// Calls `visit` with the range and the number of tokens of each pre-token of `text`, until it
    /// breaks. The text of a special token is ordinary text.
    pub(crate) fn each_pre_token(
        &self,
        text: &str,
        mut visit: impl FnMut(Range<usize>, usize) -> ControlFlow<()>,
    ) {
        let mut space = self.idle.lend();
        let _: ControlFlow<()> = self.each_part(text, &Wanted::NONE, |part| match part {
            Part::Text(range) => {
                let from = range.start;
                self.each_pre_token_of_part(&mut space, text, range, &mut |range, count| {
                    visit(from + range.start..from + range.end, count)
                })
            }
            Part::Token(range, _) => visit(range, 1),
        });
    }

    /// The bytes of a token, special or not.
    pub(crate) fn bytes_of(&self, token: u32) -> Option<&[u8]> {
        self.model
            .token(token)
            .or_else(|| self.special.text(token).map(str::as_bytes))
    }
}

/// A part of a text that has this place, and the part's own place.
pub(crate) fn part_of<'a>(
    text: &'a str,
    range: Range<usize>,
    place: Place<'a>,
) -> (&'a [u8], Place<'a>) {
    let bytes = text.as_bytes();
    let place = Place {
        before: if range.start == 0 {
            place.before
        } else {
            &bytes[..range.start]
        },
        ends: place.ends && range.end == bytes.len(),
    };
    (&bytes[range], place)
}

/// The vocabulary that another one extends: of an encoding that is loaded, or of the bytes that follow.
fn base_of(
    base: &Base,
    rest: &[u8],
    loaded: &[&Encoding],
) -> Result<Arc<Vocabulary>, TokenizerError> {
    let byte_pair = |encoding: &Encoding| match &encoding.model {
        Model::BytePair(model) => Ok(Arc::clone(&model.vocabulary)),
        Model::SentencePiece(_) | Model::Tiling(_) => {
            Err(TokenizerError::corrupt("its base does not merge bytes"))
        }
    };
    let known = loaded
        .iter()
        .find(|encoding| encoding.digest == base.digest);
    if let Some(known) = known {
        check_base(base, rest)?;
        return byte_pair(known);
    }
    if rest.is_empty() {
        return Err(TokenizerError::EncodingNotLoaded {
            encoding: base.name.clone(),
        });
    }
    let following = Encoding::from_packed_with(rest, loaded)?;
    if following.digest != base.digest {
        return Err(TokenizerError::corrupt("what follows is not its base"));
    }
    byte_pair(&following)
}

/// Checks what follows a vocabulary whose base is loaded already: nothing, or that base.
fn check_base(base: &Base, rest: &[u8]) -> Result<(), TokenizerError> {
    if rest.is_empty() {
        return Ok(());
    }
    let (following, rest) = Packed::read(rest)?;
    match &following.base {
        _ if following.digest != base.digest => {
            Err(TokenizerError::corrupt("what follows is not its base"))
        }
        Some(further) => check_base(further, rest),
        None if rest.is_empty() => Ok(()),
        None => Err(TokenizerError::corrupt("something follows it")),
    }
}
