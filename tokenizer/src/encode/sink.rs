//! Where tokens go: into a list, or only their number into a sum.

use super::Work;
use super::batch::{New, PIECES};
use crate::piece_cache::{Hash, Kept, Key, ShortPieces};

/// See the file's head.
pub trait Sink {
    /// Whether it is tokens that are wanted, not only their number.
    const WANTS_TOKENS: bool;
    fn one(&mut self, token: u32);
    fn many(&mut self, tokens: &[u32]);
    /// To be called before each batch.
    fn prepare(&mut self, work: &mut Work);
    /// Takes what is remembered of a short piece in its place; says whether it is. Without a branch.
    fn take_known(&mut self, short: &ShortPieces, kept: &mut Kept, key: Key) -> bool;
    /// Takes what is remembered of a short piece in or beside its place; says whether it is.
    fn take_short(&mut self, work: &mut Work, new: New) -> bool;
    /// The same for a long piece, of these bytes.
    fn take_long(&mut self, work: &mut Work, new: New, hash: Hash, bytes: &[u8]) -> bool;
    /// Takes the tokens of a new long piece; `kept` and `many` are those of the batch.
    fn take_new(
        &mut self,
        kept: &mut [Kept; PIECES],
        many: &mut Vec<u32>,
        new: New,
        tokens: &[u32],
    );
    /// Takes the tokens of a new short piece, as the cache keeps them from now on.
    fn take_kept(&mut self, kept: &mut [Kept; PIECES], new: New, tokens: &[u32], in_cache: Kept);
    /// Takes the tokens of the whole batch, all of which are known now.
    fn take_batch(&mut self, work: &mut Work);
}

impl Sink for Vec<u32> {
    const WANTS_TOKENS: bool = true;

    #[inline(always)]
    fn one(&mut self, token: u32) {
        self.push(token);
    }

    #[inline(always)]
    fn many(&mut self, tokens: &[u32]) {
        self.extend_from_slice(tokens);
    }

    #[inline(always)]
    fn prepare(&mut self, work: &mut Work) {
        work.batch.many.clear();
        work.short.want_tokens();
    }

    #[inline(always)]
    fn take_known(&mut self, short: &ShortPieces, kept: &mut Kept, key: Key) -> bool {
        *kept = short.known_tokens(key);
        kept.is_something()
    }

    #[inline(always)]
    fn take_short(&mut self, Work { short, batch, .. }: &mut Work, new: New) -> bool {
        let kept = short.tokens(new.key);
        batch.kept[usize::from(new.number) % PIECES] = kept.unwrap_or(Kept::NOTHING);
        kept.is_some()
    }

    #[inline(always)]
    fn take_long(
        &mut self,
        Work { long, batch, .. }: &mut Work,
        new: New,
        hash: Hash,
        bytes: &[u8],
    ) -> bool {
        let start = batch.many.len();
        let known = long.tokens(hash, bytes, 0, bytes.len(), &mut batch.many);
        batch.kept[usize::from(new.number) % PIECES] = Kept::from(start, &batch.many);
        known
    }

    #[inline(always)]
    fn take_new(
        &mut self,
        kept: &mut [Kept; PIECES],
        many: &mut Vec<u32>,
        new: New,
        tokens: &[u32],
    ) {
        kept[usize::from(new.number) % PIECES] = Kept::elsewhere(tokens, many);
    }

    #[inline(always)]
    fn take_kept(&mut self, kept: &mut [Kept; PIECES], new: New, _: &[u32], in_cache: Kept) {
        kept[usize::from(new.number) % PIECES] = in_cache;
    }

    #[inline(never)]
    fn take_batch(&mut self, Work { short, batch, .. }: &mut Work) {
        batch.staged.resize(PIECES * 3 + 3, 0);
        let mut staged = 0;
        for kept in &batch.kept[..batch.count] {
            if let Some((ids, count)) = kept.few() {
                if let Some(room) = batch.staged.get_mut(staged..staged + ids.len()) {
                    room.copy_from_slice(&ids);
                }
                staged += count;
            } else {
                self.extend_from_slice(&batch.staged[..staged]);
                staged = 0;
                let (place, in_cache) = kept.place();
                let list = if in_cache { short.many() } else { &batch.many };
                self.extend_from_slice(&list[place]);
            }
        }
        self.extend_from_slice(&batch.staged[..staged]);
    }
}

impl Sink for usize {
    const WANTS_TOKENS: bool = false;

    #[inline(always)]
    fn one(&mut self, _: u32) {
        *self += 1;
    }

    #[inline(always)]
    fn many(&mut self, tokens: &[u32]) {
        *self += tokens.len();
    }

    #[inline(always)]
    fn prepare(&mut self, _: &mut Work) {}

    #[inline(always)]
    fn take_known(&mut self, short: &ShortPieces, _: &mut Kept, key: Key) -> bool {
        let count = short.known_count(key);
        *self += count;
        count > 0
    }

    #[inline(always)]
    fn take_short(&mut self, work: &mut Work, new: New) -> bool {
        let count = work.short.count(new.key);
        *self += count.unwrap_or(0);
        count.is_some()
    }

    #[inline(always)]
    fn take_long(&mut self, work: &mut Work, _: New, hash: Hash, bytes: &[u8]) -> bool {
        let count = work.long.count(hash, bytes, 0, bytes.len());
        *self += count.unwrap_or(0);
        count.is_some()
    }

    #[inline(always)]
    fn take_new(&mut self, _: &mut [Kept; PIECES], _: &mut Vec<u32>, _: New, tokens: &[u32]) {
        *self += tokens.len();
    }

    #[inline(always)]
    fn take_kept(&mut self, _: &mut [Kept; PIECES], _: New, tokens: &[u32], _: Kept) {
        *self += tokens.len();
    }

    #[inline(always)]
    fn take_batch(&mut self, _: &mut Work) {}
}
