//! Which part of the library may name which: `wasm → { request → { tokenizer, pricing },
//! usage_log → projection → pricing }`. Only `src/wasm` knows JavaScript.

use std::fs;

use super::rust_modules::Crate;
use super::workspace::root_file;

/// The parts of the library, with the other parts that each may name. What is in none of them, such
/// as errors, is for all of them and may name none.
const PARTS: &[(&str, &[&str])] = &[
    ("input", &[]),
    ("pricing", &["input"]),
    ("projection", &["input", "pricing"]),
    ("request", &["pricing"]),
    // The schemas of all public types, for tools.
    ("schema", &["pricing", "projection", "request", "usage_log"]),
    ("usage_log", &["input", "pricing", "projection"]),
    (
        "wasm",
        &["input", "pricing", "projection", "request", "usage_log"],
    ),
];

const JAVASCRIPT: &[&str] = &[
    "js_sys",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// Crates that only these parts may name, by themselves or through a re-export.
const CRATES: &[(&[&str], &[&str])] = &[
    (JAVASCRIPT, &["wasm"]),
    (&["rust_decimal"], &["pricing", "projection"]),
    (
        &["tokenfare_tokenizer"],
        // The errors give its errors their codes.
        &["error", "request", "schema", "wasm"],
    ),
];

/// The module below the crate's root: `pricing` for `crate::pricing::quote`.
fn part(path: &str) -> Option<&str> {
    path.split("::").nth(1)
}

#[test]
fn parts_name_only_those_below_them() {
    let krate = Crate::read(&root_file("."));
    for edge in krate.dependencies() {
        let (from, to) = (&krate.modules[edge.from], &krate.modules[edge.to]);
        let (Some(upper), Some(lower)) = (part(&from.path), part(&to.path)) else {
            continue;
        };
        let below = |name| PARTS.iter().find(|(part, _)| *part == name);
        let allowed = below(upper).map_or(&[][..], |(_, below)| below);
        assert!(
            upper == lower || below(lower).is_none() || allowed.contains(&lower),
            "{}:{} names {}: {upper} may name {allowed:?}",
            from.file.display(),
            edge.line,
            to.path,
        );
    }
}

#[test]
fn crates_are_named_only_where_they_belong() {
    let krate = Crate::read(&root_file("."));
    let mut seen = Vec::new();
    for edge in krate.other_crates() {
        let from = &krate.modules[edge.from];
        for (crates, parts) in CRATES {
            if crates.contains(&edge.to.as_str()) {
                let allowed = part(&from.path).is_none_or(|part| parts.contains(&part));
                let (file, line) = (from.file.display(), edge.line);
                assert!(allowed, "{file}:{line} names {}", edge.to);
                seen.push(edge.to.clone());
            }
        }
    }
    for name in ["wasm_bindgen", "rust_decimal"] {
        assert!(seen.iter().any(|seen| seen == name), "{name} was not found");
    }
}

#[test]
fn the_tokenizer_crate_knows_text_alone() {
    let krate = Crate::read(&root_file("tokenizer"));
    for edge in krate.other_crates() {
        let other = edge.to.as_str();
        let foreign = JAVASCRIPT.contains(&other) || ["tokenfare", "rust_decimal"].contains(&other);
        let file = krate.modules[edge.from].file.display();
        assert!(!foreign, "{file}:{} names {other}", edge.line);
    }
}

/// No code of the core changes with the features of the wasm layer.
#[test]
fn features_of_wasm_are_asked_for_in_the_wasm_layer_alone() {
    for folder in [".", "tokenizer"] {
        let krate = Crate::read(&root_file(folder));
        for module in &krate.modules[1..] {
            let text = fs::read_to_string(&module.file).unwrap();
            let asks = text.contains("feature = \"wasm");
            let name = module.file.display();
            assert!(!asks || part(&module.path) == Some("wasm"), "{name}");
        }
    }
}
