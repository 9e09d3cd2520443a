//! One figure of the native benchmark in a process of its own:
//! `native <library> <text file> <file of the expected ids> <count|encode> <warm passes>`.
//! Checks the ids, then prints the milliseconds of the first and of the later passes as JSON.
//! The check runs after the cold pass, so that it does not warm anything up.

use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use tokenfare::tokenizer::{Encoding, EncodingName};

/// A library's two calls.
struct Library {
    count: Box<dyn Fn(&str) -> usize>,
    encode: Box<dyn Fn(&str) -> Vec<u32>>,
}

fn library(name: &str) -> Result<Library> {
    Ok(match name {
        "tokenfare" => {
            let encoding = Encoding::embedded(EncodingName::O200kBase)?;
            Library {
                count: Box::new(|text| encoding.count_ordinary(text)),
                encode: Box::new(|text| encoding.encode_ordinary(text).unwrap_or_default()),
            }
        }
        "tiktoken-rs" => {
            let encoding = tiktoken_rs::o200k_base_singleton();
            Library {
                count: Box::new(|text| encoding.count_ordinary(text)),
                encode: Box::new(|text| encoding.encode_ordinary(text).unwrap_or_default()),
            }
        }
        "tiktoken" => {
            let encoding = tiktoken::get_encoding("o200k_base").context("no o200k_base")?;
            Library {
                count: Box::new(|text| encoding.count(text)),
                encode: Box::new(|text| encoding.encode(text)),
            }
        }
        "bpe-openai" => {
            let encoding = bpe_openai::o200k_base();
            Library {
                count: Box::new(|text| encoding.count(text)),
                encode: Box::new(|text| encoding.encode(text)),
            }
        }
        _ => bail!("no library {name}"),
    })
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [name, text, ids, mode, warm] = arguments.as_slice() else {
        bail!("native <library> <text file> <ids file> <count|encode> <warm passes>");
    };
    let text = fs::read_to_string(text)?;
    let expected: Vec<u32> = fs::read(ids)?
        .chunks_exact(4)
        .map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
        .collect();
    let library = library(name)?;
    let run = || match mode.as_str() {
        "count" => (library.count)(&text),
        _ => (library.encode)(&text).len(),
    };
    (library.count)("Hello, world!");
    let mut times = Vec::new();
    for pass in 0..=warm.parse::<usize>()? {
        let from = Instant::now();
        let tokens = run();
        times.push(from.elapsed().as_secs_f64() * 1e3);
        if tokens != expected.len() {
            bail!("{tokens} tokens instead of {}", expected.len());
        }
        if pass == 0 && (library.encode)(&text) != expected {
            bail!("other ids than tiktoken-rs");
        }
    }
    println!("{{\"cold\":{},\"warm\":{:?}}}", times[0], &times[1..]);
    Ok(())
}
