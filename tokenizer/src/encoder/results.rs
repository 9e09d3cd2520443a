//! The tokens of the pre-tokens of a batch, from the caches or newly found.

use super::sink::Sink;
use crate::cache::{CachedTokens, Hash, Key, LongCache, ShortCache};
use crate::merge::Merger;
use crate::pretokenize::PRE_TOKENS;
use crate::vocabulary::Vocabulary;

/// A pre-token that is not in the first way of the short cache.
#[derive(Clone, Copy)]
pub struct Pending {
    /// Its key, or [`Key::LONG`].
    pub key: Key,
    /// Where it begins in the text.
    pub start: usize,
    /// Its length in bytes.
    pub length: u16,
    /// Its index in the batch.
    pub index: u16,
}

impl Pending {
    /// A placeholder for unused entries.
    pub const NONE: Self = Self {
        key: Key::LONG,
        start: 0,
        length: 0,
        index: 0,
    };

    /// Its bytes.
    #[inline(always)]
    pub fn bytes(self, text: &[u8]) -> &[u8] {
        &text[self.start..self.start + usize::from(self.length)]
    }
}

/// The caches, and the tokens of the current batch.
///
/// If a sink wants tokens, they are gathered by index and pushed together at the end of a batch,
/// since those of new pre-tokens are found out of order. If it only counts, each number is added as
/// soon as it is known.
pub struct Results {
    short: ShortCache,
    long: LongCache,
    /// The tokens of each pre-token of the batch.
    tokens: Box<[CachedTokens; PRE_TOKENS]>,
    /// The tokens of pre-tokens that have more than fit inline and are not in the short cache.
    list: Vec<u32>,
    /// Room to join the tokens of a batch.
    joined: Vec<u32>,
}

impl Default for Results {
    fn default() -> Self {
        Self {
            short: ShortCache::default(),
            long: LongCache::default(),
            tokens: Box::new([CachedTokens::NONE; PRE_TOKENS]),
            list: Vec::new(),
            joined: Vec::new(),
        }
    }
}

impl Results {
    /// Begins a batch.
    #[inline(always)]
    pub fn begin<S: Sink>(&mut self) {
        if S::WANTS_TOKENS {
            self.list.clear();
            self.short.prepare_tokens();
        }
    }

    /// Takes the tokens of a short pre-token from the first way of the cache. Returns whether they
    /// are there; it has no branch on that.
    #[inline(always)]
    pub fn take_from_first_way<S: Sink>(&mut self, key: Key, index: usize, sink: &mut S) -> bool {
        if S::WANTS_TOKENS {
            let tokens = self.short.tokens_in_first_way(key);
            self.tokens[index % PRE_TOKENS] = tokens;
            tokens.is_some()
        } else {
            let count = self.short.count_in_first_way(key);
            sink.add(count);
            count > 0
        }
    }

    /// Takes the tokens of a short pre-token from any way of the cache. Returns whether they are
    /// there.
    #[inline(always)]
    pub fn take_short<S: Sink>(&mut self, pending: Pending, sink: &mut S) -> bool {
        if S::WANTS_TOKENS {
            let tokens = self.short.tokens(pending.key);
            self.set(pending, tokens.unwrap_or(CachedTokens::NONE));
            tokens.is_some()
        } else {
            let count = self.short.count(pending.key);
            sink.add(count.unwrap_or(0));
            count.is_some()
        }
    }

    /// Takes the tokens of a long pre-token from the cache. Returns whether they are there.
    #[inline(always)]
    pub fn take_long<S: Sink>(
        &mut self,
        pending: Pending,
        hash: Hash,
        bytes: &[u8],
        sink: &mut S,
    ) -> bool {
        if S::WANTS_TOKENS {
            let start = self.list.len();
            let is_known = self.long.tokens(hash, bytes, &mut self.list);
            self.set(pending, CachedTokens::rest_of_batch(start, &self.list));
            is_known
        } else {
            let count = self.long.count(hash, bytes);
            sink.add(count.unwrap_or(0));
            count.is_some()
        }
    }

    /// Adds the tokens of a new short pre-token.
    #[inline(always)]
    pub fn add_short<S: Sink>(&mut self, pending: Pending, tokens: &[u32], sink: &mut S) {
        let stored = self.short.insert(pending.key, tokens, S::WANTS_TOKENS);
        if S::WANTS_TOKENS {
            self.set(pending, stored);
        } else {
            sink.add(tokens.len());
        }
    }

    /// Adds the tokens of a new long pre-token.
    #[inline(never)]
    pub fn add_long<S: Sink>(
        &mut self,
        pending: Pending,
        hash: Option<Hash>,
        bytes: &[u8],
        tokens: &[u32],
        sink: &mut S,
    ) {
        if let Some(hash) = hash {
            self.long.insert(hash, bytes, tokens, S::WANTS_TOKENS);
        }
        if S::WANTS_TOKENS {
            let tokens = CachedTokens::in_batch(tokens, &mut self.list);
            self.set(pending, tokens);
        } else {
            sink.add(tokens.len());
        }
    }

    /// Merges a pre-token by itself, and adds its tokens as those of a long one.
    #[inline(never)]
    pub fn merge_alone<S: Sink>(
        &mut self,
        merger: &mut Merger,
        vocabulary: &Vocabulary,
        text: &[u8],
        pending: Pending,
        sink: &mut S,
    ) {
        let (start, length) = (pending.start, usize::from(pending.length));
        let hash = LongCache::hash(text, start, length);
        let tokens = merger.merge(vocabulary, text, start, length);
        self.add_long(pending, hash, pending.bytes(text), tokens, sink);
    }

    #[inline(always)]
    fn set(&mut self, pending: Pending, tokens: CachedTokens) {
        self.tokens[usize::from(pending.index) % PRE_TOKENS] = tokens;
    }

    /// Pushes the tokens of the whole batch of `count` pre-tokens, all of which are known now.
    #[inline(never)]
    pub fn push_batch<S: Sink>(&mut self, count: usize, sink: &mut S) {
        self.joined.resize(PRE_TOKENS * 3 + 3, 0);
        let mut joined = 0;
        for tokens in &self.tokens[..count] {
            if let Some((ids, count)) = tokens.inline() {
                if let Some(room) = self.joined.get_mut(joined..joined + ids.len()) {
                    room.copy_from_slice(&ids);
                }
                joined += count;
            } else {
                sink.push(&self.joined[..joined]);
                joined = 0;
                let (range, is_in_cache) = tokens.listed();
                let list = if is_in_cache {
                    self.short.list()
                } else {
                    &self.list
                };
                sink.push(&list[range]);
            }
        }
        sink.push(&self.joined[..joined]);
    }
}
