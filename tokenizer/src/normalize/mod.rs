//! Text as a vocabulary wants it before anything else, and the way back to the text as given.
//!
//! [`nfc`] composes characters: Qwen, MiniMax and Claude do so before they split a text. Nearly all
//! text is composed already, which one look at each character beyond U+02FF tells; then nothing is
//! copied. [`Normalized`] is the outcome. It maps offsets back, so that ranges, cuts and limits speak
//! of the text as the caller gave it.

mod nfc;
mod nfc_data;
mod nfc_tables;
mod normalized;

pub use nfc::nfc;
pub use normalized::Normalized;
pub(crate) use normalized::Normalizer;
