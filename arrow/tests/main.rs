//! The kernels against the plain functions that they call, over all layouts of columns.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod prices;
mod texts;
