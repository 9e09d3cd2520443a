//! The border itself, in Node and in a browser: `wasm-pack test --node` and `--headless --chrome`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(target_arch = "wasm32")]

use js_sys::{Object, Reflect, Uint8Array, WebAssembly};
use tokenfare::ErrorCode;
use tokenfare::wasm::border::{read, to_js};
use tokenfare::wasm::{Thrown, buffers, memory, pricing, tokenizer, version};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// Puts a text where the facade puts it, and returns its length.
fn write(bytes: &[u8]) -> u32 {
    let length = bytes.len() as u32;
    let at = buffers::input(length).unwrap();
    let memory: WebAssembly::Memory = memory::memory().unchecked_into();
    Uint8Array::new(&memory.buffer())
        .subarray(at, at + length)
        .copy_from(bytes);
    length
}

fn load_gpt2() -> u32 {
    tokenizer::load_encoding(write(include_bytes!("../tokenizer/vocab/r50k_base.tfv"))).unwrap();
    tokenizer::load_encoding(write(include_bytes!("../tokenizer/vocab/gpt2.tfv"))).unwrap()
}

#[wasm_bindgen_test]
fn the_engine_tells_the_version_of_the_crate() {
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
}

#[wasm_bindgen_test]
fn texts_are_counted() {
    let gpt2 = load_gpt2();
    // tiktoken: "hello world" is [31373, 995].
    assert_eq!(tokenizer::count(gpt2, write(b"hello world")).unwrap(), 2);
    assert_eq!(tokenizer::encode(gpt2, write(b"hello"), true).unwrap(), 1);
    assert_eq!(tokenizer::encode(gpt2, write(b" world"), false).unwrap(), 2);
    assert_eq!(tokenizer::encode(gpt2, write(b"hello"), true).unwrap(), 1);
}

#[wasm_bindgen_test]
fn a_cut_vocabulary_is_refused_and_the_next_one_loads() {
    let packed = include_bytes!("../tokenizer/vocab/r50k_base.tfv");
    let error = tokenizer::load_encoding(write(&packed[..1000])).unwrap_err();
    assert_eq!(error.code, "CORRUPT_VOCABULARY");
    load_gpt2();
}

#[wasm_bindgen_test]
fn requests_are_priced() {
    let request = r#"{ "model": "gpt-4o-mini-2024-07-18", "quantities": { "inputTokens": 50, "outputTokens": 100 } }"#;
    let request = js_sys::JSON::parse(request).unwrap();
    let quote = pricing::catalog_quote(pricing::EMBEDDED, request).unwrap();
    // 50 × 0.15/1M + 100 × 0.60/1M
    assert!(quote.contains(r#""exact":"0.0000675""#), "{quote}");
}

#[wasm_bindgen_test]
fn a_failure_is_thrown_as_a_plain_object() {
    let error = pricing::catalog_model(pricing::EMBEDDED, "gpt-4o-mni").unwrap_err();
    let thrown = JsValue::from(error);
    let get = |key: &str| Reflect::get(&thrown, &key.into()).unwrap();
    assert_eq!(get("code").as_string().unwrap(), "UNKNOWN_MODEL");
    assert!(get("message").as_string().unwrap().contains("gpt-4o-mni"));
    let suggestions = js_sys::Array::from(&get("suggestions"));
    assert!(suggestions.includes(&"gpt-4o-mini".into(), 0));
    assert!(get("path").is_string() || get("path").is_undefined());
}

#[wasm_bindgen_test]
fn a_value_that_does_not_fit_is_refused_with_its_place() {
    #[derive(Debug, serde::Deserialize)]
    struct Inner {
        #[allow(dead_code)]
        count: u32,
    }
    #[derive(Debug, serde::Deserialize)]
    struct Outer {
        #[allow(dead_code)]
        parts: Vec<Inner>,
    }
    let value = js_sys::JSON::parse(r#"{ "parts": [{ "count": 1 }, { "count": -1 }] }"#).unwrap();
    let error: Thrown = read::<Outer>(value, ErrorCode::InvalidScenario).unwrap_err();
    assert_eq!(error.code, "INVALID_SCENARIO");
    assert_eq!(error.path.as_deref(), Some("parts[1].count"));
}

#[wasm_bindgen_test]
fn maps_become_plain_objects() {
    let map = std::collections::BTreeMap::from([("a", 1)]);
    let value = Object::from(to_js(&map).unwrap());
    assert_eq!(
        Reflect::get(&value, &"a".into()).unwrap().as_f64(),
        Some(1.0)
    );
}

/// What JSON would drop or change without a word.
#[wasm_bindgen_test]
fn values_that_are_not_plain_data_are_refused() {
    let within = |value: JsValue| {
        let object = Object::new();
        Reflect::set(&object, &"a".into(), &value).unwrap();
        JsValue::from(object)
    };
    let itself = Object::new();
    Reflect::set(&itself, &"a".into(), &itself).unwrap();
    for (value, reason) in [
        (within(f64::NAN.into()), "finite"),
        (within(f64::INFINITY.into()), "finite"),
        (within(js_sys::Map::new().into()), "Map"),
        (within(js_sys::Set::new(&JsValue::UNDEFINED).into()), "Set"),
        (within(js_sys::Date::new_0().into()), "Date"),
        (within(js_sys::Function::new_no_args("").into()), "function"),
        (within(js_sys::Symbol::iterator().into()), "symbol"),
        (within(js_sys::BigInt::from(1).into()), "bigint"),
        (
            within(js_sys::Uint8Array::new_with_length(1).into()),
            "Uint8Array",
        ),
        (itself.into(), "contains itself"),
    ] {
        let error = read::<serde_json::Value>(value, ErrorCode::InvalidUsage).unwrap_err();
        assert_eq!(error.code, "INVALID_USAGE");
        assert!(error.message.contains(reason), "{}", error.message);
        assert!(error.path.unwrap().starts_with('a'));
    }
    let left_out = read::<serde_json::Value>(within(JsValue::UNDEFINED), ErrorCode::InvalidUsage);
    assert_eq!(left_out.unwrap(), serde_json::json!({}));
}
