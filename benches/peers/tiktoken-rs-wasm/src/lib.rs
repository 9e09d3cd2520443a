//! tiktoken-rs through its own fastest calls: `encode_ordinary`, `count_ordinary` and `decode` of its singleton.

use tiktoken_rs::o200k_base_singleton;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn encode(text: &str) -> Vec<u32> {
    o200k_base_singleton().encode_ordinary(text)
}

#[wasm_bindgen]
pub fn count(text: &str) -> usize {
    o200k_base_singleton().count_ordinary(text)
}

#[wasm_bindgen]
pub fn decode(ids: &[u32]) -> Option<String> {
    o200k_base_singleton().decode(ids).ok()
}
