//! `tokenizer.json`, the format of Hugging Face's tokenizers, for byte-level BPE.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::patterns::pattern_of;
use crate::format::{Normalization, Pattern};
use crate::pack::{ByteVocabulary, ConvertError};

/// Reads a `tokenizer.json`.
pub fn read(json: &Value) -> Result<ByteVocabulary, ConvertError> {
    let model = &json["model"];
    check_model(model)?;
    let added = AddedTokens::read(&json["added_tokens"])?;
    let ids = ids_of(&model["vocab"])?;
    let merges = merges_of(&model["merges"], &ids)?;
    let added_ids = added.ids();
    let mut tokens = Vec::new();
    for (text, id) in &ids {
        if !added_ids.contains(id) {
            let bytes = bytes_of(text).ok_or_else(|| {
                ConvertError::unsupported(format!("its token {text:?} is not written in bytes"))
            })?;
            tokens.push((*id, bytes));
        }
    }
    tokens.sort();
    let first_id = tokens.first().map_or(0, |(id, _)| *id);
    for (id, _) in &mut tokens {
        *id -= first_id;
    }
    let merges = merges
        .into_iter()
        .map(|([left, right], merged)| {
            let rank = |id: u32| {
                id.checked_sub(first_id).ok_or_else(|| {
                    ConvertError::unsupported("one of its merges joins an added token")
                })
            };
            Ok(([rank(left)?, rank(right)?], rank(merged)?))
        })
        .collect::<Result<_, _>>()?;
    Ok(ByteVocabulary {
        name: String::new(),
        pattern: pre_tokenizer(&json["pre_tokenizer"])?,
        normalization: normalizer(&json["normalizer"])?,
        whole_first: model["ignore_merges"].as_bool().unwrap_or(false),
        source: [0; 32],
        special_tokens: added.special,
        always_matched: added.always,
        first_id,
        tokens,
        merges: Some(merges),
    })
}

pub fn unsupported<T>(what: &str, value: &Value) -> Result<T, ConvertError> {
    let mut text = value.to_string();
    if text.len() > 300 {
        text.truncate(text.floor_char_boundary(300));
        text.push('…');
    }
    Err(ConvertError::unsupported(format!("{what} is {text}")))
}

fn check_model(model: &Value) -> Result<(), ConvertError> {
    // Older files do not name the type of a model that has merges.
    let kind = model["type"].as_str().unwrap_or("BPE");
    if kind != "BPE" || !model["merges"].is_array() {
        return unsupported("the type of its model", &model["type"]);
    }
    for name in ["dropout", "continuing_subword_prefix", "end_of_word_suffix"] {
        let value = &model[name];
        if !value.is_null() && value.as_str() != Some("") && value.as_f64() != Some(0.0) {
            return unsupported(name, value);
        }
    }
    Ok(())
}

pub fn ids_of(vocab: &Value) -> Result<HashMap<&str, u32>, ConvertError> {
    let vocab = vocab
        .as_object()
        .ok_or_else(|| ConvertError::unreadable("model.vocab is no object"))?;
    let id = |id: &Value| id.as_u64().and_then(|id| u32::try_from(id).ok());
    let ids = vocab
        .iter()
        .map(|(text, value)| Some((text.as_str(), id(value)?)));
    ids.collect::<Option<_>>()
        .ok_or_else(|| ConvertError::unreadable("model.vocab has an id that is no number"))
}

/// The pairs of ids that merge, in order, each with the id that it becomes.
fn merges_of(
    merges: &Value,
    ids: &HashMap<&str, u32>,
) -> Result<Vec<([u32; 2], u32)>, ConvertError> {
    let list = merges.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut pairs = Vec::with_capacity(list.len());
    for (index, merge) in list.iter().enumerate() {
        let pair = match merge {
            Value::String(text) => text.split_once(' '),
            _ => merge[0].as_str().zip(merge[1].as_str()),
        };
        let found = pair.and_then(|(left, right)| {
            let joined = [left, right].concat();
            Some(([*ids.get(left)?, *ids.get(right)?], *ids.get(&*joined)?))
        });
        pairs.push(found.ok_or_else(|| {
            ConvertError::unreadable(format!("model.merges[{index}] does not join two tokens"))
        })?);
    }
    Ok(pairs)
}

fn normalizer(value: &Value) -> Result<Normalization, ConvertError> {
    let steps = steps_of(value, "normalizers");
    match steps[..] {
        [] => Ok(Normalization::None),
        [step] if step["type"] == "NFC" => Ok(Normalization::Nfc),
        _ => unsupported("its normalizer", value),
    }
}

/// The members of a sequence, or the value itself.
pub fn steps_of<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    if value.is_null() {
        return Vec::new();
    }
    match value[name].as_array() {
        Some(steps) if value["type"] == "Sequence" => steps.iter().collect(),
        _ => vec![value],
    }
}

fn pre_tokenizer(value: &Value) -> Result<Pattern, ConvertError> {
    let steps = steps_of(value, "pretokenizers");
    let mut expressions = Vec::new();
    for step in &steps {
        let is_split = step["type"] == "Split"
            && (step["behavior"] == "Isolated" && step["invert"] != true
                || step["behavior"] == "Removed" && step["invert"] == true);
        let is_last = std::ptr::eq(*step, steps[steps.len() - 1]);
        if is_split && !is_last {
            expressions.push(step["pattern"]["Regex"].as_str().unwrap_or_default());
        } else if step["type"] == "ByteLevel" && is_last && step["add_prefix_space"] != true {
            if step["use_regex"] != false {
                expressions.push(
                    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
                );
            }
        } else {
            return unsupported("a step of its pre_tokenizer", step);
        }
    }
    match pattern_of(&expressions) {
        Some(pattern) => Ok(pattern),
        None => unsupported("its pattern is unknown; it", value),
    }
}

/// The tokens that are matched by their text.
pub struct AddedTokens {
    pub special: Vec<(String, u32)>,
    pub always: Vec<(String, u32)>,
}

impl AddedTokens {
    pub fn read(list: &Value) -> Result<Self, ConvertError> {
        let mut added = Self {
            special: Vec::new(),
            always: Vec::new(),
        };
        for entry in list.as_array().into_iter().flatten() {
            let text = entry["content"].as_str().unwrap_or_default();
            let id = entry["id"].as_u64().and_then(|id| u32::try_from(id).ok());
            let Some(id) = id.filter(|_| !text.is_empty()) else {
                return unsupported("one of its added_tokens", entry);
            };
            for flag in ["single_word", "lstrip", "rstrip"] {
                if entry[flag] == true {
                    return unsupported("one of its added_tokens", entry);
                }
            }
            let group = if entry["special"] == true {
                &mut added.special
            } else {
                &mut added.always
            };
            group.push((text.to_owned(), id));
        }
        Ok(added)
    }

    fn ids(&self) -> HashSet<u32> {
        let all = self.special.iter().chain(&self.always);
        all.map(|(_, id)| *id).collect()
    }
}

/// The bytes of a token that is written in GPT-2's letters for bytes: printable bytes of Latin-1 are
/// themselves, all others are the characters from U+0100 on, in order.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let byte = |character: char| {
        let code = u32::from(character);
        let is_printable = |code: u32| matches!(code, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff);
        if is_printable(code) {
            return u8::try_from(code).ok();
        }
        let place = code.checked_sub(0x100)? as usize;
        let code = (0..256).filter(|code| !is_printable(*code)).nth(place)?;
        u8::try_from(code).ok()
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::bytes_of;

    /// From GPT-2's `bytes_to_unicode`: Ġ is a space, Ċ a newline, Ń the soft hyphen's byte.
    #[test]
    fn letters_stand_for_bytes() {
        assert_eq!(bytes_of("Ġa").as_deref(), Some(&b" a"[..]));
        assert_eq!(bytes_of("ĊĀ").as_deref(), Some(&[0x0a, 0x00][..]));
        assert_eq!(bytes_of("Ń¡ÿ").as_deref(), Some(&[0xad, 0xa1, 0xff][..]));
        assert_eq!(bytes_of("ń"), None);
        assert_eq!(bytes_of("中"), None);
    }
}
