//! Names as tools write them, each with the model that it stands for.
//!
//! `names.json` has keys of LiteLLM's price map, slugs of OpenRouter and the Vercel AI gateway,
//! names of Azure, Bedrock and Vertex, and dated names, as public code and logs write them. `model`
//! is the id in the catalog that the name must resolve to. `refused` names must not resolve to a
//! vendor's model, because a host sells them at a price of its own, or nobody does. `absent` names
//! are models that the catalog lacked when the list was made: they may be there now, but must be no
//! other model.
//!
//! "deepseek/deepseek-chat" stands for two things: DeepSeek's own model in LiteLLM, and what others
//! host under that name on OpenRouter. It is read as the vendor's; "openrouter/deepseek/…" is
//! refused.

use std::path::Path;

use serde::Deserialize;
use tokenfare::pricing::{Catalog, NameMatch, QuoteRequest, Tier};
use tokenfare::{Coded, ErrorCode};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    origin: String,
    model: Option<String>,
    #[serde(default)]
    refused: bool,
    absent: Option<String>,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pricing/names.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn catalog() -> &'static Catalog {
    Catalog::embedded().unwrap()
}

#[test]
fn names_of_tools_stand_for_the_right_model() {
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case.model.is_some()) {
        let found = catalog().resolve(&case.name, false);
        let id = found.clone().map(|found| found.record().id.clone());
        let wanted = case.model.as_deref().unwrap_or_default();
        // The id, or another name of the same model.
        let same = match (found, catalog().resolve(wanted, false)) {
            (Ok(found), Ok(wanted)) => std::ptr::eq(found.record(), wanted.record()),
            _ => false,
        };
        if !same {
            wrong.push(format!(
                "{} {}: {id:?}, not {wanted}",
                case.origin, case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Hosts that came into the catalog since may sell the name themselves.
#[test]
fn no_name_of_a_host_takes_another_sellers_price() {
    let vendors = [
        "alibaba-qwen",
        "anthropic",
        "cohere",
        "deepseek",
        "google",
        "minimax",
        "mistral",
        "moonshotai",
        "openai",
        "perplexity",
        "voyageai",
        "xai",
        "zai",
        "groq",
        "cerebras",
        "fireworks",
        "together",
        "amazon-bedrock",
    ];
    for case in cases().iter().filter(|case| case.refused) {
        if let Ok(found) = catalog().resolve(&case.name, false) {
            let own = found.matched() == NameMatch::Exact;
            assert!(
                own || !vendors.contains(&found.provider()),
                "{} {} is {} of {}",
                case.origin,
                case.name,
                found.id(),
                found.provider()
            );
        }
    }
}

#[test]
fn models_that_are_missing_are_not_taken_for_others() {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase()
    };
    for case in cases() {
        let Some(absent) = &case.absent else { continue };
        let Ok(found) = catalog().resolve(&case.name, false) else {
            continue;
        };
        let moves = case.name.ends_with("-latest");
        let id = letters(&found.record().id);
        let named = absent
            .split([' ', '/'])
            .any(|word| id.contains(&letters(word)));
        assert!(
            moves || named,
            "{} {} is {}",
            case.origin,
            case.name,
            found.id()
        );
    }
}

#[test]
fn names_imply_regions_and_tiers() {
    for (name, region, tier) in [
        (
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            Some("bedrock-us"),
            None,
        ),
        (
            "ca.anthropic.claude-sonnet-4-5-20250929-v1:0",
            Some("bedrock-ca"),
            None,
        ),
        (
            "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0",
            Some("bedrock-us-gov"),
            None,
        ),
        (
            "bedrock/eu-central-1/anthropic.claude-opus-4-8",
            Some("bedrock-eu"),
            None,
        ),
        ("global.anthropic.claude-opus-4-5-20251101-v1:0", None, None),
        ("azure/eu/gpt-5.4", Some("azure-eu"), None),
        ("azure/global/gpt-5.4", None, None),
        ("anthropic/claude-opus-5.5:batch", None, Some(Tier::Batch)),
        ("anthropic/claude-opus-5-fast", None, Some(Tier::Priority)),
        ("xai/grok-4-fast", None, None),
    ] {
        let found = catalog()
            .resolve(name, false)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((found.region(), found.tier()), (region, tier), "{name}");
    }
}

fn total(value: serde_json::Value) -> String {
    let request: QuoteRequest = serde_json::from_value(value).unwrap();
    catalog().quote(&request).unwrap().total.to_string()
}

#[test]
fn what_a_name_implies_is_priced() {
    let of = |model: &str| serde_json::json!({ "model": model, "quantities": { "inputTokens": 100_000 } });
    // 0.1 × $2.50 + 10 % of the data zone
    assert_eq!(total(of("azure/eu/gpt-5.4")), "0.275");
    // GPT-4.1 has no uplift at OpenAI, but the data zone has: 0.1 × $2 + 10 %
    assert_eq!(total(of("azure/us/gpt-4.1-2025-04-14")), "0.22");
    // 0.1 × $3 + 20 % of GovCloud
    assert_eq!(
        total(of("us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0")),
        "0.36"
    );
    // 0.1 × half of $4; 0.1 × twice $5
    assert_eq!(total(of("anthropic/claude-opus-5.5:batch")), "0.2");
    assert_eq!(total(of("anthropic/claude-opus-5-fast")), "1");
}

#[test]
fn a_retired_model_is_billed_as_the_one_that_serves_its_requests() {
    let request = |on: Option<&str>| {
        serde_json::from_value::<QuoteRequest>(serde_json::json!({
            "model": "grok-4-fast-reasoning", "quantities": { "inputTokens": 100_000 }, "on": on,
        }))
        .unwrap()
    };
    // Before the redirect: 0.1 × 0.20; after it, as Grok 4.3: 0.1 × 1.25
    let before = catalog().quote(&request(Some("2026-05-14"))).unwrap();
    assert_eq!(
        (before.model.as_str(), before.total.to_string().as_str()),
        ("grok-4-fast-reasoning", "0.02")
    );
    let after = catalog().quote(&request(Some("2026-05-15"))).unwrap();
    assert_eq!(
        (after.model.as_str(), after.total.to_string().as_str()),
        ("grok-4.3", "0.125")
    );
    assert!(
        after
            .warnings
            .iter()
            .any(|warning| warning.message.contains("served and billed as grok-4.3"))
    );
    // Without a day, the model keeps the price that it had, and the quote says what has changed.
    let undated = catalog().quote(&request(None)).unwrap();
    assert_eq!(undated.model, "grok-4-fast-reasoning");
    assert!(
        undated
            .warnings
            .iter()
            .any(|warning| warning.message.contains("since 2026-05-15"))
    );
}

#[test]
fn an_unknown_name_says_why_and_names_the_vendors_model() {
    for (name, reason, suggestion) in [
        ("openai/gpt-5.4:online", "changes the price", "gpt-5.4"),
        (
            "google/gemini-2.5-flash:free",
            "changes the price",
            "gemini-2.5-flash",
        ),
        ("github_copilot/gpt-4o", "github_copilot", "gpt-4o"),
        (
            "snowflake/claude-3-5-sonnet",
            "snowflake",
            "claude-3-5-sonnet",
        ),
    ] {
        let error = catalog().resolve(name, false).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownModel);
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(error.suggestions(), [suggestion], "{name}");
    }
}

#[test]
fn a_guess_does_not_cross_what_changes_the_price_and_always_warns() {
    for name in [
        "google/gemini-2.5-flash:free",
        "gpt-5.4:nitro",
        "gemini-3.8-flash-native-audio-thinking",
        "gpt-4o-unheard-of-realtime",
    ] {
        assert!(catalog().resolve(name, true).is_err(), "{name}");
    }
    let request: QuoteRequest = serde_json::from_value(serde_json::json!({
        "model": "gpt-5.4-2099-01-01", "quantities": { "inputTokens": 1 }, "allowGuess": true,
    }))
    .unwrap();
    let quote = catalog().quote(&request).unwrap();
    assert_eq!(quote.matched, NameMatch::Family);
    assert!(!quote.exact);
    assert!(
        quote
            .warnings
            .iter()
            .any(|warning| warning.message.contains("a guess"))
    );
}

#[test]
fn first_snapshots_are_known_by_the_day_of_release_and_later_ones_are_not() {
    for (name, id) in [
        ("gpt-6-sol-2026-09-22", "gpt-6-sol"),
        ("claude-sonnet-5-5-20260922", "claude-sonnet-5-5"),
        ("claude-fable-5-1@20260901", "claude-fable-5-1"),
    ] {
        let found = catalog().resolve(name, false).unwrap();
        assert_eq!(
            (found.id().as_str(), found.matched()),
            (id, NameMatch::Snapshot),
            "{name}"
        );
    }
    for name in [
        "gpt-6-sol-2026-11-20",
        "claude-opus-5-5-20261111",
        "gpt-4o-mini-2099-01-01",
    ] {
        assert!(catalog().resolve(name, false).is_err(), "{name}");
    }
}

#[test]
fn latest_is_the_newest_of_the_day() {
    for (name, day, id) in [
        (
            "~anthropic/claude-sonnet-latest",
            "2026-11-20",
            "claude-sonnet-5-5",
        ),
        (
            "~anthropic/claude-sonnet-latest",
            "2026-07-01",
            "claude-sonnet-5",
        ),
        ("~openai/gpt-sol-latest", "2026-11-20", "gpt-6.2-sol"),
        ("grok-latest", "2026-11-20", "grok-4.7"),
        ("grok-latest", "2026-08-01", "grok-4.5"),
    ] {
        let found = catalog()
            .resolve_on(name, day.parse().unwrap(), false)
            .unwrap();
        assert_eq!(found.id(), id, "{name} on {day}");
    }
}
