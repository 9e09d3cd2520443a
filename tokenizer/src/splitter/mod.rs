//! Cuts text into pieces; merges never cross a cut.
//!
//! Each encoding's published regular expression is written here as code, one file a pattern. The
//! tests compare every cut with the expressions themselves.

mod ascii_word;
mod block;
mod cl100k;
mod class;
mod class_table;
mod ends;
mod masks;
mod o200k;
mod r50k;
mod scan;
mod simd;

use super::packed::Pattern;
pub use ends::{PIECES, ends};

/// End of the piece that begins at `at`, which is below `text.len()`.
///
/// `text` is UTF-8 and `at` a boundary of it; so is the result.
#[inline(always)]
pub fn piece_end(pattern: Pattern, text: &[u8], at: usize) -> usize {
    match pattern {
        Pattern::O200k => o200k::piece_end(text, at),
        Pattern::Cl100k => cl100k::piece_end(text, at),
        Pattern::R50k => r50k::piece_end(text, at),
    }
}

/// A pattern as a type, for loops that are compiled for each. Its functions are not inlined: a WebAssembly engine
/// takes its optimised code for each as soon as that is ready.
pub trait Splitter {
    /// As [`piece_end`].
    fn piece_end(text: &[u8], at: usize) -> usize;

    /// As [`block::starts`], where the pattern can be told so.
    #[inline(always)]
    fn starts(_text: &[u8], _at: usize) -> u64 {
        0
    }
}

/// [`Pattern::O200k`].
pub struct O200k;
/// [`Pattern::Cl100k`].
pub struct Cl100k;
/// [`Pattern::R50k`].
pub struct R50k;

impl Splitter for O200k {
    #[inline(never)]
    fn piece_end(text: &[u8], at: usize) -> usize {
        o200k::piece_end(text, at)
    }

    #[inline(never)]
    fn starts(text: &[u8], at: usize) -> u64 {
        block::starts::<Self>(text, at)
    }
}

impl Splitter for Cl100k {
    #[inline(never)]
    fn piece_end(text: &[u8], at: usize) -> usize {
        cl100k::piece_end(text, at)
    }

    #[inline(never)]
    fn starts(text: &[u8], at: usize) -> u64 {
        block::starts::<Self>(text, at)
    }
}

impl Splitter for R50k {
    #[inline(never)]
    fn piece_end(text: &[u8], at: usize) -> usize {
        r50k::piece_end(text, at)
    }
}

impl block::Rules for O200k {
    const CAPITALS_BEGIN: bool = true;
    const SLASHES_AMONG_NEWLINES: bool = true;
    const CONTRACTIONS_ALONE: bool = false;
}

impl block::Rules for Cl100k {
    const CAPITALS_BEGIN: bool = false;
    const SLASHES_AMONG_NEWLINES: bool = false;
    const CONTRACTIONS_ALONE: bool = true;
}
