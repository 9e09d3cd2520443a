//! What must hold for any input: nothing panics, lines add up, prices are linear within a band.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokenfare::Coded;
use tokenfare::pricing::{
    Catalog, Count, Direction, Exact, ImageInput, MediaInput, MediaKind, QuoteRequest, Tier,
    image_size,
};

fn catalog() -> &'static Catalog {
    Catalog::embedded().unwrap()
}

fn models() -> Vec<String> {
    catalog().all().map(|model| model.id()).collect()
}

fn request(value: Value) -> QuoteRequest {
    serde_json::from_value(value).unwrap()
}

fn total(model: &str, quantities: Value) -> Option<Exact> {
    let request = request(json!({ "model": model, "quantities": quantities }));
    catalog()
        .quote(&request)
        .ok()
        .map(|quote| quote.total.amount())
}

/// Any JSON, with the keys that readers look for among others.
fn any_json() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "usage",
        "usageMetadata",
        "response",
        "body",
        "result",
        "message",
        "model",
        "object",
        "type",
        "prompt_tokens",
        "input_tokens",
        "output_tokens",
        "completion_tokens",
        "total_tokens",
        "input_tokens_details",
        "prompt_tokens_details",
        "cached_tokens",
        "seconds",
        "output",
        "data",
        "created",
        "size",
        "candidates",
        "modelVersion",
        "promptTokenCount",
        "promptTokensDetails",
        "modality",
        "tokenCount",
        "cache_creation",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![
            "message",
            "duration",
            "video",
            "list",
            "1024x1024",
            "AUDIO",
            "",
            "gpt-4o",
            "é"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| Value::Object(
                pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn decimals_print_as_they_are_read(mantissa in -(1_i64 << 62)..(1 << 62), scale in 0_usize..28) {
        let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let sign = if mantissa < 0 { "-" } else { "" };
        let text = if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
        let mut plain = text.clone();
        if plain.contains('.') {
            plain = plain.trim_end_matches('0').trim_end_matches('.').to_owned();
        }
        if plain == "-0" {
            plain = "0".to_owned();
        }
        let exact: Exact = text.parse().unwrap();
        prop_assert_eq!(exact.to_string(), plain.clone());
        prop_assert_eq!(exact.to_f64(), plain.parse::<f64>().unwrap());
    }

    #[test]
    fn arithmetic_agrees_with_whole_numbers(a in 0_u32.., b in 0_u32.., up in 0_i32..9) {
        let (x, y) = (Exact::whole(a.into()), Exact::whole(b.into()));
        let (x, y) = (x.checked_shift(-up).unwrap(), y.checked_shift(-up).unwrap());
        let whole = |n: u64| Exact::whole(n);
        prop_assert_eq!(x.checked_add(y).unwrap().checked_shift(up).unwrap(), whole(u64::from(a) + u64::from(b)));
        prop_assert_eq!(x.checked_mul(y).unwrap().checked_shift(2 * up).unwrap(), whole(u64::from(a) * u64::from(b)));
        prop_assert_eq!(x.checked_add(y).unwrap().checked_sub(y).unwrap(), x);
    }

    #[test]
    fn lines_add_up_and_prices_are_linear(
        model in prop::sample::select(models()),
        input in 0_u64..1000, cached in 0_u64..1000, output in 0_u64..1000, reasoning in 0_u64..1000,
    ) {
        let of = |times: u64| json!({
            "inputTokens": (input + cached) * times, "cachedInputTokens": cached * times,
            "outputTokens": (output + reasoning) * times, "reasoningTokens": reasoning * times,
        });
        let one = request(json!({ "model": model.as_str(), "quantities": of(1) }));
        if let Ok(quote) = catalog().quote(&one) {
            let sum = quote.lines.iter().try_fold(Exact::ZERO, |sum, line| sum.checked_add(line.amount.amount()));
            prop_assert_eq!(sum, Some(quote.total.amount()));
            // Three times as much, still below every long context, costs three times as much, but
            // for a fee per request.
            let fee = quote.lines.iter().filter(|line| line.component.as_str() == "request")
                .try_fold(Exact::ZERO, |sum, line| sum.checked_add(line.amount.amount())).unwrap();
            let used = quote.total.amount().checked_sub(fee).unwrap();
            let thrice = used.checked_mul(Exact::whole(3)).and_then(|all| all.checked_add(fee));
            prop_assert_eq!(total(&model, of(3)), thrice);
        }
    }

    #[test]
    fn a_batch_is_never_dearer(model in prop::sample::select(models()), input in 0_u64..100_000, output in 0_u64..4_000) {
        let quantities = json!({ "inputTokens": input, "outputTokens": output });
        let batch = request(json!({ "model": model.as_str(), "tier": "batch", "quantities": quantities }));
        if let (Ok(batch), Some(standard)) = (catalog().quote(&batch), total(&model, quantities)) {
            prop_assert!(batch.total.amount() <= standard);
        }
    }

    #[test]
    fn any_image_has_a_count_or_a_reason(
        model in prop::sample::select(models()),
        width in prop_oneof![0_u32..5000, 1_u32..=1_000_000, any::<u32>()],
        height in prop_oneof![0_u32..5000, 1_u32..=1_000_000, any::<u32>()],
        detail in prop::sample::select(vec![None, Some("low"), Some("high"), Some("auto"), Some("original"), Some("x")]),
    ) {
        let image = ImageInput { width, height, detail: detail.map(str::to_owned), ..Default::default() };
        match catalog().image_input_tokens(&model, &image, None) {
            Ok(tokens) => {
                prop_assert!(tokens.estimate.tokens > 0);
                prop_assert!(tokens.width >= 1 && tokens.width <= width);
                prop_assert!(tokens.height >= 1 && tokens.height <= height);
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn any_seconds_have_a_count_or_a_reason(model in prop::sample::select(models()), seconds in 0.0_f64..1e18) {
        let seconds = Count::new(Exact::from_f64(seconds).unwrap()).unwrap();
        for direction in [Direction::Input, Direction::Output] {
            let _ = catalog().media_tokens(&model, MediaInput { kind: MediaKind::Audio, direction, seconds }, None);
        }
    }

    #[test]
    fn any_response_is_read_or_refused(response in any_json()) {
        if let Err(error) = catalog().usage_from_response(&response) {
            prop_assert!(matches!(error.code().as_str(), "INVALID_USAGE" | "LIMIT_EXCEEDED"));
        }
    }

    #[test]
    fn any_catalog_is_read_or_refused(json in any_json()) {
        let error = Catalog::parse(&json.to_string()).unwrap_err();
        prop_assert_eq!(error.code().as_str(), "INVALID_CATALOG");
    }

    #[test]
    fn any_name_resolves_or_does_not(name in "\\PC{0,40}", guess in any::<bool>()) {
        let _ = catalog().resolve(&name, guess);
    }

    #[test]
    fn any_bytes_are_an_image_or_none(
        head in prop::sample::select(vec![
            &b""[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xFF\xD8\xFF\xE1", b"\xFF\xD8\xFF\xE1\0\x40Exif\0\0II*\0\x08\0\0\0",
            b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0WEBPVP8L", b"RIFF\0\0\0\0WEBPVP8X", b"BM",
            b"\0\0\0\x1cftypavif\0\0\0\0mif1avif", b"\0\0\0\x18ftypheic",
        ]),
        tail in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let bytes = [head, &tail].concat();
        if let Ok(size) = image_size(&bytes) {
            prop_assert!(size.width > 0 && size.height > 0);
        }
    }
}

/// A property of quotes says nothing about a model without one; most have one.
#[test]
fn properties_of_quotes_hold_for_many_models() {
    let quantities = json!({
        "inputTokens": 2, "cachedInputTokens": 1, "outputTokens": 2, "reasoningTokens": 1,
    });
    let quoted = models()
        .iter()
        .filter(|model| total(model, quantities.clone()).is_some())
        .count();
    assert!(quoted > 100, "{quoted}");
    let quantities = json!({ "inputTokens": 1, "outputTokens": 1 });
    let in_batches = models()
        .iter()
        .filter(|model| {
            let batch = json!({ "model": model, "tier": "batch", "quantities": quantities });
            catalog().quote(&request(batch)).is_ok() && total(model, quantities.clone()).is_some()
        })
        .count();
    assert!(in_batches > 50, "{in_batches}");
}

#[test]
fn every_model_has_a_rate_card_in_every_tier() {
    for model in models() {
        for tier in Tier::ALL {
            catalog()
                .rate_card(&model, catalog().checked(), *tier, None)
                .unwrap();
        }
        catalog().history(&model).unwrap();
    }
}
