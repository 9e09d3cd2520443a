//! What must hold for the prices in `pricing/*.toml`.

mod consumed;
mod dates;
mod names;
mod ratios;
