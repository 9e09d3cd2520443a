//! What every house needs: JSON, near matches of mistyped names, one sort.
//!
//! Users find what is theirs of it in `tokenfare`.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod json;
pub mod near_match;
