//! What another project's list says of its models, in the catalog's own units and words.

use crate::pricing::catalog::schema::Condition;
use crate::pricing::catalog::{Component, Modality, Tier, Unit};
use crate::pricing::number::{Day, Exact};

/// The prices of another project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceList {
    /// The project: "litellm".
    pub project: &'static str,
    /// Where the project publishes its list.
    pub url: &'static str,
    /// Its models, in its own order.
    pub models: Vec<ListedModel>,
    /// What it says that the catalog's words cannot express.
    pub unread: Vec<Unread>,
}

/// A model in another project's list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListedModel {
    /// Who sells it, by the project's own id of the vendor.
    pub provider: String,
    /// The name that the project gives it.
    pub name: String,
    /// Its rates, each of which differs from all others in tier, component, condition or days.
    pub rates: Vec<ListedRate>,
    /// Tokens of prompt and answer together.
    pub context_window: Option<u64>,
    /// Most tokens of an answer.
    pub max_output_tokens: Option<u64>,
    /// What it reads.
    pub input: Vec<Modality>,
    /// What it writes.
    pub output: Vec<Modality>,
    /// First day on sale.
    pub released: Option<Day>,
    /// Day on which requests stop to be served.
    pub retires: Option<Day>,
    /// What the vendor serves instead from that day on, by the project's name for it.
    pub successor: Option<String>,
    /// Until when its training data reach, as printed: "2026-01".
    pub knowledge_cutoff: Option<String>,
    /// The vendor's page that the project cites.
    pub page: Option<String>,
}

/// A rate of another project's list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedRate {
    /// The service tier.
    pub tier: Tier,
    /// The rate holds in every tier, as a tool's fee does.
    pub every_tier: bool,
    /// What is priced.
    pub component: Component,
    /// The price of how much.
    pub unit: Unit,
    /// When it holds; the default condition, if always.
    pub when: Condition,
    /// First day in force, if the list says so.
    pub from: Option<Day>,
    /// The day after the last.
    pub to: Option<Day>,
    /// US dollars per unit.
    pub usd: Exact,
}

/// A figure that the catalog's words cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The model, by the project's name.
    pub model: String,
    /// The key of the figure.
    pub key: String,
}

impl ListedRate {
    /// A rate per million tokens of the standard tier.
    pub fn of_tokens(component: Component, usd: Exact) -> Self {
        Self {
            tier: Tier::Standard,
            every_tier: false,
            component,
            unit: Unit::MillionTokens,
            when: Condition::default(),
            from: None,
            to: None,
            usd,
        }
    }

    /// Whether the rate is in force on `day`.
    pub fn in_force(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}
