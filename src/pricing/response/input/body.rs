//! One body, and what its envelope says of it.

use std::borrow::Cow;

use serde_json::Value;

use crate::pricing::number::Instant;

/// The body of one response.
#[derive(Clone, Debug)]
pub(in crate::pricing::response) struct Body<'v> {
    pub value: Cow<'v, Value>,
    pub context: Context,
}

/// What stands around a body.
#[derive(Clone, Debug, Default)]
pub(in crate::pricing::response) struct Context {
    /// Where the body stands in what was given.
    pub path: String,
    /// A line of a batch's results.
    pub batch: bool,
    /// One part of a stream, without the others.
    pub partial: bool,
    pub at: Option<Instant>,
    pub model: Option<String>,
    /// The shape of the envelope, where it has a name of its own.
    pub format: Option<&'static str>,
}

impl Context {
    /// The context of what stands under `key`.
    pub fn under(&self, key: &str) -> Self {
        let mut inner = self.clone();
        if !inner.path.is_empty() && !key.starts_with('[') {
            inner.path.push('.');
        }
        inner.path.push_str(key);
        inner
    }
}
