//! What all readers share: JSON whose numbers are ticked off as they are read, and the counts of
//! tokens with the rules for what vendors leave open.

mod counts;
mod item;
mod ledger;
mod no_bill;
mod node;
mod tier;
mod time;
mod unread;

pub(super) use counts::{Counts, Reasoning, SurplusOfTotal};
pub(super) use item::{Item, Reading, Reported, Searches};
pub(super) use ledger::Ledger;
pub(super) use node::{Node, part, sum, total};
pub(super) use tier::tier;
pub(crate) use time::TIME_KEYS;
pub(super) use time::time_of;
pub(super) use unread::unread;
