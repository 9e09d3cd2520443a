//! `cargo xtask vocab [--check]`: packs the vocabularies of the crate tiktoken-rs into
//! `tokenizer/vocab/<name>.tfv`.
//!
//! The source is pinned by the sha256 that OpenAI publishes for each file of ranks and by its
//! number of tokens. Each token is split into the two tokens that its own merge joins, and the
//! split is proved to be the only one; the packed file is read back and compared, token by token.

mod merges;
mod rank_encoder;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};
use tiktoken_rs::CoreBPE;
use tokenfare::tokenizer::format::{self, Packed, Pattern};

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
}

/// `cargo xtask vocab`.
pub fn run(options: &Options) -> Result<()> {
    pack_all(&crate::paths::root(), options.check)
}

/// Fails if a committed vocabulary differs from what [`run`] would write.
pub fn check_fresh() -> Result<()> {
    pack_all(&crate::paths::root(), true)
}

/// Packs every vocabulary and writes the table of Unicode classes, or with `check` only compares
/// them with the committed files.
pub fn pack_all(root: &Path, check: bool) -> Result<()> {
    crate::unicode_classes::run(root, check)?;
    crate::unicode_nfc::run(root, check)?;
    let folder = root.join("tokenizer/vocab");
    let mut packed_files: Vec<(&str, Vec<u8>)> = Vec::new();
    for source in &SOURCES {
        let base = source
            .base
            .and_then(|base| packed_files.iter().find(|(name, _)| *name == base))
            .map(|(_, file)| file.as_slice());
        let file = pack(source, base).with_context(|| source.name)?;
        let path = folder.join(format!("{}.tfv", source.name));
        if check {
            let there = fs::read(&path).with_context(|| path.display().to_string())?;
            ensure!(
                there == file,
                "{} is stale: run `cargo xtask vocab`",
                path.display()
            );
        } else {
            fs::create_dir_all(&folder)?;
            fs::write(&path, &file)?;
            println!("{:>8} bytes  {}", file.len(), source.name);
        }
        packed_files.push((source.name, file));
    }
    Ok(())
}

fn pack(source: &Source, base: Option<&[u8]>) -> Result<Vec<u8>> {
    let reference = (source.load)()?;
    let tokens = tokens_of(&reference, source)?;
    let splits = merges::split_all(&tokens)?;
    let known = match base {
        Some(file) => {
            let (base, _) = Packed::read(file)?;
            ranks_of_chain(source.base.unwrap_or_default(), &base)
        }
        None => 0,
    };

    let mut body = Vec::new();
    body.push(source.pattern as u8);
    short_text(&mut body, source.name)?;
    body.extend(hex(source.sha256)?);
    write_special_tokens(&mut body, &special_tokens(&reference))?;
    let own: Vec<(u32, [u32; 2])> = splits
        .iter()
        .filter(|(rank, _)| *rank >= known)
        .copied()
        .collect();
    let runs = runs_of(own.iter().map(|(rank, _)| *rank));
    match base {
        None => {
            short_text(&mut body, "")?;
            let mut bytes: Vec<(u32, u8)> = tokens
                .iter()
                .filter(|(_, token)| token.len() == 1)
                .map(|(rank, token)| (*rank, token[0]))
                .collect();
            bytes.sort_unstable();
            ensure!(
                bytes.iter().map(|(rank, _)| *rank).eq(0..256),
                "the tokens of one byte are not the first 256"
            );
            body.extend(bytes.iter().map(|(_, byte)| byte));
            write_runs(&mut body, &runs)?;
            let pairs: Vec<[u32; 2]> = own.iter().map(|(_, pair)| *pair).collect();
            body.extend(rank_encoder::encode(&pairs)?);
        }
        Some(file) => {
            short_text(&mut body, source.base.unwrap_or_default())?;
            body.extend(format::digest_of(file).to_le_bytes());
            write_runs(&mut body, &runs)?;
            for (_, pair) in &own {
                body.extend(pair[0].to_le_bytes());
                body.extend(pair[1].to_le_bytes());
            }
        }
    }

    let length = u32::try_from(format::DIGEST_FROM + 4 + body.len())?;
    let mut file = Vec::new();
    file.extend(format::MAGIC);
    file.extend(format::VERSION.to_le_bytes());
    file.extend([0; 8]);
    file.extend(length.to_le_bytes());
    file.extend(body);
    let digest = format::digest_of(&file);
    file[8..16].copy_from_slice(&digest.to_le_bytes());

    let (again, rest) = Packed::read(&file)?;
    ensure!(
        rest.is_empty() && again.runs == runs,
        "it does not read back"
    );
    ensure!(
        again.merges.iter().eq(own.iter().map(|(_, pair)| *pair)),
        "its merges do not read back"
    );
    Ok(file)
}

/// One more than the highest rank of a vocabulary that others extend.
fn ranks_of_chain(name: &str, base: &Packed) -> u32 {
    let own = base.runs.last().map(|(first, many)| first + many);
    own.or_else(|| {
        SOURCES
            .iter()
            .find(|source| source.name == name)
            .map(|source| source.ids)
    })
    .unwrap_or(0)
}

/// All tokens by rank, checked against the pinned digest and count.
fn tokens_of(reference: &CoreBPE, source: &Source) -> Result<Vec<(u32, Vec<u8>)>> {
    let special = special_tokens(reference);
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

/// Special tokens by id, as the reference encodes them.
fn special_tokens(reference: &CoreBPE) -> Vec<(String, u32)> {
    let mut tokens: Vec<(String, u32)> = reference
        .special_tokens()
        .into_iter()
        .filter_map(|text| {
            let ids = reference.encode_with_special_tokens(text);
            (ids.len() == 1).then(|| (text.to_owned(), ids[0]))
        })
        .collect();
    tokens.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    tokens
}

/// Joins neighbours that differ only in the number inside their text.
fn write_special_tokens(out: &mut Vec<u8>, tokens: &[(String, u32)]) -> Result<()> {
    let frame = |(text, id): &(String, u32)| {
        let number = id.to_string();
        text.split_once(&number)
            .map(|(before, after)| (before.to_owned(), after.to_owned()))
    };
    let mut entries = 0_u16;
    let mut written = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let first = frame(&tokens[at]);
        let mut end = at + 1;
        while first.is_some()
            && end < tokens.len()
            && tokens[end].1 == tokens[end - 1].1 + 1
            && frame(&tokens[end]) == first
        {
            end += 1;
        }
        match &first {
            Some((before, after)) if end - at > 1 => {
                written.push(1);
                written.extend(tokens[at].1.to_le_bytes());
                written.extend(tokens[end - 1].1.to_le_bytes());
                short_text(&mut written, before)?;
                short_text(&mut written, after)?;
            }
            _ => {
                end = at + 1;
                written.push(0);
                written.extend(tokens[at].1.to_le_bytes());
                short_text(&mut written, &tokens[at].0)?;
            }
        }
        entries += 1;
        at = end;
    }
    out.extend(entries.to_le_bytes());
    out.extend(written);
    Ok(())
}

fn runs_of(ranks: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for rank in ranks {
        match runs.last_mut() {
            Some((first, many)) if *first + *many == rank => *many += 1,
            _ => runs.push((rank, 1)),
        }
    }
    runs
}

fn write_runs(out: &mut Vec<u8>, runs: &[(u32, u32)]) -> Result<()> {
    out.push(u8::try_from(runs.len())?);
    for (first, many) in runs {
        out.extend(first.to_le_bytes());
        out.extend(many.to_le_bytes());
    }
    Ok(())
}

fn short_text(out: &mut Vec<u8>, text: &str) -> Result<()> {
    out.push(u8::try_from(text.len())?);
    out.extend(text.as_bytes());
    Ok(())
}

fn hex(text: &str) -> Result<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        bail!("an odd number of hex digits");
    }
    (0..text.len())
        .step_by(2)
        .map(|at| Ok(u8::from_str_radix(&text[at..at + 2], 16)?))
        .collect()
}

/// Base64 with padding, as the reference's file of ranks has it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0_u8; 3];
        group[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
        for place in 0..4 {
            if place <= chunk.len() {
                let digit = bits >> (18 - 6 * place) & 63;
                text.push(char::from(DIGITS[digit as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}
