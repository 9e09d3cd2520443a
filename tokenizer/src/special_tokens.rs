//! Special tokens. They are matched by their own text and never result from a merge.

use crate::error::TokenizerError;
use crate::sorting::{sort_by, sorted_indices};

/// A set of special tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpecialSet<'a> {
    /// No special token.
    #[default]
    None,
    /// All special tokens of the encoding.
    All,
    /// The special tokens with these texts.
    These(&'a [&'a str]),
}

/// How to encode the text of special tokens. By default it is ordinary text: encoding what a user wrote
/// never fails, and never turns it into a control token.
///
/// ```
/// use tokenfare_tokenizer::{Encoding, EncodingName, SpecialSet, SpecialTokenOptions};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// let text = "<|endoftext|>";
///
/// assert_eq!(o200k.count(text, SpecialTokenOptions::default())?, 7);
///
/// let allowed = SpecialTokenOptions { allowed: SpecialSet::All, ..Default::default() };
/// assert_eq!(o200k.encode(text, allowed)?, [199_999]);
///
/// let disallowed = SpecialTokenOptions { disallowed: SpecialSet::All, ..Default::default() };
/// assert!(o200k.encode(text, disallowed).is_err());
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SpecialTokenOptions<'a> {
    /// Special tokens that are encoded as themselves.
    pub allowed: SpecialSet<'a>,
    /// Special tokens that must not occur: a call fails if one does. [`SpecialSet::All`] means all that are
    /// not allowed.
    pub disallowed: SpecialSet<'a>,
}

/// The tokens of an encoding that are matched by their text: special ones, and those that are matched in
/// every text.
pub struct SpecialTokens {
    by_text: Vec<Token>,
    /// Indices into `by_text`, by id.
    by_id: Vec<u32>,
    /// Whether any is always matched.
    has_always: bool,
    /// Which bytes they begin with.
    first_bytes: [bool; 256],
}

struct Token {
    text: Box<str>,
    id: u32,
    is_always: bool,
    /// The longest other one that this one begins with, or an index that none has.
    shorter: u32,
}

/// A set of special tokens to search for.
pub struct Wanted {
    all: bool,
    /// Indices into `by_text`, sorted.
    indices: Vec<u32>,
}

impl Wanted {
    /// No special token.
    pub const NONE: Self = Self {
        all: false,
        indices: Vec::new(),
    };

    fn is_empty(&self) -> bool {
        !self.all && self.indices.is_empty()
    }
}

/// A token that was found in a text.
pub struct Found {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its id.
    pub id: u32,
}

impl SpecialTokens {
    pub fn new(
        special: Vec<(String, u32)>,
        always: Vec<(String, u32)>,
    ) -> Result<Self, TokenizerError> {
        let has_always = !always.is_empty();
        let mut tokens: Vec<(String, u32, bool)> = special
            .into_iter()
            .map(|(text, id)| (text, id, false))
            .chain(always.into_iter().map(|(text, id)| (text, id, true)))
            .collect();
        sort_by(&mut tokens, |left, right| left.0.cmp(&right.0));
        if tokens.windows(2).any(|two| two[0].0 == two[1].0) {
            return Err(TokenizerError::corrupt("two special tokens are the same"));
        }
        let mut first_bytes = [false; 256];
        let mut by_text: Vec<Token> = Vec::with_capacity(tokens.len());
        for (text, id, is_always) in tokens {
            if let Some(first) = text.as_bytes().first() {
                first_bytes[usize::from(*first)] = true;
            }
            // What a token begins with is sorted before it: its neighbour, or what that begins with.
            let mut shorter = (by_text.len() as u32).wrapping_sub(1);
            while let Some(token) = by_text.get(shorter as usize) {
                if text.starts_with(&*token.text) {
                    break;
                }
                shorter = token.shorter;
            }
            by_text.push(Token {
                text: text.into_boxed_str(),
                id,
                is_always,
                shorter,
            });
        }
        let id = |index: u32| by_text[index as usize].id;
        // Of two texts with one id, as Harmony has them for 200018, the first is what the id decodes to.
        let by_id = sorted_indices(by_text.len(), &|left, right| {
            id(left).cmp(&id(right)).then(left.cmp(&right))
        });
        Ok(Self {
            by_text,
            by_id,
            has_always,
            first_bytes,
        })
    }

    /// The text and the id of each special token, by id.
    pub fn specials(&self) -> impl Iterator<Item = (&str, u32)> {
        self.texts(false)
    }

    /// The text and the id of each token that is always matched, by id.
    pub fn always(&self) -> impl Iterator<Item = (&str, u32)> {
        self.texts(true)
    }

    fn texts(&self, is_always: bool) -> impl Iterator<Item = (&str, u32)> {
        self.by_id
            .iter()
            .map(|&index| &self.by_text[index as usize])
            .filter(move |token| token.is_always == is_always)
            .map(|token| (&*token.text, token.id))
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        let ids = self.by_text.iter().map(|token| token.id as usize + 1);
        ids.max().unwrap_or(0)
    }

    /// The text of a token.
    pub fn text(&self, id: u32) -> Option<&str> {
        let token = |index: u32| &self.by_text[index as usize];
        let at = self.by_id.partition_point(|index| token(*index).id < id);
        let found = token(*self.by_id.get(at)?);
        (found.id == id).then_some(&*found.text)
    }

    /// Whether any token is always matched.
    pub fn has_always(&self) -> bool {
        self.has_always
    }

    /// Looks up the texts of a set.
    pub fn wanted(&self, set: SpecialSet<'_>) -> Result<Wanted, TokenizerError> {
        let texts = match set {
            SpecialSet::None => &[],
            SpecialSet::All => {
                return Ok(Wanted {
                    all: true,
                    indices: Vec::new(),
                });
            }
            SpecialSet::These(texts) => texts,
        };
        let mut indices = Vec::with_capacity(texts.len());
        for &text in texts {
            let found = self
                .by_text
                .binary_search_by(|known| (*known.text).cmp(text));
            match found {
                Ok(index) if !self.by_text[index].is_always => indices.push(index as u32),
                _ => {
                    return Err(TokenizerError::UnknownSpecialToken {
                        name: text.to_owned(),
                        known: self.specials().map(|(text, _)| text.to_owned()).collect(),
                    });
                }
            }
        }
        sort_by(&mut indices, Ord::cmp);
        Ok(Wanted {
            all: false,
            indices,
        })
    }

    /// The special tokens that must not occur: [`SpecialSet::All`] excludes those that are allowed.
    pub fn disallowed(&self, options: SpecialTokenOptions<'_>) -> Result<Wanted, TokenizerError> {
        let disallowed = self.wanted(options.disallowed)?;
        if !disallowed.all {
            return Ok(disallowed);
        }
        let allowed = self.wanted(options.allowed)?;
        let indices = (0..self.by_text.len() as u32)
            .filter(|index| !self.by_text[*index as usize].is_always)
            .filter(|index| !allowed.all && allowed.indices.binary_search(index).is_err())
            .collect();
        Ok(Wanted {
            all: false,
            indices,
        })
    }

    /// The first token in `text` at or after `from` that is always matched or in a set, and the longest
    /// there.
    pub fn find(&self, text: &[u8], from: usize, wanted: &Wanted) -> Option<Found> {
        if wanted.is_empty() && !self.has_always {
            return None;
        }
        self.find_if(text, from, |index| {
            self.by_text[index as usize].is_always || wanted.has(index)
        })
    }

    /// The first special token of a set in `text`, whatever else is matched there.
    pub fn find_disallowed(&self, text: &[u8], disallowed: &Wanted) -> Option<Found> {
        if disallowed.is_empty() {
            return None;
        }
        self.find_if(text, 0, |index| {
            !self.by_text[index as usize].is_always && disallowed.has(index)
        })
    }

    fn find_if(&self, text: &[u8], from: usize, is_sought: impl Fn(u32) -> bool) -> Option<Found> {
        let mut at = from;
        loop {
            let rest = text.get(at..)?;
            at += rest
                .iter()
                .position(|byte| self.first_bytes[usize::from(*byte)])?;
            let mut index = self.last_up_to(&text[at..]);
            while let Some(token) = self.by_text.get(index as usize) {
                if is_sought(index) && text[at..].starts_with(token.text.as_bytes()) {
                    return Some(Found {
                        start: at,
                        end: at + token.text.len(),
                        id: token.id,
                    });
                }
                index = token.shorter;
            }
            at += 1;
        }
    }

    /// The last token by text that is not above `text`: if any token begins it, this one or one that
    /// this one begins with does.
    #[inline]
    fn last_up_to(&self, text: &[u8]) -> u32 {
        let after = self
            .by_text
            .partition_point(|token| token.text.as_bytes() <= text);
        (after as u32).wrapping_sub(1)
    }
}

impl Wanted {
    fn has(&self, index: u32) -> bool {
        self.all || self.indices.binary_search(&index).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{SpecialTokens, Wanted};

    /// The tokens found in a text, one after the other.
    fn found(tokens: &SpecialTokens, text: &str, wanted: &Wanted) -> Vec<(usize, u32)> {
        let mut at = 0;
        let mut all = Vec::new();
        while let Some(found) = tokens.find(text.as_bytes(), at, wanted) {
            all.push((found.start, found.id));
            at = found.end;
        }
        all
    }

    #[test]
    fn the_longest_of_several_is_matched() {
        let list = |texts: &[(&str, u32)]| {
            let owned = texts.iter().map(|(text, id)| ((*text).to_owned(), *id));
            owned.collect::<Vec<_>>()
        };
        let always = list(&[("<a", 0), ("<ab", 1), ("<abcd>", 2), ("\n\n", 3)]);
        let tokens = SpecialTokens::new(list(&[("<abc", 4)]), always).unwrap();
        let none = Wanted::NONE;
        let all = Wanted {
            all: true,
            indices: Vec::new(),
        };
        assert_eq!(found(&tokens, "x<abcd>", &none), [(1, 2)]);
        // The special token is skipped unless it is wanted, and then a shorter one is matched.
        assert_eq!(found(&tokens, "<abcx<abc", &none), [(0, 1), (5, 1)]);
        assert_eq!(found(&tokens, "<abcx<abc", &all), [(0, 4), (5, 4)]);
        // Below and above every token.
        assert_eq!(found(&tokens, "< <b\n\n\n", &all), [(4, 3)]);
    }
}
