//! What one response says, in the one form that is priced.

use crate::pricing::catalog::Tier;
use crate::pricing::number::{Day, Exact, Instant};
use crate::pricing::quote::Quantities;

/// What a response bills on one model.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::pricing::response) struct Item {
    /// The model that answered, where the response says so.
    pub model: Option<String>,
    /// Who sells it, where the response says so by more than its shape.
    pub seller: Option<&'static str>,
    pub tier: Option<Tier>,
    pub region: Option<String>,
    pub variant: Option<String>,
    pub at: Option<Instant>,
    pub quantities: Quantities,
    pub searches: Option<Searches>,
}

impl Item {
    /// The day whose prices count.
    pub fn day(&self) -> Option<Day> {
        self.at.and_then(Instant::day)
    }
}

/// Web searches whose unit depends on the model: Gemini 3 bills each query, earlier models each
/// prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pricing::response) struct Searches {
    /// Distinct queries that are not empty.
    pub queries: u64,
    /// Prompts with at least one.
    pub prompts: u64,
}

/// A cost that the response itself states.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pricing::response) struct Reported {
    /// US dollars.
    pub usd: Exact,
    pub path: String,
}

/// What one response says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::pricing::response) struct Reading {
    /// Which shape it was read as.
    pub format: &'static str,
    /// The vendor whose API has this shape.
    pub vendor: &'static str,
    pub main: Item,
    /// What is billed on other models, or as requests of their own: compactions, advisors, image
    /// tools.
    pub others: Vec<Item>,
    /// Whether other parts of a stream are missing.
    pub partial: bool,
    pub reported: Option<Reported>,
}

impl Reading {
    pub fn new(format: &'static str, vendor: &'static str, main: Item) -> Self {
        Self {
            format,
            vendor,
            main,
            ..Self::default()
        }
    }

    /// Whether there is a single count. A shape without one is no usage: never a price of nothing.
    pub fn says_something(&self) -> bool {
        let mut items = std::iter::once(&self.main).chain(&self.others);
        items.any(|item| {
            let quantities = &item.quantities;
            quantities.given().next().is_some() || !quantities.generated_images.is_empty()
        })
    }
}
