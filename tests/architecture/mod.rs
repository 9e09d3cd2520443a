//! What may depend on what.
//!
//! `cargo test --test main architecture -- --nocapture` prints the cycles that there are.

mod graph;
mod rust_cycles;
mod rust_directions;
mod rust_modules;
mod typescript;
mod workspace;
