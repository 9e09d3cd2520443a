//! The patterns as types, so that loops over pre-tokens are compiled for each of them.

use super::simd::block::{self, MaskRules};
use super::{cl100k, o200k, r50k};
use crate::pattern::Pattern;

/// End of the pre-token that begins at `at`, which is below `text.len()`.
///
/// `text` is UTF-8, `at` is a character boundary in it, and so is the result.
#[inline(always)]
pub fn pre_token_end(pattern: Pattern, text: &[u8], at: usize) -> usize {
    match pattern {
        Pattern::O200k => o200k::pre_token_end(text, at),
        Pattern::Cl100k => cl100k::pre_token_end(text, at),
        Pattern::R50k => r50k::pre_token_end(text, at),
    }
}

/// A pattern as a type.
///
/// Its functions are never inlined: a WebAssembly engine switches to the optimised code of a
/// function as soon as that is ready, but only where the function is called anew.
pub trait Pretokenizer {
    /// As [`pre_token_end`].
    fn pre_token_end(text: &[u8], at: usize) -> usize;

    /// As [`block::starts`], for patterns that masks can express; 0 otherwise.
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

impl Pretokenizer for O200k {
    #[inline(never)]
    fn pre_token_end(text: &[u8], at: usize) -> usize {
        o200k::pre_token_end(text, at)
    }

    #[inline(never)]
    fn starts(text: &[u8], at: usize) -> u64 {
        block::starts::<Self>(text, at)
    }
}

impl Pretokenizer for Cl100k {
    #[inline(never)]
    fn pre_token_end(text: &[u8], at: usize) -> usize {
        cl100k::pre_token_end(text, at)
    }

    #[inline(never)]
    fn starts(text: &[u8], at: usize) -> u64 {
        block::starts::<Self>(text, at)
    }
}

impl Pretokenizer for R50k {
    #[inline(never)]
    fn pre_token_end(text: &[u8], at: usize) -> usize {
        r50k::pre_token_end(text, at)
    }
}

impl MaskRules for O200k {
    const CAPITALS_START: bool = true;
    const SLASHES_AMONG_NEWLINES: bool = true;
    const CONTRACTIONS_ALONE: bool = false;
}

impl MaskRules for Cl100k {
    const CAPITALS_START: bool = false;
    const SLASHES_AMONG_NEWLINES: bool = false;
    const CONTRACTIONS_ALONE: bool = true;
}
