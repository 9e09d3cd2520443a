//! The longest tokens, in the order of their bytes: which of them a text begins with.
//!
//! Runs of '=' or '-' have dozens of tokens of up to 128 bytes. To try one length after the other means
//! to hash the same bytes dozens of times for each token; here the text's place in the order tells all
//! of them at once.

use std::cmp::Ordering;

/// The shortest that is kept here.
pub const SHORTEST: usize = 21;
/// Stands for no token.
const NONE: u32 = u32::MAX;

/// One of the tokens.
struct Entry {
    id: u32,
    length: u32,
    /// The longest other one that this one begins with.
    shorter: u32,
}

pub struct LongTokens {
    sorted: Vec<Entry>,
}

/// What was found at a place, kept for asking again with a lower limit.
#[derive(Default)]
pub struct Place {
    /// The place, plus 1; 0 for none.
    at: usize,
    entry: u32,
}

impl LongTokens {
    /// Of the tokens with these ids, all of at least [`SHORTEST`] bytes.
    pub fn new<'a>(mut ids: Vec<u32>, bytes_of: impl Fn(u32) -> &'a [u8]) -> Self {
        ids.sort_unstable_by(|left, right| bytes_of(*left).cmp(bytes_of(*right)));
        let mut sorted: Vec<Entry> = Vec::with_capacity(ids.len());
        for id in ids {
            let bytes = bytes_of(id);
            // What a token begins with stands before it: its neighbour, or what that begins with.
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
        place: &mut Place,
        bytes_of: impl Fn(u32) -> &'a [u8],
    ) -> Option<(u32, usize)> {
        if place.at != at + 1 {
            *place = Place {
                at: at + 1,
                entry: self.find(&text[at..], bytes_of),
            };
        }
        while let Some(entry) = self.sorted.get(place.entry as usize) {
            if entry.length as usize <= limit {
                return Some((entry.id, entry.length as usize));
            }
            // Limits only fall while the place stays the same.
            place.entry = entry.shorter;
        }
        None
    }

    /// The longest token that `text` begins with.
    fn find<'a>(&self, text: &[u8], bytes_of: impl Fn(u32) -> &'a [u8]) -> u32 {
        // All before `low` are at most `text`, all from `high` on above it; they agree with it in that
        // many bytes at least, which need not be compared again.
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
