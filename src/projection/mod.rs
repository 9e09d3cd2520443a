//! A scenario to months.
