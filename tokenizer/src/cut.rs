//! Truncating and chunking: parts of a text that keep within a number of tokens.
//!
//! The number of tokens of a part is that of the part alone, as the model will see it; near a cut it
//! may differ from the tokens that the same bytes have in the whole text. So each cut is found from
//! the whole text's tokens and then settled by counting the part.

use std::ops::{ControlFlow, Range};

use super::encoding::Encoding;
use super::error::TokenizerError;

/// Which end of a text to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The beginning.
    #[default]
    Start,
    /// The end.
    End,
    /// Beginning and end, with the middle left out.
    Middle,
}

/// A text cut to a number of tokens: `head`, the marker if it was cut, `tail`. One of the two is
/// empty unless the middle was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truncation {
    /// Bytes kept at the beginning.
    pub head: Range<usize>,
    /// Bytes kept at the end.
    pub tail: Range<usize>,
    /// Tokens of all that is kept, marker included.
    pub tokens: usize,
    /// Whether anything was cut.
    pub truncated: bool,
}

/// One part of a chunked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its tokens.
    pub tokens: usize,
}

/// No token is longer, in bytes.
const LONGEST_TOKEN: usize = 128;
/// Bytes around an estimated cut in which a better one is looked for.
const WINDOW: usize = 2 * LONGEST_TOKEN;
/// Where pieces are this long (one letter, many times), counting at each place costs more than a
/// perfect cut is worth,
const LONG_PIECES: usize = 2_048;
/// and fewer places are tried.
const SMALL_WINDOW: usize = 16;
/// Pieces after a cut within which the rest is expected to be cut as in the whole text.
const RESYNC: usize = 64;

impl Encoding {
    /// The longest part of `text` that has at most `max_tokens` tokens together with `marker`, which
    /// stands where something was cut. The cut is between characters. Where not even the marker
    /// fits, nothing is kept, nor is the marker.
    pub fn truncate(&self, text: &str, max_tokens: usize, keep: Keep, marker: &str) -> Truncation {
        let all = Truncation {
            head: 0..text.len(),
            tail: text.len()..text.len(),
            tokens: 0,
            truncated: false,
        };
        if let Some(tokens) = self.count_up_to_ordinary(text, max_tokens) {
            return Truncation { tokens, ..all };
        }
        let (head, tail) = match keep {
            Keep::Start => (self.longest_head(text, max_tokens, marker), text.len()),
            Keep::End => (0, self.longest_tail(text, max_tokens, marker)),
            Keep::Middle => self.both_ends(text, max_tokens, marker),
        };
        let kept = joined(text, head, marker, tail);
        let tokens = self.count_ordinary(&kept);
        if tokens > max_tokens {
            // Only an empty text with a marker that does not fit comes here.
            return Truncation {
                head: 0..0,
                tail: text.len()..text.len(),
                tokens: 0,
                truncated: true,
            };
        }
        Truncation {
            head: 0..head,
            tail: tail..text.len(),
            tokens,
            truncated: true,
        }
    }

    /// Longest `head` such that `text[..head]` and `marker` have at most `max` tokens; 0 if none.
    fn longest_head(&self, text: &str, max: usize, marker: &str) -> usize {
        let text = enough_of(text, max);
        // Where the pieces end that fit, with the tokens up to there; and where the tokens run out.
        let mut pieces = vec![(0, 0)];
        let (mut tokens, mut estimate) = (0, text.len());
        self.each_piece(text, |range, ids| {
            if tokens + ids.len() > max {
                estimate = range.start
                    + ids[..max - tokens]
                        .iter()
                        .map(|id| self.token_bytes(*id).map_or(0, <[u8]>::len))
                        .sum::<usize>();
                pieces.push((range.end, tokens + ids.len()));
                return ControlFlow::Break(());
            }
            tokens += ids.len();
            pieces.push((range.end, tokens));
            ControlFlow::Continue(())
        });
        // What is before is cut as in the whole text: a piece depends on no more than the next two. It is not counted
        // by itself, for at an end of its own blanks are one piece that are two where a digit follows.
        let (restart, before) = pieces[pieces.len().saturating_sub(6)];
        let fits = |cut: usize| {
            let part = joined(
                &text[restart..],
                cut - restart,
                marker,
                text.len() - restart,
            );
            before + self.count_ordinary(&part) <= max
        };
        let window = if estimate - restart.min(estimate) > LONG_PIECES {
            SMALL_WINDOW
        } else {
            WINDOW
        };
        let highest = text.floor_char_boundary((estimate + window).min(text.len()));
        let mut cut = highest;
        while cut > restart && !fits(cut) {
            cut = text.floor_char_boundary(cut - 1);
        }
        if cut > restart || fits(cut) {
            return cut;
        }
        // The marker takes more than the pieces near the cut have: leave room for it and try again.
        match max.checked_sub(1) {
            Some(less) if restart > 0 => self.longest_head_below(text, max, less, marker),
            _ => 0,
        }
    }

    /// As [`Self::longest_head`], where the marker needs `max - room` tokens or more.
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

    /// Smallest `tail` such that `marker` and `text[tail..]` have at most `max` tokens; the text's
    /// length if none.
    fn longest_tail(&self, text: &str, max: usize, marker: &str) -> usize {
        // For each piece of the whole text, where it begins and how many tokens precede it.
        let mut pieces = Vec::new();
        let mut total = 0;
        self.each_piece(text, |range, ids| {
            pieces.push((range.start, total));
            total += ids.len();
            ControlFlow::Continue(())
        });
        pieces.push((text.len(), total));
        let room = max.saturating_sub(self.count_ordinary(marker));
        // Tokens from piece `first` on nearly fit; a cut in the three pieces before it may, too.
        let first = pieces.partition_point(|(_, before)| total - before > room);
        let (near, _) = pieces[first.saturating_sub(4)];
        let (at, _) = pieces[first.min(pieces.len() - 1)];
        let window = if at - near > LONG_PIECES {
            self.token_window(
                &text[near..at],
                total - pieces[first.min(pieces.len() - 1)].1,
                room,
            )
        } else {
            at - near
        };
        let mut cut = text.floor_char_boundary(at - window);
        while cut < text.len() && self.count_tail(text, cut, marker, &pieces, total) > max {
            cut = text.ceil_char_boundary(cut + 1);
        }
        cut
    }

    /// Bytes before the end of a long piece in which the last tokens that still fit stand, and a few.
    fn token_window(&self, piece: &str, after: usize, room: usize) -> usize {
        let tokens = self.encode_ordinary(piece);
        let fitting = room.saturating_sub(after).min(tokens.len());
        let bytes: usize = tokens[tokens.len() - fitting..]
            .iter()
            .map(|id| self.token_bytes(*id).map_or(0, <[u8]>::len))
            .sum();
        (bytes + SMALL_WINDOW).min(piece.len())
    }

    /// Tokens of `marker` and `text[cut..]`, given the whole text's pieces: soon after the cut the
    /// pieces are the same again.
    fn count_tail(
        &self,
        text: &str,
        cut: usize,
        marker: &str,
        pieces: &[(usize, usize)],
        total: usize,
    ) -> usize {
        let next = pieces.partition_point(|(start, _)| *start < cut);
        let far = pieces
            .get(next + RESYNC)
            .map_or(text.len(), |(start, _)| *start);
        let near = joined(&text[..far], 0, marker, cut);
        let (mut tokens, mut rest) = (0, None);
        self.each_piece(&near, |range, ids| {
            tokens += ids.len();
            let at = (cut + range.end).checked_sub(marker.len());
            let known = at.filter(|at| *at > cut).and_then(|at| {
                let index = pieces.binary_search_by_key(&at, |(start, _)| *start).ok()?;
                // The last pieces before `far` may have been cut short by it.
                (at == text.len() || index < next + RESYNC - 2).then(|| total - pieces[index].1)
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

    /// Head and tail that share what the marker leaves, the head getting the odd token.
    fn both_ends(&self, text: &str, max: usize, marker: &str) -> (usize, usize) {
        let room = max.saturating_sub(self.count_ordinary(marker));
        let mut head = self.longest_head(text, room.div_ceil(2), "");
        let mut tail = self.longest_tail(text, room / 2, "").max(head);
        // The three together may take a token more or less than each alone.
        while (head > 0 || tail < text.len())
            && self.count_ordinary(&joined(text, head, marker, tail)) > max
        {
            if text.len() - tail >= head {
                tail = text.ceil_char_boundary((tail + 1).min(text.len()));
            } else {
                head = text.floor_char_boundary(head - 1);
            }
        }
        (head, tail)
    }

    /// Splits `text` into parts of at most `max_tokens` tokens that cover it, each repeating about
    /// the last `overlap` tokens (never more) of the one before. Cuts stand between pieces,
    /// mostly words, and inside one only where it does not fit whole.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::InvalidArgument`] if `max_tokens` is 0 or less than a character takes, or
    /// `overlap` is not less than `max_tokens`.
    pub fn chunk(
        &self,
        text: &str,
        max_tokens: usize,
        overlap: usize,
    ) -> Result<Vec<Chunk>, TokenizerError> {
        let invalid = |path: &str, reason| {
            Err(TokenizerError::InvalidArgument {
                path: path.to_owned(),
                reason,
            })
        };
        if max_tokens == 0 {
            return invalid("maxTokens", "must be at least 1");
        }
        if overlap >= max_tokens {
            return invalid("options.overlap", "must be less than maxTokens");
        }
        let mut chunks = Vec::new();
        let mut start = 0;
        let mut covered = 0;
        while covered < text.len() {
            let rest = &text[start..];
            let mut end = start + self.whole_pieces(rest, max_tokens);
            if end <= covered {
                end = start + self.longest_head(rest, max_tokens, "");
            }
            if end <= covered {
                if start == covered {
                    return invalid(
                        "maxTokens",
                        "is less than one of the text's characters takes",
                    );
                }
                // The overlap leaves no room for anything new: go on without it.
                start = covered;
                continue;
            }
            let range = start..end;
            let tokens = self.count_ordinary(&text[range.clone()]);
            covered = end;
            start = if overlap == 0 || covered == text.len() {
                covered
            } else {
                let part = &text[range.clone()];
                let repeated = range.start + self.longest_tail(part, overlap, "");
                repeated.max(range.start + 1).min(covered)
            };
            start = text.ceil_char_boundary(start);
            chunks.push(Chunk { range, tokens });
        }
        Ok(chunks)
    }

    /// End of the whole pieces at the beginning of `text` that have at most `max` tokens alone.
    fn whole_pieces(&self, text: &str, max: usize) -> usize {
        let text = enough_of(text, max);
        let mut ends = Vec::new();
        let mut tokens = 0;
        self.each_piece(text, |range, ids| {
            tokens += ids.len();
            if tokens > max {
                return ControlFlow::Break(());
            }
            ends.push(range.end);
            ControlFlow::Continue(())
        });
        while let Some(end) = ends.pop() {
            if self.count_up_to_ordinary(&text[..end], max).is_some() {
                return end;
            }
        }
        0
    }
}

/// The beginning of `text` that has more than `max` tokens whatever it is, or all of it. The first piece
/// may be ever so long, and need not be looked at whole.
fn enough_of(text: &str, max: usize) -> &str {
    let bytes = max.saturating_add(1).saturating_mul(LONGEST_TOKEN);
    &text[..text.floor_char_boundary(bytes.saturating_add(WINDOW))]
}

fn joined(text: &str, head: usize, marker: &str, tail: usize) -> String {
    let mut kept = String::with_capacity(head + marker.len() + text.len() - tail);
    kept.push_str(&text[..head]);
    kept.push_str(marker);
    kept.push_str(&text[tail..]);
    kept
}
