//! The three patterns of the published encodings.

/// The regular expression by which an encoding splits text into pre-tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Pattern {
    /// The pattern of r50k_base, p50k_base, p50k_edit and gpt2.
    R50k = 0,
    /// The pattern of cl100k_base.
    Cl100k = 1,
    /// The pattern of o200k_base and o200k_harmony.
    O200k = 2,
}

impl Pattern {
    /// All patterns.
    pub const ALL: [Self; 3] = [Self::R50k, Self::Cl100k, Self::O200k];
}
