//! A vocabulary of tiles, and counting with it.

use std::ops::{ControlFlow, Range};

use super::classes::Classes;
use super::fold::fold;
use super::pieces::{Marks, Pieces};
use super::sections::{Left, Rules, Scratch, each_section};
use crate::error::TokenizerError;
use crate::format::tiles::{FOLDS_QUOTES, OPENS_WORD, Tiles};
use crate::normalize::nfc;
use crate::place::Place;

/// A reconstructed vocabulary.
pub struct Tiling {
    rules: Rules,
    folds_quotes: bool,
    /// Whether the frame of a message ends in the mark of a word's beginning.
    opens_word: bool,
}

impl Tiling {
    pub fn new(tiles: &Tiles) -> Result<Self, TokenizerError> {
        Ok(Self {
            rules: Rules {
                classes: Classes::new(&tiles.classes)?,
                pieces: Pieces::new(tiles)?,
                capitals_from: usize::from(tiles.capitals_from),
            },
            folds_quotes: tiles.flags & FOLDS_QUOTES > 0,
            opens_word: tiles.flags & OPENS_WORD > 0,
        })
    }

    /// The number of tokens of a text.
    pub fn count(&self, scratch: &mut Scratch, text: &str, place: Place<'_>) -> usize {
        let mut count = 0;
        // It never breaks.
        let _ = self.each_section(scratch, text, place, &mut |_, tokens| {
            count += tokens as usize;
            ControlFlow::Continue(())
        });
        count
    }

    /// The number of tokens of a message whose frame ends in the mark of a word's beginning, or does
    /// not, whatever the vocabulary says.
    pub fn count_in_frame(&self, scratch: &mut Scratch, text: &str, opens_word: bool) -> usize {
        let left = if opens_word {
            Left::OpeningFrame
        } else {
            Left::Frame
        };
        let mut count = 0;
        // It never breaks.
        let _ = self.each_from(scratch, text, (left, true), &mut |_, tokens| {
            count += tokens as usize;
            ControlFlow::Continue(())
        });
        count
    }

    /// Calls `visit` with the range and the number of tokens of each section, until it breaks. The
    /// ranges cover the text.
    pub fn each_section(
        &self,
        scratch: &mut Scratch,
        text: &str,
        place: Place<'_>,
        visit: &mut impl FnMut(Range<usize>, u32) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.each_from(scratch, text, (self.left(place), place.ends), visit)
    }

    fn each_from(
        &self,
        scratch: &mut Scratch,
        text: &str,
        edges: (Left, bool),
        visit: &mut impl FnMut(Range<usize>, u32) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if text.is_empty() {
            return ControlFlow::Continue(());
        }
        let composed = nfc(text);
        let folded = fold(composed.text(), self.folds_quotes);
        let whole = folded.text();
        if whole.is_empty() {
            return visit(0..text.len(), u32::from(edges.0 == Left::OpeningFrame));
        }
        let blank = text.starts_with(' ');
        if composed.is_unchanged() && folded.is_unchanged() {
            return self.each(whole, blank, edges, scratch, visit);
        }
        let source = |offset| composed.source_end(folded.source_end(offset));
        self.each(whole, blank, edges, scratch, &mut |range, tokens| {
            visit(source(range.start)..source(range.end), tokens)
        })
    }

    /// As [`Self::each_section`], with ranges of `whole`, which is the text as it was folded.
    fn each(
        &self,
        whole: &str,
        begins_with_blank: bool,
        (left, ends): (Left, bool),
        scratch: &mut Scratch,
        visit: &mut impl FnMut(Range<usize>, u32) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let content = if ends {
            whole.trim_end_matches('\n')
        } else {
            whole
        };
        // The mark that the frame ends in stands for one blank, if the text as given begins with it.
        let is_absorbed = left == Left::OpeningFrame
            && begins_with_blank
            && content.starts_with(' ')
            && !content.starts_with("  ");
        let skipped = usize::from(is_absorbed);
        let newlines = whole.len() - content.len();
        // Without content, the mark that the frame ends in stands alone.
        let alone = u32::from(content.len() == skipped && left == Left::OpeningFrame);
        // The blank that was absorbed belongs to what follows.
        let mut absorbed = skipped;
        each_section(
            &self.rules,
            scratch,
            &content[skipped..],
            left,
            &mut |range, tokens| {
                let start = range.start + skipped - std::mem::take(&mut absorbed);
                visit(start..range.end + skipped, tokens)
            },
        )?;
        if newlines > 0 || alone > 0 {
            let tokens = self.trailing_newlines(newlines, scratch);
            visit(content.len() - absorbed..whole.len(), alone + tokens)?;
        }
        ControlFlow::Continue(())
    }

    /// What stands to the left of a text in this place.
    fn left(&self, place: Place<'_>) -> Left {
        match place.before.last() {
            None if self.opens_word => Left::OpeningFrame,
            None => Left::Frame,
            Some(last) if last.is_ascii_alphabetic() => Left::Word,
            Some(_) => Left::Ideograph,
        }
    }

    /// Whether a text can be counted from `at` on by itself: between a word and a blank, and between
    /// ideographs that no piece joins.
    pub fn restarts_at(&self, text: &[u8], at: usize) -> bool {
        let (before, after) = text.split_at(at.min(text.len()));
        if before.last().is_some_and(u8::is_ascii_alphabetic) {
            return after.first() == Some(&b' ');
        }
        let is_ideograph = |character: &char| matches!(character, '\u{4e00}'..='\u{9fff}');
        let last = before.last_chunk().and_then(ideograph);
        let next = after.first_chunk().and_then(ideograph);
        last.filter(is_ideograph)
            .is_some_and(|last| !self.rules.pieces.joins(last))
            && next.is_some_and(|next| is_ideograph(&next))
    }

    /// Bytes of the longest piece.
    pub fn longest_piece(&self) -> usize {
        self.rules.pieces.longest()
    }

    /// What line feeds at the end of a message cost: two more follow in its frame, and of the tokens
    /// of all of them the last is the frame's own.
    fn trailing_newlines(&self, newlines: usize, scratch: &mut Scratch) -> u32 {
        if newlines == 0 {
            return 0;
        }
        let run = "\n".repeat(newlines + 2);
        let costs = scratch.costs();
        self.rules
            .pieces
            .cost(run.as_bytes(), Marks::default(), costs)
            - 1
    }
}

/// A character of three bytes.
fn ideograph(bytes: &[u8; 3]) -> Option<char> {
    std::str::from_utf8(bytes).ok()?.chars().next()
}
