//! Packed vocabularies that are arbitrary, damaged, or damaged with a matching digest are refused
//! or usable. They never cause a panic, nor take more memory than the largest vocabulary.

use arbitrary::{Arbitrary, Unstructured};
use tokenfare::tokenizer::format;
use tokenfare::{ErrorCode, tokenizer::Encoding};

/// The small vocabularies of each mode, and one that has tokens apart and tokens of higher parts.
const FILES: [&[u8]; 11] = [
    include_bytes!("../../tokenizer/vocab/r50k_base.tfv"),
    include_bytes!("../../tokenizer/vocab/p50k_base.tfv"),
    include_bytes!("../../tokenizer/vocab/p50k_edit.tfv"),
    include_bytes!("../../tokenizer/vocab/gpt2.tfv"),
    include_bytes!("../../tokenizer/vocab/o200k_harmony.tfv"),
    include_bytes!("../../tokenizer/vocab/glm_4.tfv"),
    // An extension, two that tile, two that merge characters.
    include_bytes!("../../tokenizer/vocab/glm_5.tfv"),
    include_bytes!("../../tokenizer/vocab/claude_3.tfv"),
    include_bytes!("../../tokenizer/vocab/claude_4_7.tfv"),
    include_bytes!("../../tokenizer/vocab/llama_2.tfv"),
    include_bytes!("../../tokenizer/vocab/mistral_spm.tfv"),
];

#[derive(Arbitrary, Debug)]
struct Case {
    file: Option<u8>,
    with_base: bool,
    cut: Option<u32>,
    /// Bytes to overwrite, near the beginning where most of the structure is.
    changes: Vec<(u16, bool, u8)>,
    appended: Vec<u8>,
    /// Repairs the length and the digest, so that the reader goes beyond them.
    repaired: bool,
    as_base64: bool,
}

/// Runs the target.
pub fn run(bytes: &[u8]) {
    if let Ok(case) = Case::arbitrary_take_rest(Unstructured::new(bytes)) {
        check(&case);
    }
}

fn check(case: &Case) {
    let mut file = match case.file {
        Some(index) => FILES[usize::from(index) % FILES.len()].to_vec(),
        None => Vec::new(),
    };
    if let Some(cut) = case.cut {
        file.truncate(cut as usize % (file.len() + 1));
    }
    file.extend_from_slice(&case.appended);
    for (place, late, byte) in &case.changes {
        let place = if *late {
            usize::from(*place) * file.len() / usize::from(u16::MAX)
        } else {
            usize::from(*place) % 512
        };
        if let Some(changed) = file.get_mut(place) {
            *changed = *byte;
        }
    }
    if case.repaired && file.len() > format::DIGEST_FROM + 4 {
        file[..4].copy_from_slice(&format::MAGIC);
        file[4..8].copy_from_slice(&format::VERSION.to_le_bytes());
        let length = (file.len() as u32).to_le_bytes();
        file[format::DIGEST_FROM..format::DIGEST_FROM + 4].copy_from_slice(&length);
        let digest = format::digest_of(&file);
        file[8..16].copy_from_slice(&digest.to_le_bytes());
    }
    if case.with_base {
        // The base of most extensions here, or of GLM 5.
        file.extend_from_slice(if case.file == Some(6) {
            FILES[5]
        } else {
            FILES[0]
        });
    }
    if case.as_base64 {
        // Arbitrary bytes are seldom base64; if they are, they decode to at most three quarters.
        let length = file.len();
        if let Ok(decoded) = format::decode_base64_in_place(&mut file) {
            assert!(decoded <= length / 4 * 3);
            file.truncate(decoded);
        }
    }
    match Encoding::from_packed(&file) {
        // A repaired file may be another vocabulary, which only has to be consistent.
        Ok(encoding) => {
            let text = "The quick brown fox — съешь ещё этих мягких булок ======== 中文 \u{301}";
            let tokens = encoding.encode_ordinary(text).unwrap_or_default();
            let _ = encoding.count_ordinary(text);
            let _ = encoding.decode(&tokens);
        }
        Err(error) => {
            use tokenfare::Coded;
            assert!(matches!(
                error.code(),
                ErrorCode::CorruptVocabulary | ErrorCode::EncodingNotLoaded
            ));
        }
    }
}
