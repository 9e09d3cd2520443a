//! The longest tokens, sorted by their bytes, to find those that a text begins with.
//!
//! Runs of `=` or `-` have dozens of tokens of up to 128 bytes. Trying one length after the other would
//! hash the same bytes dozens of times for each token; here one binary search finds all of them.

use crate::sorting::sort_by;
use std::cmp::Ordering;

/// The shortest token of this table, in bytes.
pub const SHORTEST: usize = 21;
/// Marks no token.
const NONE: u32 = u32::MAX;

/// One of the tokens.
struct Entry {
    id: u32,
    length: u32,
    /// The longest other entry that this one begins with.
    shorter: u32,
}

/// Tokens of at least [`SHORTEST`] bytes, sorted.
pub struct LongTokens {
    sorted: Vec<Entry>,
}

/// The result of a search at one position, from which a search there with a lower limit continues.
#[derive(Default)]
pub struct SearchState {
    /// The position plus 1; 0 for none.
    at: usize,
    entry: u32,
}

impl LongTokens {
    /// A table of the tokens with these ids, all of at least [`SHORTEST`] bytes.
    pub fn new<'a>(mut ids: Vec<u32>, bytes_of: impl Fn(u32) -> &'a [u8]) -> Self {
        sort_by(&mut ids, |left, right| {
            bytes_of(*left).cmp(bytes_of(*right))
        });
        let mut sorted: Vec<Entry> = Vec::with_capacity(ids.len());
        for id in ids {
            let bytes = bytes_of(id);
            // What a token begins with is sorted before it: its neighbour, or what that begins with.
            let mut shorter = (sorted.len() as u32).wrapping_sub(1);
            while let Some(entry) = sorted.get(shorter as usize) {
                if bytes.starts_with(bytes_of(entry.id)) {
                    break;
                }
                shorter = entry.shorter;
            }
            sorted.push(Entry {
                id,
                length: bytes.len() as u32,
                shorter,
            });
        }
        Self { sorted }
    }

    /// The longest of them, of at most `limit` bytes, that `text[at..]` begins with; and its length.
    pub fn longest_prefix<'a>(
        &self,
        text: &[u8],
        at: usize,
        limit: usize,
        state: &mut SearchState,
        bytes_of: impl Fn(u32) -> &'a [u8],
    ) -> Option<(u32, usize)> {
        if state.at != at + 1 {
            *state = SearchState {
                at: at + 1,
                entry: self.find(&text[at..], bytes_of),
            };
        }
        while let Some(entry) = self.sorted.get(state.entry as usize) {
            if entry.length as usize <= limit {
                return Some((entry.id, entry.length as usize));
            }
            // Limits only fall while the position stays the same.
            state.entry = entry.shorter;
        }
        None
    }

    /// The longest token that `text` begins with.
    fn find<'a>(&self, text: &[u8], bytes_of: impl Fn(u32) -> &'a [u8]) -> u32 {
        // All entries before `low` are at most `text`, all from `high` on are above it. They agree with it
        // in at least `low_same` and `high_same` bytes, which need not be compared again.
        let (mut low, mut high) = (0, self.sorted.len());
        let (mut low_same, mut high_same) = (0, 0);
        while low < high {
            let middle = low + (high - low) / 2;
            let token = bytes_of(self.sorted[middle].id);
            let mut same = low_same.min(high_same);
            while same < token.len() && same < text.len() && token[same] == text[same] {
                same += 1;
            }
            if order(token, text, same) == Ordering::Greater {
                (high, high_same) = (middle, same);
            } else {
                (low, low_same) = (middle + 1, same);
            }
        }
        let mut found = (low as u32).wrapping_sub(1);
        while let Some(entry) = self.sorted.get(found as usize) {
            if entry.length as usize <= low_same {
                return found;
            }
            found = entry.shorter;
        }
        NONE
    }
}

/// The order of a token and a text that agree in `same` bytes, and then no more.
fn order(token: &[u8], text: &[u8], same: usize) -> Ordering {
    token.get(same).cmp(&text.get(same))
}
