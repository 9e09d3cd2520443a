//! Quantities to money: figures worked out by hand, published conversions, and the price data itself.

mod bounds;
mod catalog;
mod data;
mod engine;
mod files;
mod golden;
mod golden_vendors;
mod json;
mod names;
mod properties;
mod response_hours;
mod response_prices;
mod response_properties;
mod response_shapes;
mod response_streams;
mod responses;
mod usage_cases;
mod vectors;
