//! A file of ranks, as tiktoken reads it: a token in base64 and its rank on each line.

use super::options::ConvertOptions;
use crate::format::{Normalization, decode_base64_in_place};
use crate::pack::{ByteVocabulary, ConvertError};

/// Reads a file of ranks. Pattern and special tokens come from the options.
pub fn read(file: &[u8], options: &ConvertOptions) -> Result<ByteVocabulary, ConvertError> {
    let text = std::str::from_utf8(file)
        .map_err(|_| ConvertError::unreadable("it is neither JSON nor a list of ranks"))?;
    let mut tokens = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let token = token(line).ok_or_else(|| {
            ConvertError::unreadable(format!("line {number} is no token in base64 and a rank"))
        })?;
        tokens.push(token);
    }
    tokens.sort();
    let pattern = options.pattern.ok_or_else(|| {
        ConvertError::unsupported(
            "a list of ranks does not say by which pattern text is split; name the pattern",
        )
    })?;
    Ok(ByteVocabulary {
        name: String::new(),
        pattern,
        normalization: Normalization::None,
        whole_first: true,
        source: [0; 32],
        special_tokens: options.special_tokens.clone(),
        always_matched: Vec::new(),
        first_id: 0,
        tokens,
        merges: None,
    })
}

fn token(line: &str) -> Option<(u32, Vec<u8>)> {
    let (token, rank) = line.split_once(' ')?;
    let mut bytes = token.as_bytes().to_vec();
    let length = decode_base64_in_place(&mut bytes).ok()?;
    bytes.truncate(length);
    Some((rank.trim().parse().ok()?, bytes))
}
