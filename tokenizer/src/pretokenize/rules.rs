//! What the patterns differ in, as types, so that each is compiled by itself.
//!
//! Two families cover all patterns but GPT-2's and DeepSeek's: `words`, in which a word is a run of
//! letters, and `cased_words`, in which upper case comes before lower case.

/// Where a contraction, such as `'ll`, belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Contractions {
    /// It is punctuation and a word.
    None,
    /// It is a pre-token of its own.
    Alone,
    /// It ends the word before it.
    EndWords,
}

/// What the patterns differ in.
pub trait Rules {
    /// The most digits of a pre-token.
    const DIGITS: usize;
    /// Where a contraction belongs.
    const CONTRACTIONS: Contractions;
    /// A capital after a lower-case letter starts a pre-token.
    const CAPITALS_START: bool = false;
    /// The newlines that continue punctuation may have slashes among them.
    const SLASHES_AMONG_NEWLINES: bool = false;
    /// Marks belong to words and not to punctuation.
    const MARKS_ARE_LETTERS: bool = false;
    /// Han characters stand apart from other letters.
    const HAN_APART: bool = false;
    /// White space at the end of the text is one pre-token, even if there are newlines in it.
    const END_TOGETHER: bool = false;
}

/// The pattern of cl100k_base.
pub struct Cl100k;
/// The pattern of Llama 3 and GLM.
pub struct Llama3;
/// The pattern of Qwen 1 to 3.
pub struct Qwen2;
/// The pattern of Qwen 3.5.
pub struct Qwen35;
/// The pattern of o200k_base, Llama 4 and MiniMax.
pub struct O200k;
/// The pattern of Mistral's Tekken.
pub struct Tekken;
/// The pattern of Kimi K2.
pub struct KimiK2;

impl Rules for Cl100k {
    const DIGITS: usize = 3;
    const CONTRACTIONS: Contractions = Contractions::Alone;
    const END_TOGETHER: bool = true;
}

impl Rules for Llama3 {
    const DIGITS: usize = 3;
    const CONTRACTIONS: Contractions = Contractions::Alone;
}

impl Rules for Qwen2 {
    const DIGITS: usize = 1;
    const CONTRACTIONS: Contractions = Contractions::Alone;
}

impl Rules for Qwen35 {
    const DIGITS: usize = 1;
    const CONTRACTIONS: Contractions = Contractions::Alone;
    const MARKS_ARE_LETTERS: bool = true;
}

impl Rules for O200k {
    const DIGITS: usize = 3;
    const CONTRACTIONS: Contractions = Contractions::EndWords;
    const CAPITALS_START: bool = true;
    const SLASHES_AMONG_NEWLINES: bool = true;
}

impl Rules for Tekken {
    const DIGITS: usize = 1;
    const CONTRACTIONS: Contractions = Contractions::None;
    const CAPITALS_START: bool = true;
    const SLASHES_AMONG_NEWLINES: bool = true;
}

impl Rules for KimiK2 {
    const DIGITS: usize = 3;
    const CONTRACTIONS: Contractions = Contractions::EndWords;
    const CAPITALS_START: bool = true;
    const HAN_APART: bool = true;
}
