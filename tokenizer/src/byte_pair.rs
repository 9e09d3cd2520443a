//! Encoding by a byte-pair vocabulary.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::encoder::{BatchEncoder, Count, Sink};
use crate::pattern::Pattern;
use crate::pretokenize::pre_token_end;
use crate::vocabulary::Vocabulary;

/// A byte-pair vocabulary and the pattern that splits text for it.
pub struct BytePair {
    pub pattern: Pattern,
    pub vocabulary: Arc<Vocabulary>,
    /// The id of rank 0.
    first_id: u32,
}

impl BytePair {
    pub fn new(pattern: Pattern, vocabulary: Arc<Vocabulary>, first_id: u32) -> Self {
        Self {
            pattern,
            vocabulary,
            first_id,
        }
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        self.first_id as usize + self.vocabulary.ids()
    }

    /// The number of tokens of a text.
    pub fn count(&self, encoder: &mut BatchEncoder, text: &[u8]) -> usize {
        let mut count = Count::default();
        self.encode_into(encoder, text, &mut count);
        count.0
    }

    /// Appends the tokens of a text.
    pub fn encode(&self, encoder: &mut BatchEncoder, text: &[u8], tokens: &mut Vec<u32>) {
        let known = tokens.len();
        self.encode_into(encoder, text, tokens);
        if self.first_id > 0 {
            for token in &mut tokens[known..] {
                *token += self.first_id;
            }
        }
    }

    /// Passes the ranks of a text to `sink`.
    pub fn encode_into(&self, encoder: &mut BatchEncoder, text: &[u8], sink: &mut impl Sink) {
        encoder.encode(self.pattern, &self.vocabulary, text, sink);
    }

    /// Calls `visit` with the range and the number of tokens of each pre-token, until it breaks.
    pub fn each_pre_token(
        &self,
        encoder: &mut BatchEncoder,
        text: &[u8],
        visit: &mut dyn FnMut(Range<usize>, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut at = 0;
        while at < text.len() {
            let end = pre_token_end(self.pattern, text, at);
            let tokens = encoder.encode_pre_token(&self.vocabulary, text, at, end - at);
            visit(at..end, tokens.len())?;
            at = end;
        }
        ControlFlow::Continue(())
    }

    /// Bytes of a token, if it is one.
    pub fn token(&self, id: u32) -> Option<&[u8]> {
        self.vocabulary.token(id.checked_sub(self.first_id)?)
    }

    /// Appends the bytes of tokens to `bytes`, up to the first that [`Self::token`] may not know.
    /// Returns how many that were.
    pub fn append(&self, tokens: &[u32], bytes: &mut Vec<u8>) -> usize {
        if self.first_id == 0 {
            return self.vocabulary.append(tokens, bytes);
        }
        let ranks: Vec<u32> = tokens
            .iter()
            .map_while(|token| token.checked_sub(self.first_id))
            .collect();
        self.vocabulary.append(&ranks, bytes)
    }
}
