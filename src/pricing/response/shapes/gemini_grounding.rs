//! Google Search in Gemini's answers. Gemini 3 bills each distinct query that is not empty; earlier
//! models bill each prompt that was grounded.

use crate::pricing::response::reading::{Node, Searches};
use crate::sorting::sorted_distinct;

/// The searches of an answer, also of one that came in chunks.
pub(super) fn searches(body: &Node<'_>) -> Option<Searches> {
    let holders = body.list("candidates").chain(std::iter::once(*body));
    let queries = holders
        .filter_map(|holder| holder.any_object(&["groundingMetadata", "grounding_metadata"]))
        .flat_map(|grounding| {
            let grounding = grounding.value();
            ["webSearchQueries", "web_search_queries"]
                .into_iter()
                .filter_map(|key| grounding.get(key)?.as_array())
                .flatten()
        })
        .filter_map(|query| query.as_str())
        .map(str::trim)
        .filter(|query| !query.is_empty());
    let distinct = sorted_distinct(queries).len() as u64;
    (distinct > 0).then_some(Searches {
        queries: distinct,
        prompts: 1,
    })
}
