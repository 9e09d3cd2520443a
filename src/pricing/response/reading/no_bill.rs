//! Numbers of usage objects that are known to be no bill.

/// Totals that repeat other numbers, the text among the tokens of a list by modality, and counts
/// that no vendor bills.
const NAMES: &[&str] = &[
    "total_tokens",
    "totalTokens",
    "totalTokenCount",
    "total_token_count",
    "text_tokens",
    "textTokens",
    "noCacheTokens",
    // Parts of the answer's tokens.
    "accepted_prediction_tokens",
    "rejected_prediction_tokens",
    // What the cache did not have.
    "prompt_cache_miss_tokens",
    "num_server_side_tools_used",
    // Free of charge at Anthropic.
    "web_fetch_requests",
    "tool_search_requests",
    "latency",
    "doc_size_bytes",
    "index",
    "created",
    "created_at",
];

/// Times, speeds and limits, by how their names end.
const ENDINGS: &[&str] = &[
    "_time",
    "Time",
    "_ms",
    "Ms",
    "_latency",
    "Latency",
    "latencyMs",
    "_duration",
    "_per_sec",
    "_per_sec_first_ten",
    "_per_sec_graph",
    "_first_token",
    "_first_token_graph",
    "_latency_graph",
    "_per_second",
    "PerSecond",
    "_ratio",
    "_rate",
    "_limit",
    "_at",
    "timestamp",
    "Timestamp",
];

/// Whether a number of this name is no bill.
pub(super) fn is_no_bill(name: &str) -> bool {
    NAMES.contains(&name) || ENDINGS.iter().any(|end| name.ends_with(end)) || is_cost(name)
}

/// Whether a name is that of a stated cost, or of what makes it up.
fn is_cost(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["cost", "price", "usd"]
        .iter()
        .any(|word| name.contains(word))
}
