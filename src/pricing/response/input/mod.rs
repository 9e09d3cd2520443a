//! From what callers have to the bodies of responses: text, streams and envelopes.

mod anthropic_stream;
mod body;
mod envelope;
mod one_by_one;
mod stream;
mod text;

pub(super) use body::{Body, Context};
pub(super) use envelope::noted;
pub(super) use stream::bodies;
pub(super) use text::parsed;
