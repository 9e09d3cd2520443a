//! The patterns of the published encodings.

/// The regular expression by which an encoding splits text into pre-tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Pattern {
    /// The pattern of r50k_base, p50k_base, p50k_edit and gpt2.
    R50k = 0,
    /// The pattern of cl100k_base.
    Cl100k = 1,
    /// The pattern of o200k_base and o200k_harmony, of Llama 4 and MiniMax.
    O200k = 2,
    /// The pattern of Llama 3 and GLM: cl100k_base's, apart from white space at the end of a text.
    Llama3 = 3,
    /// The pattern of Qwen 1 to 3: digits stand singly.
    Qwen2 = 4,
    /// The pattern of Qwen 3.5: marks belong to words, too.
    Qwen35 = 5,
    /// The pattern of Mistral's Tekken and of Nemotron 3: o200k_base's without contractions, and digits
    /// stand singly.
    Tekken = 6,
    /// The pattern of Kimi K2: o200k_base's with Han characters apart.
    KimiK2 = 7,
    /// The three patterns of DeepSeek V3, one after the other.
    DeepseekV3 = 8,
    /// The split of SentencePiece vocabularies: before each blank, and where no piece joins.
    Spaced = 9,
    /// The same, and runs of newlines, tabs and blanks: Gemma's.
    SpacedRuns = 10,
}

impl Pattern {
    /// All patterns.
    pub const ALL: [Self; 11] = [
        Self::R50k,
        Self::Cl100k,
        Self::O200k,
        Self::Llama3,
        Self::Qwen2,
        Self::Qwen35,
        Self::Tekken,
        Self::KimiK2,
        Self::DeepseekV3,
        Self::Spaced,
        Self::SpacedRuns,
    ];
}
