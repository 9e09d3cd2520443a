//! Vocabularies of other formats to packed files, at the JavaScript border.

use std::collections::BTreeMap;

use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::border::read;
use crate::ErrorCode;
use crate::tokenizer::convert::{ConvertOptions, convert, named_pattern, pattern_of};

/// What a file does not say by itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Options {
    name: String,
    #[serde(default)]
    pattern: Option<String>,
    #[serde(default)]
    special_tokens: BTreeMap<String, u32>,
}

/// Converts a file; returns the packed vocabulary.
#[wasm_bindgen(js_name = convertVocabulary)]
pub fn convert_vocabulary(file: &[u8], options: JsValue) -> Result<Vec<u8>, Thrown> {
    let options: Options = read(options, ErrorCode::InvalidArgument)?;
    let pattern = match options.pattern.as_deref() {
        None => None,
        Some(name) => Some(
            named_pattern(name)
                .or_else(|| pattern_of(&[name]))
                .ok_or_else(|| {
                    Thrown::new(
                ErrorCode::InvalidArgument,
                "pattern must be a regular expression that is known here by its exact text, or the \
                 name of an encoding that has it: r50k_base, cl100k_base, o200k_base, llama_3, \
                 qwen_2, qwen_3_5, mistral_tekken, kimi_k2 or deepseek_v3",
            )
            .at("pattern")
                })?,
        ),
    };
    let options = ConvertOptions {
        name: options.name,
        pattern,
        special_tokens: options.special_tokens.into_iter().collect(),
    };
    convert(file, &options)
        .map_err(|error| Thrown::new(ErrorCode::CorruptVocabulary, error.to_string()))
}
