//! Mutates valid JSON. Most arbitrary text is refused at its first brace; nearly valid input
//! reaches deeper code.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Reads decisions from the fuzzer's bytes; when they are used up, every decision is 0.
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    pub fn below(&mut self, end: usize) -> usize {
        let wide = usize::from(self.byte()) << 8 | usize::from(self.byte());
        wide % end.max(1)
    }

    pub fn one_of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }
}

/// Changes up to eight places of `value`.
pub fn mutate(value: &mut Value, words: &[String], choices: &mut Choices<'_>) {
    for _ in 0..8 {
        if choices.is_empty() {
            return;
        }
        let other = subtree(value, choices).clone();
        change(place(value, choices), other, words, choices);
    }
}

/// Some node of the tree, chosen by walking down.
fn place<'v>(mut node: &'v mut Value, choices: &mut Choices<'_>) -> &'v mut Value {
    loop {
        let size = node.as_object().map_or(0, Map::len) + node.as_array().map_or(0, Vec::len);
        let at = choices.below(size + 1);
        if at == size {
            return node;
        }
        // `size` is above 0, so it is one of the two.
        node = match node {
            Value::Object(map) => map.values_mut().nth(at).expect("counted"),
            Value::Array(list) => &mut list[at],
            _ => unreachable!("a node without children has size 0"),
        };
    }
}

fn subtree<'v>(mut node: &'v Value, choices: &mut Choices<'_>) -> &'v Value {
    loop {
        let children: Vec<&Value> = match node {
            Value::Object(map) => map.values().collect(),
            Value::Array(list) => list.iter().collect(),
            _ => return node,
        };
        let at = choices.below(children.len() + 1);
        let Some(child) = children.get(at) else {
            return node;
        };
        node = child;
    }
}

fn change(node: &mut Value, other: Value, words: &[String], choices: &mut Choices<'_>) {
    match (choices.byte() % 8, node) {
        (0, node) => *node = other,
        (1, Value::Object(map)) => {
            let key = choices.one_of(words).clone();
            map.insert(key, other);
        }
        (2, Value::Object(map)) => {
            let key = map.keys().nth(choices.below(map.len())).cloned();
            key.map(|key| map.remove(&key));
        }
        (2, Value::Array(list)) if !list.is_empty() => {
            list.remove(choices.below(list.len()));
        }
        (3, Value::Array(list)) if list.len() < 8 => list.push(other),
        (4, node) => *node = json!(choices.one_of(words)),
        (5, node) => *node = number(choices),
        (6, Value::Object(map)) => {
            let key = map.keys().nth(choices.below(map.len())).cloned();
            if let Some(key) = key {
                map.insert(key, number(choices));
            }
        }
        (7, Value::Object(map)) => {
            let key = map.keys().nth(choices.below(map.len())).cloned();
            if let Some(key) = key {
                map.insert(key, json!(choices.one_of(words)));
            }
        }
        (_, node) => *node = number(choices),
    }
}

/// Small numbers, and numbers at the limits of arithmetic.
fn number(choices: &mut Choices<'_>) -> Value {
    const FLOATS: [f64; 22] = [
        0.0,
        1.0,
        -1.0,
        0.5,
        1e-12,
        1e-28,
        1e-300,
        0.1,
        0.3333333333333333,
        1.5,
        30.4,
        128.0,
        1023.0,
        1024.0,
        272_000.0,
        272_001.0,
        1e6,
        1e9,
        1e15,
        9_007_199_254_740_992.0,
        1e28,
        1e300,
    ];
    match choices.byte() % 4 {
        0 => json!(choices.byte()),
        1 => json!(choices.below(65_536)),
        2 => json!(f64::from(choices.byte()) / 64.0 - 1.0),
        _ => json!(*choices.one_of(&FLOATS)),
    }
}

/// The names of fields and the words that a JSON Schema knows, and `others`.
pub fn words(schema: &str, others: &[&str]) -> Vec<String> {
    let mut words: BTreeSet<String> = others.iter().map(|word| (*word).to_owned()).collect();
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    collect(&schema, &mut words);
    words.into_iter().collect()
}

fn collect(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("properties", Value::Object(fields)) => words.extend(fields.keys().cloned()),
                    ("const", Value::String(word)) => _ = words.insert(word.clone()),
                    ("enum", Value::Array(known)) => {
                        words.extend(known.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
                collect(value, words);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        _ => {}
    }
}
