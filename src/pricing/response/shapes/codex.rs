//! OpenAI's Codex: the events of `codex exec --json` and the lines of its session logs.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, time_of};

/// The usage of a `turn.completed` or `token_count` event. Of a session's sum and its last request,
/// the last request is that of the line.
pub(super) fn usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let event = body.any_object(&["payload", "msg"]).unwrap_or(*body);
    match event.text("type") {
        Some("turn.completed") => event.object("usage"),
        Some("token_count") => {
            let info = event.object("info")?;
            info.any_object(&["last_token_usage", "total_token_usage"])
        }
        _ => None,
    }
    .filter(|usage| usage.has("input_tokens") || usage.has("output_tokens"))
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let item = Item {
        model: body.owned("model"),
        at: time_of(body),
        quantities: counts(usage)?.quantities(usage)?,
        ..Item::default()
    };
    Ok(Reading::new("codex", "openai", item))
}

/// Whether a usage object alone is Codex's: it counts cached tokens at the top, in its own words.
pub(super) fn is_usage(usage: &Node<'_>) -> bool {
    usage.has("input_tokens") && usage.has_any(&["cached_input_tokens", "reasoning_output_tokens"])
}

fn counts(usage: &Node<'_>) -> Result<Counts> {
    Ok(Counts {
        input: usage.count("input_tokens")?,
        cached: usage.any_count(&["cached_input_tokens", "cache_read_input_tokens"])?,
        cache_write: usage
            .any_count(&["cache_write_input_tokens", "cache_creation_input_tokens"])?,
        output: usage.count("output_tokens")?,
        reasoning: usage.count("reasoning_output_tokens")?,
        total: usage.count("total_tokens")?,
        ..Counts::default()
    })
}
