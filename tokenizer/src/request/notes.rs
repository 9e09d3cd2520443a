//! What a count says about itself: which parts are estimates or are not counted, and why.
//!
//! Requests may be large and hostile. So parts that are not counted for the same reason share a note,
//! and the number of notes is bounded.

/// The most notes of each kind.
const MAX_NOTES: usize = 20;

/// Longest name, in bytes, that a note repeats as it is.
const LONGEST_NAME: usize = 200;

/// A name as notes show it: the first 60 characters of a long one.
pub fn shortened(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(60).chain(['…']).collect()
}

/// A positive number of few decimals as text.
///
/// The standard library's way to write a float would be 16 KB of wasm.
pub fn decimal(value: f64) -> String {
    let millionths = (value * 1e6).round() as u64;
    let digits = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    digits
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// The notes of one count.
#[derive(Default)]
pub struct Notes {
    estimates: Vec<String>,
    left_out: Vec<LeftOut>,
    more: bool,
}

/// Parts of messages that are not counted for the same reason.
struct LeftOut {
    what: String,
    reason: String,
    first: String,
    count: usize,
}

impl Notes {
    /// Notes that a part is an estimate, and why.
    pub fn estimate(&mut self, note: impl Into<String>) {
        let note = note.into();
        if self.estimates.contains(&note) {
            return;
        }
        if self.estimates.len() < MAX_NOTES {
            self.estimates.push(note);
        } else {
            self.more = true;
        }
    }

    /// Notes that a part, such as "an image", at `place` is not counted, and why.
    pub fn left_out(&mut self, what: &str, reason: String, place: impl Fn() -> String) {
        let mut known = self.left_out.iter_mut();
        if let Some(known) = known.find(|known| known.what == what && known.reason == reason) {
            known.count += 1;
        } else if self.left_out.len() < MAX_NOTES {
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
    pub fn is_empty(&self) -> bool {
        self.estimates.is_empty() && self.left_out.is_empty()
    }

    /// One sentence for each note.
    pub fn into_sentences(self) -> Vec<String> {
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
