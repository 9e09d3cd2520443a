//! The patterns as values, so that loops over pre-tokens are compiled for the most common of them.

use super::rules::{Cl100k, KimiK2, Llama3, O200k, Qwen2, Qwen35, Rules, Tekken};
use super::simd::block;
use super::{cased_words, deepseek, r50k, spaced, words};
use crate::pattern::Pattern;

/// End of the pre-token that begins at `at`, which is below `text.len()`.
///
/// `text` is UTF-8, `at` is a character boundary in it, and so is the result.
#[inline(always)]
pub fn pre_token_end(pattern: Pattern, text: &[u8], at: usize) -> usize {
    match pattern {
        Pattern::O200k => cased_words::pre_token_end::<O200k>(text, at),
        Pattern::Cl100k => words::pre_token_end::<Cl100k>(text, at),
        Pattern::R50k => r50k::pre_token_end(text, at),
        _ => Other::of(pattern).pre_token_end(text, at),
    }
}

/// A pattern.
///
/// Its functions are never inlined: a WebAssembly engine switches to the optimised code of a
/// function as soon as that is ready, but only where the function is called anew.
pub trait Pretokenizer: Copy {
    /// As [`pre_token_end`].
    fn pre_token_end(self, text: &[u8], at: usize) -> usize;

    /// As [`block::starts`], for patterns that masks can express; 0 otherwise.
    fn starts(self, text: &[u8], at: usize) -> u64;
}

/// [`Pattern::O200k`], a type of its own.
#[derive(Clone, Copy)]
pub struct OfO200k;
/// [`Pattern::Cl100k`], a type of its own.
#[derive(Clone, Copy)]
pub struct OfCl100k;
/// Any pattern. The loops are compiled once for all of them, and call it by pointers.
#[derive(Clone, Copy)]
pub struct Other {
    pre_token_end: fn(&[u8], usize) -> usize,
    starts: fn(&[u8], usize) -> u64,
}

impl Pretokenizer for OfO200k {
    #[inline(never)]
    fn pre_token_end(self, text: &[u8], at: usize) -> usize {
        cased_words::pre_token_end::<O200k>(text, at)
    }

    #[inline(never)]
    fn starts(self, text: &[u8], at: usize) -> u64 {
        block::starts::<O200k>(text, at)
    }
}

impl Pretokenizer for OfCl100k {
    #[inline(never)]
    fn pre_token_end(self, text: &[u8], at: usize) -> usize {
        words::pre_token_end::<Cl100k>(text, at)
    }

    #[inline(never)]
    fn starts(self, text: &[u8], at: usize) -> u64 {
        block::starts::<Cl100k>(text, at)
    }
}

impl Pretokenizer for Other {
    #[inline(always)]
    fn pre_token_end(self, text: &[u8], at: usize) -> usize {
        (self.pre_token_end)(text, at)
    }

    #[inline(always)]
    fn starts(self, text: &[u8], at: usize) -> u64 {
        (self.starts)(text, at)
    }
}

impl Other {
    /// The functions of a pattern.
    pub fn of(pattern: Pattern) -> Self {
        fn words<R: Rules>() -> Other {
            Other {
                pre_token_end: words::pre_token_end::<R>,
                starts: block::starts::<R>,
            }
        }
        fn cased_words<R: Rules>() -> Other {
            Other {
                pre_token_end: cased_words::pre_token_end::<R>,
                starts: block::starts::<R>,
            }
        }
        let without_masks = |pre_token_end| Self {
            pre_token_end,
            starts: |_, _| 0,
        };
        match pattern {
            Pattern::R50k => without_masks(r50k::pre_token_end),
            Pattern::DeepseekV3 => without_masks(deepseek::pre_token_end),
            Pattern::Cl100k => words::<Cl100k>(),
            Pattern::Llama3 => words::<Llama3>(),
            Pattern::Qwen2 => words::<Qwen2>(),
            Pattern::Qwen35 => words::<Qwen35>(),
            Pattern::O200k => cased_words::<O200k>(),
            Pattern::Tekken => cased_words::<Tekken>(),
            Pattern::KimiK2 => cased_words::<KimiK2>(),
            Pattern::Spaced => Self {
                pre_token_end: |text, at| spaced::pre_token_end(text, at, false),
                starts: |text, at| spaced::starts(text, at, false),
            },
            Pattern::SpacedRuns => Self {
                pre_token_end: |text, at| spaced::pre_token_end(text, at, true),
                starts: |text, at| spaced::starts(text, at, true),
            },
        }
    }
}
