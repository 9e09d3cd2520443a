//! What tools that people use get wrong, each with the right figure worked out by hand.

use serde_json::{Value, json};
use tokenfare::usage_log::{UsageDimension, UsageReadOptions};

use super::log::{log, log_of, report, total};

/// A line of Claude Code.
fn claude(id: &str, time: &str, model: &str, usage: &Value) -> String {
    let line = json!({
        "type": "assistant", "sessionId": "s1", "uuid": format!("uuid-{id}"), "cwd": "/home/u/p",
        "timestamp": time, "requestId": "req_1", "isSidechain": false,
        "message": {
            "id": id, "type": "message", "role": "assistant", "model": model, "stop_reason": "end_turn",
            "content": [{ "type": "text", "text": "an answer" }], "usage": usage,
        },
    });
    format!("{line}\n")
}

/// A line of Codex that counts tokens: the totals, and those of the last request.
fn counted(time: &str, total: [u64; 3], last: [u64; 3]) -> String {
    let usage = |[input, cached, output]: [u64; 3]| {
        json!({
            "input_tokens": input, "cached_input_tokens": cached, "output_tokens": output,
            "reasoning_output_tokens": 0, "total_tokens": input + output,
        })
    };
    let info = json!({ "total_token_usage": usage(total), "last_token_usage": usage(last) });
    let line = json!({
        "timestamp": time, "type": "event_msg", "payload": { "type": "token_count", "info": info },
    });
    format!("{line}\n")
}

fn codex_session(id: &str, parent: Option<&str>, model: &str) -> String {
    let meta = json!({ "type": "session_meta", "payload": { "id": id, "cwd": "/p", "forked_from_id": parent } });
    let turn = json!({ "type": "turn_context", "payload": { "model": model } });
    format!("{meta}\n{turn}\n")
}

#[test]
fn the_price_is_that_of_the_day_on_both_sides_of_a_price_cut() {
    // GPT-5.6 Sol cost $5 / $30 until 2026-08-20, and costs $4 / $20 since 2026-08-21.
    let usage = json!({ "input_tokens": 100_000, "output_tokens": 10_000 });
    let text = [
        claude("a", "2026-08-17T10:00:00Z", "gpt-5.6-sol", &usage),
        claude("b", "2026-08-23T10:00:00Z", "gpt-5.6-sol", &usage),
    ];
    let report = report(&log(&text.concat()), &[UsageDimension::Day]);
    let days: Vec<String> = report
        .groups
        .iter()
        .map(|group| group.cost.to_string())
        .collect();
    // 0.1 × 5 + 0.01 × 30, and 0.1 × 4 + 0.01 × 20
    assert_eq!(days, ["0.8", "0.6"]);
}

#[test]
fn null_fields_cost_no_record() {
    let usage = json!({
        "input_tokens": 1_000, "output_tokens": 100, "speed": null, "cache_read_input_tokens": null,
        "cache_creation_input_tokens": null, "cache_creation": null, "server_tool_use": null,
        "service_tier": null, "inference_geo": null, "iterations": null,
    });
    let text = claude("a", "2026-11-01T10:00:00Z", "claude-opus-4-8", &usage);
    // 1,000 × 5 / 1M + 100 × 25 / 1M
    assert_eq!(total(&text), "0.0075");
}

#[test]
fn a_fork_of_codex_counts_what_it_adds() {
    let parent = codex_session("p", None, "gpt-5.6-sol")
        + &counted("2026-08-23T10:00:00Z", [1_000, 0, 100], [1_000, 0, 100])
        + &counted("2026-08-23T10:00:00Z", [1_000, 0, 100], [1_000, 0, 100])
        + &counted("2026-08-23T10:00:20Z", [3_000, 800, 300], [2_000, 800, 200]);
    // The copies of the parent's events have times of their own, over two seconds.
    let fork = codex_session("f", Some("p"), "gpt-5.6-sol")
        + &counted("2026-08-23T11:00:00Z", [1_000, 0, 100], [1_000, 0, 100])
        + &counted("2026-08-23T11:00:02Z", [3_000, 800, 300], [2_000, 800, 200])
        + &counted("2026-08-23T11:05:00Z", [4_000, 800, 350], [1_000, 0, 50]);
    for sources in [
        [("parent", parent.as_str()), ("fork", fork.as_str())],
        [("fork", fork.as_str()), ("parent", parent.as_str())],
    ] {
        let log = log_of(&sources, &UsageReadOptions::default());
        let report = report(&log, &[]);
        let quantities = &report.groups[0].quantities;
        assert_eq!(quantities.input_tokens, Some(4_000.into()));
        assert_eq!(quantities.output_tokens, Some(350.into()));
        assert_eq!(
            (log.summary().records, log.summary().duplicates.records),
            (3, 2)
        );
        // 3,200 × 4 / 1M + 800 × 0.4 / 1M + 350 × 20 / 1M
        assert_eq!(report.total.to_string(), "0.02012");
    }
}

#[test]
fn a_long_context_is_priced_by_the_whole_request() {
    // Sonnet 4.5 cost $6 / $22.5 / $0.60 (cached) above 200,000 tokens until 2026-03-12: all of it.
    let usage =
        json!({ "input_tokens": 10, "cache_read_input_tokens": 300_000, "output_tokens": 1_000 });
    let text = claude("a", "2026-01-15T10:00:00Z", "claude-sonnet-4-5", &usage);
    // 10 × 6 / 1M + 300,000 × 0.6 / 1M + 1,000 × 22.5 / 1M
    assert_eq!(total(&text), "0.20256");
}

#[test]
fn searches_tiers_and_regions_are_billed() {
    let with = |more: Value| {
        let mut usage = json!({ "input_tokens": 1_000_000, "output_tokens": 0 });
        for (key, value) in more.as_object().unwrap() {
            usage[key] = value.clone();
        }
        total(&claude(
            "a",
            "2026-11-01T10:00:00Z",
            "claude-opus-4-8",
            &usage,
        ))
    };
    assert_eq!(with(json!({})), "5");
    // 100 searches at $10 a thousand
    assert_eq!(
        with(json!({ "server_tool_use": { "web_search_requests": 100 } })),
        "6"
    );
    assert_eq!(with(json!({ "service_tier": "batch" })), "2.5");
    assert_eq!(with(json!({ "inference_geo": "us" })), "5.5");
}

#[test]
fn a_reply_of_nineteen_lines_is_one_request() {
    let usage = json!({ "input_tokens": 1_000, "output_tokens": 100 });
    let text = claude("a", "2026-11-01T10:00:00Z", "claude-opus-4-8", &usage).repeat(19);
    let log = log(&text);
    assert_eq!(
        (log.summary().records, log.summary().duplicates.records),
        (1, 18)
    );
    assert_eq!(report(&log, &[]).total.to_string(), "0.0075");
}

#[test]
fn of_several_lines_of_a_reply_the_largest_counts() {
    let line = |output: u64| {
        let usage = json!({ "input_tokens": 1_000, "output_tokens": output });
        claude("a", "2026-11-01T10:00:00Z", "claude-opus-4-8", &usage)
    };
    // 1,000 × 5 / 1M + 400 × 25 / 1M, wherever the largest stands
    assert_eq!(total(&[line(1), line(400), line(29)].concat()), "0.015");
    assert_eq!(total(&[line(400), line(1)].concat()), "0.015");
}

#[test]
fn messages_of_subagents_count_once_across_files() {
    let usage = json!({ "input_tokens": 1_000, "output_tokens": 100 });
    let one = claude("a", "2026-11-01T10:00:00Z", "claude-opus-4-8", &usage);
    // A sidechain replays it under another request id.
    let replayed = one
        .replace("\"isSidechain\":false", "\"isSidechain\":true")
        .replace("req_1", "req_2");
    let own = claude("b", "2026-11-01T10:01:00Z", "claude-opus-4-8", &usage);
    let sources = [
        ("s1.jsonl", one.clone()),
        ("subagents/a.jsonl", [replayed, own].concat()),
    ];
    let sources: Vec<(&str, &str)> = sources
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let log = log_of(&sources, &UsageReadOptions::default());
    assert_eq!(log.summary().duplicates.records, 1);
    assert_eq!(report(&log, &[]).total.to_string(), "0.015");
}

#[test]
fn an_advisor_is_priced_on_its_own_model() {
    let usage = json!({
        "input_tokens": 1_000, "output_tokens": 100,
        "iterations": [
            { "type": "message", "input_tokens": 1_000, "output_tokens": 100 },
            { "type": "advisor", "model": "claude-opus-4-8", "input_tokens": 50_000, "output_tokens": 1_000 },
        ],
    });
    let text = claude("a", "2026-11-01T10:00:00Z", "claude-haiku-4-5", &usage);
    let report = report(&log(&text.repeat(3)), &[UsageDimension::Model]);
    let models: Vec<(String, String)> = report
        .groups
        .iter()
        .map(|group| {
            (
                group.key.get("model").unwrap().clone(),
                group.cost.to_string(),
            )
        })
        .collect();
    // 50,000 × 5 / 1M + 1,000 × 25 / 1M; 1,000 × 1 / 1M + 100 × 5 / 1M
    let expected = [("claude-opus-4-8", "0.275"), ("claude-haiku-4-5", "0.0015")];
    assert_eq!(
        models,
        expected.map(|(model, cost)| (model.to_owned(), cost.to_owned()))
    );
}

/// Most lines are read from their bytes; one with an unusual member is parsed. Both say the same.
#[test]
fn a_line_is_the_same_whether_it_is_parsed_or_not() {
    let usages = [
        json!({ "input_tokens": 3, "output_tokens": 310 }),
        json!({
            "input_tokens": 3, "cache_creation_input_tokens": 2_285, "cache_read_input_tokens": 22_137,
            "cache_creation": { "ephemeral_5m_input_tokens": 2_000, "ephemeral_1h_input_tokens": 285 },
            "output_tokens": 310, "server_tool_use": { "web_search_requests": 2, "web_fetch_requests": 1 },
            "service_tier": "batch", "inference_geo": "us", "iterations": [], "speed": "standard",
        }),
        json!({ "input_tokens": 0, "output_tokens": 0, "cache_creation_input_tokens": 1_000, "service_tier": "standard" }),
    ];
    // The first line of a file is always parsed.
    let first = claude(
        "first",
        "2026-11-01T10:00:00Z",
        "claude-opus-4-8",
        &usages[0],
    );
    for usage in usages {
        let line = claude("a", "2026-11-01T10:00:00Z", "claude-opus-4-8", &usage);
        let parsed = line.replacen('{', "{\"isApiErrorMessage\":false,", 1);
        let by = [
            UsageDimension::Day,
            UsageDimension::Hour,
            UsageDimension::Model,
            UsageDimension::Project,
            UsageDimension::Session,
            UsageDimension::Tier,
        ];
        let [one, other] = [line, parsed].map(|line| {
            let log = log(&[first.as_str(), &line].concat());
            assert_eq!(log.summary().records, 2, "{line}");
            report(&log, &by)
        });
        assert_eq!(one, other);
    }
}
