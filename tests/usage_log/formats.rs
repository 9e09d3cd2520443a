//! Each format: a text of its shape, whose total is worked out by hand.

use serde_json::json;
use tokenfare::usage_log::UsageReadOptions;

use super::log::{log, log_of, report, total};

#[test]
fn responses_of_apis() {
    let chat = json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1_793_491_200, "model": "gpt-5.4-mini",
        "usage": { "prompt_tokens": 1_000, "completion_tokens": 100, "total_tokens": 1_100,
            "prompt_tokens_details": { "cached_tokens": 800 } },
    });
    let response = json!({
        "id": "resp_1", "object": "response", "created_at": 1_793_491_200, "model": "gpt-5.4-mini", "status": "completed",
        "usage": { "input_tokens": 1_000, "output_tokens": 100, "total_tokens": 1_100 },
    });
    // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.5 / 1M; 1,000 × 0.75 / 1M + 100 × 4.5 / 1M
    assert_eq!(total(&format!("{chat}\n{response}\n{chat}\n")), "0.00186");
}

#[test]
fn openai_usage_pages_give_a_range_where_the_band_is_hidden() {
    let page = json!({ "object": "page", "has_more": true, "next_page": "p2", "data": [{
        "object": "bucket", "start_time": 1_793_491_200, "end_time": 1_793_577_600,
        "results": [{
            "object": "organization.usage.completions.result", "input_tokens": 1_000_000, "output_tokens": 10_000,
            "input_cached_tokens": 800_000, "input_cache_write_tokens": 0, "num_model_requests": 50,
            "project_id": "proj_1", "user_id": null, "api_key_id": null, "model": "gpt-5.6-sol",
            "batch": false, "service_tier": "default",
        }],
    }] });
    let log = log(&page.to_string());
    let report = report(&log, &[]);
    // 0.2 × 4 + 0.8 × 0.4 + 0.01 × 20; twice as much for the input and 1.5 times for the output, if long
    assert_eq!(report.total.to_string(), "1.32");
    let range = report.range.unwrap();
    assert_eq!(
        (range.low.to_string(), range.high.to_string()),
        ("1.32".to_owned(), "2.54".to_owned())
    );
    assert_eq!(report.groups[0].requests, 50);
    assert!(
        log.summary().notes[0].contains("has_more"),
        "{:?}",
        log.summary().notes
    );
}

#[test]
fn openai_usage_csv() {
    let text = "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens\n\
        1759622400,1759708800,2025-10-05T00:00:00+00:00,2025-10-06T00:00:00+00:00,proj_1,10.0,user-1,key_1,gpt-4o-2024-08-06,FALSE,default,59200.0,10646.0,5760.0,53440.0\n\
        1759708800,1759795200,2025-10-06T00:00:00+00:00,2025-10-07T00:00:00+00:00,,,,,,,,,,,\n";
    // 53,440 × 2.5 / 1M + 5,760 × 1.25 / 1M + 10,646 × 10 / 1M
    assert_eq!(total(text), "0.24726");
}

#[test]
fn a_csv_of_ones_own_is_read_by_its_mapped_columns() {
    let text = "When;Engine;Fresh;Cached;Out;Who\n2026-11-01 10:00:00;gpt-5.4-mini;200;800;1,00;ann\n2026-11-01;gpt-5.4-mini;200;800;100;bob\n";
    let columns = [
        ("time", "When"),
        ("model", "Engine"),
        ("uncachedInputTokens", "Fresh"),
        ("cachedInputTokens", "Cached"),
        ("Out", "outputTokens"),
        ("user", "Who"),
    ];
    let options = UsageReadOptions {
        columns: Some(
            columns
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into_iter()
                .collect(),
        ),
        ..UsageReadOptions::default()
    };
    let log = log_of(&[("own.csv", text)], &options);
    let rejected = &log.summary().rejected;
    assert_eq!(
        (rejected[0].line, rejected[0].reason.as_str()),
        (2, "out is no number")
    );
    // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.5 / 1M
    assert_eq!(report(&log, &[]).total.to_string(), "0.00066");
}

#[test]
fn anthropic_usage_reports() {
    let counts = json!({
        "uncached_input_tokens": 1_500,
        "cache_creation": { "ephemeral_5m_input_tokens": 500, "ephemeral_1h_input_tokens": 1_000 },
        "cache_read_input_tokens": 200, "output_tokens": 500, "server_tool_use": { "web_search_requests": 10 },
    });
    let group = json!({
        "model": "claude-opus-4-8", "service_tier": "standard", "context_window": "0-200k",
        "inference_geo": "global", "api_key_id": null, "workspace_id": null,
    });
    let mut row = counts.clone();
    for (key, value) in group.as_object().unwrap() {
        row[key] = value.clone();
    }
    let (from, to) = ("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z");
    let older = json!({ "data": [{ "starting_at": from, "ending_at": to, "results": [row] }], "has_more": false });
    let newer = json!({ "data": [{ "starting_at": from, "ending_at": to, "group": group, "usage": counts }] });
    for page in [older, newer] {
        // 1,500 × 5 / 1M + 500 × 6.25 / 1M + 1,000 × 10 / 1M + 200 × 0.5 / 1M + 500 × 25 / 1M + 10 × 0.01
        assert_eq!(total(&page.to_string()), "0.133225");
    }
}
