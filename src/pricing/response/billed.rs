//! What a response bills, model by model, before it is priced: for logs, which keep it.

use serde_json::Value;

use super::read::{Read, read_all};
use super::reading::Item;
use crate::pricing::catalog::{Catalog, Tier};
use crate::pricing::error::Result;
use crate::pricing::number::{Day, Exact};
use crate::pricing::quote::Quantities;

/// What a response bills on one model.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Billed {
    pub model: Option<String>,
    /// Who sells it, where the response says so by more than its shape.
    pub seller: Option<&'static str>,
    pub tier: Option<Tier>,
    pub region: Option<String>,
    pub variant: Option<String>,
    pub on: Option<Day>,
    pub quantities: Quantities,
}

/// What a response bills.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct BilledResponse {
    /// The main model first.
    pub items: Vec<Billed>,
    /// The cost that the response itself states.
    pub reported: Option<Exact>,
    /// The paths of numbers that are billed or may be, and were not used.
    pub unread: Vec<String>,
    /// Whether other parts of a stream are missing.
    pub partial: bool,
}

impl Catalog {
    /// What every response in a value bills.
    ///
    /// # Errors
    /// [`PricingError::InvalidUsage`](crate::pricing::PricingError::InvalidUsage) if there is no usage,
    /// or a count is not a number.
    pub(crate) fn billed_in(&self, response: &Value) -> Result<Vec<BilledResponse>> {
        let reads = read_all(response)?.into_iter();
        Ok(reads.map(|read| self.billed_of(read)).collect())
    }

    fn billed_of(&self, read: Read) -> BilledResponse {
        let Read {
            reading, unread, ..
        } = read;
        let items = std::iter::once(reading.main).chain(reading.others);
        BilledResponse {
            items: items.map(|item| self.billed_item(item)).collect(),
            reported: reading.reported.map(|reported| reported.usd),
            unread: unread.into_iter().map(|unread| unread.path).collect(),
            partial: reading.partial,
        }
    }

    fn billed_item(&self, item: Item) -> Billed {
        // Only what depends on the model needs a look at it. What depends on the hour is settled for
        // all logs alike, whichever way they are read.
        let item = match item.searches.is_some() || item.variant.is_some() {
            true => self.settled(item, false),
            false => item,
        };
        Billed {
            on: item.day(),
            model: item.model,
            seller: item.seller,
            tier: item.tier,
            region: item.region,
            variant: item.variant,
            quantities: item.quantities,
        }
    }
}
