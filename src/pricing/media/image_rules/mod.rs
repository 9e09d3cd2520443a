//! Pixels to prompt tokens, by the rule that a model's vendor publishes: one file a rule.
//!
//! All arithmetic is on whole numbers and fractions of them; nothing passes through a float, so
//! that 1024 patches × 1.2 = 1228.8 is rounded up to 1229 and 5 × 1.2 = 6 is not rounded at all.

mod area;
mod count;
mod counted;
mod detail;
mod fixed;
mod patch_count;
mod patches;
mod small_or_tiles;
mod tiles;

pub(super) use count::{count, count_any_size};
pub(super) use counted::Counted;
