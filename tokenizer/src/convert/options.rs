//! What a file of a vocabulary does not say by itself.

use crate::format::Pattern;

/// What a file does not say by itself.
#[derive(Clone, Debug, Default)]
pub struct ConvertOptions {
    /// The name of the encoding.
    pub name: String,
    /// The pattern of a file of ranks, which has none of its own.
    pub pattern: Option<Pattern>,
    /// The special tokens of a file of ranks, with their ids.
    pub special_tokens: Vec<(String, u32)>,
}
