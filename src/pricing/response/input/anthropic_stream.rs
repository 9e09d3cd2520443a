//! The events of Anthropic's streams, put together: the start has the prompt, the last delta the
//! answer.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::body::{Body, Context};

/// Whether a value is an event of such a stream.
pub(super) fn is_event(value: &Value) -> bool {
    let kind = value.get("type").and_then(Value::as_str);
    matches!(kind, Some("message_start" | "message_delta"))
}

/// One body for each message of a stream.
pub(super) fn bodies<'v>(events: &[&'v Value]) -> Vec<Body<'v>> {
    let mut messages: Vec<Message<'v>> = Vec::new();
    for event in events {
        match event.get("type").and_then(Value::as_str) {
            Some("message_start") => messages.push(Message {
                start: event.get("message"),
                ..Message::default()
            }),
            Some("message_delta") => {
                if messages.last().is_none_or(|message| message.is_whole) {
                    messages.push(Message::default());
                }
                if let Some(message) = messages.last_mut() {
                    message.deltas.push(event);
                }
            }
            Some("message_stop") => {
                if let Some(message) = messages.last_mut() {
                    message.is_whole = true;
                }
            }
            _ => {}
        }
    }
    messages.into_iter().map(Message::body).collect()
}

#[derive(Default)]
struct Message<'v> {
    start: Option<&'v Value>,
    deltas: Vec<&'v Value>,
    is_whole: bool,
}

impl<'v> Message<'v> {
    fn body(self) -> Body<'v> {
        let mut message = self
            .start
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        let mut usage = match message.get("usage") {
            Some(Value::Object(usage)) => usage.clone(),
            _ => Map::new(),
        };
        // Deltas count from the beginning, so the last one stands.
        for delta in &self.deltas {
            let Some(Value::Object(counts)) = delta.get("usage") else {
                continue;
            };
            for (key, count) in counts.iter().filter(|(_, count)| !count.is_null()) {
                usage.insert(key.clone(), count.clone());
            }
        }
        message.insert("type".to_owned(), "message".into());
        message.insert("usage".to_owned(), Value::Object(usage));
        let partial = self.start.is_none() || self.deltas.is_empty();
        Body {
            value: Cow::Owned(Value::Object(message)),
            context: Context {
                partial,
                ..Context::default()
            },
        }
    }
}
