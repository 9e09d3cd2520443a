//! A scenario to months: figures worked out by hand, and what holds for every scenario.

mod golden;
mod malformed;
mod merge_patch;
mod outlooks;
mod prices;
mod properties;
mod spread;
