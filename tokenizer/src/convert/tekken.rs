//! `tekken.json`, Mistral's own format.

use serde_json::Value;

use super::patterns::pattern_of;
use crate::format::{Normalization, decode_base64_in_place};
use crate::pack::{ByteVocabulary, ConvertError};

/// The special tokens of files that list none, by mistral-common 1.13.1.
const SPECIAL: [&str; 20] = [
    "<unk>",
    "<s>",
    "</s>",
    "[INST]",
    "[/INST]",
    "[AVAILABLE_TOOLS]",
    "[/AVAILABLE_TOOLS]",
    "[TOOL_RESULTS]",
    "[/TOOL_RESULTS]",
    "[TOOL_CALLS]",
    "[IMG]",
    "<pad>",
    "[IMG_BREAK]",
    "[IMG_END]",
    "[PREFIX]",
    "[MIDDLE]",
    "[SUFFIX]",
    "[SYSTEM_PROMPT]",
    "[/SYSTEM_PROMPT]",
    "[TOOL_CONTENT]",
];

/// Reads a `tekken.json`. Its first ids are special tokens; all others follow by rank.
pub fn read(json: &Value) -> Result<ByteVocabulary, ConvertError> {
    let number = |name: &str| {
        json["config"][name]
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| ConvertError::unreadable(format!("config.{name} is no number")))
    };
    let (size, first_id) = (
        number("default_vocab_size")?,
        number("default_num_special_tokens")?,
    );
    let expression = json["config"]["pattern"].as_str().unwrap_or_default();
    let pattern = pattern_of(&[expression]).ok_or_else(|| {
        ConvertError::unsupported(format!("its pattern is unknown: {expression}"))
    })?;
    let list = json["vocab"]
        .as_array()
        .ok_or_else(|| ConvertError::unreadable("vocab is no list"))?;
    let mut tokens = Vec::new();
    for (index, entry) in list.iter().enumerate() {
        let token = token(entry)
            .ok_or_else(|| ConvertError::unreadable(format!("vocab[{index}] is no token")))?;
        if token.0 < size.saturating_sub(first_id) {
            tokens.push(token);
        }
    }
    tokens.sort();
    Ok(ByteVocabulary {
        name: String::new(),
        pattern,
        normalization: Normalization::None,
        whole_first: true,
        source: [0; 32],
        special_tokens: special_tokens(json, first_id)?,
        always_matched: Vec::new(),
        first_id,
        tokens,
        merges: None,
    })
}

fn token(entry: &Value) -> Option<(u32, Vec<u8>)> {
    let rank = u32::try_from(entry["rank"].as_u64()?).ok()?;
    let mut bytes = entry["token_bytes"].as_str()?.as_bytes().to_vec();
    let length = decode_base64_in_place(&mut bytes).ok()?;
    bytes.truncate(length);
    Some((rank, bytes))
}

/// The listed special tokens, and a placeholder for each further id below the first of the others.
fn special_tokens(json: &Value, first_id: u32) -> Result<Vec<(String, u32)>, ConvertError> {
    let listed: Vec<(String, u32)> = match json["special_tokens"].as_array() {
        None => SPECIAL
            .iter()
            .zip(0..)
            .map(|(text, id)| ((*text).to_owned(), id))
            .collect(),
        Some(list) => list
            .iter()
            .map(|entry| {
                let text = entry["token_str"].as_str()?.to_owned();
                Some((text, u32::try_from(entry["rank"].as_u64()?).ok()?))
            })
            .collect::<Option<_>>()
            .ok_or_else(|| ConvertError::unreadable("special_tokens has one without its text"))?,
    };
    let is_listed = |id: u32| listed.iter().any(|(_, known)| *known == id);
    let others = (0..first_id).filter(|id| !is_listed(*id));
    let others: Vec<_> = others.map(|id| (format!("<SPECIAL_{id}>"), id)).collect();
    Ok([listed, others].concat())
}
