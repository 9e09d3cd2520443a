//! Byte-pair encoding of many pieces at a time, each in a lane of its own.
//!
//! Each piece is merged as in [`super::merge`]. What takes most of the time there is waiting for the table of
//! pairs: which pair is looked up next depends on what came of the last one. Here the lanes take turns, one
//! merge at a time; after each round the slots that all of them need next are read, none of which waits for
//! another.

use super::symbols;
use crate::vocabulary::{Asked, Vocabulary};

/// Pieces that are worked on at a time.
const LANES: usize = 16;
/// Above any rank and place.
const NONE: u32 = u32::MAX;

/// For pieces of up to 16 bytes, merged from bytes.
pub type ByteLanes = Lanes<16, 32, false>;
/// For pieces of up to 64 characters, most beyond ASCII, merged from characters.
pub type CharacterLanes = Lanes<64, 128, true>;
/// So many pairs are looked at together; most pieces have no more.
const TOGETHER: usize = 16;

/// One piece, of up to `LONGEST` bytes or characters. There are more `PLACES`: what has no neighbour has one in the
/// last, which joins nothing, so that no branch needs to ask.
#[derive(Clone, Copy)]
struct Lane<const LONGEST: usize, const PLACES: usize, const CHARACTERS: bool> {
    /// What the caller knows it by.
    name: usize,
    length: usize,
    /// The token that begins at each place, where its neighbours begin, and the rank of its pair with the
    /// next one, with the place below it: the smallest of the first `LONGEST` is the next to merge.
    ids: [u32; PLACES],
    next: [u8; PLACES],
    previous: [u8; PLACES],
    pairs: [u32; PLACES],
    /// The pairs that the last merge made, and where they begin.
    asked: [Asked; 2],
    places: [u8; 2],
}

/// Room for the work, made when it is first needed.
#[derive(Default)]
pub struct Lanes<const LONGEST: usize, const PLACES: usize, const CHARACTERS: bool>(
    Option<Box<[Lane<LONGEST, PLACES, CHARACTERS>; LANES]>>,
);

impl<const LONGEST: usize, const PLACES: usize, const CHARACTERS: bool>
    Lanes<LONGEST, PLACES, CHARACTERS>
{
    /// Merges pieces as long as `next` gives any; `done` gets the tokens of each, or nothing where it is too long.
    /// Returns a number that only says that memory was read.
    #[inline(always)]
    pub fn merge<'a>(
        &mut self,
        vocabulary: &Vocabulary,
        mut next: impl FnMut() -> Option<(usize, &'a [u8])>,
        mut done: impl FnMut(usize, Option<&[u32]>),
    ) -> u64 {
        let lanes = self.0.get_or_insert_with(|| Box::new([Lane::EMPTY; LANES]));
        let (mut active, mut touched) = (0, 0);
        loop {
            while active < LANES
                && let Some((name, piece)) = next()
            {
                if lanes[active].begin(vocabulary, name, piece) {
                    active += 1;
                } else {
                    done(name, None);
                }
            }
            if active == 0 {
                return touched;
            }
            let mut at = 0;
            while at < active {
                let lane = &mut lanes[at % LANES];
                if lane.step(vocabulary) {
                    at += 1;
                    continue;
                }
                let (tokens, count) = lane.tokens();
                done(lane.name, Some(&tokens[..count]));
                active -= 1;
                lanes[at % LANES] = lanes[active % LANES];
            }
            for lane in &mut lanes[..active] {
                for asked in &mut lane.asked {
                    touched ^= vocabulary.ask(asked);
                }
            }
        }
    }
}

impl<const LONGEST: usize, const PLACES: usize, const CHARACTERS: bool>
    Lane<LONGEST, PLACES, CHARACTERS>
{
    const OUTSIDE: usize = PLACES - 1;
    const EMPTY: Self = Self {
        name: 0,
        length: 0,
        ids: [0; PLACES],
        next: [0; PLACES],
        previous: [0; PLACES],
        pairs: [0; PLACES],
        asked: [Asked::NOTHING; 2],
        places: [0; 2],
    };

    /// Takes a piece, if it is not too long.
    #[inline(never)]
    fn begin(&mut self, vocabulary: &Vocabulary, name: usize, piece: &[u8]) -> bool {
        const { assert!(LONGEST + symbols::CHARACTER < PLACES) };
        let symbols = if CHARACTERS {
            symbols::characters
        } else {
            symbols::bytes
        };
        let Some(length) = symbols(vocabulary, piece, &mut self.ids, LONGEST) else {
            return false;
        };
        self.name = name;
        self.length = length;
        self.asked = [Asked::NOTHING; 2];
        self.places = [Self::OUTSIDE as u8; 2];
        for pair in self.pairs_in_use() {
            *pair = [NONE; TOGETHER];
        }
        for at in 0..length {
            self.next[at % PLACES] = at as u8 + 1;
            self.previous[at % PLACES] = (at as u8).wrapping_sub(1) % PLACES as u8;
        }
        self.ids[length % PLACES] = Vocabulary::NO_ID;
        self.ids[Self::OUTSIDE] = Vocabulary::NO_ID;
        for at in 1..length {
            let joined = if CHARACTERS {
                vocabulary.joined(self.ids[(at - 1) % PLACES], self.ids[at % PLACES])
            } else {
                vocabulary.joined_bytes(piece[at - 1], piece[at])
            };
            self.pairs[(at - 1) % PLACES] = Self::ranked(joined, at - 1);
        }
        true
    }

    /// Merges one pair, if there is one left.
    #[inline(always)]
    fn step(&mut self, vocabulary: &Vocabulary) -> bool {
        for (asked, place) in self.asked.into_iter().zip(self.places) {
            let at = usize::from(place) % PLACES;
            self.pairs[at] = Self::ranked(vocabulary.answer(asked), at);
        }
        let mut lowest = NONE;
        for pairs in self.pairs_in_use() {
            lowest = pairs.iter().fold(lowest, |lowest, pair| lowest.min(*pair));
        }
        if lowest == NONE {
            return false;
        }
        let at = lowest as usize % LONGEST;
        let joined = lowest >> LONGEST.ilog2();
        let gone = usize::from(self.next[at]) % PLACES;
        let after = usize::from(self.next[gone]) % PLACES;
        let before = usize::from(self.previous[at]) % PLACES;
        self.ids[at] = joined;
        self.next[at] = after as u8;
        self.previous[after] = at as u8;
        self.pairs[gone] = NONE;
        self.asked = [
            Asked::of(joined, self.ids[after]),
            Asked::of(self.ids[before], joined),
        ];
        self.places = [at as u8, before as u8];
        true
    }

    /// The places that pairs may stand at.
    #[inline(always)]
    fn pairs_in_use(&mut self) -> &mut [[u32; TOGETHER]] {
        let (all, _) = self.pairs.as_chunks_mut();
        let used = if LONGEST > TOGETHER {
            self.length.div_ceil(TOGETHER).clamp(1, LONGEST / TOGETHER)
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
            tokens[count] = self.ids[at % PLACES];
            count += 1;
            at = usize::from(self.next[at % PLACES]);
        }
        (tokens, count)
    }

    /// The rank of a pair, with its place below it.
    #[inline(always)]
    fn ranked(joined: Option<u32>, at: usize) -> u32 {
        joined.map_or(NONE, |id| id << LONGEST.ilog2() | at as u32)
    }
}
