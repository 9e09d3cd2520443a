//! Claude Code: the last line of a session, which sums it up by model. Lines of messages are
//! envelopes of Anthropic's messages.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, part, time_of};

/// Whether this is `{ type: "result", modelUsage: { MODEL: { inputTokens, … } } }`.
pub(super) fn is_result(body: &Node<'_>) -> bool {
    let mut models = body
        .object("modelUsage")
        .into_iter()
        .flat_map(|models| models.members());
    models.any(|(_, usage)| usage.has("inputTokens"))
}

pub(super) fn read(body: &Node<'_>) -> Result<Option<Reading>> {
    let Some(models) = body.usage("modelUsage") else {
        return Ok(None);
    };
    // The usage of the main model alone, which stands in the list too.
    if let Some(usage) = body.object("usage") {
        usage.tick_all();
    }
    let mut items = Vec::new();
    for (model, usage) in models.members() {
        let counts = Counts {
            input: usage.count("inputTokens")?,
            input_excludes_cache: true,
            cached: usage.count("cacheReadInputTokens")?,
            cache_write: usage.count("cacheCreationInputTokens")?,
            output: usage.count("outputTokens")?,
            ..Counts::default()
        };
        usage.tick(&["contextWindow", "maxOutputTokens"]);
        let mut quantities = counts.quantities(&usage)?;
        quantities.web_search_calls = part(usage.count("webSearchRequests")?);
        items.push(Item {
            model: Some(model.to_owned()),
            at: time_of(body),
            quantities,
            ..Item::default()
        });
    }
    let mut items = items.into_iter();
    let Some(main) = items.next() else {
        return Ok(None);
    };
    Ok(Some(Reading {
        others: items.collect(),
        ..Reading::new("claude-code", "anthropic", main)
    }))
}
