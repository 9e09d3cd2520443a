//! What Anthropic counts around the text of a message, by the generation of Claude.
//!
//! Measured with `count_tokens` on single user messages (ctok 1.3.0 and its recorded answers, September
//! 2026): 7 tokens up to Claude 4.6, 11 with Claude 4.7, 6 since.

use crate::encoding::Encoding;
use crate::error::TokenizerError;
use crate::model::Model;

/// The frame of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaudeFrame {
    /// Its tokens.
    pub tokens: usize,
    /// Whether it ends in the mark of a word's beginning, which stands for a blank there.
    pub opens_word: bool,
    /// Whether blanks, tabs and line feeds at the end of the text are stripped before they are counted.
    pub strips_end: bool,
}

impl ClaudeFrame {
    /// The frame up to Claude 4.6.
    pub(super) const FIRST: Self = Self {
        tokens: 7,
        opens_word: true,
        strips_end: false,
    };

    /// The frame that a model has; `None` if the name says no generation.
    ///
    /// ```
    /// use tokenfare_tokenizer::chat::ClaudeFrame;
    ///
    /// assert_eq!(ClaudeFrame::of("claude-3-5-haiku-20241022").map(|frame| frame.tokens), Some(7));
    /// assert_eq!(ClaudeFrame::of("claude-opus-4-7").map(|frame| frame.tokens), Some(11));
    /// assert_eq!(ClaudeFrame::of("anthropic.claude-opus-5-v1:0").map(|frame| frame.tokens), Some(6));
    /// ```
    pub fn of(model: &str) -> Option<Self> {
        let (major, minor) = generation_of(model)?;
        let (tokens, opens_word) = match (major, minor) {
            (..=3, _) | (4, ..=6) => (7, true),
            (4, 7) => (11, true),
            _ => (6, false),
        };
        Some(Self {
            tokens,
            opens_word,
            strips_end: major >= 5,
        })
    }

    /// The tokens that Anthropic counts for a single user message of this text.
    ///
    /// ```
    /// use tokenfare_tokenizer::chat::ClaudeFrame;
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let encoding = Encoding::embedded(EncodingName::Claude3)?;
    /// let frame = ClaudeFrame::of("claude-opus-4-5").unwrap_or_else(|| unreachable!());
    /// assert_eq!(frame.count_message(encoding, "Hello, world")?, 10);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::InvalidArgument`] if the encoding is none of Claude's.
    pub fn count_message(self, encoding: &Encoding, text: &str) -> Result<usize, TokenizerError> {
        let Model::Tiling(model) = &encoding.model else {
            return Err(TokenizerError::InvalidArgument {
                path: "encoding".to_owned(),
                reason: "must be one of Claude's",
            });
        };
        let mut space = encoding.idle.lend();
        let text = self.counted(text);
        Ok(self.tokens + model.count_in_frame(space.scratch(), text, self.opens_word))
    }

    /// The part of the text at the end of a request that is counted.
    pub(super) fn counted(self, text: &str) -> &str {
        if self.strips_end {
            text.trim_end_matches([' ', '\t', '\n'])
        } else {
            text
        }
    }
}

/// The numbers after `claude` in a name, as in `claude-opus-4-7` and `claude-3-5-sonnet`.
fn generation_of(model: &str) -> Option<(u32, u32)> {
    let model = model.to_ascii_lowercase();
    let (_, rest) = model.split_once("claude")?;
    let mut numbers = rest
        .split(['-', '.', '@', ':', '/'])
        .skip_while(|word| !is_generation(word))
        .take_while(|word| is_generation(word))
        .filter_map(|word| word.parse().ok());
    let major = numbers.next()?;
    Some((major, numbers.next().unwrap_or(0)))
}

/// Whether it is a number of a generation; longer ones are days.
fn is_generation(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}
