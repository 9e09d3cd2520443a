//! Prompt and answer in OpenAI's words, old and new.

use super::details;
use crate::pricing::error::Result;
use crate::pricing::number::Count;
use crate::pricing::response::reading::{Counts, Node, total};

pub(super) const INPUT: &[&str] = &["prompt_tokens", "input_tokens"];
pub(super) const OUTPUT: &[&str] = &["completion_tokens", "output_tokens"];

/// Whether a usage object has a count that every shape of OpenAI's must have.
pub(super) fn has_tokens(usage: &Node<'_>) -> bool {
    usage.has_any(INPUT) || usage.has_any(OUTPUT)
}

/// The number of requests that a usage object of a framework adds up.
pub(super) fn requests(usage: &Node<'_>) -> Result<Option<Count>> {
    let count = usage.any_count(&["requests", "successful_requests"])?;
    Ok(total(count.filter(|count| !count.is_zero())))
}

/// The counts of a usage object with `prompt_tokens` or `input_tokens`.
pub(super) fn counts(usage: &Node<'_>) -> Result<Counts> {
    let mut counts = Counts {
        input: usage.any_count(INPUT)?,
        output: usage.any_count(OUTPUT)?,
        ..Counts::default()
    };
    details::read(usage, &mut counts)?;
    // OpenAI's Agents SDK lists the requests whose counts it adds up.
    usage.tick(&["request_usage_entries", "step_count"]);
    // Some gateways repeat the same numbers under the names of the other API.
    for (keys, count) in [(INPUT, counts.input), (OUTPUT, counts.output)] {
        for key in keys {
            let again = Node::same_count(&[(Some(*usage), key)])?;
            if again == count {
                usage.tick(&[key]);
            }
        }
    }
    Ok(counts)
}
