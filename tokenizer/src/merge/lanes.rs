//! Byte-pair encoding of many pre-tokens at a time, each in a lane of its own.
//!
//! Each lane merges as [`super::small`] does. Most of the time there is spent waiting for the pair
//! table, since the result of one merge decides which pair is looked up next. Here the lanes take
//! turns, one merge each, and after each round the slots that all of them need next are prefetched,
//! none of which waits for another.

use super::characters::{self, LONGEST_CHARACTER};
use crate::vocabulary::{PairQuery, Vocabulary};

/// Pre-tokens that are merged at a time.
const LANES: usize = 16;
/// Above any rank and position.
const NONE: u32 = u32::MAX;
/// Pairs that are compared together; most pre-tokens have no more.
const GROUP: usize = 16;

/// Lanes for pre-tokens of up to 16 bytes, merged from bytes.
pub type ByteLanes = Lanes<16, 32, false>;
/// Lanes for mostly non-ASCII pre-tokens of up to 64 characters, merged from characters.
pub type CharacterLanes = Lanes<64, 128, true>;

/// One pre-token of up to `LONGEST` bytes or characters. `POSITIONS` exceeds `LONGEST`: the last
/// position is a sentinel that merges with nothing, so that the first and the last token need no
/// bounds branch.
#[derive(Clone, Copy)]
struct Lane<const LONGEST: usize, const POSITIONS: usize, const FROM_CHARACTERS: bool> {
    /// The index of the pre-token among those of the caller.
    index: usize,
    length: usize,
    /// The token that begins at each position.
    ids: [u32; POSITIONS],
    /// Where its neighbours begin.
    next: [u8; POSITIONS],
    previous: [u8; POSITIONS],
    /// The rank of its pair with the next token, above the position itself. The smallest of the first
    /// `LONGEST` is the next pair to merge.
    pairs: [u32; POSITIONS],
    /// The two pairs that the last merge made, and where they begin.
    queries: [PairQuery; 2],
    query_positions: [u8; 2],
}

/// Sixteen lanes, allocated when they are first needed.
#[derive(Default)]
pub struct Lanes<const LONGEST: usize, const POSITIONS: usize, const FROM_CHARACTERS: bool>(
    Option<Box<[Lane<LONGEST, POSITIONS, FROM_CHARACTERS>; LANES]>>,
);

impl<const LONGEST: usize, const POSITIONS: usize, const FROM_CHARACTERS: bool>
    Lanes<LONGEST, POSITIONS, FROM_CHARACTERS>
{
    /// Merges pre-tokens. `done` gets the index of each and its tokens, or `None` if it is too long;
    /// not in their order.
    ///
    /// Returns an opaque value that the caller must fold into its state, so that the prefetches are
    /// not optimized away.
    #[inline(always)]
    pub fn merge<'a>(
        &mut self,
        vocabulary: &Vocabulary,
        pre_tokens: impl Iterator<Item = &'a [u8]>,
        mut done: impl FnMut(usize, Option<&[u32]>),
    ) -> u64 {
        let lanes = self.0.get_or_insert_with(|| Box::new([Lane::EMPTY; LANES]));
        let mut pre_tokens = pre_tokens.enumerate();
        let (mut active, mut prefetched) = (0, 0);
        loop {
            while active < LANES
                && let Some((index, pre_token)) = pre_tokens.next()
            {
                if lanes[active].start(vocabulary, index, pre_token) {
                    active += 1;
                } else {
                    done(index, None);
                }
            }
            if active == 0 {
                return prefetched;
            }
            let mut at = 0;
            while at < active {
                let lane = &mut lanes[at % LANES];
                if lane.step(vocabulary) {
                    at += 1;
                    continue;
                }
                let (tokens, count) = lane.tokens();
                done(lane.index, Some(&tokens[..count]));
                active -= 1;
                lanes[at % LANES] = lanes[active % LANES];
            }
            for lane in &mut lanes[..active] {
                for query in &mut lane.queries {
                    prefetched ^= vocabulary.prefetch_pair(query);
                }
            }
        }
    }
}

impl<const LONGEST: usize, const POSITIONS: usize, const FROM_CHARACTERS: bool>
    Lane<LONGEST, POSITIONS, FROM_CHARACTERS>
{
    const SENTINEL: usize = POSITIONS - 1;
    const EMPTY: Self = Self {
        index: 0,
        length: 0,
        ids: [0; POSITIONS],
        next: [0; POSITIONS],
        previous: [0; POSITIONS],
        pairs: [0; POSITIONS],
        queries: [PairQuery::NONE; 2],
        query_positions: [0; 2],
    };

    /// Starts a pre-token. Returns false if it is too long.
    #[inline(never)]
    fn start(&mut self, vocabulary: &Vocabulary, index: usize, pre_token: &[u8]) -> bool {
        const { assert!(LONGEST + LONGEST_CHARACTER < POSITIONS) };
        let first_tokens = if FROM_CHARACTERS {
            characters::characters
        } else {
            characters::bytes
        };
        let Some(length) = first_tokens(vocabulary, pre_token, &mut self.ids, LONGEST) else {
            return false;
        };
        self.index = index;
        self.length = length;
        self.queries = [PairQuery::NONE; 2];
        self.query_positions = [Self::SENTINEL as u8; 2];
        for pair in self.pairs_in_use() {
            *pair = [NONE; GROUP];
        }
        for at in 0..length {
            self.next[at % POSITIONS] = at as u8 + 1;
            self.previous[at % POSITIONS] = (at as u8).wrapping_sub(1) % POSITIONS as u8;
        }
        self.ids[length % POSITIONS] = Vocabulary::NO_ID;
        self.ids[Self::SENTINEL] = Vocabulary::NO_ID;
        for at in 1..length {
            let merged = if FROM_CHARACTERS {
                let (left, right) = (self.ids[(at - 1) % POSITIONS], self.ids[at % POSITIONS]);
                vocabulary.merged(left, right)
            } else {
                vocabulary.merged_bytes(pre_token[at - 1], pre_token[at])
            };
            self.pairs[(at - 1) % POSITIONS] = Self::rank_above_position(merged, at - 1);
        }
        true
    }

    /// Merges one pair. Returns false if none is left.
    #[inline(always)]
    fn step(&mut self, vocabulary: &Vocabulary) -> bool {
        for (query, position) in self.queries.into_iter().zip(self.query_positions) {
            let at = usize::from(position) % POSITIONS;
            self.pairs[at] = Self::rank_above_position(vocabulary.prefetched_pair(query), at);
        }
        let mut lowest = NONE;
        for pairs in self.pairs_in_use() {
            lowest = pairs.iter().fold(lowest, |lowest, pair| lowest.min(*pair));
        }
        if lowest == NONE {
            return false;
        }
        let at = lowest as usize % LONGEST;
        let merged = lowest >> LONGEST.ilog2();
        let removed = usize::from(self.next[at]) % POSITIONS;
        let after = usize::from(self.next[removed]) % POSITIONS;
        let before = usize::from(self.previous[at]) % POSITIONS;
        self.ids[at] = merged;
        self.next[at] = after as u8;
        self.previous[after] = at as u8;
        self.pairs[removed] = NONE;
        self.queries = [
            PairQuery::of(merged, self.ids[after]),
            PairQuery::of(self.ids[before], merged),
        ];
        self.query_positions = [at as u8, before as u8];
        true
    }

    /// The positions at which pairs may begin, in groups.
    #[inline(always)]
    fn pairs_in_use(&mut self) -> &mut [[u32; GROUP]] {
        let (all, _) = self.pairs.as_chunks_mut();
        let used = if LONGEST > GROUP {
            self.length.div_ceil(GROUP).clamp(1, LONGEST / GROUP)
        } else {
            1
        };
        &mut all[..used]
    }

    #[inline(always)]
    fn tokens(&self) -> ([u32; LONGEST], usize) {
        let mut tokens = [0; LONGEST];
        let (mut at, mut count) = (0, 0);
        while at < self.length && count < LONGEST {
            tokens[count] = self.ids[at % POSITIONS];
            count += 1;
            at = usize::from(self.next[at % POSITIONS]);
        }
        (tokens, count)
    }

    #[inline(always)]
    fn rank_above_position(merged: Option<u32>, at: usize) -> u32 {
        merged.map_or(NONE, |rank| rank << LONGEST.ilog2() | at as u32)
    }
}
