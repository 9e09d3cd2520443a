//! What a session of Codex says in the lines before a count.

use crate::pricing::Exact;

/// What is known of a session from the lines before.
#[derive(Clone, Debug, Default)]
pub(in crate::usage_log) struct CodexSession {
    pub id: Option<String>,
    pub has_parent: bool,
    pub folder: Option<String>,
    pub model: Option<String>,
    /// The totals of the last event.
    pub totals: Option<Totals>,
    /// How often the totals have fallen.
    pub epoch: u32,
}

/// Input, cached input, output and reasoning tokens.
pub(super) type Totals = [Exact; 4];
