//! Reads all bodies of what was given.

use serde_json::Value;

use super::hidden::hidden;
use super::input::{Body, Context, bodies, parsed};
use super::no_usage::no_usage;
use super::reading::{Ledger, Node, Reading, unread};
use super::reported::reported;
use super::shapes::read_body;
use crate::Coded;
use crate::pricing::catalog::Tier;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::quote::{Unread, Warning, about_usage};

/// What one body says, and what nobody read of it.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub reading: Reading,
    pub unread: Vec<Unread>,
    pub warnings: Vec<Warning>,
}

/// Reads every response in a value: one, a stream, or several in a list or a text.
///
/// # Errors
/// [`PricingError::InvalidUsage`] if there is no usage, or a count is not a number.
pub(super) fn read_all(response: &Value) -> Result<Vec<Read>> {
    match response {
        Value::String(text) => read_values(&parsed(text)?),
        value => read_values(value),
    }
}

fn read_values(value: &Value) -> Result<Vec<Read>> {
    bodies(value)?.iter().map(read_one).collect()
}

fn read_one(body: &Body<'_>) -> Result<Read> {
    let ledger = Ledger::new(&body.value);
    let root = Node::root(&ledger);
    let under = |error: PricingError| {
        let path = error.path().map(|path| body.context.under(path).path);
        match path {
            Some(path) => error.at(path),
            None => error,
        }
    };
    let reading = read_body(&root).map_err(under)?;
    let Some(reading) = reading.filter(Reading::says_something) else {
        return match hidden(body) {
            Some(inner) => read_one(&inner),
            None => Err(under(no_usage(&root))),
        };
    };
    let mut reading = in_context(reading, &body.context);
    reading.reported = reported(&root);
    let mut unread = unread(&ledger);
    for number in &mut unread {
        number.path = body.context.under(&number.path).path;
    }
    let mut warnings = ledger.take_warnings();
    warnings.extend(about_usage(&unread, reading.partial));
    Ok(Read {
        reading,
        unread,
        warnings,
    })
}

/// What an envelope says holds for what is in it.
fn in_context(mut reading: Reading, context: &Context) -> Reading {
    if let Some(format) = context.format {
        reading.format = format;
    }
    let main = &reading.main.quantities;
    reading.partial |=
        context.partial || (main.output_tokens.is_some() && main.input_tokens.is_none());
    for item in std::iter::once(&mut reading.main).chain(&mut reading.others) {
        item.at = item.at.or(context.at);
        if context.batch {
            item.tier = Some(Tier::Batch);
        }
    }
    if reading.main.model.is_none() {
        reading.main.model.clone_from(&context.model);
    }
    reading
}
