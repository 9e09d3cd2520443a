//! tiktoken (goliajp) through its own fastest calls: `encode`, `count` and `decode_to_string`.

use wasm_bindgen::prelude::*;

fn encoding() -> Option<&'static tiktoken::CoreBpe> {
    tiktoken::get_encoding("o200k_base")
}

#[wasm_bindgen]
pub fn encode(text: &str) -> Option<Vec<u32>> {
    encoding().map(|e| e.encode(text))
}

#[wasm_bindgen]
pub fn count(text: &str) -> Option<usize> {
    encoding().map(|e| e.count(text))
}

#[wasm_bindgen]
pub fn decode(ids: &[u32]) -> Option<String> {
    encoding().and_then(|e| e.decode_to_string(ids).ok())
}
