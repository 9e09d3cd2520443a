//! The tokens of a piece that is no token itself, by the way that suits its length.
//!
//! Each way is a function of its own, never inlined: a WebAssembly engine compiles a busy function with care in the
//! background, and takes ten times as long where rarely used ways come with it.

mod backtrack;
mod lanes;
mod merge;
mod sweep;
mod symbols;

use super::vocabulary::Vocabulary;
use backtrack::{Dead, Known};
pub use lanes::{ByteLanes, CharacterLanes, Lanes};
pub use symbols::are_wide;

/// Longest piece beyond ASCII that is merged.
const MERGED_WIDE: usize = 12;

/// Room for the work on one piece, kept from piece to piece.
#[derive(Default)]
pub struct Scratch {
    tokens: Vec<u32>,
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
        // Of characters of three bytes, even a few are faster found from left to right.
        let wide = are_wide(&text[start..start + length]);
        if length <= if wide { MERGED_WIDE } else { merge::LONGEST } {
            merge::merge(vocabulary, &text[start..start + length], &mut self.tokens);
        } else {
            backtrack::find(
                vocabulary,
                text,
                start,
                length,
                &mut self.tokens,
                &mut self.dead,
                &mut self.known,
            );
        }
        &self.tokens
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
