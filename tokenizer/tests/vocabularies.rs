//! The vocabularies of other vendors than OpenAI, against their own tokenizers or an independent one.
//!
//! `fixtures/vocabularies/make.py` has encoded every token's own text in nine surroundings, and
//! 20,000 random strings, and has written the number of ids and a digest of them.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokenfare_tokenizer::Encoding;

/// As in `make.py`.
const AROUND: [&str; 4] = [" ", "a", "1", "中"];
const STRINGS: usize = 20_000;

#[derive(Deserialize)]
struct Vector {
    tokens: Digest,
    random: Digest,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Digest {
    texts: usize,
    ids: usize,
    digest: String,
}

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn json<T: DeserializeOwned>(file: &str) -> T {
    let file = path(&format!("tests/fixtures/vocabularies/{file}"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// A vocabulary, with the one that it extends.
fn encoding(name: &str) -> Encoding {
    let file = |name: &str| fs::read(path(&format!("vocab/{name}.tfv"))).unwrap();
    let base = match name {
        "llama_3" => file("cl100k_base"),
        "glm_5" => file("glm_4"),
        _ => Vec::new(),
    };
    Encoding::from_packed(&[file(name), base].concat()).unwrap()
}

/// The number of ids, and FNV-1a with 64 bits of all of them, with a mark after each text.
fn digest(encoding: &Encoding, texts: impl Iterator<Item = String>) -> Digest {
    let mut found = Digest {
        texts: 0,
        ids: 0,
        digest: String::new(),
    };
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for text in texts {
        let ids = encoding.encode_ordinary(&text).unwrap();
        assert_eq!(encoding.count_ordinary(&text), ids.len(), "{text:?}");
        found.texts += 1;
        found.ids += ids.len();
        for id in ids.into_iter().chain([u32::MAX]) {
            state = (state ^ u64::from(id)).wrapping_mul(0x100_0000_01b3);
        }
    }
    found.digest = format!("{state:016x}");
    found
}

/// The text of every token that is UTF-8, alone, and after and before each of [`AROUND`].
fn of_tokens(encoding: &Encoding) -> impl Iterator<Item = String> {
    let ids = 0..encoding.vocabulary_size() as u32;
    let matched: Vec<u32> = encoding
        .special_tokens()
        .chain(encoding.always_matched())
        .map(|(_, id)| id)
        .collect();
    ids.filter(move |id| !matched.contains(id))
        .filter_map(|id| encoding.token_bytes(id).ok())
        .filter_map(|bytes| std::str::from_utf8(bytes).ok())
        .flat_map(|text| {
            let around = AROUND
                .iter()
                .flat_map(|near| [[near, text].concat(), [text, near].concat()]);
            let around: Vec<String> = around.collect();
            std::iter::once(text.to_owned()).chain(around)
        })
}

fn of_random() -> impl Iterator<Item = String> {
    let alphabet: Vec<String> = json("alphabet.json");
    let mut state = 2026_u64;
    let mut below = move |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % limit as u64) as usize
    };
    (0..STRINGS).map(move |_| {
        let parts = 1 + below(24);
        (0..parts)
            .map(|_| &*alphabet[below(alphabet.len())])
            .collect()
    })
}

#[test]
fn they_give_the_ids_of_the_vendors_tokenizers() {
    let vectors: BTreeMap<String, Vector> = json("vectors.json");
    let all: Vec<&str> = vectors.keys().map(String::as_str).collect();
    let expected = [
        "deepseek_v3",
        "glm_4",
        "glm_5",
        "kimi_k2",
        "llama_3",
        "llama_4",
        "minimax",
        "mistral_tekken",
        "qwen_2",
        "qwen_3_5",
    ];
    for (name, vector) in &vectors {
        let encoding = encoding(name);
        assert_eq!(encoding.name(), name);
        println!("{name}");
        let random = digest(&encoding, of_random());
        assert_eq!(random, vector.random, "random strings with {name}");
        let tokens = digest(&encoding, of_tokens(&encoding));
        assert_eq!(tokens, vector.tokens, "tokens of {name}");
    }
    assert_eq!(all, expected);
}

/// A set of texts of `world_texts.json`, which `tests/oracles/world_texts.py` wrote.
#[derive(Deserialize)]
struct World {
    encodings: BTreeMap<String, BTreeMap<String, Digest>>,
}

/// The thirteen vocabularies with ids, each on the beginning of the Universal Declaration of Human
/// Rights in 501 languages.
#[test]
fn the_languages_of_the_world_have_the_ids_of_the_vendors_tokenizers() {
    let world: World = json("../world_texts.json");
    let texts: Vec<String> = json("../languages.json");
    assert_eq!((texts.len(), world.encodings.len()), (501, 13));
    for (name, sets) in &world.encodings {
        let found = digest(&encoding(name), texts.iter().cloned());
        assert_eq!(found, sets["languages"], "{name}");
    }
}

/// The whole declarations, and source code: `TOKENFARE_TEXTS` names the folder of the texts as lines of
/// JSON, which `tests/oracles/world_texts.py` describes; they are not copied here.
#[test]
#[ignore = "needs texts that are not in this repository"]
fn whole_texts_and_code_have_the_ids_of_the_vendors_tokenizers() {
    let folder = PathBuf::from(std::env::var("TOKENFARE_TEXTS").unwrap());
    let world: World = json("../world_texts.json");
    for set in ["udhr", "rosetta", "multipl_e"] {
        let lines = fs::read_to_string(folder.join(format!("{set}.jsonl"))).unwrap();
        let lines = lines.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["text"].as_str().unwrap().to_owned()
        });
        let texts: Vec<String> = lines.collect();
        for (name, sets) in &world.encodings {
            let found = digest(&encoding(name), texts.iter().cloned());
            assert_eq!(found, sets[set], "{name} on {set}");
        }
    }
}

/// By tokenizers 0.23.3, mistral-common 1.13.1 and tiktoken 0.14.0.
#[test]
fn the_traps_of_each_vocabulary_are_avoided() {
    let count = |name: &str, text: &str| encoding(name).count_ordinary(text);
    // No merges make this token, and a whole pre-token is not looked up.
    assert_eq!(count("qwen_3_5", " giuridica"), 4);
    // No merges make this one either; it is found as a whole pre-token, and not inside a longer one.
    assert_eq!(count("llama_3", " việc"), 1);
    assert_eq!(count("llama_3", " việcx"), 3);
    // A contraction is no end of a word.
    let its = encoding("mistral_tekken").encode_ordinary("it's").unwrap();
    assert_eq!(its, [1276, 1681]);
    // A server takes these for one token, though they are not special.
    assert_eq!(count("qwen_2", "<think>"), 1);
    assert_eq!(count("deepseek_v3", "</think>"), 1);
    assert_eq!(count("glm_5", "/nothink"), 1);
    // Composed before it is split.
    assert_eq!(count("qwen_2", "e\u{301}"), count("qwen_2", "é"));
}

#[test]
fn they_decode_to_the_text_that_they_encode() {
    let text = "Grüße, 世界! \n\n\t let x = 12345; // “ok”";
    for name in [
        "llama_3",
        "mistral_tekken",
        "deepseek_v3",
        "glm_5",
        "kimi_k2",
    ] {
        let encoding = encoding(name);
        let ids = encoding.encode_ordinary(text).unwrap();
        assert_eq!(encoding.decode(&ids).unwrap(), text, "{name}");
    }
}

#[test]
fn truncation_and_chunks_speak_of_the_text_as_it_was_given() {
    let qwen = encoding("qwen_2");
    let text = "cafe\u{301} ole\u{301} ".repeat(50);
    let cut = qwen.truncate(&text, 40, tokenfare_tokenizer::Keep::Start, "");
    let head = &text[cut.head.clone()];
    assert!(text.starts_with(head) && cut.tokens <= 40);
    assert_eq!(qwen.count_ordinary(head), cut.tokens);
    let chunks = qwen.chunk(&text, 30, 0).unwrap();
    let joined: String = chunks
        .iter()
        .map(|chunk| &text[chunk.range.clone()])
        .collect();
    assert_eq!(joined, text);
}
