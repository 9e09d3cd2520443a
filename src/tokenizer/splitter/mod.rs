//! Cuts text into pieces; merges never cross a cut.
//!
//! Each encoding's published regular expression is written here as code, one file a pattern. The
//! tests compare every cut with the expressions themselves.

mod cl100k;
mod class;
mod class_table;
mod o200k;
mod r50k;
mod scan;

use super::packed::Pattern;

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
