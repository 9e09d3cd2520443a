//! Vocabularies of the formats that others publish, converted. The ids are those of `tokenizers` 0.23.3
//! in Python for the same files.
#![cfg(feature = "convert")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use tokenfare_tokenizer::Encoding;
use tokenfare_tokenizer::convert::{ConvertOptions, convert};

fn added(id: u32, content: &str, special: bool) -> Value {
    json!({"id": id, "content": content, "special": special})
}

/// The three special pieces, 256 bytes, and seven pieces of which three come out of merging.
fn sentence_json() -> Value {
    let mut texts = vec!["<unk>".to_owned(), "<s>".to_owned(), "</s>".to_owned()];
    texts.extend((0..256).map(|byte| format!("<0x{byte:02X}>")));
    texts.extend(["▁", "h", "e", "l", "he", "▁he", "▁▁"].map(str::to_owned));
    let vocab: serde_json::Map<String, Value> =
        texts.into_iter().zip((0..).map(Value::from)).collect();
    json!({
        "added_tokens": [
            added(0, "<unk>", true), added(1, "<s>", true), added(2, "</s>", true),
        ],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "▁"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
        ]},
        "pre_tokenizer": null,
        "model": {
            "type": "BPE", "byte_fallback": true, "unk_token": "<unk>", "vocab": vocab,
            "merges": ["h e", "▁ he", "▁ ▁"],
        },
    })
}

fn converted(json: &Value) -> Result<Encoding, String> {
    let options = ConvertOptions {
        name: "mine".to_owned(),
        ..ConvertOptions::default()
    };
    let packed =
        convert(json.to_string().as_bytes(), &options).map_err(|error| error.to_string())?;
    Encoding::from_packed(&packed).map_err(|error| error.to_string())
}

#[test]
fn tokenizer_json_with_bytes_for_unknown_characters() {
    let mine = converted(&sentence_json()).unwrap();
    for (text, ids) in [
        ("he hel", vec![264, 264, 262]),
        ("é", vec![259, 198, 172]),
        ("h  e", vec![259, 260, 265, 261]),
        ("h   he", vec![259, 260, 265, 264]),
        ("", vec![]),
    ] {
        assert_eq!(mine.encode_ordinary(text).unwrap(), ids, "{text:?}");
    }
}

/// Without the blank in front, a token that always matches is no word's end.
#[test]
fn tokens_that_always_match() {
    let mut json = sentence_json();
    json["normalizer"] = json!({
        "type": "Replace", "pattern": {"String": " "}, "content": "▁"});
    let tokens = json["added_tokens"].as_array_mut().unwrap();
    tokens.push(added(266, "<think>", false));
    let mine = converted(&json).unwrap();
    let ids = mine.encode_ordinary("he<think>he").unwrap();
    assert_eq!(ids, [263, 266, 263]);
}

#[test]
fn what_a_sentence_piece_file_cannot_express_is_refused_by_name() {
    let mut split = sentence_json();
    split["model"]["merges"] = json!(["h e", "▁ he", "e l", "h el", "▁ ▁", "he l"]);
    split["model"]["vocab"]["el"] = json!(267);
    split["model"]["vocab"]["hel"] = json!(268);
    let mut normalized = sentence_json();
    normalized["normalizer"] = json!({"type": "NFKC"});
    let mut metaspace = sentence_json();
    metaspace["normalizer"] = Value::Null;
    metaspace["pre_tokenizer"] = json!({"type": "Metaspace", "replacement": "▁", "split": false,
        "prepend_scheme": "first"});
    let mut always = sentence_json();
    let tokens = always["added_tokens"].as_array_mut().unwrap();
    tokens.push(added(266, "<think>", false));
    for (json, reason) in [
        (always, "it adds a blank after each"),
        (split, "do not stand together"),
        (normalized, "a step of its normalizer is"),
        (metaspace, "a step of its pre_tokenizer is"),
    ] {
        let error = converted(&json).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }
}

/// A field of a protocol buffer that holds bytes of less than 16,384.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len();
    let mut out = vec![number << 3 | 2];
    if length < 128 {
        out.push(u8::try_from(length).unwrap());
    } else {
        out.push(u8::try_from(length & 127).unwrap() | 128);
        out.push(u8::try_from(length >> 7).unwrap());
    }
    out.extend(bytes);
    out
}

/// The pieces of [`sentence_json`] as SentencePiece's own file.
#[test]
fn a_sentence_piece_model_gives_the_ids_of_its_tokenizer_json() {
    let json = sentence_json();
    let order = ["he", "▁he", "▁▁"];
    let mut model = Vec::new();
    for (text, id) in json["model"]["vocab"].as_object().unwrap() {
        let kind = match id.as_u64().unwrap() {
            0 => 2,
            1 | 2 => 3,
            3..=258 => 6,
            _ => 1,
        };
        let rank = order.iter().position(|piece| piece == text);
        let score = match rank {
            // Runs of blanks come last.
            Some(2) => -1e9,
            rank => -(rank.unwrap_or(order.len()) as f32),
        };
        let mut piece = field(1, text.as_bytes());
        piece.push(2 << 3 | 5);
        piece.extend(score.to_le_bytes());
        piece.extend([3 << 3, kind]);
        model.extend(field(1, &piece));
    }
    // It merges by scores; a blank in front, and no blank removed.
    model.extend(field(2, &[3 << 3, 2]));
    model.extend(field(3, &[3 << 3, 1, 4 << 3, 0]));
    let options = ConvertOptions {
        name: "mine".to_owned(),
        ..ConvertOptions::default()
    };
    let packed = convert(&model, &options).unwrap();
    let mine = Encoding::from_packed(&packed).unwrap();
    let other = converted(&json).unwrap();
    for text in ["he hel", "é", "h  e", "h   he", "", "leh  \n he"] {
        let ids = mine.encode_ordinary(text).unwrap();
        assert_eq!(ids, other.encode_ordinary(text).unwrap(), "{text:?}");
    }
}
