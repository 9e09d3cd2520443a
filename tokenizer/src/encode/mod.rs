//! Encoding text: cut into pieces, each looked up, those that are new found in the vocabulary or merged.

mod batch;
mod sink;

use std::ops::Range;

use crate::byte_pair::{self, ByteLanes, CharacterLanes, Lanes, Scratch};
use crate::hash::word_at;
use crate::packed::Pattern;
use crate::piece_cache::{self, Key, LongPieces, ShortPieces};
use crate::splitter::{self, Cl100k, O200k, R50k, Splitter};
use crate::vocabulary::Vocabulary;
use batch::{Batch, New, PIECES};
pub use sink::Sink;

/// Bytes of text that are encoded by one call of the inner loop. WebAssembly engines replace a
/// function by its optimised code only when it is called anew: one call for a whole text would
/// stay slow to its end.
const BLOCK: usize = 4096;

/// What a call needs beside the vocabulary.
#[derive(Default)]
pub struct Work {
    pub scratch: Scratch,
    byte_lanes: ByteLanes,
    character_lanes: CharacterLanes,
    short: ShortPieces,
    long: LongPieces,
    batch: Batch,
    /// What was read only to have it near.
    touched: u64,
}

/// What encodes: a way to cut, and a vocabulary.
pub struct Encoder<'a> {
    pub pattern: Pattern,
    pub vocabulary: &'a Vocabulary,
}

impl Encoder<'_> {
    /// Encodes a text.
    pub fn encode(&self, text: &[u8], work: &mut Work, sink: &mut impl Sink) {
        let mut at = 0;
        while at < text.len() {
            let until = (at + BLOCK).min(text.len());
            let end = match self.pattern {
                Pattern::O200k => cut::<O200k, _>(text, at, until, work, sink),
                Pattern::Cl100k => cut::<Cl100k, _>(text, at, until, work, sink),
                Pattern::R50k => cut::<R50k, _>(text, at, until, work, sink),
            };
            if end == at {
                at = self.encode_lone_piece(text, at, work, sink);
                continue;
            }
            if work.batch.news > 0 {
                self.look_around(text, at, work, sink);
                self.find_new(text, at, work, sink);
            }
            sink.take_batch(work);
            at = end;
        }
    }

    /// Finds the new pieces that stand beside their place; reads where the others will be looked for, so that
    /// nobody waits for it then.
    #[inline(never)]
    fn look_around<S: Sink>(&self, text: &[u8], from: usize, work: &mut Work, sink: &mut S) {
        let mut news = 0;
        for place in 0..work.batch.news {
            let new = work.batch.new[place % PIECES];
            if new.key.is_short() && sink.take_short(work, new) {
                continue;
            }
            let (at, length) = (from + new.start as usize, usize::from(new.length));
            work.touched ^= self.vocabulary.touch(text, at, length, new.key.word());
            work.batch.new[news % PIECES] = new;
            news += 1;
        }
        work.batch.news = news;
    }

    /// Finds the tokens of the new pieces.
    #[inline(never)]
    fn find_new<S: Sink>(&self, text: &[u8], from: usize, work: &mut Work, sink: &mut S) {
        let mut merges = 0;
        work.batch.wide.clear();
        for place in 0..work.batch.news {
            let new = work.batch.new[place % PIECES];
            let (at, length) = (from + new.start as usize, usize::from(new.length));
            let is_found = if new.key.is_short() {
                self.find_short(text, at, length, new, work, sink)
            } else {
                self.find_long(text, at, length, new, work, sink)
            };
            if is_found {
                continue;
            }
            if byte_pair::are_wide(&text[at..at + length]) {
                work.batch.wide.push(new);
            } else if new.key.is_short() {
                work.batch.new[merges % PIECES] = new;
                merges += 1;
            } else {
                let tokens = self.keep_long(
                    text,
                    at..at + length,
                    None,
                    &mut work.scratch,
                    &mut work.long,
                    S::WANTS_TOKENS,
                );
                let Batch { kept, many, .. } = &mut work.batch;
                sink.take_new(kept, many, new, tokens);
            }
        }
        work.batch.news = merges;
        if merges > 0 {
            let mut lanes = std::mem::take(&mut work.byte_lanes);
            self.merge_new(&mut lanes, text, from, work, sink);
            work.byte_lanes = lanes;
        }
        if !work.batch.wide.is_empty() {
            let mut lanes = std::mem::take(&mut work.character_lanes);
            self.merge_new(&mut lanes, text, from, work, sink);
            work.character_lanes = lanes;
        }
    }

    #[inline(never)]
    fn merge_new<const LONGEST: usize, const PLACES: usize, const CHARACTERS: bool, S: Sink>(
        &self,
        lanes: &mut Lanes<LONGEST, PLACES, CHARACTERS>,
        text: &[u8],
        from: usize,
        work: &mut Work,
        sink: &mut S,
    ) {
        let mut place = 0;
        let Work {
            scratch,
            short,
            long,
            batch,
            ..
        } = work;
        let Batch {
            new,
            news,
            wide,
            kept,
            many,
            ..
        } = batch;
        let pieces = if CHARACTERS { &wide[..] } else { &new[..*news] };
        let place_of = |piece: &New| {
            let at = from + piece.start as usize;
            at..at + usize::from(piece.length)
        };
        let touched = lanes.merge(
            self.vocabulary,
            || {
                let piece = pieces.get(place)?;
                place += 1;
                Some((place - 1, &text[place_of(piece)]))
            },
            |name, tokens| {
                let Some(piece) = pieces.get(name) else {
                    return;
                };
                if let Some(tokens) = tokens
                    && piece.key.is_short()
                {
                    let in_cache = short.keep(piece.key, tokens, S::WANTS_TOKENS);
                    sink.take_kept(kept, *piece, tokens, in_cache);
                } else {
                    let (place, with_tokens) = (place_of(piece), S::WANTS_TOKENS);
                    let tokens = self.keep_long(text, place, tokens, scratch, long, with_tokens);
                    sink.take_new(kept, many, *piece, tokens);
                }
            },
        );
        work.touched ^= touched;
    }

    /// Finds the tokens of a short piece, if it has come up in this batch before or is a token.
    #[inline(always)]
    fn find_short<S: Sink>(
        &self,
        text: &[u8],
        at: usize,
        length: usize,
        new: New,
        work: &mut Work,
        sink: &mut S,
    ) -> bool {
        if sink.take_short(work, new) {
            return true;
        }
        let Some(token) = self.vocabulary.find(text, at, length, new.key.word()) else {
            return false;
        };
        let in_cache = work.short.keep(new.key, &[token], S::WANTS_TOKENS);
        sink.take_kept(&mut work.batch.kept, new, &[token], in_cache);
        true
    }

    /// Remembers the tokens of a long piece; if they have not been found, finds them.
    #[inline(never)]
    fn keep_long<'a>(
        &self,
        text: &[u8],
        place: Range<usize>,
        tokens: Option<&'a [u32]>,
        scratch: &'a mut Scratch,
        long: &mut LongPieces,
        with_tokens: bool,
    ) -> &'a [u32] {
        let (at, length) = (place.start, place.len());
        let tokens = match tokens {
            Some(tokens) => tokens,
            None => scratch.tokens_of(self.vocabulary, text, at, length),
        };
        if let Some(hash) = LongPieces::hash(text, at, length) {
            long.keep(hash, &text[place], tokens, with_tokens);
        }
        tokens
    }

    /// Finds the tokens of a long piece, if it is remembered or a token.
    #[inline(never)]
    fn find_long<S: Sink>(
        &self,
        text: &[u8],
        at: usize,
        length: usize,
        new: New,
        work: &mut Work,
        sink: &mut S,
    ) -> bool {
        let bytes = &text[at..at + length];
        let hash = LongPieces::hash(text, at, length);
        if let Some(hash) = hash
            && sink.take_long(work, new, hash, bytes)
        {
            return true;
        }
        let Some(token) = self.vocabulary.find(text, at, length, word_at(text, at)) else {
            return false;
        };
        if let Some(hash) = hash {
            work.long.keep(hash, bytes, &[token], S::WANTS_TOKENS);
        }
        sink.take_new(&mut work.batch.kept, &mut work.batch.many, new, &[token]);
        true
    }

    /// Leaves the tokens of a piece in `work.scratch`.
    #[inline(never)]
    fn encode_new_piece(&self, text: &[u8], at: usize, length: usize, work: &mut Work) {
        match self.vocabulary.find(text, at, length, word_at(text, at)) {
            Some(token) => work.scratch.set(token),
            None => {
                work.scratch.tokens_of(self.vocabulary, text, at, length);
            }
        }
    }

    /// Encodes the piece at `at`, which is too long for a batch; returns where it ends.
    #[inline(never)]
    fn encode_lone_piece(
        &self,
        text: &[u8],
        at: usize,
        work: &mut Work,
        sink: &mut impl Sink,
    ) -> usize {
        let end = splitter::piece_end(self.pattern, text, at);
        self.encode_new_piece(text, at, end - at, work);
        sink.many(work.scratch.tokens());
        end
    }
}

/// Cuts the pieces from `from` on that begin before `until`, as far as there is room for them, and takes what is
/// remembered of them; lists the others in the batch. Returns where they end. If the first piece is too long for a
/// batch, there are none.
#[inline(never)]
fn cut<P: Splitter, S: Sink>(
    text: &[u8],
    from: usize,
    until: usize,
    work: &mut Work,
    sink: &mut S,
) -> usize {
    sink.prepare(work);
    let Work { short, batch, .. } = work;
    let (count, end) = splitter::ends::<P>(text, from, until, batch::LONGEST, &mut batch.ends);
    let (mut at, mut news) = (from, 0);
    for number in 0..count {
        let end = from + usize::from(batch.ends[number % PIECES]);
        let length = end - at;
        let (key, known) = if length <= piece_cache::SHORT {
            let key = Key::of(text, at, length);
            (
                key,
                sink.take_known(short, &mut batch.kept[number % PIECES], key),
            )
        } else {
            (Key::LONG, false)
        };
        batch.new[news % PIECES] = New {
            key,
            start: (at - from) as u32,
            length: length as u16,
            number: number as u16,
        };
        news += usize::from(!known);
        at = end;
    }
    batch.count = count;
    batch.news = news;
    end
}
