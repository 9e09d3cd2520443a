//! Each format: a text of its shape, whose total is worked out by hand.

use serde_json::json;
use tokenfare::usage_log::{UsageDimension, UsageReadOptions};

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
fn a_list_of_responses_and_a_stream() {
    let chat = |id: &str| {
        json!({
            "id": id, "object": "chat.completion", "created": 1_793_491_200, "model": "gpt-5.4-mini",
            "usage": { "prompt_tokens": 1_000, "completion_tokens": 100, "total_tokens": 1_100 },
        })
    };
    // 2 × (1,000 × 0.75 / 1M + 100 × 4.5 / 1M)
    assert_eq!(
        total(&json!([chat("a"), chat("b"), chat("a")]).to_string()),
        "0.0024"
    );
    let chunk = |usage: serde_json::Value| {
        json!({
            "id": "c", "object": "chat.completion.chunk", "created": 1_793_491_200, "model": "gpt-5.4-mini",
            "choices": [], "usage": usage,
        })
    };
    let stream = json!([
        chunk(json!(null)),
        chunk(json!({ "prompt_tokens": 1_000, "completion_tokens": 100 }))
    ]);
    assert_eq!(total(&stream.to_string()), "0.0012");
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

#[test]
fn openai_usage_of_every_kind() {
    let result = |kind: &str, more: serde_json::Value| {
        let mut result = json!({ "object": format!("organization.usage.{kind}.result"), "num_model_requests": 1 });
        for (key, value) in more.as_object().unwrap() {
            result[key] = value.clone();
        }
        let bucket = json!({ "object": "bucket", "start_time": 1_793_491_200, "end_time": 1_793_577_600, "results": [result] });
        json!({ "object": "page", "data": [bucket], "has_more": false, "next_page": null })
            .to_string()
    };
    for (kind, more, cost) in [
        // 2M × $0.02
        (
            "embeddings",
            json!({ "input_tokens": 2_000_000, "model": "text-embedding-3-small" }),
            "0.04",
        ),
        // 1M characters × $15
        (
            "audio_speeches",
            json!({ "characters": 1_000_000, "model": "tts-1" }),
            "15",
        ),
        // 10 minutes × $0.006
        (
            "audio_transcriptions",
            json!({ "seconds": 600, "model": "whisper-1" }),
            "0.06",
        ),
        (
            "moderations",
            json!({ "input_tokens": 1_000, "model": "omni-moderation-latest" }),
            "0",
        ),
    ] {
        assert_eq!(total(&result(kind, more)), cost, "{kind}");
    }
    // The page names no model where it was not asked to, and images by their number alone: no price is
    // no price of 0.
    for (kind, more) in [
        (
            "completions",
            json!({ "input_tokens": 1_000, "output_tokens": 10, "model": null }),
        ),
        ("vector_stores", json!({ "usage_bytes": 1_073_741_824 })),
        ("code_interpreter_sessions", json!({ "num_sessions": 2 })),
        (
            "file_searches",
            json!({ "num_requests": 3, "vector_store_id": "vs_1" }),
        ),
        (
            "web_searches",
            json!({ "num_requests": 3, "context_level": "medium" }),
        ),
        (
            "images",
            json!({ "images": 2, "size": "1024x1024", "source": "image.generation", "model": null }),
        ),
    ] {
        let report = report(&log(&result(kind, more)), &[]);
        assert_eq!(
            (report.unpriced.len(), report.unpriced[0].records),
            (1, 1),
            "{kind}"
        );
    }
    let unknown = log(&result("telepathy", json!({})));
    assert_eq!(
        unknown.summary().rejected[0].reason,
        "the kind of result is not known"
    );
}

/// The sum of the amounts that a bill states.
fn billed(text: &str) -> String {
    let log = log(text);
    assert_eq!(log.summary().rejected, [], "{text}");
    let report = report(&log, &[]);
    assert_eq!(report.total.to_string(), "0", "a bill is no usage");
    report.reported.unwrap().to_string()
}

#[test]
fn costs_of_openai() {
    let result = |value: f64, line: &str| json!({ "object": "organization.costs.result", "amount": { "value": value, "currency": "usd" }, "line_item": line, "project_id": "proj_1" });
    let page = json!({ "object": "page", "has_more": false, "next_page": null, "data": [{
        "object": "bucket", "start_time": 1_793_491_200, "end_time": 1_793_577_600,
        "results": [result(0.06, "gpt-4o-2024-08-06, input"), result(0.125, "gpt-4o-2024-08-06, cached input"), result(0.015, "file search tool calls")],
    }] });
    assert_eq!(billed(&page.to_string()), "0.2");
    let csv = "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id,organization_name\n\
        1759622400,1759708800,2025-10-05T00:00:00+00:00,2025-10-06T00:00:00+00:00,0.1372600000000000,usd,\"gpt-4o-2024-08-06, input\",proj_1,org-1,Org\n\
        1759708800,1759795200,2025-10-06T00:00:00+00:00,2025-10-07T00:00:00+00:00,,,,,,\n";
    assert_eq!(billed(csv), "0.13726");
}

#[test]
fn costs_of_anthropic() {
    // Cents, as decimals in text.
    let page = json!({ "data": [{ "starting_at": "2026-11-01T00:00:00Z", "ending_at": "2026-11-02T00:00:00Z", "results": [
        { "amount": "123.45", "currency": "USD", "cost_type": "tokens", "token_type": "uncached_input_tokens", "description": "x", "workspace_id": null, "model": "claude-opus-4-8" },
        { "amount": "0.55", "currency": "USD", "cost_type": "web_search", "token_type": null, "description": "y", "workspace_id": null, "model": null },
    ] }], "has_more": false, "next_page": null });
    assert_eq!(billed(&page.to_string()), "1.24");
    let csv = "\u{feff}usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed,api_key_id,api_key_status\n\
        2026-08-04,Claude Haiku 4.5,Default,demo-key,message,≤ 200k,input_no_cache,0.05,0.06,token,not_available,,apikey_01AAA,archived\n";
    assert_eq!(billed(csv), "0.05");
    let notes = log(csv).summary().notes.clone();
    assert!(notes[0].contains("a discount is in force"), "{notes:?}");
}

#[test]
fn anthropic_usage_csv() {
    let csv = "\u{feff}usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed\n\
        2026-08-05,claude-opus-4-8,Closer App,Default,standard,≤ 200k,46981,15969,0,0,16932,0,global,\n\
        2026-08-05,claude-opus-4-8,Closer App,Default,batch,≤ 200k,1000000,0,0,0,0,0,global,\n";
    // 46,981 × 5 / 1M + 15,969 × 6.25 / 1M + 16,932 × 25 / 1M, and 1M × 2.5 / 1M
    assert_eq!(total(csv), "3.25801125");
}

#[test]
fn anthropic_reports_of_claude_code() {
    let page = json!({ "data": [{ "date": "2026-11-01T00:00:00Z", "actor": { "type": "user_actor", "email_address": "ann@example.com" },
        "model_breakdown": [{ "model": "claude-opus-4-8", "tokens": { "input": 1_000, "output": 100, "cache_read": 2_000, "cache_creation": 400 },
            "estimated_cost": { "amount": 1.1, "currency": "USD" } }] }], "has_more": false });
    let report = report(&log(&page.to_string()), &[UsageDimension::User]);
    // 1,000 × 5 / 1M + 100 × 25 / 1M + 2,000 × 0.5 / 1M + 400 × 6.25 / 1M
    assert_eq!(report.total.to_string(), "0.011");
    assert_eq!(report.reported.unwrap().to_string(), "0.011");
    assert_eq!(report.groups[0].key.get("user").unwrap(), "ann@example.com");
}

#[test]
fn results_of_batches_are_billed_as_a_batch_and_failed_ones_are_free() {
    let openai = json!({ "id": "batch_req_1", "custom_id": "r1", "error": null, "response": { "status_code": 200, "request_id": "req_1",
        "body": { "id": "chatcmpl-1", "object": "chat.completion", "created": 1_793_491_200, "model": "gpt-5.4-mini-2026-03-17",
            "usage": { "prompt_tokens": 120, "completion_tokens": 40, "total_tokens": 160, "prompt_tokens_details": { "cached_tokens": 0 } } } } });
    let failed = json!({ "id": "batch_req_2", "custom_id": "r2", "response": null, "error": { "code": "batch_expired", "message": "x" } });
    // (120 × 0.75 / 1M + 40 × 4.5 / 1M) / 2
    assert_eq!(total(&format!("{openai}\n{failed}\n")), "0.000135");
    let anthropic = json!({ "custom_id": "r1", "result": { "type": "succeeded", "message": { "id": "msg_1", "type": "message", "model": "claude-opus-4-8",
        "usage": { "input_tokens": 120, "output_tokens": 40, "service_tier": "batch" } } } });
    let expired = json!({ "custom_id": "r2", "result": { "type": "expired" } });
    let text = format!("{anthropic}\n{expired}\n");
    let options = UsageReadOptions {
        on: Some("2026-11-01".parse().unwrap()),
        ..UsageReadOptions::default()
    };
    let log = log_of(&[("batch", &text)], &options);
    // 120 × 2.5 / 1M + 40 × 12.5 / 1M
    assert_eq!(report(&log, &[]).total.to_string(), "0.0008");
    assert_eq!(
        (log.summary().records, log.summary().rejected.len()),
        (2, 0)
    );
    assert_eq!(
        log.summary().coverage.unwrap().first.to_string(),
        "2026-11-01"
    );
}

#[test]
fn gemini_cli() {
    let message = json!({ "id": "m1", "timestamp": "2026-11-01T10:00:00Z", "type": "gemini", "model": "gemini-2.5-flash", "content": "an answer",
        "tokens": { "input": 1_200, "output": 80, "cached": 1_000, "thoughts": 40, "tool": 0, "total": 1_320 } });
    let user = json!({ "id": "m0", "timestamp": "2026-11-01T09:59:00Z", "type": "user", "content": "a question" });
    let head = json!({ "sessionId": "s1", "projectHash": "p", "startTime": "2026-11-01T09:59:00Z", "lastUpdated": "2026-11-01T10:00:00Z", "kind": "main" });
    let mut chat = head.clone();
    chat["messages"] = json!([user, message]);
    // A rewind removes the message from the chat, and not from the bill.
    let lines = format!(
        "{head}\n{user}\n{message}\n{}\n",
        json!({ "$rewindTo": "m0" })
    );
    // 200 × 0.3 / 1M + 1,000 × 0.03 / 1M + 120 × 2.5 / 1M
    let cost = "0.00039";
    assert_eq!(total(&serde_json::to_string_pretty(&chat).unwrap()), cost);
    assert_eq!(total(&lines), cost);
    let log = log_of(
        &[("a", &chat.to_string()), ("b", &lines)],
        &UsageReadOptions::default(),
    );
    assert_eq!(log.summary().duplicates.records, 1);
    let event = json!({ "attributes": { "event.name": "gemini_cli.api_response", "event.timestamp": "2026-11-01T10:00:00Z", "model": "gemini-2.5-flash",
        "input_token_count": 1_200, "output_token_count": 80, "cached_content_token_count": 1_000, "thoughts_token_count": 40, "tool_token_count": 0, "total_token_count": 1_320 } });
    assert_eq!(total(&event.to_string()), cost);
}

#[test]
fn openrouter() {
    let csv = "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,app_name,api_key_name\n\
        gen-1,2026-11-01 10:00:00.000,0.00058,,-0.0003,0,0,1200,80,0,1000,openai/gpt-5.4-mini-20260317,OpenAI,standard,false,true,,stop,stop,1200,300,app,key\n";
    let report_of_csv = report(&log(csv), &[UsageDimension::Project]);
    assert_eq!(report_of_csv.unpriced, []);
    // 200 × 0.75 / 1M + 1,000 × 0.075 / 1M + 80 × 4.5 / 1M
    assert_eq!(report_of_csv.total.to_string(), "0.000585");
    assert_eq!(report_of_csv.reported.unwrap().to_string(), "0.00058");
    assert_eq!(report_of_csv.groups[0].key.get("project").unwrap(), "app");
    let activity = json!({ "data": [{ "date": "2026-11-01", "model": "openai/gpt-5.4-mini", "model_permaslug": "openai/gpt-5.4-mini-20260317", "endpoint_id": "e", "provider_name": "OpenAI",
        "usage": 0.5, "byok_usage_inference": 0.25, "requests": 100, "prompt_tokens": 1_000_000, "completion_tokens": 10_000, "reasoning_tokens": 0, "workspace_id": "w" }] });
    let report = report(&log(&activity.to_string()), &[]);
    // 1 × 0.75 + 0.01 × 4.5
    assert_eq!(report.total.to_string(), "0.795");
    assert_eq!(report.reported.unwrap().to_string(), "0.75");
    assert_eq!(report.groups[0].requests, 100);
}

#[test]
fn litellm() {
    let row = |id: &str, hit: &str, spend: f64| {
        json!({ "request_id": id, "call_type": "acompletion", "api_key": "88dc", "spend": spend, "total_tokens": 1_100, "prompt_tokens": 1_000, "completion_tokens": 100,
            "startTime": "2026-11-01T10:00:00.000Z", "endTime": "2026-11-01T10:00:01.000Z", "model": "gpt-5.4-mini", "model_group": "mini",
            "custom_llm_provider": "openai", "cache_hit": hit, "messages": [{ "role": "user", "content": "a secret" }],
            "metadata": { "usage_object": { "prompt_tokens": 1_000, "completion_tokens": 100, "prompt_tokens_details": { "cached_tokens": 800 } } } })
    };
    // LiteLLM states 0 where it does not know the model.
    let text = format!(
        "{}\n{}\n",
        row("chatcmpl-1", "False", 0.0),
        row("chatcmpl-2", "True", 0.0)
    );
    // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.5 / 1M; the proxy's own cache is free
    assert_eq!(total(&text), "0.00066");
    let daily = json!({ "date": "2026-11-01", "api_key": "88dc", "model": "gpt-5.4-mini", "custom_llm_provider": "openai", "prompt_tokens": 1_000, "completion_tokens": 100,
        "cache_read_input_tokens": 800, "cache_creation_input_tokens": 0, "spend": 0.00066, "api_requests": 3, "successful_requests": 3, "failed_requests": 0 });
    assert_eq!(total(&json!([daily]).to_string()), "0.00066");
}

#[test]
fn opentelemetry() {
    let attribute = |key: &str, value: serde_json::Value| json!({ "key": key, "value": value });
    let span = |id: &str, parent: &str, operation: &str, response: &str| {
        json!({ "traceId": "t", "spanId": id, "parentSpanId": parent, "name": operation, "startTimeUnixNano": "1793491200000000000", "attributes": [
            attribute("gen_ai.operation.name", json!({ "stringValue": operation })),
            attribute("gen_ai.response.model", json!({ "stringValue": "gpt-5.4-mini" })),
            attribute("gen_ai.response.id", json!({ "stringValue": response })),
            attribute("gen_ai.usage.input_tokens", json!({ "intValue": "1000" })),
            attribute("gen_ai.usage.cache_read.input_tokens", json!({ "intValue": "800" })),
            attribute("gen_ai.usage.output_tokens", json!({ "intValue": "100" })),
        ] })
    };
    let spans = [
        span("a", "", "invoke_agent", "x"),
        // A parent that repeats the sum of its child, by whatever name.
        span("b", "a", "workflow", "y"),
        span("c", "b", "chat", "resp_1"),
        json!({ "traceId": "t", "spanId": "d", "name": "GET /", "attributes": [] }),
    ];
    let export = json!({ "resourceSpans": [{ "resource": { "attributes": [] }, "scopeSpans": [{ "spans": spans }] }] });
    // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.5 / 1M
    assert_eq!(total(&export.to_string()), "0.00066");
    let event = json!({ "resourceLogs": [{ "scopeLogs": [{ "logRecords": [{ "timeUnixNano": "1793491200000000000", "body": { "stringValue": "claude_code.api_request" }, "attributes": [
        attribute("event.name", json!({ "stringValue": "api_request" })),
        attribute("model", json!({ "stringValue": "claude-opus-4-8" })),
        attribute("input_tokens", json!({ "intValue": "1000" })),
        attribute("cache_read_tokens", json!({ "intValue": "2000" })),
        attribute("cache_creation_tokens", json!({ "intValue": "0" })),
        attribute("output_tokens", json!({ "intValue": "100" })),
        attribute("cost_usd", json!({ "doubleValue": 0.0085 })),
    ] }] }] }] });
    // 1,000 × 5 / 1M + 2,000 × 0.5 / 1M + 100 × 25 / 1M
    assert_eq!(total(&event.to_string()), "0.0085");
    let metrics = log(&json!({ "resourceMetrics": [] }).to_string());
    assert!(
        metrics.summary().rejected[0]
            .reason
            .contains("export traces or logs")
    );
}

#[test]
fn cursor_csv() {
    let header = "Date,User,Cloud Agent ID,Automation ID,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";
    let row = |with: u64, without: u64, total: u64, kind: &str, cost: &str| {
        format!(
            "\"2026-10-01T10:00:00.000Z\",\"ann\",\"\",\"\",\"{kind}\",\"claude-sonnet-4-5\",\"No\",\"{with}\",\"{without}\",\"5000\",\"300\",\"{total}\",\"{cost}\""
        )
    };
    // The first column holds all fresh input, or what was written to the cache alone; the sum tells.
    // 1,000 × 3 / 1M + 200 × 3.75 / 1M + 5,000 × 0.3 / 1M + 300 × 15 / 1M
    for text in [
        row(1_200, 1_000, 6_500, "Included", "Included"),
        row(200, 1_000, 6_500, "Usage-based", "$0.12"),
    ] {
        assert_eq!(total(&format!("{header}\n{text}\n")), "0.00975");
    }
    let text = [
        row(1_200, 1_000, 6_500, "Errored, No Charge", "0"),
        row(7, 1_000, 9_999, "Included", "Included"),
    ];
    let log = log(&format!("{header}\n{}\n{}\n", text[0], text[1]));
    assert_eq!(report(&log, &[]).total.to_string(), "0");
    assert_eq!(
        log.summary().rejected[0].reason,
        "the tokens do not add up to \"Total Tokens\""
    );
}

#[test]
fn copilot_csv() {
    let csv = "\u{feff}\"date\",\"username\",\"product\",\"sku\",\"model\",\"quantity\",\"unit_type\",\"applied_cost_per_quantity\",\"gross_amount\",\"discount_amount\",\"net_amount\",\"total_monthly_quota\",\"organization\",\"cost_center_name\"\n\
        \"2026-07-19\",\"mona\",\"copilot\",\"copilot_ai_credit\",\"Claude Sonnet 4.5\",\"25\",\"ai-credits\",\"0.01\",\"0.25\",\"0.05\",\"0.2\",\"300\",\"octo\",\"Eng\"\n";
    assert_eq!(billed(csv), "0.2");
}

#[test]
fn focus_csv() {
    let csv = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ServiceName,ChargeDescription,SkuMeter,SubAccountName,ChargeCategory\n\
        1.5,USD,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,Amazon Bedrock,Claude Opus input tokens,USE1-input-tokens,prod,Usage\n\
        -0.5,USD,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,Amazon Bedrock,Credit,,prod,Credit\n\
        99,USD,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,Amazon EC2,Instances,BoxUsage,prod,Usage\n";
    assert_eq!(billed(csv), "1");
    let notes = log(csv).summary().notes.clone();
    assert!(
        notes[0].contains("1 rows of the bill") && notes[0].contains("Amazon EC2"),
        "{notes:?}"
    );
}

#[test]
fn codex_without_its_parent_or_with_a_baseline() {
    let line = |total: [u64; 2], last: [u64; 2]| {
        let usage = |[input, output]: [u64; 2]| json!({ "input_tokens": input, "cached_input_tokens": 0, "output_tokens": output });
        json!({ "timestamp": "2026-08-23T10:00:00Z", "type": "event_msg", "payload": { "type": "token_count",
            "info": { "total_token_usage": usage(total), "last_token_usage": usage(last) } } })
    };
    let meta = json!({ "type": "session_meta", "payload": { "id": "f", "forked_from_id": "p" } });
    let turn = json!({ "type": "turn_context", "payload": { "model": "gpt-5.6-sol" } });
    // The first event is what the fork inherits, and uses nothing; then the totals fall once.
    let text = [
        meta,
        turn,
        line([3_000, 300], [0, 0]),
        line([4_000, 350], [1_000, 50]),
        line([500, 10], [500, 10]),
    ];
    let text: String = text.iter().map(|line| format!("{line}\n")).collect();
    // 1,500 × 4 / 1M + 60 × 20 / 1M
    assert_eq!(total(&text), "0.0072");
}

#[test]
fn an_export_that_is_read_twice_counts_once_and_equal_rows_in_it_count_each() {
    let csv = "date,model,in\n2026-11-01,gpt-5.4-mini,1000000\n2026-11-01,gpt-5.4-mini,1000000\n";
    let columns = [("time", "date"), ("model", "model"), ("inputTokens", "in")];
    let options = UsageReadOptions {
        columns: Some(
            columns
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into_iter()
                .collect(),
        ),
        ..UsageReadOptions::default()
    };
    let log = log_of(&[("a.csv", csv), ("b.csv", csv)], &options);
    assert_eq!(
        (log.summary().records, log.summary().duplicates.records),
        (2, 2)
    );
    // 2 × 0.75
    assert_eq!(report(&log, &[]).total.to_string(), "1.5");
}

#[test]
fn pages_without_usage_and_the_last_of_several_pages() {
    let bucket = json!({ "starting_at": "2026-11-01T00:00:00Z", "ending_at": "2026-11-02T00:00:00Z", "results": [] });
    for page in [
        json!({ "data": [], "has_more": false, "next_page": null }),
        json!({ "data": [bucket], "has_more": false, "next_page": null }),
        json!({ "object": "page", "data": [], "has_more": false, "next_page": null }),
    ] {
        let log = log(&page.to_string());
        assert_eq!(
            (log.summary().records, log.summary().rejected.len()),
            (0, 0),
            "{page}"
        );
    }
    let more = json!({ "object": "page", "data": [], "has_more": true, "next_page": "p" });
    let last = json!({ "object": "page", "data": [], "has_more": false, "next_page": null });
    assert!(log(&more.to_string()).summary().notes[0].contains("the last one is missing"));
    assert_eq!(
        log(&format!("{more}\n{last}\n")).summary().notes,
        [] as [&str; 0]
    );
}
