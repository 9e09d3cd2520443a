//! OpenAI's Realtime API: the response of a `response.done` event, and transcriptions of what was
//! said.

use super::generic_tokens::{counts, has_tokens};
use crate::pricing::error::Result;
use crate::pricing::response::reading::{Item, Node, Reading, time_of};

pub(super) fn is_response(body: &Node<'_>) -> bool {
    body.text("object") == Some("realtime.response")
        && body.object("usage").is_some_and(|usage| has_tokens(&usage))
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let item = Item {
        model: body.owned("model"),
        at: time_of(body),
        quantities: counts(usage)?.quantities(usage)?,
        ..Item::default()
    };
    Ok(Reading::new("openai.realtime", "openai", item))
}
