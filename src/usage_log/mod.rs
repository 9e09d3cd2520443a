//! Usage logs: what was really spent.
//!
//! A [`UsageReader`] takes the bytes of what vendors' dashboards export, of local logs of coding
//! agents, and of JSON Lines of responses. It recognises each format from its content. A
//! [`UsageLog`] holds what was read, and [`UsageLog::analyse`] prices it at the prices of its days.
//!
//! ```
//! use tokenfare::pricing::Catalog;
//! use tokenfare::usage_log::{UsageAnalysis, UsageReadOptions, UsageReader};
//!
//! let mut reader = UsageReader::new(&UsageReadOptions::default())?;
//! reader.push(
//!     br#"{"type":"assistant","timestamp":"2026-08-23T10:00:00Z","message":{"id":"msg_1",
//!     "type":"message","model":"claude-opus-4-8","usage":{"input_tokens":1000,"output_tokens":100}}}"#,
//!     None,
//! );
//! let log = reader.finish();
//! let report = log.analyse(&UsageAnalysis::default(), None, Catalog::embedded()?)?;
//! // 1,000 × $5 / 1M + 100 × $25 / 1M
//! assert_eq!(report.total.to_string(), "0.0075");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each module knows those above it in this table, never those below:
//!
//! | module | what it holds |
//! |---|---|
//! | `options`, `zone` | how a log is to be read, and the days of its time zone |
//! | `tally` | counts by name |
//! | `record` | what one row of a log says, in the one form that is priced |
//! | `identity` | digests by which a request is recognised that stands in a log more than once |
//! | `row_identity` | the identity of rows without an id |
//! | `input` | bytes as JSON values and rows of CSV |
//! | `formats` | one reader for each format, recognised from content |
//! | `store` | the records, packed |
//! | `overlap` | formats that may describe the same requests |
//! | `reader`, `log` | a log as it is read, and as it was read |
//! | `report` | what a log costs, and why |
//! | `to_scenario` | a scenario that continues what a log shows |
//!
//! Of prompts, answers and keys nothing is kept: only counts, and the names and ids by which a log
//! groups them.

#![forbid(unsafe_code)]

mod error;
mod formats;
mod identity;
mod input;
mod log;
mod options;
mod overlap;
mod reader;
mod record;
mod report;
mod row_identity;
mod store;
mod tally;
mod to_scenario;
mod zone;

pub use error::UsageLogError;
pub use input::{MAX_DOCUMENT_BYTES, MAX_LINE_BYTES};
pub use log::{
    Coverage, Duplicates, FormatRead, MAX_REJECTED, Rejected, UsageLog, UsageLogSummary,
};
pub use options::{OffsetChange, UsageReadOptions};
pub use reader::UsageReader;
pub use report::{
    CauseName, HeavyRequest, ReconciledAmount, ReconciliationCause, UnpricedModel, UsageAnalysis,
    UsageAnomaly, UsageBudget, UsageBudgetOutlook, UsageCrossing, UsageDimension,
    UsageDistribution, UsageGroup, UsageLever, UsagePeak, UsageRange, UsageReconciliation,
    UsageReport,
};
pub use to_scenario::ToScenarioOptions;
