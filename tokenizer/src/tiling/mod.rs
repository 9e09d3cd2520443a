//! Counting with a reconstructed vocabulary, Claude's: the fewest pieces that tile a marked text.
//!
//! The rule is that of ctok 1.3.0 (Sander Land, MIT), which was measured against the answers of
//! Anthropic's `count_tokens`:
//!
//! 1. [`fold`] composes the text, strips controls and turns special blanks into blanks.
//! 2. [`runs`] splits it into runs of one kind by the class of each character ([`classes`]).
//! 3. [`sections`] marks the beginning and the end of words, and their capitals, and leaves out the
//!    blank between two marks. No piece crosses from one section into the next.
//! 4. [`pieces`] finds the fewest tokens that tile a section. A mark is a token of its own unless a
//!    piece includes it.
//!
//! The number of tokens of a section depends on nothing else, so that [`cache`] remembers it.
//! [`model`] is all of them together.

mod cache;
mod capitals;
mod classes;
mod fold;
mod model;
mod pieces;
mod runs;
mod sections;

pub use model::Tiling;
pub use sections::Scratch;
