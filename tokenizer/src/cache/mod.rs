//! The tokens of pre-tokens that were seen before, in two caches: [`short`] for up to 15 bytes and
//! [`long`] for more.
//!
//! Both are bounded: no text, however long or varied, makes them grow beyond their bound, or slow.

mod cached_tokens;
mod long;
mod short;

pub use cached_tokens::CachedTokens;
pub use long::{Hash, LongCache};
pub use short::{Key, LONGEST as LONGEST_SHORT, ShortCache};
