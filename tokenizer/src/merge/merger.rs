//! Merges one pre-token in the way that suits its length.

use super::backtrack::{self, DeadEnds, FollowCache};
use super::characters::is_mostly_non_ascii;
use super::{definition, repetitive, segments, small};
use crate::vocabulary::Vocabulary;

/// Longest mostly non-ASCII pre-token, in bytes, that [`small`] merges. Of characters of three bytes,
/// even a few are found faster from left to right.
const SMALL_NON_ASCII: usize = 12;
/// Longest pre-token, in bytes, that is not searched for segments.
const ONE_SEGMENT: usize = 64;

/// Shortest pre-token, in bytes, that is looked at for being one byte over and over.
const LONG_RUN: usize = 256;

/// Buffers for merging one pre-token, reused from one to the next.
#[derive(Default)]
pub struct Merger {
    tokens: Vec<u32>,
    /// The tokens of a segment.
    segment: Vec<u32>,
    dead_ends: DeadEnds,
    follow_cache: FollowCache,
}

impl Merger {
    /// The tokens of the pre-token of `length` bytes at `start`.
    pub fn merge(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        start: usize,
        length: usize,
    ) -> &[u32] {
        self.tokens.clear();
        let pre_token = &text[start..start + length];
        if vocabulary.needs_definition(pre_token) {
            definition::merge(vocabulary, pre_token, &mut self.tokens);
        } else if length > ONE_SEGMENT && !pre_token.is_ascii() {
            segments::each(vocabulary, text, start, length, |segment| {
                self.append(vocabulary, text, segment.start, segment.len());
            });
        } else {
            self.append(vocabulary, text, start, length);
        }
        &self.tokens
    }

    /// A single token, in place of merging.
    #[inline(always)]
    pub fn set(&mut self, token: u32) -> &[u32] {
        self.tokens.clear();
        self.tokens.push(token);
        &self.tokens
    }

    /// Appends the tokens of a pre-token or a segment of one.
    #[inline(never)]
    fn append(&mut self, vocabulary: &Vocabulary, text: &[u8], start: usize, length: usize) {
        let bytes = &text[start..start + length];
        let longest_small = if is_mostly_non_ascii(bytes) {
            SMALL_NON_ASCII
        } else {
            small::LONGEST
        };
        if length <= longest_small {
            small::merge(vocabulary, bytes, &mut self.tokens);
            return;
        }
        if length >= LONG_RUN && bytes[1..] == bytes[..length - 1] {
            repetitive::merge_run(vocabulary, bytes[0], length, &mut self.tokens);
            return;
        }
        self.segment.clear();
        backtrack::find(
            vocabulary,
            text,
            start,
            length,
            &mut self.segment,
            &mut self.dead_ends,
            &mut self.follow_cache,
        );
        self.tokens.extend_from_slice(&self.segment);
    }
}
