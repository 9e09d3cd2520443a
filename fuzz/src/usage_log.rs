//! Arbitrary bytes give a log, the same however they are cut, whose groups add up to its total. The
//! first byte chooses where they are cut, so a corpus file is a log after one byte.

use tokenfare::pricing::{Catalog, Exact};
use tokenfare::usage_log::{
    UsageAnalysis, UsageDimension, UsageLog, UsageReadOptions, UsageReader,
};

/// Reads `data` whole and in pieces, and prices it.
pub fn run(data: &[u8]) {
    let (Some((size, bytes)), Ok(catalog)) = (data.split_first(), Catalog::embedded()) else {
        return;
    };
    let whole = read(bytes.chunks(bytes.len().max(1)));
    let pieces = read(bytes.chunks(usize::from(*size).max(1)));
    assert_eq!(whole.summary(), pieces.summary());
    let analysis = UsageAnalysis {
        by: vec![
            UsageDimension::Model,
            UsageDimension::Hour,
            UsageDimension::Tier,
        ],
        ..UsageAnalysis::default()
    };
    let report = whole.analyse(&analysis, None, catalog);
    let other = pieces.analyse(&analysis, None, catalog);
    assert_eq!(report, other);
    // A sum of more than 28 digits is an error.
    let Ok(report) = report else { return };
    let sum = report.groups.iter().try_fold(Exact::ZERO, |sum, group| {
        sum.checked_add(group.cost.amount())
    });
    assert_eq!(sum, Some(report.total.amount()));
    if let Some(range) = report.range {
        assert!(range.low <= report.total && report.total <= range.high);
    }
}

fn read<'b>(pieces: impl Iterator<Item = &'b [u8]>) -> UsageLog {
    let options = UsageReadOptions::default();
    #[allow(clippy::unwrap_used)] // the default options are in order
    let mut reader = UsageReader::new(&options).unwrap();
    for piece in pieces {
        reader.push(piece, None);
    }
    reader.finish()
}
