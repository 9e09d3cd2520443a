//! Finding the longest head or tail of a text that keeps within a number of tokens.
//!
//! The tokens of a part are those of the part alone, as a model will see it. Near a cut they may differ
//! from the tokens of the same bytes in the whole text. So each cut is estimated from the tokens of the
//! whole text, and then the part is counted for every cut near the estimate. Only the pre-tokens next
//! to a cut are counted again: no pattern looks back, and the end of a pre-token depends only on the run
//! of letters, digits or white space there. The tests compare with a count of every possible cut.

use std::ops::ControlFlow;

use crate::encoding::Encoding;
use crate::format::Normalization;
use crate::place::Place;

/// From this many bytes on, pre-tokens take longer to count at each position than a perfect cut is
/// worth, as those of one letter many times do.
const LONG_PRE_TOKENS: usize = 2_048;
/// The window for them.
const SMALL_WINDOW: usize = 16;
/// Pre-tokens before the end of a head that are counted again.
const RECOUNTED: usize = 6;
/// Pre-tokens before the beginning of a tail in which a better cut is searched.
const SEARCHED: usize = 4;
/// Pre-tokens after a cut within which boundaries are expected to be those of the whole text again.
const RESYNC: usize = 64;

impl Encoding {
    /// The largest `head` for which `text[..head]` and `marker` have at most `max` tokens; 0 if there is
    /// none.
    pub(crate) fn longest_head(&self, text: &str, max: usize, marker: &str) -> usize {
        let text = self.beginning_of(text, max);
        // Where each pre-token ends that fits, with the tokens up to there.
        let mut ends = vec![(0, 0)];
        // Where the last token that fits ends.
        let (mut tokens, mut estimate) = (0, text.len());
        self.each_pre_token(text, |range, count| {
            if tokens + count > max {
                estimate = range.start + self.end_of_first(&text[range.clone()], max - tokens);
                ends.push((range.end, tokens + count));
                return ControlFlow::Break(());
            }
            tokens += count;
            ends.push((range.end, tokens));
            ControlFlow::Continue(())
        });
        // What is before has the boundaries of the whole text. It is not counted alone: at the end of a
        // text, white space is one pre-token that is two where a digit follows.
        let recounted = ends.len().saturating_sub(RECOUNTED);
        let restarts = |(at, _): &&(usize, usize)| self.model.restarts_at(text.as_bytes(), *at);
        let (restart, before) = ends[..=recounted]
            .iter()
            .rfind(restarts)
            .copied()
            .unwrap_or_default();
        let place = Place {
            before: &text.as_bytes()[..restart],
            ends: true,
        };
        let fits = |cut: usize| {
            let part = joined(
                &text[restart..],
                cut - restart,
                marker,
                text.len() - restart,
            );
            before + self.count_in_place(part.as_bytes(), place) <= max
        };
        let window = if estimate - restart.min(estimate) > LONG_PRE_TOKENS {
            SMALL_WINDOW
        } else {
            self.window()
        };
        let highest = text.floor_char_boundary((estimate + window).min(text.len()));
        let mut cut = highest;
        while cut > restart && !fits(cut) {
            cut = text.floor_char_boundary(cut - 1);
        }
        if cut > restart || fits(cut) {
            return cut;
        }
        // The marker has more tokens than the pre-tokens near the cut: leave room for it and try again.
        match max.checked_sub(1) {
            Some(less) if restart > 0 => self.longest_head_below(text, max, less, marker),
            _ => 0,
        }
    }

    /// As [`Self::longest_head`], if the marker needs `max - room` tokens or more.
    fn longest_head_below(&self, text: &str, max: usize, room: usize, marker: &str) -> usize {
        let room = room.min(max.saturating_sub(self.count_ordinary(marker)));
        let mut cut = self.longest_head(text, room, "");
        let fitting =
            |cut: usize| self.count_ordinary(&joined(text, cut, marker, text.len())) <= max;
        while cut > 0 && !fitting(cut) {
            cut = text.floor_char_boundary(cut - 1);
        }
        cut
    }

    /// The smallest `tail` for which `marker` and `text[tail..]` have at most `max` tokens; the length of
    /// the text if there is none.
    pub(crate) fn longest_tail(&self, text: &str, max: usize, marker: &str) -> usize {
        // Where each pre-token of the whole text begins, and how many tokens precede it.
        let mut starts = Vec::new();
        let mut total = 0;
        self.each_pre_token(text, |range, count| {
            starts.push((range.start, total));
            total += count;
            ControlFlow::Continue(())
        });
        starts.push((text.len(), total));
        let room = max.saturating_sub(self.count_ordinary(marker));
        // The pre-tokens from `first` on fit, or nearly; a cut before may fit too.
        let first = starts.partition_point(|(_, before)| total - before > room);
        let (near, _) = starts[first.saturating_sub(SEARCHED)];
        let (at, before) = starts[first.min(starts.len() - 1)];
        let window = if at - near > LONG_PRE_TOKENS {
            self.token_window(&text[near..at], total - before, room)
        } else {
            at - near
        };
        let mut cut = text.floor_char_boundary(at - window);
        while cut < text.len() && self.count_tail(text, cut, marker, &starts, total) > max {
            cut = text.ceil_char_boundary(cut + 1);
        }
        cut
    }

    /// How many bytes at the end of a long pre-token hold the last of its tokens that fit in addition to
    /// `after` others, and a few bytes more.
    fn token_window(&self, pre_token: &str, after: usize, room: usize) -> usize {
        let tokens = self.count_ordinary(pre_token);
        let fitting = room.saturating_sub(after).min(tokens);
        let before = self.end_of_first(pre_token, tokens - fitting);
        (pre_token.len().saturating_sub(before) + SMALL_WINDOW).min(pre_token.len())
    }

    /// The tokens of `marker` and `text[cut..]`, given where the pre-tokens of the whole text begin: soon
    /// after the cut, boundaries are the same again.
    fn count_tail(
        &self,
        text: &str,
        cut: usize,
        marker: &str,
        starts: &[(usize, usize)],
        total: usize,
    ) -> usize {
        let next = starts.partition_point(|(start, _)| *start < cut);
        let far = starts
            .get(next + RESYNC)
            .map_or(text.len(), |(start, _)| *start);
        let near = joined(&text[..far], 0, marker, cut);
        let (mut tokens, mut rest) = (0, None);
        self.each_pre_token(&near, |range, count| {
            tokens += count;
            let at = (cut + range.end).checked_sub(marker.len());
            let known = at.filter(|at| *at > cut).and_then(|at| {
                let index = starts.binary_search_by_key(&at, |(start, _)| *start).ok()?;
                // `far` may have shortened the last pre-tokens before it.
                let is_same = at == text.len()
                    || index < next + RESYNC - 2 && self.model.restarts_at(text.as_bytes(), at);
                is_same.then(|| total - starts[index].1)
            });
            match known {
                Some(known) => {
                    rest = Some(known);
                    ControlFlow::Break(())
                }
                None => ControlFlow::Continue(()),
            }
        });
        match rest {
            Some(rest) => tokens + rest,
            None => self.count_ordinary(&joined(text, 0, marker, cut)),
        }
    }

    /// A beginning of `text` that has more than `max` tokens, or all of it. A first pre-token of any
    /// length need not be read to its end.
    pub(crate) fn beginning_of<'a>(&self, text: &'a str, max: usize) -> &'a str {
        let longest = self.longest_token();
        let bytes = max.saturating_add(1).saturating_mul(longest);
        &text[..text.floor_char_boundary(bytes.saturating_add(self.window()))]
    }

    /// Bytes of a text that no token exceeds.
    fn longest_token(&self) -> usize {
        // Composing joins up to four characters into one of the size of the largest.
        let composed = match self.normalization {
            Normalization::None => 1,
            Normalization::Nfc => 4,
        };
        composed * self.model.longest_token()
    }

    /// About where the first `count` tokens of a pre-token end.
    fn end_of_first(&self, pre_token: &str, count: usize) -> usize {
        let normalized = self.normalized(pre_token);
        let mut space = self.idle.lend();
        let pre_token = normalized.text().as_bytes();
        let end = self.model.end_of_first(&mut space, pre_token, count);
        normalized.source_end(end)
    }

    /// Bytes around an estimated cut in which a better one is searched.
    fn window(&self) -> usize {
        2 * self.longest_token()
    }
}

/// `text[..head]`, `marker` and `text[tail..]`.
pub(crate) fn joined(text: &str, head: usize, marker: &str, tail: usize) -> String {
    let mut kept = String::with_capacity(head + marker.len() + text.len() - tail);
    kept.push_str(&text[..head]);
    kept.push_str(marker);
    kept.push_str(&text[tail..]);
    kept
}
