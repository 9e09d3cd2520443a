//! The tokens of a pre-token that is no token itself: byte-pair encoding.
//!
//! It is defined by one rule: of all pairs of neighbouring tokens, merge the one whose token has the
//! lowest rank, the leftmost of equals, until no pair merges. `crate::reference` is that rule in a few
//! lines. The ways here give the same tokens, each for the pre-tokens that it is fastest for:
//!
//! | file | for |
//! |---|---|
//! | [`lanes`] | most pre-tokens: sixteen at a time, in turns |
//! | [`small`] | up to 32 bytes, one at a time |
//! | [`backtrack`] | longer ones, from left to right |
//! | [`repetitive`] | runs of a few characters, such as a thousand times `=` |
//! | [`definition`] | those in which a token may join one of a higher rank |
//!
//! [`characters`] tells where merging may start from characters instead of bytes, [`segments`] where a
//! long pre-token falls into independent segments, and [`merger`] chooses the way.
//!
//! Each way is a function that is never inlined: a WebAssembly engine compiles a busy function anew in
//! the background, and takes ten times as long if rarely used ways are part of it.

mod backtrack;
mod characters;
mod definition;
mod lanes;
mod merger;
mod repetitive;
mod segments;
mod small;

pub use characters::is_mostly_non_ascii;
pub use lanes::{ByteLanes, CharacterLanes};
pub use merger::Merger;
