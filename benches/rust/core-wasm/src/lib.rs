//! tokenfare's core through its plainest calls: `encode_ordinary`, `count_ordinary` and `decode`.

use std::sync::OnceLock;

use tokenfare::tokenizer::Encoding;
use wasm_bindgen::prelude::*;

static ENCODING: OnceLock<Encoding> = OnceLock::new();

/// Unpacks the vocabulary; to be called once, before anything else.
#[wasm_bindgen]
pub fn load(vocabulary: &[u8]) -> Result<(), JsError> {
    let encoding = Encoding::from_packed(vocabulary)?;
    let _ = ENCODING.set(encoding);
    Ok(())
}

#[wasm_bindgen]
pub fn encode(text: &str) -> Option<Vec<u32>> {
    ENCODING.get().and_then(|encoding| encoding.encode_ordinary(text).ok())
}

#[wasm_bindgen]
pub fn count(text: &str) -> Option<usize> {
    ENCODING.get().map(|encoding| encoding.count_ordinary(text))
}

#[wasm_bindgen]
pub fn decode(ids: &[u32]) -> Option<String> {
    ENCODING.get().and_then(|encoding| encoding.decode(ids).ok())
}
