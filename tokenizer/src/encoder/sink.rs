//! What receives tokens: a list of them, or their number.

/// Receives the tokens of a text in order.
pub trait Sink {
    /// Whether the sink reads tokens. For one that only counts, the caches store no tokens.
    const WANTS_TOKENS: bool;

    /// Receives the next tokens.
    fn push(&mut self, tokens: &[u32]);

    /// Receives the number of the next tokens. Called only if [`Sink::WANTS_TOKENS`] is false.
    fn add(&mut self, count: usize);
}

impl Sink for Vec<u32> {
    const WANTS_TOKENS: bool = true;

    #[inline(always)]
    fn push(&mut self, tokens: &[u32]) {
        self.extend_from_slice(tokens);
    }

    #[inline(always)]
    fn add(&mut self, _: usize) {}
}

/// The number of tokens.
#[derive(Default)]
pub struct Count(pub usize);

impl Sink for Count {
    const WANTS_TOKENS: bool = false;

    #[inline(always)]
    fn push(&mut self, tokens: &[u32]) {
        self.0 += tokens.len();
    }

    #[inline(always)]
    fn add(&mut self, count: usize) {
        self.0 += count;
    }
}
