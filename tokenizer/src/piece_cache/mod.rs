//! What came out for pieces seen before. Both caches are bounded: no text, however long or varied,
//! makes them grow beyond that, or slow.

mod kept;
mod long;
mod short;

pub use kept::Kept;
pub use long::{Hash, LongPieces};
pub use short::{Key, LONGEST as SHORT, ShortPieces};
