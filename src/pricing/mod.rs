//! Quantities to money.
