//! Tables of usage, against a quote of each row.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int8Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, Date32Array, DictionaryArray, Float64Array, Int64Array, StringArray,
    StringViewArray, StructArray, TimestampMillisecondArray, UInt32Array,
};
use proptest::prelude::*;
use tokenfare::Coded;
use tokenfare::pricing::{Catalog, Day, Quantities, QuoteRequest, Tier};
use tokenfare_arrow::{Pricer, UsageColumn, UsageColumns, price};

fn catalog() -> &'static Catalog {
    Catalog::embedded().unwrap()
}

fn column(name: &str) -> UsageColumn {
    UsageColumn::from_name(name).unwrap()
}

fn usage(columns: Vec<(&str, ArrayRef)>) -> UsageColumns {
    let columns = columns.into_iter();
    columns.fold(UsageColumns::new(), |usage, (name, array)| {
        usage.with(column(name), array).unwrap()
    })
}

/// The price of each row as text without the zeros at its end, or its status.
fn rows(prices: &StructArray) -> Vec<String> {
    let usd = prices.column(0).as_primitive::<Decimal128Type>();
    let status = prices.column(1).as_dictionary::<Int32Type>();
    let words = status.values().as_string::<i32>();
    let rows = (0..prices.len()).map(|row| {
        let word = words.value(status.keys().value(row) as usize);
        assert_eq!(
            usd.is_valid(row),
            ["PRICED", "ESTIMATED"].contains(&word),
            "{word}"
        );
        if usd.is_null(row) {
            return word.to_owned();
        }
        let written = usd.value_as_string(row);
        let written = written
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned();
        if word == "PRICED" {
            written
        } else {
            format!("about {written}")
        }
    });
    rows.collect()
}

/// The same by a quote.
fn quoted(request: &QuoteRequest) -> String {
    match catalog().quote(request) {
        Ok(quote) if quote.exact => quote.total.to_string(),
        Ok(quote) => format!("about {}", quote.total),
        Err(error) => error.code().to_string(),
    }
}

fn texts(rows: Vec<Option<&str>>) -> ArrayRef {
    Arc::new(StringArray::from(rows))
}

fn tokens(rows: Vec<i64>) -> ArrayRef {
    Arc::new(Int64Array::from(rows))
}

const NAMES: [&str; 9] = [
    "requests",
    "input_tokens",
    "cached_input_tokens",
    "cache_write_tokens",
    "audio_input_tokens",
    "image_input_tokens",
    "output_tokens",
    "reasoning_tokens",
    "web_search_calls",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Models with bands, tiers, fees, regions and dates; amounts on both sides of each band's
    /// bound.
    #[test]
    fn each_row_has_the_price_of_its_quote(
        table in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "gpt-5.4", "gpt-5.4-mini", "claude-opus-4-8", "claude-sonnet-4-5",
                    "gemini-2.5-pro", "gemini-3-pro-preview", "gpt-4o-audio-preview", "sonar-pro",
                    "o3", "grok-4", "whisper-1", "ft:gpt-4o-mini", "us.anthropic.claude-sonnet-4-5",
                    "no-such-model",
                ]),
                20_200_i32..20_900,
                prop::option::of(prop::sample::select(vec![
                    "standard", "batch", "flex", "priority", "nonsense",
                ])),
                prop::array::uniform9(prop_oneof![
                    3 => Just(None),
                    3 => (0_u32..3_000).prop_map(Some),
                    1 => prop::sample::select(vec![
                        0, 1, 128_000, 128_001, 199_999, 200_000, 200_001, 272_000, 272_001, 1_000_000,
                    ]).prop_map(Some),
                ]),
            ),
            1..40,
        ),
    ) {
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("model", Arc::new(table.iter().map(|row| Some(row.0)).collect::<StringViewArray>())),
            ("on", Arc::new(table.iter().map(|row| Some(row.1)).collect::<Date32Array>())),
            ("tier", Arc::new(table.iter().map(|row| row.2).collect::<DictionaryArray<Int8Type>>())),
        ];
        for (index, name) in NAMES.into_iter().enumerate() {
            let amounts = table.iter().map(|row| row.3[index]);
            columns.push((name, Arc::new(amounts.collect::<UInt32Array>())));
        }
        let prices = price(catalog(), &usage(columns)).unwrap();
        let epoch: Day = "1970-01-01".parse().unwrap();
        for (row, (model, day, tier, amounts)) in rows(&prices).into_iter().zip(&table) {
            let [requests, input, cached, written, audio, image, output, reasoning, searches] =
                amounts.map(|amount| amount.map(|amount| u64::from(amount).into()));
            let request = QuoteRequest {
                model: (*model).to_owned(),
                on: epoch.checked_add_days(*day as u32),
                tier: tier.and_then(Tier::from_word),
                quantities: Quantities {
                    requests,
                    input_tokens: input,
                    cached_input_tokens: cached,
                    cache_write_tokens: written,
                    audio_input_tokens: audio,
                    image_input_tokens: image,
                    output_tokens: output,
                    reasoning_tokens: reasoning,
                    web_search_calls: searches,
                    ..Default::default()
                },
                ..Default::default()
            };
            let expected = if amounts.iter().all(Option::is_none) {
                "INVALID_USAGE".to_owned()
            } else if *tier == Some("nonsense") {
                "INVALID_ARGUMENT".to_owned()
            } else {
                quoted(&request)
            };
            prop_assert_eq!(row, expected, "{:?}", request);
        }
    }
}

#[test]
fn what_has_no_price_is_null_with_its_reason() {
    let table = usage(vec![
        (
            "model",
            texts(vec![
                Some("gpt-5.4-mini"),
                Some("gpt-0"),
                None,
                Some("gpt-5.4-mini"),
                Some("gpt-5.4-mini"),
                Some("gpt-5.4-mini"),
            ]),
        ),
        (
            "input_tokens",
            Arc::new(Int64Array::from(vec![
                Some(1_000),
                Some(1),
                Some(1),
                Some(-1),
                None,
                Some(5),
            ])),
        ),
        (
            "cached_input_tokens",
            Arc::new(Int64Array::from(vec![
                Some(800),
                None,
                None,
                None,
                None,
                Some(6),
            ])),
        ),
        (
            "output_tokens",
            Arc::new(Int64Array::from(vec![
                Some(100),
                None,
                None,
                None,
                None,
                None,
            ])),
        ),
    ]);
    let prices = price(catalog(), &table).unwrap();
    // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.50 / 1M
    let expected = [
        "0.00066",
        "UNKNOWN_MODEL",
        "UNKNOWN_MODEL",
        "INVALID_ARGUMENT",
        "INVALID_USAGE",
        "INVALID_USAGE",
    ];
    assert_eq!(rows(&prices), expected);
}

#[test]
fn a_day_is_a_date_a_timestamp_in_utc_or_a_text() {
    // 2026-11-20 is day 20,777: 56 years of 365 days, 14 leap days, and 323 days since New Year.
    let day = 20_777_i32;
    let evening = i64::from(day) * 86_400_000 + 86_399_999;
    let columns: [ArrayRef; 3] = [
        Arc::new(Date32Array::from(vec![Some(day), None])),
        Arc::new(
            TimestampMillisecondArray::from(vec![Some(evening), None]).with_timezone("+09:00"),
        ),
        texts(vec![Some("2026-11-20"), Some("20 November")]),
    ];
    let request = QuoteRequest {
        model: "gpt-5.4".to_owned(),
        on: Some("2026-11-20".parse().unwrap()),
        quantities: Quantities {
            input_tokens: Some(1_000_000.into()),
            ..Default::default()
        },
        ..Default::default()
    };
    let expected = [quoted(&request), "INVALID_ARGUMENT".to_owned()];
    for on in columns {
        let table = usage(vec![
            ("model", texts(vec![Some("gpt-5.4"), Some("gpt-5.4")])),
            ("on", on),
            ("input_tokens", tokens(vec![1_000_000, 1_000_000])),
        ]);
        assert_eq!(rows(&price(catalog(), &table).unwrap()), expected);
    }
}

#[test]
fn floats_are_amounts_where_they_are_whole() {
    let table = usage(vec![
        ("model", texts(vec![Some("gpt-5.4-mini"); 4])),
        (
            "input_tokens",
            Arc::new(Float64Array::from(vec![4.0, 0.5, f64::NAN, -0.0])),
        ),
    ]);
    let expected = ["0.000003", "INVALID_ARGUMENT", "INVALID_ARGUMENT", "0"];
    // 4 × 0.75 / 1M
    assert_eq!(rows(&price(catalog(), &table).unwrap()), expected);
}

#[test]
fn a_pricer_gives_the_same_for_later_tables_of_other_words() {
    let mut pricer = Pricer::new(catalog());
    for model in ["gpt-5.4-mini", "gpt-5.4", "gpt-5.4-mini"] {
        let table = usage(vec![
            ("model", texts(vec![Some(model)])),
            ("input_tokens", tokens(vec![1_000])),
        ]);
        let first = price(catalog(), &table).unwrap();
        assert_eq!(rows(&pricer.price(&table).unwrap()), rows(&first));
    }
}

/// The first row's price is exact: one request of 150,000 tokens. The second row's is the same, but
/// two requests of 150,000 tokens together may be one of 250,000 and one of 50,000.
#[test]
fn several_requests_in_a_row_are_an_estimate_where_long_context_costs_more() {
    let table = usage(vec![
        ("model", texts(vec![Some("gemini-2.5-pro"); 3])),
        ("requests", tokens(vec![1, 2, 1])),
        ("input_tokens", tokens(vec![150_000, 300_000, 150_000])),
    ]);
    // 150,000 × 1.25 / 1M
    let expected = ["0.1875", "about 0.375", "0.1875"];
    assert_eq!(rows(&price(catalog(), &table).unwrap()), expected);
    let reversed = usage(vec![
        ("model", texts(vec![Some("gemini-2.5-pro"); 2])),
        ("requests", tokens(vec![2, 1])),
        ("input_tokens", tokens(vec![300_000, 150_000])),
    ]);
    assert_eq!(rows(&price(catalog(), &reversed).unwrap()), expected[1..]);
}

#[test]
fn amounts_beyond_the_decimal_are_no_price() {
    let table = usage(vec![
        ("model", texts(vec![Some("gpt-5.4"); 2])),
        ("input_tokens", tokens(vec![i64::MAX, 1])),
        ("output_tokens", tokens(vec![i64::MAX, 0])),
    ]);
    let prices = price(catalog(), &table).unwrap();
    let quantities = Quantities {
        input_tokens: Some((i64::MAX as u64).into()),
        output_tokens: Some((i64::MAX as u64).into()),
        ..Default::default()
    };
    let request = QuoteRequest {
        model: "gpt-5.4".to_owned(),
        quantities,
        ..Default::default()
    };
    assert_eq!(rows(&prices)[0], quoted(&request));
}

#[test]
fn columns_that_are_missing_doubled_or_of_another_type_are_errors() {
    let models = usage(vec![("model", texts(vec![Some("gpt-5.4")]))]);
    assert!(
        price(catalog(), &models)
            .unwrap_err()
            .to_string()
            .contains("input_tokens")
    );
    let amounts = usage(vec![("input_tokens", tokens(vec![1]))]);
    assert!(
        price(catalog(), &amounts)
            .unwrap_err()
            .to_string()
            .contains("model")
    );
    assert!(
        amounts
            .with(column("input_tokens"), tokens(vec![1]))
            .is_err()
    );
    let wrong = models
        .with(column("input_tokens"), texts(vec![Some("1")]))
        .unwrap();
    assert_eq!(
        price(catalog(), &wrong).unwrap_err().path(),
        Some("input_tokens")
    );
}
