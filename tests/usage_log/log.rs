//! What the tests share: a log from texts, and its report.

use tokenfare::pricing::Catalog;
use tokenfare::usage_log::{
    UsageAnalysis, UsageDimension, UsageLog, UsageReadOptions, UsageReader, UsageReport,
};

/// A log of one text.
pub fn log(text: &str) -> UsageLog {
    log_of(&[("log", text)], &UsageReadOptions::default())
}

/// A log of several sources.
pub fn log_of(sources: &[(&str, &str)], options: &UsageReadOptions) -> UsageLog {
    let mut reader = UsageReader::new(options).unwrap();
    for (name, text) in sources {
        reader.push(text.as_bytes(), Some(name));
    }
    reader.finish()
}

/// The report of a log.
pub fn report(log: &UsageLog, by: &[UsageDimension]) -> UsageReport {
    let analysis = UsageAnalysis {
        by: by.to_vec(),
        ..UsageAnalysis::default()
    };
    log.analyse(&analysis, None, Catalog::embedded().unwrap())
        .unwrap()
}

/// The total of one text, of which nothing may be rejected or without a price.
pub fn total(text: &str) -> String {
    let log = log(text);
    assert_eq!(log.summary().rejected, [], "{text}");
    let report = report(&log, &[]);
    assert_eq!(report.unpriced, [], "{text}");
    report.total.to_string()
}
