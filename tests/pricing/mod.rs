//! Quantities to money: figures worked out by hand, published conversions, and the price data itself.

mod bounds;
mod catalog;
mod data;
mod engine;
mod files;
mod golden;
mod json;
mod names;
mod properties;
mod responses;
mod vectors;
