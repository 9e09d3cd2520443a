//! What a count says of itself: which part is an estimate or left out, and why.
//!
//! Requests may be large and hostile: things left out for the same reason share a note, and there
//! is a bound on notes.

/// Most notes of a kind.
const MOST: usize = 20;

/// Longest name, in bytes, that a note repeats as it is.
const LONGEST_NAME: usize = 200;

/// A name as notes show it: its first 60 characters, where it is long.
pub(super) fn shortened(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(60).chain(['…']).collect()
}

/// The notes of one count.
#[derive(Default)]
pub(super) struct Notes {
    estimates: Vec<String>,
    left_out: Vec<LeftOut>,
    more: bool,
}

/// Parts of messages that are not counted for one reason.
struct LeftOut {
    what: String,
    reason: String,
    first: String,
    count: usize,
}

impl Notes {
    /// Says that a part is an estimate, and why.
    pub(super) fn estimate(&mut self, note: impl Into<String>) {
        let note = note.into();
        if self.estimates.contains(&note) {
            return;
        }
        if self.estimates.len() < MOST {
            self.estimates.push(note);
        } else {
            self.more = true;
        }
    }

    /// Says that a part, such as "an image", at `place` is not counted, and why.
    pub(super) fn left_out(&mut self, what: &str, reason: String, place: impl Fn() -> String) {
        let mut known = self.left_out.iter_mut();
        if let Some(known) = known.find(|known| known.what == what && known.reason == reason) {
            known.count += 1;
        } else if self.left_out.len() < MOST {
            self.left_out.push(LeftOut {
                what: what.to_owned(),
                reason,
                first: place(),
                count: 1,
            });
        } else {
            self.more = true;
        }
    }

    /// Whether nothing was noted, so that the count is exact.
    pub(super) fn is_empty(&self) -> bool {
        self.estimates.is_empty() && self.left_out.is_empty()
    }

    /// One sentence each.
    pub(super) fn into_sentences(self) -> Vec<String> {
        let left_out = self.left_out.into_iter().map(|part| {
            let LeftOut {
                what,
                reason,
                first,
                count,
            } = part;
            match count {
                1 => format!("{what} is not counted: {reason} ({first})"),
                _ => format!("{what} is not counted, {count} times: {reason} (first {first})"),
            }
        });
        let more = self
            .more
            .then(|| "more of the request is estimated or not counted".to_owned());
        self.estimates
            .into_iter()
            .chain(left_out)
            .chain(more)
            .collect()
    }
}
