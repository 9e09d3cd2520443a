//! Shapes in which logs come beside the plain ones: other columns, other names, other lines between.

use serde_json::{Value, json};
use tokenfare::usage_log::UsageReadOptions;

use super::log::{log, log_of, report, total};

const CHAT: &str = r#"{"id":"chatcmpl-1","object":"chat.completion","created":1793491200,"model":"gpt-5.4-mini","usage":{"prompt_tokens":1000,"completion_tokens":100}}"#;

fn first_reason(text: &str) -> String {
    let log = log(text);
    let rejected = log.summary().rejected.first();
    rejected.map_or_else(String::new, |row| row.reason.clone())
}

#[test]
fn columns_that_say_what_they_are_need_no_mapping() {
    let text = "request_id,timestamp,model,prompt_tokens,completion_tokens,total_tokens,cost_usd\n\
        a,2026-10-01 10:30:45,gpt-4o-mini,150,75,225,0.0012\n\
        b,2026-10-01 10:31:12,gpt-4o,200,100,300,0.0450\n\
        a,2026-10-01 10:30:45,gpt-4o-mini,150,75,225,0.0012\n";
    // 150 × 0.15 / 1M + 75 × 0.6 / 1M, 200 × 2.5 / 1M + 100 × 10 / 1M
    assert_eq!(total(text), "0.0015675");
    let read = log(text);
    assert_eq!(read.summary().duplicates.records, 1);
    assert!(
        read.summary().notes[0].contains("time = timestamp"),
        "{:?}",
        read.summary().notes
    );
    // LiteLLM's spend logs as CSV; a table of a program with names in its own style.
    let litellm = "request_id,call_type,spend,total_tokens,prompt_tokens,completion_tokens,startTime,model,custom_llm_provider\n\
        x,acompletion,0.1,1100,1000,100,2026-11-01 10:00:00.123,gpt-5.4-mini,openai\n";
    assert_eq!(total(litellm), "0.0012");
    let own =
        "Day;Model Name;Input Tokens;Output Tokens;Requests\n2026/11/01;gpt-5.4-mini;1,000;100;4\n";
    assert_eq!(total(own), "0.0012");
    assert_eq!(report(&log(own), &[]).groups[0].requests, 4);
}

#[test]
fn columns_that_leave_open_what_is_part_of_what_are_to_be_mapped() {
    let text = "date,model,input_tokens,cache_read_tokens,output_tokens\n2026-11-01,gpt-5.4-mini,1000,500,100\n";
    assert!(
        first_reason(text).contains("map them"),
        "{}",
        first_reason(text)
    );
    assert!(first_reason("date,model\n2026-11-01,gpt-5.4-mini\n").contains("map them"));
}

#[test]
fn a_time_that_cannot_be_read_moves_no_row_to_another_day() {
    let row = |date: &str| {
        format!(
            "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost ($)\n\
            \"{date}\",Usage-based,gpt-5.4-mini,No,0,1000,0,100,1100,$0.05\n"
        )
    };
    let found = report(&log(&row("Oct 1, 2026, 10:15 AM")), &[]);
    assert_eq!(found.total.to_string(), "0.0012");
    assert_eq!(
        found.reported.map(|cost| cost.to_string()).as_deref(),
        Some("0.05")
    );
    for date in ["10/1/2026", "yesterday"] {
        assert!(
            first_reason(&row(date)).contains("no time that is sure"),
            "{date}"
        );
    }
}

#[test]
fn records_without_a_time_are_told() {
    let body = json!({ "model": "gpt-5.4-mini", "usage": { "prompt_tokens": 1000, "completion_tokens": 100 } });
    let on = UsageReadOptions {
        on: Some("2026-11-05".parse().unwrap()),
        ..UsageReadOptions::default()
    };
    let given = log_of(&[("a", &body.to_string())], &on);
    assert!(
        given
            .summary()
            .notes
            .contains(&"1 records state no time: they count on 2026-11-05".to_owned())
    );
    assert!(log(&body.to_string()).summary().notes[0].contains("state no time"));
    assert_eq!(log(CHAT).summary().notes, [] as [&str; 0]);
}

#[test]
fn lines_of_a_logger_are_json_lines_behind_a_prefix() {
    let text = format!(
        "2026-11-01 10:00:00 INFO {CHAT}\n2026-11-01 10:00:01 INFO started\n2026-11-01 10:00:02 INFO {}\n",
        CHAT.replace("chatcmpl-1", "chatcmpl-2")
    );
    // 2 × (1,000 × 0.75 / 1M + 100 × 4.5 / 1M)
    assert_eq!(total(&text), "0.0024");
    assert_eq!(log(&text).summary().rejected, []);
}

#[test]
fn files_that_hold_no_rows_say_so() {
    for (text, reason) in [
        ("2026-11-01 10:00:00 INFO started\n", "neither CSV nor JSON"),
        ("model\n", "a header and no rows"),
        ("event: message_start\ndata: {}\n\n", "a stream of events"),
        (
            "data: {\"id\":\"a\"}\n\ndata: [DONE]\n\n",
            "a stream of events",
        ),
    ] {
        assert!(
            first_reason(text).contains(reason),
            "{text:?}: {}",
            first_reason(text)
        );
    }
}

fn event(name: &str, attributes: &Value) -> String {
    let attributes: Vec<Value> = attributes
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| match value {
            Value::String(text) => json!({ "key": key, "value": { "stringValue": text } }),
            other => json!({ "key": key, "value": { "intValue": other.to_string() } }),
        })
        .chain([json!({ "key": "event.name", "value": { "stringValue": name } })])
        .collect();
    json!({ "resourceLogs": [{ "resource": {}, "scopeLogs": [{ "logRecords": [
        { "timeUnixNano": "1793491200000000000", "body": { "stringValue": "text" }, "attributes": attributes },
    ] }] }] })
    .to_string()
}

#[test]
fn events_of_agents_in_opentelemetry() {
    let gemini = event(
        "gemini_cli.api_response",
        &json!({
            "model": "gemini-2.5-flash", "input_token_count": 1000, "output_token_count": 100,
            "cached_content_token_count": 0, "thoughts_token_count": 50, "tool_token_count": 0, "total_token_count": 1150,
        }),
    );
    // 1,000 × 0.3 / 1M + 150 × 2.5 / 1M
    assert_eq!(total(&gemini), "0.000675");
    let codex = event(
        "codex.sse_event",
        &json!({
            "event.kind": "response.completed", "model": "gpt-5.4-mini", "input_token_count": 1000,
            "cached_token_count": 800, "output_token_count": 100, "reasoning_token_count": 40,
        }),
    );
    // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.5 / 1M
    assert_eq!(total(&codex), "0.00066");
    let convention = event(
        "gen_ai.client.inference.operation.details",
        &json!({
            "gen_ai.operation.name": "chat", "gen_ai.response.model": "gpt-5.4-mini",
            "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 100,
        }),
    );
    assert_eq!(total(&convention), "0.0012");
    let days = report(&log(&gemini), &[]);
    assert_eq!(days.groups.len(), 1);
    assert_eq!(
        log(&gemini)
            .summary()
            .coverage
            .map(|days| days.first.to_string())
            .as_deref(),
        Some("2026-11-01")
    );

    let other = event("claude_code.user_prompt", &json!({ "prompt_length": 10 }));
    assert_eq!(log(&other).summary().records, 0);
    assert!(
        log(&other).summary().notes[0].contains("1 events of OpenTelemetry are none of requests")
    );
    assert_eq!(
        log(&format!("{other}\n{gemini}\n")).summary().notes,
        [] as [&str; 0]
    );
}

#[test]
fn spans_of_consoles_and_of_protobuf_names() {
    let attributes = json!({
        "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5.4-mini",
        "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 100,
    });
    let console = json!({
        "name": "chat gpt-5.4-mini", "context": { "trace_id": "0xaa", "span_id": "0xbb", "trace_state": "[]" },
        "kind": "SpanKind.CLIENT", "parent_id": null, "start_time": "2026-11-01T10:00:00.000000Z", "attributes": attributes,
    });
    let text = serde_json::to_string_pretty(&console).unwrap();
    assert_eq!(total(&text), "0.0012");
    let last = log(&text)
        .summary()
        .coverage
        .map(|days| days.last.to_string());
    assert_eq!(last.as_deref(), Some("2026-11-01"));
    let snake = json!({ "resource_spans": [{ "resource": {}, "scope_spans": [{ "spans": [{
        "trace_id": "aa", "span_id": "bb", "start_time_unix_nano": "1793491200000000000",
        "attributes": [
            { "key": "gen_ai.response.model", "value": { "string_value": "gpt-5.4-mini" } },
            { "key": "gen_ai.usage.input_tokens", "value": { "int_value": "1000" } },
            { "key": "gen_ai.usage.output_tokens", "value": { "int_value": "100" } },
        ],
    }] }] }] });
    assert_eq!(total(&snake.to_string()), "0.0012");
    assert_eq!(log(&snake.to_string()).summary().notes, [] as [&str; 0]);
}

#[test]
fn openais_exports_of_images_speech_and_recordings() {
    let row = |columns: &str, cells: &str| {
        let empty = ",".repeat(columns.matches(',').count());
        format!(
            "start_time,end_time,project_id,num_model_requests,{columns}\n\
            1759622400,1759708800,proj_1,10,{cells}\n1759708800,1759795200,,,{empty}\n"
        )
    };
    // 10 × 0.04
    let images = row(
        "model,images,size,source",
        "dall-e-3,10,1024x1024,image.generation",
    );
    assert_eq!(total(&images), "0.4");
    // 1,000,000 × 15 / 1M; 600 s × 0.006 a minute
    assert_eq!(total(&row("model,characters", "tts-1,1000000.0")), "15");
    assert_eq!(total(&row("model,seconds", "whisper-1,600")), "0.06");
    // An export by hours has hours.
    let hourly = "start_time,end_time,project_id,num_model_requests,model,input_tokens\n\
        1759658400,1759662000,p,10,text-embedding-3-small,1000000\n";
    let found = report(&log(hourly), &[tokenfare::usage_log::UsageDimension::Hour]);
    assert_eq!(
        (found.total.to_string().as_str(), found.groups.len()),
        ("0.02", 1)
    );
    let hour = found.groups[0].key.get("hour").map(String::as_str);
    assert_eq!(hour, Some("2025-10-05T10"));
}
