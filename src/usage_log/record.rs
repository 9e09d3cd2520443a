//! What one row of a log says, in the one form that is priced.

use super::identity::Identity;
use crate::pricing::{Exact, Instant, Quantities, Tier};

/// What one row of a log says: one request, or the sum of many.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct UsageRecord {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// When it was; for a sum, when its period began.
    pub time: Option<Instant>,
    pub model: Option<String>,
    /// Who sells the model, where the log says so.
    pub provider: Option<String>,
    pub tier: Option<Tier>,
    pub region: Option<String>,
    pub variant: Option<String>,
    pub quantities: Quantities,
    /// What the row itself states as its cost, in US dollars.
    pub reported: Option<Exact>,
    /// That cost before discounts, where a bill states both.
    pub list_price: Option<Exact>,
    pub kind: RecordKind,
    pub groups: Groups,
    pub key: Key,
}

/// By what a request is recognised that stands in logs more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Key {
    /// By nothing: every row counts.
    #[default]
    None,
    /// By its id, in all sources.
    Request(Identity),
    /// By its place in a session, and in all sessions that go on from that one.
    InSession { session: String, digest: Identity },
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum RecordKind {
    /// One request.
    #[default]
    Request,
    /// The sum of several requests, whose lengths of context are not known one by one.
    Sum,
    /// The sum of requests below the threshold of long contexts.
    SumOfShort,
    /// The sum of requests above the threshold of long contexts.
    SumOfLong,
    /// Nothing is billed: the request failed, or a cache of the caller's own answered it.
    Free,
    /// A line of a bill: an amount of money, without what was used.
    Cost,
}

/// By what a log groups its requests: names and ids as the log shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Groups {
    pub project: Option<String>,
    pub key: Option<String>,
    pub user: Option<String>,
    pub workspace: Option<String>,
    pub session: Option<String>,
    /// The line of a bill: "input", "cache_read", "web search".
    pub item: Option<String>,
}
