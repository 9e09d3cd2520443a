//! Embeddings on Vertex: tokens of each prediction.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, sum, time_of};

pub(super) fn read(body: &Node<'_>) -> Result<Option<Reading>> {
    let mut input = None;
    for prediction in body.list("predictions") {
        if let Some(statistics) = prediction.within(&["embeddings", "statistics"]) {
            input = sum(&[input, statistics.count("token_count")?])?;
        }
    }
    if input.is_none() {
        return Ok(None);
    }
    let counts = Counts {
        input,
        ..Counts::default()
    };
    let item = Item {
        model: body.owned("model").or(body.owned("deployedModelId")),
        at: time_of(body),
        quantities: counts.quantities(body)?,
        ..Item::default()
    };
    Ok(Some(Reading::new("google.embeddings", "google", item)))
}
