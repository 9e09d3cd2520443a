//! A change, and what it saves.

use serde::Serialize;

use crate::pricing::{Count, Exact, Money, Quantities};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::alike::{Alike, AlikeRecords};
use crate::usage_log::report::amounts::{minus, plus};
use crate::usage_log::report::priced::PricedLog;
use crate::usage_log::report::what_if::{Change, WhatIf};

/// What would have saved money in the period of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageLever {
    /// "batch", "caching", "cheaper-model" or "output-cap".
    pub name: &'static str,
    /// The model that it concerns, where it concerns one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// How much less the requests of the log would have cost, in US dollars.
    pub saves: Money,
    /// What is changed, and what that assumes.
    pub explanation: String,
}

/// What levers are computed from.
#[derive(Clone, Copy)]
pub(super) struct Basis<'a> {
    pub log: &'a PricedLog<'a>,
    pub alike: &'a AlikeRecords,
    pub what_if: WhatIf<'a>,
}

impl Basis<'_> {
    /// What the records cost less with a change; what has no such price stays as it is.
    pub fn saving(
        &self,
        mut change: impl FnMut(usize, &Alike) -> Option<(Change, Quantities)>,
    ) -> Result<Exact, UsageLogError> {
        let mut saved = Exact::ZERO;
        for (at, alike) in self.alike.all.iter().enumerate() {
            let Some((change, quantities)) = change(at, alike) else {
                continue;
            };
            if let Some(cost) = self.what_if.price(alike, &change, &quantities) {
                saved = plus(saved, minus(alike.cost, cost)?)?;
            }
        }
        Ok(saved)
    }
}

pub(super) fn amount(count: Option<Count>) -> Exact {
    count.map_or(Exact::ZERO, Count::exact)
}
