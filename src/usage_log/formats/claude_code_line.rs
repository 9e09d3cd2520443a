//! A line of Claude Code from its bytes, without the prompt and the answer in it.
//!
//! It reads the lines that nearly all are, as the reader of Anthropic's messages would. Any member of
//! the usage that is not listed here, and any unusual value, leaves the line to that reader.

use crate::pricing::{Count, Instant, Quantities, Tier};
use crate::usage_log::input::{Scanner, Token};

/// What a line says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line<'a> {
    pub id: Option<&'a str>,
    pub model: &'a str,
    pub time: Option<Instant>,
    pub session: Option<&'a str>,
    pub folder: Option<&'a str>,
    pub region: Option<&'a str>,
    pub tier: Option<Tier>,
    /// Whether the line says why the reply stopped.
    pub is_stopped: bool,
    /// Whether it does not say how long what was written to the cache is kept.
    pub has_unknown_lifetime: bool,
    usage: Usage,
}

#[derive(Clone, Copy, Debug, Default)]
struct Usage {
    input: Option<u64>,
    output: Option<u64>,
    cached: Option<u64>,
    writes: Option<u64>,
    short_writes: Option<u64>,
    long_writes: Option<u64>,
    searches: Option<u64>,
}

impl<'a> Line<'a> {
    /// Reads a line; `None` where it is to be parsed.
    pub fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut line = Self::default();
        let mut is_assistant = false;
        let mut has_message = false;
        Scanner::new(bytes).members(|name, token| {
            match (name, token) {
                ("type", Token::Text(kind)) => is_assistant = kind == "assistant",
                ("timestamp", Token::Text(time)) => line.time = Some(Instant::of_text(time)?),
                ("sessionId", Token::Text(session)) => line.session = Some(session),
                ("cwd", Token::Text(folder)) => line.folder = Some(folder),
                ("message", Token::Other(message)) => {
                    has_message = true;
                    line.message(message)?;
                }
                ("type" | "timestamp" | "sessionId" | "cwd" | "message" | "session_id", _) => {
                    return None;
                }
                ("costUSD" | "isApiErrorMessage", _) => return None,
                _ => {}
            }
            Some(())
        })?;
        let is_usual = is_assistant && has_message && line.time.is_some() && line.session.is_some();
        (is_usual && line.id.is_some() && !line.model.is_empty()).then_some(line)
    }

    fn message(&mut self, message: &'a [u8]) -> Option<()> {
        let (mut usage, mut is_message) = (None, false);
        Scanner::new(message).members(|name, token| {
            match (name, token) {
                ("id", Token::Text(id)) => self.id = Some(id).filter(|id| !id.is_empty()),
                ("model", Token::Text(model)) => self.model = model,
                ("type", Token::Text(kind)) => is_message = kind == "message",
                ("stop_reason", Token::Text(_)) => self.is_stopped = true,
                ("stop_reason", Token::Null) => {}
                ("usage", Token::Other(object)) => usage = Some(object),
                ("id" | "model" | "type" | "stop_reason" | "usage", _) => return None,
                _ => {}
            }
            Some(())
        })?;
        self.usage(usage?)?;
        (is_message && self.model != "<synthetic>").then_some(())
    }

    fn usage(&mut self, usage: &'a [u8]) -> Option<()> {
        let counts = &mut self.usage;
        let (mut lifetimes, mut tools) = (None, None);
        Scanner::new(usage).members(|name, token| {
            match (name, token) {
                ("input_tokens", token) => counts.input = Some(whole(token)?),
                ("output_tokens", token) => counts.output = Some(whole(token)?),
                ("cache_read_input_tokens", token) => counts.cached = optional(token)?,
                ("cache_creation_input_tokens", token) => counts.writes = optional(token)?,
                ("cache_creation", Token::Other(object)) => lifetimes = Some(object),
                ("server_tool_use", Token::Other(object)) => tools = Some(object),
                ("service_tier", Token::Text("standard")) => self.tier = Some(Tier::Standard),
                ("service_tier", Token::Text("batch")) => self.tier = Some(Tier::Batch),
                ("inference_geo", Token::Text("global" | "not_available")) => {}
                ("inference_geo", Token::Text(region)) => self.region = Some(region),
                ("speed", Token::Text("standard")) => {}
                ("iterations", Token::Other(b"[]")) => {}
                (
                    "cache_creation" | "server_tool_use" | "service_tier" | "inference_geo"
                    | "speed" | "iterations",
                    Token::Null,
                ) => {}
                _ => return None,
            }
            Some(())
        })?;
        if let Some(lifetimes) = lifetimes {
            Scanner::new(lifetimes).members(|name, token| {
                match name {
                    "ephemeral_5m_input_tokens" => counts.short_writes = Some(whole(token)?),
                    "ephemeral_1h_input_tokens" => counts.long_writes = Some(whole(token)?),
                    _ => return None,
                }
                Some(())
            })?;
            let parts = counts.short_writes.unwrap_or(0) + counts.long_writes.unwrap_or(0);
            if counts.writes.is_some_and(|writes| writes != parts) {
                return None;
            }
        } else {
            counts.short_writes = counts.writes;
            self.has_unknown_lifetime = counts.writes.is_some_and(|writes| writes > 0);
        }
        if let Some(tools) = tools {
            Scanner::new(tools).members(|name, token| {
                match name {
                    "web_search_requests" => counts.searches = Some(whole(token)?),
                    // Free of charge.
                    "web_fetch_requests" => {
                        whole(token)?;
                    }
                    _ => return None,
                }
                Some(())
            })?;
        }
        (counts.input.is_some() && counts.output.is_some()).then_some(())
    }

    pub fn output(&self) -> u64 {
        self.usage.output.unwrap_or(0)
    }

    /// The quantities, whose totals include their parts.
    pub fn quantities(&self) -> Quantities {
        let usage = &self.usage;
        let parts = [usage.cached, usage.short_writes, usage.long_writes];
        let input = usage.input.unwrap_or(0) + parts.iter().flatten().sum::<u64>();
        let part = |count: Option<u64>| count.filter(|count| *count != 0).map(Count::from);
        Quantities {
            input_tokens: Some(input.into()),
            cached_input_tokens: part(usage.cached),
            cache_write_tokens: part(usage.short_writes),
            long_cache_write_tokens: part(usage.long_writes),
            output_tokens: usage.output.map(Count::from),
            web_search_calls: part(usage.searches),
            ..Quantities::default()
        }
    }
}

/// A count that no sum of a few makes too large.
fn whole(token: Token<'_>) -> Option<u64> {
    match token {
        Token::Whole(number) if number < 1 << 60 => Some(number),
        _ => None,
    }
}

fn optional(token: Token<'_>) -> Option<Option<u64>> {
    match token {
        Token::Null => Some(None),
        token => whole(token).map(Some),
    }
}
