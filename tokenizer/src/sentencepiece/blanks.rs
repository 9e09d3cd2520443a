//! From ranks to ids, with the runs of blanks joined that a vocabulary merges last.

use super::ids::Ids;
use crate::encoder::Sink;
use crate::vocabulary::Vocabulary;

/// Runs of blanks that merge last, of equals the leftmost.
pub struct Blanks {
    /// The ids of a run of each length, up to that of the longest token; empty if blanks do not merge.
    by_length: Vec<Vec<u32>>,
}

impl Blanks {
    /// From the id of one blank, and the lengths and ids of runs that are tokens.
    pub fn new(blank: u32, runs: &[(u8, u32)]) -> Self {
        let longest = runs.iter().map(|(length, _)| *length).max().unwrap_or(0);
        let id = |length: u8| {
            let found = runs.iter().find(|run| run.0 == length);
            found.map(|run| run.1)
        };
        let ids_of = |length: u8| {
            let mut parts = vec![1_u8; usize::from(length)];
            let joined = |two: &[u8]| two[0].checked_add(two[1]).filter(|sum| id(*sum).is_some());
            while let Some(at) = parts.windows(2).position(|two| joined(two).is_some()) {
                let right = parts.remove(at + 1);
                parts[at] += right;
            }
            parts
                .into_iter()
                .map(|part| id(part).unwrap_or(blank))
                .collect()
        };
        let by_length = if longest > 0 {
            (0..=longest).map(ids_of).collect()
        } else {
            Vec::new()
        };
        Self { by_length }
    }

    /// Whether blanks merge.
    pub fn join(&self) -> bool {
        !self.by_length.is_empty()
    }
}

/// Receives ranks and passes ids on.
pub struct ToIds<'a, S> {
    pub ids: &'a Ids,
    pub blanks: &'a Blanks,
    pub vocabulary: &'a Vocabulary,
    /// Blanks at the end that a further one may join.
    pub pending: usize,
    pub sink: S,
}

/// Receives ids.
pub trait IdSink {
    /// Receives the next id.
    fn take(&mut self, id: u32);
}

impl IdSink for &mut Vec<u32> {
    #[inline(always)]
    fn take(&mut self, id: u32) {
        self.push(id);
    }
}

impl IdSink for &mut usize {
    #[inline(always)]
    fn take(&mut self, _: u32) {
        **self += 1;
    }
}

/// The rank of a blank, which is a byte.
const BLANK: u32 = b' ' as u32;

impl<S: IdSink> ToIds<'_, S> {
    /// Passes the blanks on that nothing can join any more.
    pub fn finish(&mut self) {
        let longest = self.blanks.by_length.len().saturating_sub(1);
        while self.pending > 0 && longest > 0 {
            let length = self.pending.min(longest);
            for id in &self.blanks.by_length[length] {
                self.sink.take(*id);
            }
            self.pending -= length;
        }
    }

    #[cold]
    fn take_beginning(&mut self, rank: u32) {
        for byte in self.vocabulary.token(rank).unwrap_or_default() {
            self.sink.take(self.ids.of_byte(*byte));
        }
    }
}

impl<S: IdSink> Sink for ToIds<'_, S> {
    const WANTS_TOKENS: bool = true;

    #[inline(always)]
    fn push(&mut self, ranks: &[u32]) {
        for &rank in ranks {
            if rank == BLANK && self.blanks.join() {
                self.pending += 1;
                continue;
            }
            if self.pending > 0 {
                self.finish();
            }
            match self.ids.of_rank(rank) {
                Some(id) => self.sink.take(id),
                None => self.take_beginning(rank),
            }
        }
    }

    #[inline(always)]
    fn add(&mut self, _: usize) {}
}
