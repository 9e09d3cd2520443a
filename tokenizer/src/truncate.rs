//! Truncating a text to a number of tokens.

use std::ops::Range;

use crate::encoding::Encoding;
use crate::longest_part::joined;

/// Which part of a text to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The beginning.
    #[default]
    Start,
    /// The end.
    End,
    /// The beginning and the end; the middle is left out.
    Middle,
}

/// A text that was truncated to a number of tokens: its head, the marker and its tail. Head or tail is
/// empty unless the middle was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truncation {
    /// The bytes of the text before the cut.
    pub head: Range<usize>,
    /// The bytes of the text after the cut.
    pub tail: Range<usize>,
    /// Whether the marker is between them. It is not if nothing was cut, or if the marker alone has
    /// too many tokens.
    pub has_marker: bool,
    /// The tokens of the result, marker included.
    pub tokens: usize,
    /// Whether anything was cut.
    pub truncated: bool,
}

impl Truncation {
    /// The result as a text, given the text and the marker that were passed to
    /// [`Encoding::truncate`].
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, Keep};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let text = "one two three four";
    /// let truncation = o200k.truncate(text, 3, Keep::Start, "…");
    /// assert_eq!(truncation.join(text, "…"), "one two …");
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn join(&self, text: &str, marker: &str) -> String {
        let head = text.get(self.head.clone()).unwrap_or_default();
        let tail = text.get(self.tail.clone()).unwrap_or_default();
        [head, if self.has_marker { marker } else { "" }, tail].concat()
    }
}

impl Encoding {
    /// The longest part of `text` that has at most `max_tokens` tokens together with `marker`, which
    /// stands where something was cut. Cuts are between characters.
    ///
    /// If no part fits together with the marker, because the marker alone has too many tokens, the
    /// marker is left out, and the text is truncated as if it were empty. In any case
    /// [`Truncation::join`] has exactly [`Truncation::tokens`] tokens, and these are at most
    /// `max_tokens`.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName, Keep};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let text = "one two three four five six";
    /// let middle = o200k.truncate(text, 5, Keep::Middle, " […]");
    /// assert_eq!(middle.join(text, " […]"), "one two […] five six");
    /// assert_eq!(middle.tokens, 5);
    ///
    /// let start = o200k.truncate(text, 1, Keep::Start, " (shortened)");
    /// assert_eq!(start.join(text, " (shortened)"), "one");
    /// assert!(start.truncated && !start.has_marker);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    pub fn truncate(&self, text: &str, max_tokens: usize, keep: Keep, marker: &str) -> Truncation {
        if let Some(tokens) = self.count_up_to_ordinary(text, max_tokens) {
            return Truncation {
                head: 0..text.len(),
                tail: text.len()..text.len(),
                has_marker: false,
                tokens,
                truncated: false,
            };
        }
        let (mut head, mut tail) = match keep {
            Keep::Start => (self.longest_head(text, max_tokens, marker), text.len()),
            Keep::End => (0, self.longest_tail(text, max_tokens, marker)),
            Keep::Middle => self.longest_ends(text, max_tokens, marker),
        };
        loop {
            let tokens = self.count_ordinary(&joined(text, head, marker, tail));
            if tokens <= max_tokens {
                return Truncation {
                    head: 0..head,
                    tail: tail..text.len(),
                    has_marker: !marker.is_empty(),
                    tokens,
                    truncated: true,
                };
            }
            // Head, marker and tail together may have a few tokens more than each alone.
            if text.len() - tail > head {
                tail = text.ceil_char_boundary(tail + 1);
            } else if head > 0 {
                head = text.floor_char_boundary(head - 1);
            } else {
                return self.truncate(text, max_tokens, keep, "");
            }
        }
    }

    /// Where the head ends and the tail begins if each has half of the tokens that the marker leaves. The
    /// head gets the odd one.
    fn longest_ends(&self, text: &str, max: usize, marker: &str) -> (usize, usize) {
        let room = max.saturating_sub(self.count_ordinary(marker));
        let head = self.longest_head(text, room.div_ceil(2), "");
        let tail = self.longest_tail(text, room / 2, "").max(head);
        (head, tail)
    }
}
