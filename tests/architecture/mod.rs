//! The street has one direction: `www → npm facade → wasm → { tokenizer | projection → pricing }`.

use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder of a house exists") {
            let path = entry.expect("readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Lines of code, without comments, that contain one of `words`.
fn mentions(folder: &str, words: &[&str]) -> Vec<String> {
    let mut hits = Vec::new();
    for path in rust_files(folder) {
        let text = fs::read_to_string(&path).expect("readable source");
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                hits.push(format!(
                    "{}:{}: {}",
                    path.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    hits
}

fn assert_silent(folder: &str, words: &[&str]) {
    assert!(!rust_files(folder).is_empty(), "{folder} has no Rust files");
    let hits = mentions(folder, words);
    assert!(
        hits.is_empty(),
        "{folder} must not name {words:?}:\n{}",
        hits.join("\n")
    );
}

#[test]
fn the_tokenizer_knows_neither_money_nor_months() {
    for folder in ["bpe/src", "src/tokenizer"] {
        assert_silent(
            folder,
            &[
                "pricing::",
                "projection::",
                "::pricing",
                "::projection",
                "rust_decimal",
            ],
        );
    }
}

#[test]
fn pricing_knows_neither_text_nor_months() {
    assert_silent(
        "src/pricing",
        &[
            "tokenizer::",
            "projection::",
            "::tokenizer",
            "::projection",
            "tokenfare_bpe",
        ],
    );
}

#[test]
fn the_projection_sees_counts_never_text() {
    assert_silent(
        "src/projection",
        &["tokenizer::", "::tokenizer", "tokenfare_bpe"],
    );
}

#[test]
fn the_core_knows_no_javascript() {
    for folder in [
        "bpe/src",
        "common/src",
        "src/tokenizer",
        "src/pricing",
        "src/projection",
    ] {
        assert_silent(
            folder,
            &[
                "wasm_bindgen",
                "js_sys",
                "web_sys",
                "JsValue",
                "feature = \"wasm",
                "crate::wasm",
            ],
        );
    }
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let needle = ["fn the_search", "_finds"].concat();
    assert_eq!(mentions("tests", &[&needle]).len(), 1);
}
