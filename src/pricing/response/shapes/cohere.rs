//! Cohere: what is billed stands apart from what was counted. Rerank bills searches.

use crate::pricing::error::Result;
use crate::pricing::quote::Quantities;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, part, time_of};

/// The billed units: under `usage` in version 2, under `meta` in version 1.
pub(super) fn billed<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let outer = [
        body.object("usage"),
        body.object("meta"),
        body.within(&["response", "meta"]),
        body.within(&["delta", "usage"]),
    ];
    let billed = outer
        .into_iter()
        .flatten()
        .find_map(|outer| outer.object("billed_units"))?;
    billed
        .has_any(&[
            "input_tokens",
            "output_tokens",
            "search_units",
            "images",
            "classifications",
        ])
        .then_some(billed)
}

pub(super) fn read(body: &Node<'_>, billed: &Node<'_>) -> Result<Reading> {
    billed.account();
    let counts = Counts {
        input: billed.count("input_tokens")?,
        output: billed.count("output_tokens")?,
        image_input: billed.count("image_tokens")?,
        ..Counts::default()
    };
    let searches = part(billed.count("search_units")?);
    let quantities = Quantities {
        rerank_searches: searches,
        ..counts.quantities(billed)?
    };
    let item = Item {
        model: body.owned("model"),
        at: time_of(body),
        quantities,
        ..Item::default()
    };
    Ok(Reading::new("cohere", "cohere", item))
}
