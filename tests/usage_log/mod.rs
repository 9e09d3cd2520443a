//! Usage logs: what is read of each format, and what it costs.

mod findings;
mod formats;
mod input;
mod log;
mod report;
mod shapes;
