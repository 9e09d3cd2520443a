//! A response inside of what no reader knows: an object of a framework, a log line of a gateway.

use std::borrow::Cow;

use serde_json::Value;

use super::input::{Body, Context, noted};
use super::reading::{Ledger, Node};
use super::shapes::read_body;
use crate::pricing::number::Count;

/// How deep a response is looked for, and in how many values.
const MAX_DEPTH: usize = 8;
const MAX_VALUES: usize = 2_000;
/// How many places may say the same.
const MAX_FOUND: usize = 8;

/// The only response in a body; `None` where there are several, or none.
pub(super) fn hidden<'b>(body: &'b Body<'_>) -> Option<Body<'b>> {
    let mut search = Search {
        seen: 0,
        found: Vec::new(),
    };
    search.within(&body.value, &body.context, 0);
    let mut found = search.found.into_iter();
    let (first, counts) = found.next()?;
    // The same counts may stand there twice, as the vendor and as a framework say them.
    found.all(|(_, other)| other == counts).then_some(first)
}

struct Search<'b> {
    seen: usize,
    found: Vec<(Body<'b>, Tokens)>,
}

/// The tokens of a prompt and of its answer.
type Tokens = (Option<Count>, Option<Count>);

impl<'b> Search<'b> {
    fn within(&mut self, value: &'b Value, context: &Context, depth: usize) {
        if depth == MAX_DEPTH || self.found.len() == MAX_FOUND {
            return;
        }
        let members: Vec<(String, &'b Value)> = match value {
            Value::Object(members) => members
                .iter()
                .map(|(key, member)| (key.clone(), member))
                .collect(),
            Value::Array(elements) => {
                let numbered = elements.iter().enumerate();
                numbered.map(|(i, e)| (format!("[{i}]"), e)).collect()
            }
            _ => return,
        };
        for (key, member) in members {
            if !(member.is_object() || member.is_array()) {
                continue;
            }
            self.seen += 1;
            if self.seen > MAX_VALUES {
                return;
            }
            let context = noted(member, context.under(&key));
            if let Some(tokens) = read(member) {
                let value = Cow::Borrowed(member);
                self.found.push((Body { value, context }, tokens));
            } else {
                self.within(member, &context, depth + 1);
            }
        }
    }
}

fn read(value: &Value) -> Option<Tokens> {
    let ledger = Ledger::new(value);
    let reading = read_body(&Node::root(&ledger)).ok()??;
    let counts = &reading.main.quantities;
    let tokens = (counts.input_tokens, counts.output_tokens);
    // An answer without its prompt is a part of something else.
    let is_part = tokens.0.is_none() && tokens.1.is_some();
    (!is_part && value.is_object() && reading.says_something()).then_some(tokens)
}
