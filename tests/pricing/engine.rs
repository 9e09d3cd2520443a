//! Names, conditions, regions, tools, warnings, history, comparison and overrides, on the shipped
//! catalog, with the arithmetic written out.

use serde_json::{Value, json};
use tokenfare::pricing::{
    Catalog, CatalogOverrides, ModelFilter, NameMatch, PriceOptions, PricingError, Quote,
    QuoteRequest,
};
use tokenfare::{Coded, ErrorCode};

fn catalog() -> &'static Catalog {
    Catalog::embedded().unwrap()
}

fn request(value: Value) -> QuoteRequest {
    serde_json::from_value(value).unwrap()
}

fn quote(value: Value) -> Quote {
    catalog().quote(&request(value)).unwrap()
}

fn total(value: Value) -> String {
    quote(value).total.to_string()
}

fn failure(value: Value) -> PricingError {
    catalog().quote(&request(value)).unwrap_err()
}

fn codes(quote: &Quote) -> Vec<&str> {
    quote
        .warnings
        .iter()
        .map(|warning| warning.code.as_str())
        .collect()
}

#[test]
fn names_say_how_they_were_matched() {
    for (name, id, matched) in [
        ("gpt-5.4", "gpt-5.4", NameMatch::Exact),
        ("gpt-5.4-mini", "gpt-5.4-mini", NameMatch::Exact),
        (
            "gpt-5.4-mini-2026-03-17",
            "gpt-5.4-mini",
            NameMatch::Snapshot,
        ),
        ("GPT-5.4", "gpt-5.4", NameMatch::Alias),
        ("gpt-5.6", "gpt-5.6-sol", NameMatch::Alias),
        ("claude-sonnet-4.5", "claude-sonnet-4-5", NameMatch::Alias),
        ("openai/gpt-5.4", "gpt-5.4", NameMatch::Provider),
        ("azure/gpt-4o-mini", "gpt-4o-mini", NameMatch::Provider),
        (
            "anthropic/claude-opus-4-8",
            "claude-opus-4-8",
            NameMatch::Provider,
        ),
        (
            "ft:gpt-4o-mini-2024-07-18:acme::abc123",
            "ft:gpt-4o-mini",
            NameMatch::FineTune,
        ),
        ("ft:gpt-4o-mini", "ft:gpt-4o-mini", NameMatch::FineTune),
    ] {
        let resolved = catalog()
            .resolve(name, false)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            (resolved.id().as_str(), resolved.matched()),
            (id, matched),
            "{name}"
        );
    }
}

#[test]
fn a_longer_name_is_never_taken_for_a_shorter_one() {
    for name in [
        "gpt-5.4-mini-turbo",
        "gpt-4o-mini-2099-01-01",
        "gpt-5.44",
        "gpt",
        "",
        "openai/",
        "ft:",
        "ft:nothing:x",
        "o",
        "openai/claude-opus-4-8",
    ] {
        let error = catalog().resolve(name, false).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownModel, "{name:?}");
    }
    let guess = catalog().resolve("gpt-5.4-mini-turbo", true).unwrap();
    assert_eq!(
        (guess.id().as_str(), guess.matched()),
        ("gpt-5.4-mini", NameMatch::Family)
    );
    assert!(catalog().resolve("nothing-like-it", true).is_err());
    let error = catalog().resolve("gpt-4o-mni", false).unwrap_err();
    assert_eq!(error.suggestions()[0], "gpt-4o-mini");
}

#[test]
fn a_long_context_reprices_the_whole_request() {
    // GPT-6.1 Terra: at 272,000 input tokens still short, one more is long.
    let of = |input: u64| json!({ "model": "gpt-6.1-terra", "quantities": { "inputTokens": input, "outputTokens": 20000 } });
    // 272,000 × 1 + 20,000 × 5
    assert_eq!(total(of(272_000)), "0.372");
    // 272,001 × 2 + 20,000 × 7.50
    let long = quote(of(272_001));
    assert_eq!(long.total.to_string(), "0.694002");
    assert_eq!(
        long.lines[0].rule.as_deref(),
        Some("long context: more than 272,000 input tokens")
    );
    assert!(codes(&long).contains(&"TIER_CROSSED"));
    // xAI's bound is inclusive: 199,999 × 2; 200,000 × 4
    let grok = |input: u64| json!({ "model": "grok-4.5", "quantities": { "inputTokens": input } });
    assert_eq!(total(grok(199_999)), "0.399998");
    assert_eq!(total(grok(200_000)), "0.8");
    // Haiku 5.5 counts cached tokens too: 1 plain × 0.50 + 100,000 cached × 0.05
    let haiku = |input: u64, cached: u64| json!({ "model": "claude-haiku-5-5", "quantities": { "inputTokens": input, "cachedInputTokens": cached } });
    assert_eq!(total(haiku(100_001, 100_000)), "0.0050005");
    assert_eq!(total(haiku(100_000, 100_000)), "0.001");
}

#[test]
fn a_sum_of_requests_is_judged_by_the_average() {
    let of = |requests: u64| json!({ "model": "gpt-6.1-terra", "quantities": { "requests": requests, "inputTokens": 400_000 } });
    // 400,000 × 1: 200,000 each
    let two = quote(of(2));
    assert_eq!(two.total.to_string(), "0.4");
    assert!(!two.exact && codes(&two).contains(&"ESTIMATED_PRICE"));
    assert_eq!(total(of(1)), "0.8");
}

#[test]
fn combinations_that_are_not_sold() {
    let error = failure(
        json!({ "model": "gpt-5.4", "tier": "fast", "quantities": { "inputTokens": 300_000 } }),
    );
    assert_eq!(error.code(), ErrorCode::NoPrice);
    assert!(error.to_string().contains("fast mode"), "{error}");
    let unknown = r#"{ "model": "gpt-5.4", "tier": "quick", "quantities": {} }"#;
    let error = tokenfare::input::from_json::<QuoteRequest>(unknown).unwrap_err();
    assert_eq!(error.path(), "tier");
}

#[test]
fn regions() {
    // 1,000,000 × 2.50 × 1.1, in parts below the long context
    let of = |model: &str, region: &str| json!({ "model": model, "region": region, "quantities": { "inputTokens": 100_000 } });
    assert_eq!(total(of("gpt-5.4", "eu")), "0.275");
    assert_eq!(total(of("gpt-5.4", "global")), "0.25");
    let line = &quote(of("gpt-5.4", "eu")).lines[0];
    assert_eq!(
        (line.rate.to_string().as_str(), line.rule.as_deref()),
        (
            "2.75",
            Some("short context: at most 272,000 input tokens; +10 % for processing in eu")
        )
    );
    // Older models cost the same everywhere.
    assert_eq!(total(of("gpt-4o", "eu")), "0.25");
    let error = failure(of("gpt-5.4", "moon"));
    assert_eq!(
        (error.code(), error.path()),
        (ErrorCode::InvalidArgument, Some("region"))
    );
}

/// Bedrock's names: "us.", "eu.", "apac." are regional endpoints, 10 % more from Claude 4.5 on.
/// Figures: genai-prices, regional.anthropic.* and global.anthropic.*.
#[test]
fn a_name_may_stand_for_a_region() {
    let of = |model: &str| json!({ "model": model, "quantities": { "inputTokens": 100_000, "outputTokens": 10_000 } });
    for (model, expected) in [
        // 100,000 × 3 / 1M + 10,000 × 15 / 1M; regional 3.3 and 16.5
        ("global.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.45"),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", "0.45"),
        ("claude-sonnet-4-5", "0.45"),
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.495"),
        ("EU.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.495"),
        (
            "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "0.495",
        ),
        ("apac.anthropic.claude-sonnet-4-6-v1:0", "0.495"),
        // 1.1 and 5.5
        ("jp.anthropic.claude-haiku-4-5-20251001-v1:0", "0.165"),
        // 5.5 and 27.5
        ("au.anthropic.claude-opus-4-5-v1:0", "0.825"),
        ("us.anthropic.claude-opus-4-8-v1:0", "0.825"),
        // Before 4.5, 15 and 75 everywhere.
        ("us.anthropic.claude-opus-4-1-20250805-v1:0", "2.25"),
        ("us.anthropic.claude-3-haiku-20240307-v1:0", "0.0375"),
        // Nova 2 Lite: 0.3 and 2.5 everywhere, 0.33 and 2.75 in a region.
        ("global.amazon.nova-2-lite-v1:0", "0.055"),
        ("global.amazon.nova-2-lite", "0.055"),
        ("bedrock/global.amazon.nova-2-lite", "0.055"),
        ("us.amazon.nova-2-lite-v1:0", "0.0605"),
        ("amazon.nova-2-lite-v1:0", "0.0605"),
    ] {
        assert_eq!(total(of(model)), expected, "{model}");
    }
    let name = "us.anthropic.claude-opus-4-8-v1:0";
    let line = &quote(of(name)).lines[0];
    assert_eq!(
        line.rule.as_deref(),
        Some("+10 % for processing in bedrock-us")
    );
    // A region that is asked for goes before that of the name.
    let mut global = of(name);
    global["region"] = json!("global");
    assert_eq!(total(global), "0.75");
    let mut regional = of("claude-opus-4-8");
    regional["region"] = json!("bedrock-eu");
    assert_eq!(total(regional), "0.825");
    // Price sheets are those of the name, too.
    let catalog = catalog();
    let sheet = catalog.prices(name, &PriceOptions::default()).unwrap();
    let input = |sheet: &tokenfare::pricing::PriceSheet| sheet.rates[0].usd.to_string();
    assert_eq!(input(&sheet), "5.5");
    let history = catalog.history(name).unwrap();
    assert_eq!(
        (history[0].tier, input(&history[0])),
        (sheet.tier, "5.5".to_owned())
    );
}

#[test]
fn tools_by_their_own_units() {
    let of = |quantities: Value| json!({ "model": "gpt-4o-mini", "quantities": quantities });
    // 10 / 1k, and 8,000 fixed tokens × 0.15 / 1M = 0.0012
    assert_eq!(total(of(json!({ "webSearchCalls": 1 }))), "0.0112");
    // 2.50 / 1k × 4
    assert_eq!(total(of(json!({ "fileSearchCalls": 4 }))), "0.01");
    // (3 − 1 free) × 0.10; (150 − 30 free) × 0.10
    assert_eq!(total(of(json!({ "storageGbDays": 3 }))), "0.2");
    assert_eq!(
        total(of(json!({ "storageGbDays": 150, "storageDays": 30 }))),
        "12"
    );
    assert_eq!(total(of(json!({ "storageGbDays": 0.5 }))), "0");
    // 20 minutes; 1 minute is billed as 5: 0.03 × 5 / 20; 6.5 minutes as 7: 0.03 × 7 / 20; 4 GB 0.12
    assert_eq!(total(of(json!({ "codeInterpreterSessions": 1 }))), "0.03");
    assert_eq!(
        total(of(json!({ "codeInterpreterSessions": 0.05 }))),
        "0.0075"
    );
    assert_eq!(
        total(of(json!({ "codeInterpreterSessions": 0.325 }))),
        "0.0105"
    );
    assert_eq!(
        total(of(
            json!({ "codeInterpreterSessions": 2, "codeInterpreterMemoryGb": 4 })
        )),
        "0.24"
    );
    assert_eq!(
        failure(of(
            json!({ "codeInterpreterSessions": 1, "codeInterpreterMemoryGb": 3 })
        ))
        .code(),
        ErrorCode::NoPrice
    );
    // Tools cost the same in every tier.
    assert_eq!(
        total(
            json!({ "model": "gpt-4o-mini", "tier": "batch", "quantities": { "fileSearchCalls": 4 } })
        ),
        "0.01"
    );
}

#[test]
fn an_average_knows_no_minimum() {
    let card = catalog()
        .rate_card(
            "gpt-4o-mini",
            catalog().checked(),
            tokenfare::pricing::Tier::Standard,
            None,
        )
        .unwrap();
    let quantities = serde_json::from_value(json!({ "codeInterpreterSessions": 0.01 })).unwrap();
    let usage = card.usage(&quantities).unwrap();
    // One use: 5 minutes at the least, 0.03 × 5 / 20. One call in a hundred: 0.01 × 0.03.
    assert_eq!(card.total(&usage).unwrap().to_string(), "0.0075");
    assert_eq!(
        card.total(&usage.as_average()).unwrap().to_string(),
        "0.0003"
    );
}

#[test]
fn speech_video_training_and_fine_tuned_models() {
    // 1,000 × 15 / 1M
    assert_eq!(
        total(json!({ "model": "tts-1", "quantities": { "speechCharacters": 1000 } })),
        "0.015"
    );
    // 10 s × 0.50: 1792 × 1024 is 1024p
    assert_eq!(
        total(
            json!({ "model": "sora-2-pro", "quantities": { "videoSeconds": 10, "videoResolution": "1792x1024" } })
        ),
        "5"
    );
    // 2,000,000 × 3 / 1M; 1.5 h × 100
    assert_eq!(
        total(json!({ "model": "gpt-4o-mini", "quantities": { "trainingTokens": 2_000_000 } })),
        "6"
    );
    assert_eq!(
        total(json!({ "model": "o4-mini-2025-04-16", "quantities": { "trainingHours": 1.5 } })),
        "150"
    );
    // 1,000,000 × 0.30 + 500,000 × 1.20, per 1M; the base costs half
    let tuned = quote(
        json!({ "model": "ft:gpt-4o-mini-2024-07-18:acme::x", "quantities": { "inputTokens": 1_000_000, "outputTokens": 500_000, "requests": 100 } }),
    );
    assert_eq!(tuned.total.to_string(), "0.9");
    assert_eq!(
        (tuned.model.as_str(), tuned.matched),
        ("ft:gpt-4o-mini", NameMatch::FineTune)
    );
    assert_eq!(tuned.lines[0].rule.as_deref(), Some("fine-tuned model"));
    assert_eq!(
        failure(json!({ "model": "ft:gpt-5.4:x", "quantities": { "inputTokens": 1 } })).code(),
        ErrorCode::NoPrice
    );
}

#[test]
fn the_price_of_a_day_is_that_days() {
    let of = |on: &str| json!({ "model": "gpt-5.6-terra", "on": on, "quantities": { "inputTokens": 100_000 } });
    // 2.50 until 2026-07-30, 2 from then on
    assert_eq!(total(of("2026-07-29")), "0.25");
    assert_eq!(total(of("2026-07-30")), "0.2");
    assert_eq!(failure(of("2026-07-08")).code(), ErrorCode::NoPrice);
    let changes = catalog()
        .price_changes(
            "gpt-5.6-terra",
            "2026-07-09".parse().unwrap(),
            "2026-12-31".parse().unwrap(),
        )
        .unwrap();
    assert_eq!(changes, ["2026-07-30".parse().unwrap()]);
    let history = catalog().history("gpt-5.6-terra").unwrap();
    let standard: Vec<_> = history
        .iter()
        .filter(|sheet| sheet.tier.as_str() == "standard")
        .collect();
    assert_eq!(standard.len(), 2);
    let input = |i: usize| {
        standard[i]
            .rates
            .iter()
            .find(|r| r.component.as_str() == "input")
            .unwrap()
            .usd
            .to_string()
    };
    assert_eq!((input(0), input(1)), ("2.5".to_owned(), "2".to_owned()));
    assert_eq!(standard[0].to, standard[1].from);
    assert_eq!(
        catalog()
            .prices(
                "gpt-5.6-terra",
                &PriceOptions {
                    on: Some("2026-07-10".parse().unwrap()),
                    ..PriceOptions::default()
                }
            )
            .unwrap()
            .rates,
        standard[0].rates
    );
}

#[test]
fn warnings_about_prices() {
    let of = |model: &str, on: &str| {
        quote(json!({ "model": model, "on": on, "quantities": { "inputTokens": 100 } }))
    };
    assert!(codes(&of("gpt-5.4", "2027-06-01")).contains(&"PRICE_STALE"));
    assert!(!codes(&of("gpt-5.4", "2026-11-01")).contains(&"PRICE_STALE"));
    // A promotion promised until 2026-11-21.
    assert!(of("gpt-5.6-sol", "2026-11-21").exact);
    let after = of("gpt-5.6-sol", "2026-11-22");
    assert!(!after.exact && codes(&after).contains(&"ESTIMATED_PRICE"));
    // A rise announced for 2027-01-01: 100 × 1.50 / 1M
    let scheduled = of("gemini-3.8-flash", "2027-01-01");
    assert!(!scheduled.exact && codes(&scheduled).contains(&"ESTIMATED_PRICE"));
    assert_eq!(scheduled.total.to_string(), "0.00015");
    let whisper = quote(
        json!({ "model": "whisper-1", "on": "2024-06-01", "quantities": { "audioInputSeconds": 60 } }),
    );
    assert_eq!(
        (whisper.total.to_string().as_str(), codes(&whisper)),
        ("0.006", vec!["PRICE_DISPUTED"])
    );
    assert!(codes(&of("gpt-4-turbo-2024-04-09", "2026-11-01")).contains(&"MODEL_DEPRECATED"));
    assert!(codes(&of("gpt-4-turbo-2024-04-09", "2025-01-01")).is_empty());
    // Deprecated and to retire: one warning says both.
    let leaving = of("gpt-4o-mini", "2026-11-01");
    let said: Vec<&str> = leaving
        .warnings
        .iter()
        .map(|warning| warning.message.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "gpt-4o-mini is deprecated since 2026-10-14 and retires on 2027-01-14; the vendor \
          recommends gpt-6-luna"
        ]
    );
}

#[test]
fn warnings_about_lengths() {
    let quote = quote(
        json!({ "model": "gpt-4o-mini", "quantities": { "inputTokens": 128_000, "outputTokens": 20_000, "cachedInputTokens": 100 } }),
    );
    assert!(codes(&quote).contains(&"CONTEXT_OVERFLOW"));
    assert!(codes(&quote).contains(&"OUTPUT_OVERFLOW"));
    let short = self::quote(
        json!({ "model": "gpt-4o-mini", "quantities": { "inputTokens": 1000, "cachedInputTokens": 100 } }),
    );
    assert!(codes(&short).contains(&"CACHE_BELOW_MINIMUM"));
}

#[test]
fn a_comparison_is_sorted_and_names_what_it_leaves_out() {
    let models = [
        "gpt-5.4",
        "gpt-4o-mini",
        "whisper-1",
        "gpt-9",
        "gpt-3.5-turbo-0125",
    ]
    .map(str::to_owned);
    let comparison = catalog()
        .compare(
            &request(json!({ "quantities": { "inputTokens": 20_000, "outputTokens": 100 } })),
            &models,
        )
        .unwrap();
    let order: Vec<&str> = comparison
        .quotes
        .iter()
        .map(|quote| quote.model.as_str())
        .collect();
    assert_eq!(order, ["gpt-4o-mini", "gpt-5.4"]);
    let excluded: Vec<&str> = comparison
        .excluded
        .iter()
        .map(|e| e.model.as_str())
        .collect();
    assert_eq!(excluded, ["whisper-1", "gpt-9", "gpt-3.5-turbo-0125"]);
    assert!(
        comparison.excluded[2].reason.contains("16,385"),
        "{}",
        comparison.excluded[2].reason
    );
    let broken = request(json!({ "quantities": { "inputTokens": 1, "cachedInputTokens": 2 } }));
    assert_eq!(
        catalog().compare(&broken, &models).unwrap_err().code(),
        ErrorCode::InvalidUsage
    );
}

fn extended(overrides: Value) -> Result<Catalog, PricingError> {
    catalog().extend(&serde_json::from_value::<CatalogOverrides>(overrides).unwrap())
}

#[test]
fn discounts_and_models_of_ones_own() {
    let usage = json!({ "inputTokens": 1_000_000, "requests": 10 });
    let of = |model: &str| request(json!({ "model": model, "quantities": usage }));
    // 0.15 less 20 %, then less 10 % of what is left: 0.108
    let cheaper = extended(json!({ "discounts": [{ "provider": "openai", "percent": 20 }, { "model": "gpt-4o-mini", "component": "input", "percent": 10 }] })).unwrap();
    let quote = cheaper.quote(&of("gpt-4o-mini")).unwrap();
    assert_eq!(quote.total.to_string(), "0.108");
    assert_eq!(
        quote.lines[0].rule.as_deref(),
        Some("contract discount applied")
    );
    // The shipped catalog is as it was; the extended one survives being written and read.
    assert_eq!(
        catalog()
            .quote(&of("gpt-4o-mini"))
            .unwrap()
            .total
            .to_string(),
        "0.15"
    );
    let again = Catalog::parse(&serde_json::to_string(cheaper.file()).unwrap()).unwrap();
    assert_eq!(
        again.quote(&of("gpt-4o-mini")).unwrap().total.to_string(),
        "0.108"
    );

    let own = extended(json!({ "models": [
        { "id": "house-model", "provider": "house", "contextWindow": 1000, "input": ["text"], "output": ["text"],
          "rates": [{ "component": "input", "unit": "1M tokens", "usd": 2 }, { "usd": { "output": "4" } }] },
        { "id": "gpt-4o-mini", "rates": [{ "usd": { "input": "0.1" } }] },
    ] })).unwrap();
    assert_eq!(own.size(), catalog().size() + 1);
    assert_eq!(
        own.quote(&of("house-model")).unwrap().total.to_string(),
        "2"
    );
    // What is not given stays: here the context window.
    assert_eq!(
        own.quote(&of("gpt-4o-mini-2024-07-18"))
            .unwrap()
            .total
            .to_string(),
        "0.1"
    );
    assert_eq!(
        own.model("gpt-4o-mini").unwrap().context_window,
        Some(128_000)
    );
}

#[test]
fn broken_overrides_are_refused() {
    for (overrides, code) in [
        (
            json!({ "discounts": [{ "percent": 120 }] }),
            ErrorCode::InvalidCatalog,
        ),
        (
            json!({ "discounts": [{ "percent": -1 }] }),
            ErrorCode::InvalidCatalog,
        ),
        (
            json!({ "discounts": [{ "percent": 5, "model": "gpt-9" }] }),
            ErrorCode::UnknownModel,
        ),
        (
            json!({ "discounts": [{ "percent": 5, "provider": "nobody" }] }),
            ErrorCode::InvalidArgument,
        ),
        (json!({ "models": [{}] }), ErrorCode::InvalidCatalog),
        (
            json!({ "models": [{ "id": "x" }] }),
            ErrorCode::InvalidCatalog,
        ),
        (
            json!({ "models": [{ "id": "x", "provider": "y", "price": 1 }] }),
            ErrorCode::InvalidCatalog,
        ),
        (
            json!({ "models": [{ "id": "x", "provider": "y", "rates": [{ "usd": { "input": "1" } }, { "usd": { "input": "2" } }] }] }),
            ErrorCode::InvalidCatalog,
        ),
        (
            json!({ "models": [{ "id": "x", "provider": "y", "rates": [{ "usd": { "input": "-1" } }] }] }),
            ErrorCode::InvalidCatalog,
        ),
        (
            json!({ "models": [{ "id": "gpt-4o", "provider": "house" }] }),
            ErrorCode::InvalidCatalog,
        ),
    ] {
        let error = extended(overrides.clone()).unwrap_err();
        assert_eq!(error.code(), code, "{overrides}: {error}");
    }
}

#[test]
fn filters() {
    let ids = |filter: Value| -> Vec<String> {
        let filter: ModelFilter = serde_json::from_value(filter).unwrap();
        catalog()
            .models(&filter)
            .into_iter()
            .map(|model| model.id)
            .collect()
    };
    assert_eq!(ids(json!({})).len(), catalog().size());
    assert_eq!(
        ids(json!({ "provider": "openai", "search": "WHISPER-1" })),
        ["whisper-1"]
    );
    assert!(!ids(json!({ "active": true })).contains(&"gpt-4-turbo-2024-04-09".to_owned()));
    assert!(ids(json!({ "maxInputRate": 0.15 })).contains(&"gpt-4o-mini".to_owned()));
    assert!(!ids(json!({ "maxInputRate": 0.14 })).contains(&"gpt-4o-mini".to_owned()));
    assert!(
        ids(json!({ "minContext": 1_000_000, "input": ["image"] })).contains(&"gpt-5.4".to_owned())
    );
}
