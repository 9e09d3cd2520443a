//! Every Unicode scalar value, alone and between letters, digits, spaces, newlines and apostrophes,
//! against the reference.
//!
//! A value stands in 49 contexts: alone, with one of six neighbours before or after it, or between
//! two of them. A normal run puts each value in three of them, in turn, and those below U+3100 in
//! all. `TOKENFARE_EXHAUSTIVE=1` puts every value in all 49.

use tiktoken_rs::CoreBPE;
use tokenfare::tokenizer::{Encoding, EncodingName};

const NEIGHBOURS: [&str; 7] = ["", "a", "B", "1", " ", "\n", "'"];
const CONTEXTS: usize = NEIGHBOURS.len() * NEIGHBOURS.len();

fn in_context(text: &mut String, value: char, context: usize) {
    text.push_str(NEIGHBOURS[context / NEIGHBOURS.len()]);
    text.push(value);
    text.push_str(NEIGHBOURS[context % NEIGHBOURS.len()]);
}

/// Compares whole texts first, for speed; a difference is then looked for value by value.
fn compare(encoding: &Encoding, reference: &CoreBPE, all: bool) {
    let values: Vec<char> = ('\0'..=char::MAX).collect();
    assert_eq!(values.len(), 0x110000 - 0x800);
    for (block, values) in values.chunks(4096).enumerate() {
        let mut text = String::new();
        let mut cases = Vec::new();
        for (index, &value) in values.iter().enumerate() {
            let contexts: Vec<usize> = if all || value < '\u{3100}' {
                (0..CONTEXTS).collect()
            } else {
                let first = index * 3 + block;
                (first..first + 3)
                    .map(|context| context % CONTEXTS)
                    .collect()
            };
            for context in contexts {
                in_context(&mut text, value, context);
                // Ends any run, and never merges with what precedes it.
                text.push_str("z\n");
                cases.push((value, context));
            }
        }
        if encoding.encode_ordinary(&text).unwrap() == reference.encode_ordinary(&text) {
            continue;
        }
        for (value, context) in cases {
            let mut text = String::new();
            in_context(&mut text, value, context);
            for text in [text.clone(), text + "z\n"] {
                assert_eq!(
                    encoding.encode_ordinary(&text).unwrap(),
                    reference.encode_ordinary(&text),
                    "{} U+{:04X} in {text:?}",
                    encoding.name(),
                    value as u32
                );
            }
        }
        panic!(
            "{} differs in block {block}, in no value alone",
            encoding.name()
        );
    }
}

fn run(name: EncodingName, reference: &CoreBPE) {
    let all = std::env::var_os("TOKENFARE_EXHAUSTIVE").is_some();
    compare(Encoding::embedded(name).unwrap(), reference, all);
}

#[test]
fn o200k_base() {
    run(EncodingName::O200kBase, tiktoken_rs::o200k_base_singleton());
}

#[test]
fn cl100k_base() {
    run(
        EncodingName::Cl100kBase,
        tiktoken_rs::cl100k_base_singleton(),
    );
}

#[test]
fn p50k_base() {
    run(EncodingName::P50kBase, tiktoken_rs::p50k_base_singleton());
}

#[test]
fn r50k_base() {
    run(EncodingName::R50kBase, tiktoken_rs::r50k_base_singleton());
}

/// The other three share vocabulary and pattern with one of the four; with the whole range in
/// one context each, that is shown too.
#[test]
fn their_variants_agree_with_them() {
    let text: String = ('\0'..=char::MAX).flat_map(|value| [value, 'a']).collect();
    for (variant, base) in [
        (EncodingName::O200kHarmony, EncodingName::O200kBase),
        (EncodingName::P50kEdit, EncodingName::P50kBase),
        (EncodingName::Gpt2, EncodingName::R50kBase),
    ] {
        assert_eq!(
            Encoding::embedded(variant)
                .unwrap()
                .encode_ordinary(&text)
                .unwrap(),
            Encoding::embedded(base)
                .unwrap()
                .encode_ordinary(&text)
                .unwrap()
        );
    }
}
