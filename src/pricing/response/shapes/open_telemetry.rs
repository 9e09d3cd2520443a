//! OpenTelemetry's attributes of a span: `gen_ai.usage.*`. The input includes the cache, by the
//! semantic conventions.

use serde_json::Value;

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, day_of};

const INPUT: &[&str] = &["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"];
const OUTPUT: &[&str] = &[
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
];

/// The attributes of a span, or the body itself where it is them.
pub(super) fn attributes<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let of_span = body.any_object(&["attributes", "spanAttributes", "span_attributes"]);
    let found = of_span.unwrap_or(*body);
    (found.has_any(INPUT) || found.has_any(OUTPUT)).then_some(found)
}

pub(super) fn read(body: &Node<'_>, attributes: &Node<'_>) -> Result<Reading> {
    let counts = Counts {
        input: attributes.any_count(INPUT)?,
        cached: attributes.any_count(&[
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "gen_ai.usage.cached_tokens",
            "gen_ai.usage.input_tokens.cached",
            "gen_ai.usage.details.cache_read_tokens",
        ])?,
        cache_write: attributes.any_count(&[
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.usage.details.cache_write_tokens",
        ])?,
        output: attributes.any_count(OUTPUT)?,
        reasoning: attributes.any_count(&[
            "gen_ai.usage.reasoning.output_tokens",
            "gen_ai.usage.reasoning_tokens",
            "gen_ai.usage.output_tokens.reasoning",
            "gen_ai.usage.details.reasoning_tokens",
        ])?,
        total: attributes.any_count(&["gen_ai.usage.total_tokens", "llm.usage.total_tokens"])?,
        ..Counts::default()
    };
    // Only what stands under the name of usage must be accounted for.
    for (key, value) in attributes.members() {
        if key.starts_with("gen_ai.usage.") && matches!(value.value(), Value::Number(_)) {
            value.account();
        }
    }
    let model = attributes
        .owned("gen_ai.response.model")
        .or(attributes.owned("gen_ai.request.model"));
    let item = Item {
        model,
        on: day_of(body).or(day_of(attributes)),
        quantities: counts.quantities(attributes)?,
        ..Item::default()
    };
    Ok(Reading::new("opentelemetry", "opentelemetry", item))
}
