//! Logs and bills made to measure.

use serde_json::json;
use tokenfare::pricing::{Catalog, Day, Exact};
use tokenfare::usage_log::{UsageAnalysis, UsageLog, UsageReadOptions, UsageReport};

use crate::usage_log::log::log_of;

/// A request of a log.
#[derive(Clone, Debug)]
pub struct Made {
    pub model: &'static str,
    /// "2026-09-07T10:00:00Z"
    pub time: String,
    /// Input tokens that are not read from the cache.
    pub input: u64,
    pub cached: u64,
    pub output: u64,
    pub tier: &'static str,
    pub searches: u64,
    pub project: &'static str,
}

impl Made {
    pub fn at(day: Day, hour: u64, model: &'static str) -> Self {
        Self {
            model,
            time: format!("{day}T{hour:02}:00:00Z"),
            input: 1_000,
            cached: 0,
            output: 100,
            tier: "standard",
            searches: 0,
            project: "/home/u/p",
        }
    }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// So many days from a day on.
pub fn days(from: &str, count: u32) -> Vec<Day> {
    let first = day(from);
    (0..count)
        .map(|n| first.checked_add_days(n).unwrap())
        .collect()
}

/// The log of requests, as Claude Code writes it.
pub fn made(requests: &[Made]) -> UsageLog {
    let lines: String = requests
        .iter()
        .enumerate()
        .map(|(number, request)| {
            let line = json!({
                "type": "assistant", "sessionId": "s1", "uuid": format!("u{number}"),
                "cwd": request.project, "timestamp": request.time, "requestId": format!("r{number}"),
                "message": {
                    "id": format!("m{number}"), "type": "message", "role": "assistant",
                    "model": request.model, "stop_reason": "end_turn", "content": [],
                    "usage": {
                        "input_tokens": request.input,
                        "cache_read_input_tokens": request.cached,
                        "output_tokens": request.output,
                        "service_tier": request.tier,
                        "server_tool_use": { "web_search_requests": request.searches },
                    },
                },
            });
            format!("{line}\n")
        })
        .collect();
    let log = log_of(&[("made.jsonl", &lines)], &UsageReadOptions::default());
    assert_eq!(log.summary().rejected, []);
    log
}

/// Millionths of dollars as a decimal: 48,000 is 0.048.
pub fn micros(amount: u64) -> String {
    format!("{}.{:06}", amount / 1_000_000, amount % 1_000_000)
}

/// The cost export of Anthropic's console: day, model, kind of line, millionths of dollars, and those
/// of the list price.
pub fn anthropic_bill(lines: &[(Day, &str, &str, u64, u64)]) -> UsageLog {
    let mut text = "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,\
                    cost_usd,list_price_usd,cost_type,inference_geo,speed\n"
        .to_owned();
    for (day, model, item, cost, list) in lines {
        text += &format!(
            "{day},{model},Default,demo,message,≤ 200k,{item},{},{},token,not_available,\n",
            micros(*cost),
            micros(*list)
        );
    }
    let bill = log_of(&[("costs.csv", &text)], &UsageReadOptions::default());
    assert_eq!(bill.summary().rejected, []);
    assert_eq!(bill.summary().records, lines.len() as u64);
    bill
}

pub fn report_of(
    log: &UsageLog,
    analysis: &UsageAnalysis,
    billed: Option<&UsageLog>,
) -> UsageReport {
    log.analyse(analysis, billed, Catalog::embedded().unwrap())
        .unwrap()
}

pub fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}
