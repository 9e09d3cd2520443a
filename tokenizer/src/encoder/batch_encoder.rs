//! Encodes a text, batch by batch.

use super::results::{Pending, Results};
use super::sink::Sink;
use crate::cache::{Key, LONGEST_SHORT, LongCache};
use crate::hash::word_at;
use crate::merge::{ByteLanes, CharacterLanes, Merger, is_mostly_non_ascii};
use crate::pattern::Pattern;
use crate::pretokenize::{self, OfCl100k, OfO200k, Other, PRE_TOKENS, Pretokenizer};
use crate::vocabulary::Vocabulary;

/// Bytes of text that one call of the inner loop encodes. A WebAssembly engine replaces a function by
/// its optimised code only when it is called anew: one call for a whole text would stay slow.
const BLOCK: usize = 4096;
/// The longest pre-token of a batch, in bytes. Longer ones are encoded alone.
const LONGEST: usize = 4096;

/// What encoding needs beside a vocabulary: caches, lanes and buffers, all of them reused from call
/// to call.
pub struct BatchEncoder {
    /// Where each pre-token of the batch ends, counted from the beginning of the first.
    ends: Box<[u16; PRE_TOKENS]>,
    /// The pre-tokens of the batch whose tokens are not known yet.
    pending: Box<[Pending; PRE_TOKENS]>,
    pending_count: usize,
    /// Those of them that are merged from characters.
    non_ascii: Vec<Pending>,
    byte_lanes: ByteLanes,
    character_lanes: CharacterLanes,
    merger: Merger,
    results: Results,
    /// XOR of prefetched slots. It keeps the optimizer from removing the reads; its value is
    /// meaningless.
    prefetched: u64,
}

impl Default for BatchEncoder {
    fn default() -> Self {
        Self {
            ends: Box::new([0; PRE_TOKENS]),
            pending: Box::new([Pending::NONE; PRE_TOKENS]),
            pending_count: 0,
            non_ascii: Vec::new(),
            byte_lanes: ByteLanes::default(),
            character_lanes: CharacterLanes::default(),
            merger: Merger::default(),
            results: Results::default(),
            prefetched: 0,
        }
    }
}

impl BatchEncoder {
    /// Encodes a text, which is UTF-8, into `sink`.
    pub fn encode<S: Sink>(
        &mut self,
        pattern: Pattern,
        vocabulary: &Vocabulary,
        text: &[u8],
        sink: &mut S,
    ) {
        let mut at = 0;
        while at < text.len() {
            let (count, end) = match pattern {
                Pattern::O200k => self.take_cached(OfO200k, text, at, sink),
                Pattern::Cl100k => self.take_cached(OfCl100k, text, at, sink),
                _ => self.take_cached(Other::of(pattern), text, at, sink),
            };
            if count == 0 {
                let end = pretokenize::pre_token_end(pattern, text, at);
                sink.push(self.encode_pre_token(vocabulary, text, at, end - at));
                at = end;
                continue;
            }
            if self.pending_count > 0 {
                self.probe_neighbors_and_prefetch(vocabulary, text, sink);
                self.resolve(vocabulary, text, sink);
            }
            if S::WANTS_TOKENS {
                self.results.push_batch(count, sink);
            }
            at = end;
        }
    }

    /// The tokens of one pre-token, which no cache remembers.
    #[inline(never)]
    pub fn encode_pre_token(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        at: usize,
        length: usize,
    ) -> &[u32] {
        match vocabulary.find(text, at, length, word_at(text, at)) {
            Some(token) => self.merger.set(token),
            None => self.merger.merge(vocabulary, text, at, length),
        }
    }

    /// Splits a block from `from` on into pre-tokens and takes the tokens of those that are in the
    /// first way of the cache; the others are pending. Returns how many pre-tokens there are and
    /// where the last one ends. There are none if the first is too long for a batch.
    #[inline(never)]
    fn take_cached<P: Pretokenizer, S: Sink>(
        &mut self,
        pattern: P,
        text: &[u8],
        from: usize,
        sink: &mut S,
    ) -> (usize, usize) {
        let Self {
            ends,
            pending,
            results,
            ..
        } = self;
        results.begin::<S>();
        let until = (from + BLOCK).min(text.len());
        let (count, batch_end) = pretokenize::ends(pattern, text, from, until, LONGEST, ends);
        let (mut at, mut pending_count) = (from, 0);
        for index in 0..count {
            let end = from + usize::from(ends[index % PRE_TOKENS]);
            let length = end - at;
            let (key, is_known) = if length <= LONGEST_SHORT {
                let key = Key::of(text, at, length);
                (key, results.take_from_first_way(key, index, sink))
            } else {
                (Key::LONG, false)
            };
            // Written in any case and overwritten unless it is pending: that has no branch.
            pending[pending_count % PRE_TOKENS] = Pending {
                key,
                start: at,
                length: length as u16,
                index: index as u16,
            };
            pending_count += usize::from(!is_known);
            at = end;
        }
        self.pending_count = pending_count;
        (count, batch_end)
    }

    /// Resolves pre-tokens that are cached in another way than the first, and prefetches the table
    /// slots that the others need.
    #[inline(never)]
    fn probe_neighbors_and_prefetch<S: Sink>(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        sink: &mut S,
    ) {
        let mut left = 0;
        for place in 0..self.pending_count {
            let pending = self.pending[place % PRE_TOKENS];
            if pending.key.is_short() && self.results.take_short(pending, sink) {
                continue;
            }
            let (at, length) = (pending.start, usize::from(pending.length));
            self.prefetched ^= vocabulary.prefetch(text, at, length, pending.key.word());
            self.pending[left % PRE_TOKENS] = pending;
            left += 1;
        }
        self.pending_count = left;
    }

    /// Finds the tokens of all pending pre-tokens: in the vocabulary, or by merging.
    #[inline(never)]
    fn resolve<S: Sink>(&mut self, vocabulary: &Vocabulary, text: &[u8], sink: &mut S) {
        let mut left = 0;
        self.non_ascii.clear();
        for place in 0..self.pending_count {
            let pending = self.pending[place % PRE_TOKENS];
            let is_found = if pending.key.is_short() {
                self.find_short(vocabulary, text, pending, sink)
            } else {
                self.find_long(vocabulary, text, pending, sink)
            };
            if is_found {
                continue;
            }
            if is_mostly_non_ascii(pending.bytes(text)) {
                if vocabulary.needs_definition(pending.bytes(text)) {
                    self.merge_by_definition(vocabulary, text, pending, sink);
                } else {
                    self.non_ascii.push(pending);
                }
            } else if pending.key.is_short() {
                self.pending[left % PRE_TOKENS] = pending;
                left += 1;
            } else {
                let merger = &mut self.merger;
                self.results
                    .merge_alone(merger, vocabulary, text, pending, sink);
            }
        }
        self.pending_count = left;
        if left > 0 {
            self.merge_from_bytes(vocabulary, text, sink);
        }
        if !self.non_ascii.is_empty() {
            self.merge_from_characters(vocabulary, text, sink);
        }
    }

    /// Merges a mostly non-ASCII pre-token from its bytes.
    #[cold]
    #[inline(never)]
    fn merge_by_definition<S: Sink>(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        pending: Pending,
        sink: &mut S,
    ) {
        let (start, length) = (pending.start, usize::from(pending.length));
        let tokens = self.merger.merge(vocabulary, text, start, length);
        if pending.key.is_short() {
            self.results.add_short(pending, tokens, sink);
        } else {
            let hash = LongCache::hash(text, start, length);
            self.results
                .add_long(pending, hash, pending.bytes(text), tokens, sink);
        }
    }

    #[inline(never)]
    fn merge_from_bytes<S: Sink>(&mut self, vocabulary: &Vocabulary, text: &[u8], sink: &mut S) {
        let pending = &self.pending[..self.pending_count];
        let (results, merger) = (&mut self.results, &mut self.merger);
        let add = |index: usize, tokens: Option<&[u32]>| {
            add_merged(
                results,
                merger,
                vocabulary,
                text,
                pending[index],
                tokens,
                sink,
            );
        };
        let bytes = pending.iter().map(|pending| pending.bytes(text));
        self.prefetched ^= self.byte_lanes.merge(vocabulary, bytes, add);
    }

    #[inline(never)]
    fn merge_from_characters<S: Sink>(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        sink: &mut S,
    ) {
        let pending = &self.non_ascii[..];
        let (results, merger) = (&mut self.results, &mut self.merger);
        let add = |index: usize, tokens: Option<&[u32]>| {
            add_merged(
                results,
                merger,
                vocabulary,
                text,
                pending[index],
                tokens,
                sink,
            );
        };
        let bytes = pending.iter().map(|pending| pending.bytes(text));
        self.prefetched ^= self.character_lanes.merge(vocabulary, bytes, add);
    }

    /// Finds a short pre-token that occurred earlier in this batch, or that is one token.
    #[inline(always)]
    fn find_short<S: Sink>(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        pending: Pending,
        sink: &mut S,
    ) -> bool {
        if self.results.take_short(pending, sink) {
            return true;
        }
        let (at, length) = (pending.start, usize::from(pending.length));
        let Some(token) = vocabulary.find(text, at, length, pending.key.word()) else {
            return false;
        };
        self.results.add_short(pending, &[token], sink);
        true
    }

    /// Finds a long pre-token that is cached, or that is one token.
    #[inline(never)]
    fn find_long<S: Sink>(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        pending: Pending,
        sink: &mut S,
    ) -> bool {
        let (at, length) = (pending.start, usize::from(pending.length));
        let bytes = pending.bytes(text);
        let hash = LongCache::hash(text, at, length);
        if let Some(hash) = hash
            && self.results.take_long(pending, hash, bytes, sink)
        {
            return true;
        }
        let Some(token) = vocabulary.find(text, at, length, word_at(text, at)) else {
            return false;
        };
        self.results.add_long(pending, hash, bytes, &[token], sink);
        true
    }
}

/// Adds the tokens of a pre-token that lanes have merged, or merges it alone if it is too long for
/// them.
#[inline(always)]
fn add_merged<S: Sink>(
    results: &mut Results,
    merger: &mut Merger,
    vocabulary: &Vocabulary,
    text: &[u8],
    pending: Pending,
    tokens: Option<&[u32]>,
    sink: &mut S,
) {
    match tokens {
        None => results.merge_alone(merger, vocabulary, text, pending, sink),
        Some(tokens) if pending.key.is_short() => results.add_short(pending, tokens, sink),
        Some(tokens) => {
            let (start, length) = (pending.start, usize::from(pending.length));
            let hash = LongCache::hash(text, start, length);
            results.add_long(pending, hash, pending.bytes(text), tokens, sink);
        }
    }
}
