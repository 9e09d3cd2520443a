//! The tokens of a piece that is no token itself, by the way that suits its length.
//!
//! Each way is a function of its own, never inlined: a WebAssembly engine compiles a busy function with care in the
//! background, and takes ten times as long where rarely used ways come with it.

mod backtrack;
mod lanes;
mod merge;
mod segments;
mod sweep;
mod symbols;

use super::vocabulary::Vocabulary;
use backtrack::{Dead, Known};
pub use lanes::{ByteLanes, CharacterLanes, Lanes};
pub use symbols::are_wide;

/// Longest piece beyond ASCII, in bytes, that is merged by itself.
const MERGED_WIDE: usize = 12;
/// Longest piece, in bytes, that is not looked at in segments.
const WHOLE: usize = 64;

/// Room for the work on one piece, kept from piece to piece.
#[derive(Default)]
pub struct Scratch {
    tokens: Vec<u32>,
    /// Those of a segment.
    part: Vec<u32>,
    dead: Dead,
    known: Known,
}

impl Scratch {
    /// The tokens of the piece of `length` bytes at `start`.
    pub fn tokens_of(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        start: usize,
        length: usize,
    ) -> &[u32] {
        self.tokens.clear();
        if length > WHOLE && !text[start..start + length].is_ascii() {
            segments::each(vocabulary, text, start, length, |segment| {
                self.add(vocabulary, text, segment.start, segment.len());
            });
        } else {
            self.add(vocabulary, text, start, length);
        }
        &self.tokens
    }

    /// Appends the tokens of a piece or segment.
    #[inline(never)]
    fn add(&mut self, vocabulary: &Vocabulary, text: &[u8], start: usize, length: usize) {
        let piece = &text[start..start + length];
        // Of characters of three bytes, even a few are faster found from left to right.
        if length
            <= if are_wide(piece) {
                MERGED_WIDE
            } else {
                merge::LONGEST
            }
        {
            merge::merge(vocabulary, piece, &mut self.tokens);
            return;
        }
        self.part.clear();
        backtrack::find(
            vocabulary,
            text,
            start,
            length,
            &mut self.part,
            &mut self.dead,
            &mut self.known,
        );
        self.tokens.extend_from_slice(&self.part);
    }

    /// The tokens last found or set.
    #[inline(always)]
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// Sets a single token.
    #[inline(always)]
    pub fn set(&mut self, token: u32) {
        self.tokens.clear();
        self.tokens.push(token);
    }
}
