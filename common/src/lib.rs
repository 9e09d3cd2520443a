//! What every house needs: codes of errors, near matches of mistyped names, one sort.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod error;
pub mod near_match;
pub mod sorting;

pub use error::{Coded, ErrorCode};
