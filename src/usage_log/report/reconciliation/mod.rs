//! A log against the bill: how they differ, and what may explain it.
//!
//! Each possible cause says what would stand on the bill if it were the only one. The causes are
//! ranked by how well that agrees with the bill, day by day and model by model where the bill tells
//! them.
//!
//! - `result`: the difference and its causes.
//! - `cells`: amounts by day and model, and how far two of them are apart.
//! - `bill`: what was billed, and for which part of the log.
//! - `case`: what causes are computed from.
//! - `other_terms`: tier, price change and batch discount.
//! - `other_tokens`: how cached tokens are counted.
//! - `left_out`: what stands only on the bill, or only in the log.
//! - `adjusted`: discounts, taxes, allowances and rounding.
//! - `other_days`: the time zone of the day.
//! - `lines`: the bill's lines by what they are for.
//! - `reconcile`: all of them, ranked.

mod adjusted;
mod bill;
mod case;
mod cells;
mod left_out;
mod lines;
mod other_days;
mod other_terms;
mod other_tokens;
mod reconcile;
mod result;

pub(super) use reconcile::reconcile;
pub use result::{CauseName, ReconciledAmount, ReconciliationCause, UsageReconciliation};
