//! The time of a response, from the many ways in which responses say when they were made.

use super::node::Node;
use crate::pricing::number::Instant;

/// Where responses and log lines say when they were made.
pub(crate) const TIME_KEYS: &[&str] = &[
    "created_at",
    "created",
    "createTime",
    "createdAt",
    "create_time",
    "timestamp",
    "completed_at",
    "date",
    "startTimeUnixNano",
];

/// When a response was made, where it says so.
pub(in crate::pricing::response) fn time_of(response: &Node<'_>) -> Option<Instant> {
    TIME_KEYS
        .iter()
        .find_map(|key| Instant::of_json(response.get(key)?.value()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::ledger::Ledger;
    use super::{Instant, Node, time_of};

    #[test]
    fn days_are_those_of_utc() {
        for (value, day) in [
            (json!(1_785_542_400), Some("2026-08-01")),
            (json!(1_785_542_399), Some("2026-07-31")),
            (json!(1_785_542_400_123_i64), Some("2026-08-01")),
            (json!(1_785_542_400_123_456_789_i64), Some("2026-08-01")),
            (json!(1_785_542_400.5), Some("2026-08-01")),
            (json!("1785542400"), Some("2026-08-01")),
            (json!("2026-08-01"), Some("2026-08-01")),
            (json!("2026-08-01T00:00:00Z"), Some("2026-08-01")),
            (json!("2026-08-01T23:30:00.123-05:00"), Some("2026-08-02")),
            (json!("2026-08-01T01:30:00+02:00"), Some("2026-07-31")),
            (json!("2026-08-01 10:00:00"), Some("2026-08-01")),
            (json!(0), None),
            (json!(-1), None),
            (json!("yesterday"), None),
            (json!("é2026-08-01"), None),
            (json!(true), None),
        ] {
            let body = json!({ "created": value });
            let ledger = Ledger::new(&body);
            let found = time_of(&Node::root(&ledger)).and_then(Instant::day);
            let found = found.map(|day| day.to_string());
            assert_eq!(found.as_deref(), day, "{body}");
        }
    }
}
