//! `tokenizer.json` of a SentencePiece vocabulary: byte-pair merges of characters, with a piece for each
//! byte of the characters that are none (`byte_fallback`).

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::tokenizer_json::{AddedTokens, ids_of, steps_of, unsupported};
use crate::pack::{ConvertError, Piece, PieceKind, SentenceVocabulary};

/// A blank as SentencePiece writes it.
const BLANK: &str = "\u{2581}";

/// The score of runs of blanks, which merge after everything else.
const LAST: f32 = -1e9;

/// Reads a `tokenizer.json` whose model falls back to bytes.
pub fn read(json: &Value) -> Result<SentenceVocabulary, ConvertError> {
    let model = &json["model"];
    let added = AddedTokens::read(&json["added_tokens"])?;
    let ids = ids_of(&model["vocab"])?;
    let merges = Merges::read(&model["merges"])?;
    let special: HashSet<u32> = added.special.iter().map(|(_, id)| *id).collect();
    let always: HashSet<u32> = added.always.iter().map(|(_, id)| *id).collect();
    let unknown = model["unk_token"].as_str();
    let mut pieces: Vec<(u32, Piece)> = Vec::with_capacity(ids.len());
    for (text, id) in &ids {
        let kind = if special.contains(id) || unknown == Some(text) {
            PieceKind::Control
        } else if always.contains(id) {
            PieceKind::UserDefined
        } else if is_byte(text) {
            PieceKind::Byte
        } else {
            PieceKind::Normal
        };
        let piece = Piece {
            text: (*text).to_owned(),
            score: merges.score(text),
            kind,
        };
        pieces.push((*id, piece));
    }
    for (group, kind) in [
        (&added.special, PieceKind::Control),
        (&added.always, PieceKind::UserDefined),
    ] {
        for (text, id) in group.iter().filter(|(text, _)| !ids.contains_key(&**text)) {
            let piece = Piece {
                text: text.clone(),
                score: 0.0,
                kind,
            };
            pieces.push((*id, piece));
        }
    }
    pieces.sort_by_key(|(id, _)| *id);
    if (0..).zip(&pieces).any(|(at, (id, _))| at != *id) {
        return Err(ConvertError::unsupported("its ids have gaps"));
    }
    let begins_with_blank = begins_with_blank(json)?;
    if begins_with_blank && !always.is_empty() {
        return Err(ConvertError::unsupported(
            "it adds a blank after each of its added_tokens that is not special",
        ));
    }
    Ok(SentenceVocabulary {
        name: String::new(),
        source: [0; 32],
        begins_with_blank,
        pieces: pieces.into_iter().map(|(_, piece)| piece).collect(),
    })
}

/// Whether a piece stands for a byte: `<0x00>` to `<0xFF>`.
fn is_byte(text: &str) -> bool {
    let digits = text
        .strip_prefix("<0x")
        .and_then(|rest| rest.strip_suffix('>'));
    digits.is_some_and(|digits| digits.len() == 2 && u8::from_str_radix(digits, 16).is_ok())
}

/// The order in which pieces merge.
struct Merges {
    /// The first merge that makes a piece.
    order: HashMap<String, usize>,
    many: usize,
    /// Whether runs of blanks merge after everything else.
    blanks_are_last: bool,
}

impl Merges {
    fn read(merges: &Value) -> Result<Self, ConvertError> {
        let list = merges.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut order: HashMap<String, usize> = HashMap::new();
        let mut before = String::new();
        for (index, merge) in list.iter().enumerate() {
            let pair = match merge {
                Value::String(text) => text.split_once(' '),
                _ => merge[0].as_str().zip(merge[1].as_str()),
            };
            let (left, right) = pair.ok_or_else(|| {
                ConvertError::unreadable(format!("model.merges[{index}] does not join two tokens"))
            })?;
            let joined = [left, right].concat();
            // SentencePiece gives a piece one score, so that all its merges stand together.
            if joined != before && order.insert(joined.clone(), index).is_some() {
                return Err(ConvertError::unsupported(format!(
                    "its merges to {joined:?} do not stand together"
                )));
            }
            before = joined;
        }
        let is_blank = |text: &str| text.replace(BLANK, "").is_empty();
        let (blanks, others): (Vec<_>, Vec<_>) = order.iter().partition(|(text, _)| is_blank(text));
        let last = others.iter().map(|(_, at)| **at).max();
        let blanks_are_last = blanks.iter().all(|(_, at)| Some(**at) > last);
        Ok(Self {
            order,
            many: list.len(),
            blanks_are_last,
        })
    }

    fn score(&self, text: &str) -> f32 {
        let is_blank = text.chars().count() > 1 && text.replace(BLANK, "").is_empty();
        if is_blank && self.blanks_are_last {
            return LAST;
        }
        -(self.order.get(text).copied().unwrap_or(self.many) as f32)
    }
}

/// Whether a text begins with a blank, by the steps that write blanks as U+2581.
fn begins_with_blank(json: &Value) -> Result<bool, ConvertError> {
    let mut begins = false;
    let mut writes = false;
    for step in steps_of(&json["normalizer"], "normalizers") {
        match step["type"].as_str() {
            Some("Prepend") if step["prepend"] == BLANK => begins = true,
            Some("Replace") if step["pattern"]["String"] == " " && step["content"] == BLANK => {
                writes = true;
            }
            _ => return unsupported("a step of its normalizer", step),
        }
    }
    for step in steps_of(&json["pre_tokenizer"], "pretokenizers") {
        match step["type"].as_str() {
            // Another scheme adds a blank only where the text does not begin with one.
            Some("Metaspace")
                if step["replacement"] == BLANK
                    && step["split"] == false
                    && step["prepend_scheme"] == "never" =>
            {
                writes = true;
            }
            // Blanks are written as U+2581 before, so that nothing is split.
            Some("Split") if writes && step["pattern"]["String"] == " " => {}
            _ => return unsupported("a step of its pre_tokenizer", step),
        }
    }
    if writes {
        Ok(begins)
    } else {
        Err(ConvertError::unsupported(
            "it does not write blanks as U+2581",
        ))
    }
}
