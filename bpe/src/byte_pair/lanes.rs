//! Byte-pair encoding of many short pieces at a time, each in a lane of its own.
//!
//! Each piece is merged as in [`super::merge`]. What takes most of the time there is waiting for the table of
//! pairs: which pair is looked up next depends on what came of the last one. Here the lanes take turns, one
//! merge at a time; after each round the slots that all of them need next are read, none of which waits for
//! another.

use crate::vocabulary::{Asked, Vocabulary};

/// The longest piece, in bytes.
const LONGEST: usize = 16;
/// Pieces that are worked on at a time.
const LANES: usize = 16;
/// Above any rank and place.
const NONE: u32 = u32::MAX;
/// Bits of a place within a piece.
const PLACE_BITS: u32 = 4;
/// Places, with some to spare: what has no neighbour has one there, which joins nothing, so that no branch
/// needs to ask.
const PLACES: usize = 32;
const OUTSIDE: u8 = PLACES as u8 - 1;

/// One piece. Means nothing before [`Lane::begin`]: zeros, because they make no code.
#[derive(Clone, Copy, Default)]
struct Lane {
    /// What the caller knows it by.
    name: usize,
    length: usize,
    /// The token that begins at each place, where its neighbours begin, and the rank of its pair with the
    /// next one, with the place below it: the smallest of the first [`LONGEST`] is the next to merge.
    ids: [u32; PLACES],
    next: [u8; PLACES],
    previous: [u8; PLACES],
    pairs: [u32; PLACES],
    /// The pairs that the last merge made, and where they begin.
    asked: [Asked; 2],
    places: [u8; 2],
}

/// Room for the work.
#[derive(Default)]
pub struct Lanes([Lane; LANES]);

impl Lanes {
    /// Merges pieces, of one to [`LONGEST`] bytes, as long as `next` gives any; `done` gets the tokens of each.
    /// Returns a number that only says that memory was read.
    #[inline(always)]
    pub fn merge<'a>(
        &mut self,
        vocabulary: &Vocabulary,
        mut next: impl FnMut() -> Option<(usize, &'a [u8])>,
        mut done: impl FnMut(usize, &[u32]),
    ) -> u64 {
        let lanes = &mut self.0;
        let mut active = 0;
        while active < LANES
            && let Some((name, piece)) = next()
        {
            lanes[active].begin(vocabulary, name, piece);
            active += 1;
        }
        let mut touched = 0;
        while active > 0 {
            let mut at = 0;
            while at < active {
                let lane = &mut lanes[at % LANES];
                if lane.step(vocabulary) {
                    at += 1;
                    continue;
                }
                let (tokens, count) = lane.tokens();
                done(lane.name, &tokens[..count]);
                if let Some((name, piece)) = next() {
                    lane.begin(vocabulary, name, piece);
                } else {
                    active -= 1;
                    lanes[at % LANES] = lanes[active % LANES];
                }
            }
            for lane in &mut lanes[..active] {
                for asked in &mut lane.asked {
                    touched ^= vocabulary.ask(asked);
                }
            }
        }
        touched
    }
}

impl Lane {
    #[inline(never)]
    fn begin(&mut self, vocabulary: &Vocabulary, name: usize, piece: &[u8]) {
        let length = piece.len().min(LONGEST);
        self.name = name;
        self.length = length;
        self.asked = [Asked::NOTHING; 2];
        self.places = [OUTSIDE; 2];
        for pair in &mut self.pairs[..LONGEST] {
            *pair = NONE;
        }
        for (at, byte) in piece.iter().take(length).enumerate() {
            self.ids[at] = vocabulary.byte_id(*byte);
            self.next[at] = at as u8 + 1;
            self.previous[at] = (at as u8).wrapping_sub(1) % PLACES as u8;
        }
        self.ids[length] = Vocabulary::NO_ID;
        self.ids[usize::from(OUTSIDE)] = Vocabulary::NO_ID;
        for at in 1..length {
            let joined = vocabulary.joined_bytes(piece[at - 1], piece[at]);
            self.pairs[at - 1] = ranked(joined, at - 1);
        }
    }

    /// Merges one pair, if there is one left.
    #[inline(always)]
    fn step(&mut self, vocabulary: &Vocabulary) -> bool {
        for (asked, place) in self.asked.into_iter().zip(self.places) {
            let at = usize::from(place) % PLACES;
            self.pairs[at] = ranked(vocabulary.answer(asked), at);
        }
        let lowest = self.pairs[..LONGEST]
            .iter()
            .fold(NONE, |lowest, pair| lowest.min(*pair));
        if lowest == NONE {
            return false;
        }
        let at = lowest as usize % LONGEST;
        let joined = lowest >> PLACE_BITS;
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
}

#[inline(always)]
fn ranked(joined: Option<u32>, at: usize) -> u32 {
    joined.map_or(NONE, |id| id << PLACE_BITS | at as u32)
}
