//! Text of a response: JSON, JSON Lines, or the events of a stream as a server sends them.

use serde_json::Value;

use crate::pricing::error::{PricingError, Result};

/// The values in a text: one, or those of its lines or events.
///
/// # Errors
/// [`PricingError::InvalidUsage`] with the line that is no JSON.
pub(in crate::pricing::response) fn parsed(text: &str) -> Result<Value> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if is_event_stream(text) {
        return events(text).map(Value::Array);
    }
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(value);
    }
    let mut values = Vec::new();
    for (i, line) in text.lines().enumerate() {
        if !line.trim().is_empty() {
            values.push(json(line.trim(), i)?);
        }
    }
    Ok(Value::Array(values))
}

fn is_event_stream(text: &str) -> bool {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with(':'));
    first.is_some_and(|line| {
        ["data:", "event:", "id:", "retry:"]
            .iter()
            .any(|field| line.starts_with(field))
    })
}

/// The data of server-sent events. An event may have several lines of data; "[DONE]" ends the
/// stream.
fn events(text: &str) -> Result<Vec<Value>> {
    let mut values = Vec::new();
    let mut data = String::new();
    let mut first_line = 0;
    for (i, line) in text.lines().chain(std::iter::once("")).enumerate() {
        if let Some(rest) = line.strip_prefix("data:") {
            if data.is_empty() {
                first_line = i;
            } else {
                data.push('\n');
            }
            data.push_str(rest.strip_prefix(' ').unwrap_or(rest));
        } else if line.trim().is_empty() && !data.is_empty() {
            if data.trim() != "[DONE]" {
                several(&data, first_line, &mut values)?;
            }
            data.clear();
        }
    }
    Ok(values)
}

/// Streams that lost their blank lines have one value in each line of data.
fn several(data: &str, line: usize, values: &mut Vec<Value>) -> Result<()> {
    if let Ok(value) = serde_json::from_str(data) {
        values.push(value);
        return Ok(());
    }
    for (i, part) in data.lines().enumerate() {
        let part = part.trim();
        if !part.is_empty() && part != "[DONE]" {
            values.push(json(part, line + i)?);
        }
    }
    Ok(())
}

fn json(text: &str, line: usize) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| {
        PricingError::usage(format!("line {}", line + 1), format!("is no JSON: {error}"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parsed;
    use crate::Coded;

    #[test]
    fn text_is_json_lines_or_events() {
        let two = json!([{ "a": 1 }, { "b": 2 }]);
        assert_eq!(parsed(" {\"a\": 1} ").unwrap(), json!({ "a": 1 }));
        assert_eq!(parsed("{\"a\":1}\n\n{\"b\":2}\n").unwrap(), two);
        let stream =
            ": ping\nevent: x\ndata: {\"a\":\ndata: 1}\n\ndata: {\"b\":2}\n\ndata: [DONE]\n";
        assert_eq!(parsed(stream).unwrap(), two);
        assert_eq!(
            parsed("data: {\"a\":1}\ndata: {\"b\":2}\ndata: [DONE]").unwrap(),
            two
        );
        let error = parsed("{\"a\":1}\n{").unwrap_err();
        assert_eq!(error.path(), Some("line 2"));
    }
}
