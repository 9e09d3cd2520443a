//! Encodes a text in batches of pre-tokens: [`batch_encoder`] splits off a block of pre-tokens and
//! looks all of them up in the caches, then resolves those that are new, in the vocabulary or by
//! merging. [`results`] has the caches and the tokens of a batch, [`sink`] receives them.
//!
//! What costs most is waiting for memory. One pre-token after the other, each lookup would wait for
//! the result of the one before; in a batch, a processor has many of them under way at once.

mod batch_encoder;
mod results;
mod sink;

pub use batch_encoder::BatchEncoder;
pub use sink::{Count, Sink};
