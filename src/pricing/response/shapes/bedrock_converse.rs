//! Amazon Bedrock's Converse API: the prompt's count leaves out what was read from or written to
//! the cache.

use crate::pricing::catalog::Tier;
use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, sum, tier, time_of};

/// The usage of an answer, or of the last event of a stream.
pub(super) fn usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let body = body
        .object("metadata")
        .filter(|inner| inner.has("usage"))
        .unwrap_or(*body);
    let marked = body.has_any(&[
        "metrics",
        "stopReason",
        "performanceConfig",
        "ResponseMetadata",
    ]);
    body.object("usage")
        .filter(|usage| has_tokens(usage) && (marked || is_usage(usage)))
}

/// Whether a usage object alone is Bedrock's: its counts of the cache have names that nobody else
/// uses.
pub(super) fn is_usage(usage: &Node<'_>) -> bool {
    has_tokens(usage)
        && usage.has_any(&[
            "cacheReadInputTokens",
            "cacheWriteInputTokens",
            "cacheReadInputTokenCount",
            "cacheWriteInputTokenCount",
            "cacheDetails",
        ])
}

fn has_tokens(usage: &Node<'_>) -> bool {
    usage.has("inputTokens")
        && usage
            .get("inputTokens")
            .is_some_and(|n| !n.value().is_object())
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let inner = body
        .object("metadata")
        .filter(|inner| inner.has("usage"))
        .unwrap_or(*body);
    let model = body.owned("modelId").or(body.owned("model"));
    let item = Item {
        model,
        tier: served_tier(&inner),
        at: time_of(body),
        quantities: counts(usage)?.quantities(usage)?,
        ..Item::default()
    };
    Ok(Reading::new("bedrock.converse", "amazon-bedrock", item))
}

fn served_tier(body: &Node<'_>) -> Option<Tier> {
    match body.object("serviceTier") {
        Some(served) => tier(&served, "type"),
        None => tier(body, "serviceTier"),
    }
}

fn counts(usage: &Node<'_>) -> Result<Counts> {
    let whole = Some(*usage);
    let writes = Node::same_count(&[
        (whole, "cacheWriteInputTokens"),
        (whole, "cacheWriteInputTokenCount"),
    ])?;
    // Writes by their lifetime: "5m", "1h".
    let mut long = None;
    for detail in usage.list("cacheDetails") {
        let tokens = detail.any_count(&["inputTokens", "tokens"])?;
        if detail.text("ttl") == Some("1h") {
            long = sum(&[long, tokens])?;
        }
    }
    let all = writes.or(long);
    let short = match (all, long) {
        (Some(all), Some(long)) => all.checked_sub(long).filter(|rest| !rest.is_negative()),
        (all, _) => all,
    };
    Ok(Counts {
        input: usage.count("inputTokens")?,
        input_excludes_cache: true,
        cached: Node::same_count(&[
            (whole, "cacheReadInputTokens"),
            (whole, "cacheReadInputTokenCount"),
        ])?,
        cache_write: short,
        long_cache_write: long,
        output: usage.count("outputTokens")?,
        total: usage.count("totalTokens")?,
        ..Counts::default()
    })
}
