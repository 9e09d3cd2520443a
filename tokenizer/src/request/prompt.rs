//! A prompt as a chat template writes it, counted piece by piece.

use super::tally::Tally;

/// Collects ordinary text, and counts it at each special token. A special token is one token, and no
/// merge crosses it.
#[derive(Default)]
pub struct Prompt {
    text: String,
    tokens: usize,
}

impl Prompt {
    /// Adds ordinary text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds special tokens.
    pub fn special(&mut self, number: usize, tally: &Tally<'_>) -> &mut Self {
        self.tokens += number + self.flush(tally);
        self
    }

    /// The tokens since the last call.
    pub fn take(&mut self, tally: &Tally<'_>) -> usize {
        let text = self.flush(tally);
        std::mem::take(&mut self.tokens) + text
    }

    fn flush(&mut self, tally: &Tally<'_>) -> usize {
        if self.text.is_empty() {
            return 0;
        }
        let tokens = tally.tokens(&self.text);
        self.text.clear();
        tokens
    }
}
