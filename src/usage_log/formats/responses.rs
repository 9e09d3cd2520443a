//! JSON Lines of responses, in every shape that `priceResponse` reads: bodies of an API, results of
//! a batch, usage objects of an SDK or a gateway.

use serde_json::Value;

use super::format::JsonFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::{Billed, BilledResponse, Catalog, Instant, TIME_KEYS};
use crate::usage_log::identity::Identity;
use crate::usage_log::record::{Groups, Key, RecordKind, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "responses",
    is: |value| value.is_object() || is_stream(value),
    read,
    has_other_lines: false,
};

/// Keys under which lines of logs put a response.
const WRAPPERS: &[&str] = &["response", "message", "body", "data", "result", "event"];

/// Whether an array holds the events of a stream, which are one response, and no list of responses.
pub(in crate::usage_log) fn is_stream(value: &Value) -> bool {
    let Some(elements) = value.as_array() else {
        return false;
    };
    let text =
        |element: &Value, key: &str| element.get(key).and_then(Value::as_str).map(str::to_owned);
    let is_event = |element: &Value| {
        let kind = text(element, "type").unwrap_or_default();
        let is_chunk = text(element, "object").is_some_and(|object| object.ends_with(".chunk"));
        is_chunk
            || kind.starts_with("response.")
            || kind.starts_with("message_")
            || kind.starts_with("content_block_")
    };
    let is_gemini = |element: &Value| element.get("candidates").is_some();
    let first = elements.first().and_then(|first| text(first, "responseId"));
    let is_one = || {
        elements
            .iter()
            .all(|element| text(element, "responseId") == first)
    };
    elements.iter().any(is_event)
        || (elements.iter().all(is_gemini) && !elements.is_empty() && is_one())
}

fn read(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    if let Some(reason) = unbilled(value) {
        sink.add(UsageRecord {
            kind: RecordKind::Free,
            time: time_of(value),
            groups: groups_of(value),
            ..UsageRecord::default()
        });
        sink.facts.note(reason);
        return Ok(());
    }
    let time = time_of(value);
    let id = id_of(value);
    let groups = groups_of(value);
    add_billed(value, time, id, &groups, sink)
}

/// Adds what responses in a value bill: a record for each model.
pub(super) fn add_billed(
    value: &Value,
    time: Option<Instant>,
    id: Option<&str>,
    groups: &Groups,
    sink: &mut Sink<'_>,
) -> Result<(), Rejection> {
    let catalog = Catalog::embedded().map_err(|error| error.to_string())?;
    let responses = catalog
        .billed_in(value)
        .map_err(|error| error.to_string())?;
    let is_one = responses.len() == 1;
    for response in responses {
        let BilledResponse {
            items,
            reported,
            unread,
            partial,
        } = response;
        sink.facts.unread(&unread);
        sink.facts.partial += u64::from(partial);
        let mut reported = reported;
        for (at, item) in items.into_iter().enumerate() {
            let key = match id {
                // Several responses in one line are told apart by nothing.
                Some(id) if is_one => Key::Request(identity(id, at)),
                _ => Key::None,
            };
            let record = record_of(item, time, groups.clone(), key);
            sink.add(UsageRecord {
                reported: reported.take(),
                ..record
            });
        }
    }
    Ok(())
}

/// The identity of a response: what it bills on the main model, or on another one.
fn identity(id: &str, at: usize) -> Identity {
    match at {
        0 => Identity::of(&[id]),
        _ => Identity::of(&[id, &at.to_string()]),
    }
}

fn record_of(item: Billed, time: Option<Instant>, groups: Groups, key: Key) -> UsageRecord {
    UsageRecord {
        time: time.or_else(|| item.on.map(Instant::of_day)),
        model: item.model,
        provider: item.seller.map(str::to_owned),
        tier: item.tier,
        region: item.region,
        variant: item.variant,
        quantities: item.quantities,
        groups,
        key,
        ..UsageRecord::default()
    }
}

/// Why a line of a batch's results bills nothing; `None` where it does.
fn unbilled(value: &Value) -> Option<&'static str> {
    value.get("custom_id")?;
    let failed = || Some("requests of a batch that failed cost nothing");
    if let Some(kind) = value.get("result").and_then(|result| result.get("type")) {
        return match kind.as_str() {
            Some("errored" | "canceled" | "expired") => failed(),
            _ => None,
        };
    }
    let is_error = value.get("error").is_some_and(|error| !error.is_null());
    let body = value
        .get("response")
        .and_then(|response| response.get("body"));
    let has_usage = body.is_some_and(|body| body.get("usage").is_some_and(Value::is_object));
    let status = value
        .get("response")
        .and_then(|response| response.get("status_code"));
    let is_refused = status
        .and_then(Value::as_u64)
        .is_some_and(|status| status >= 400);
    ((is_error || is_refused) && !has_usage)
        .then(failed)
        .flatten()
}

/// A value and what stands in it under the names of wrappers, from the inside outward.
fn layers(value: &Value) -> impl Iterator<Item = &Value> {
    let mut layers = vec![value];
    let mut inner = value;
    while let Some(next) = WRAPPERS
        .iter()
        .find_map(|key| inner.get(key).filter(|next| next.is_object()))
        && layers.len() < 5
    {
        layers.push(next);
        inner = next;
    }
    layers.into_iter().rev()
}

fn time_of(value: &Value) -> Option<Instant> {
    // Loggers write `time`; in a response it may be a duration.
    let keys = TIME_KEYS.iter().chain(&["time"]);
    let mut times = layers(value).flat_map(|layer| keys.clone().filter_map(|key| layer.get(key)));
    times.find_map(Instant::of_json)
}

/// The id that the vendor gave the response.
fn id_of(value: &Value) -> Option<&str> {
    let mut ids = layers(value).filter_map(|layer| {
        let ids = ["id", "responseId", "response_id", "generation_id"];
        ids.iter().find_map(|key| layer.get(key)?.as_str())
    });
    ids.find(|id| !id.is_empty())
}

fn groups_of(value: &Value) -> Groups {
    let find = |names: &[&str]| {
        let mut found = layers(value).filter_map(|layer| {
            let named = |layer: &Value| {
                let text = names.iter().find_map(|name| layer.get(name)?.as_str())?;
                (!text.is_empty()).then(|| text.to_owned())
            };
            named(layer).or_else(|| layer.get("metadata").and_then(named))
        });
        found.next()
    };
    Groups {
        project: find(&["project", "project_id", "projectId"]),
        key: find(&["api_key_id", "apiKeyId", "api_key_name", "key_name"]),
        user: find(&["user", "user_id", "userId", "end_user"]),
        workspace: find(&["workspace", "workspace_id", "workspaceId", "team_id"]),
        session: find(&["session_id", "sessionId", "conversation_id", "thread_id"]),
        item: None,
    }
}
