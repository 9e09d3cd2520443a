//! The one entry for people and CI: `cargo xtask <command>`.
fn main() {}
