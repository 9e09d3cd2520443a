//! Any vocabulary to a packed file.

use sha2::{Digest, Sha256};

use super::options::ConvertOptions;
use super::{sentence_json, tekken, tiktoken_ranks, tokenizer_json};
use crate::encoding::Encoding;
use crate::pack::{
    ByteVocabulary, ConvertError, SentenceVocabulary, pack, pack_sentence_pieces,
    read_sentence_model,
};

/// Reads a vocabulary of bytes: a `tokenizer.json`, a `tekken.json`, or a file of ranks.
///
/// # Errors
///
/// [`ConvertError::Unreadable`] if it is none of them or damaged, [`ConvertError::Unsupported`] if it has
/// something that this library cannot do; the message names it.
pub fn read(file: &[u8], options: &ConvertOptions) -> Result<ByteVocabulary, ConvertError> {
    match read_any(file, options)? {
        Vocabulary::Bytes(vocabulary) => Ok(vocabulary),
        Vocabulary::Sentences(_) => Err(ConvertError::unsupported(
            "it merges characters and not bytes",
        )),
    }
}

enum Vocabulary {
    Bytes(ByteVocabulary),
    Sentences(SentenceVocabulary),
}

fn read_any(file: &[u8], options: &ConvertOptions) -> Result<Vocabulary, ConvertError> {
    let source = Sha256::digest(file).into();
    // A SentencePiece model is a protocol buffer, and its first field a message that begins with a text.
    if matches!(file, [0x0a, _, 0x0a, ..]) {
        let vocabulary = read_sentence_model(&options.name, source, file)?;
        return Ok(Vocabulary::Sentences(vocabulary));
    }
    let first = file.iter().find(|byte| !byte.is_ascii_whitespace());
    let mut vocabulary = if first == Some(&b'{') {
        let json: serde_json::Value = serde_json::from_slice(file)
            .map_err(|error| ConvertError::unreadable(error.to_string()))?;
        if json["model"]["byte_fallback"] == true {
            let mut vocabulary = sentence_json::read(&json)?;
            vocabulary.name.clone_from(&options.name);
            vocabulary.source = source;
            return Ok(Vocabulary::Sentences(vocabulary));
        }
        if json.get("config").is_some() && json.get("vocab").is_some() {
            tekken::read(&json)?
        } else {
            tokenizer_json::read(&json)?
        }
    } else {
        tiktoken_ranks::read(file, options)?
    };
    vocabulary.name.clone_from(&options.name);
    vocabulary.source = source;
    vocabulary.special_tokens.sort_by_key(|token| token.1);
    vocabulary.always_matched.sort_by_key(|token| token.1);
    Ok(Vocabulary::Bytes(vocabulary))
}

/// Converts a vocabulary to a packed file, for [`Encoding::from_packed`]: a `tokenizer.json`, a
/// `tekken.json`, a file of ranks, or a SentencePiece model.
///
/// ```
/// use tokenfare_tokenizer::Encoding;
/// use tokenfare_tokenizer::convert::{ConvertOptions, convert, named_pattern};
///
/// // A vocabulary of the 256 bytes, "he" and "hel".
/// let mut ranks: Vec<String> = (0..=255_u8).map(|byte| base64(&[byte])).collect();
/// ranks.extend([base64(b"he"), base64(b"hel")]);
/// let file: String = (0..).zip(&ranks).map(|(rank, token)| format!("{token} {rank}\n")).collect();
///
/// let options = ConvertOptions {
///     name: "mine".to_owned(),
///     pattern: named_pattern("cl100k_base"),
///     ..ConvertOptions::default()
/// };
/// let packed = convert(file.as_bytes(), &options)?;
/// let mine = Encoding::from_packed(&packed)?;
/// assert_eq!(mine.encode_ordinary("help he")?, [257, 112, 32, 256]);
/// # fn base64(bytes: &[u8]) -> String {
/// #     const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// #     let mut word = [0; 3];
/// #     word[..bytes.len()].copy_from_slice(bytes);
/// #     let bits = u32::from_be_bytes([0, word[0], word[1], word[2]]);
/// #     (0..4)
/// #         .map(|place| {
/// #             let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
/// #             if place > bytes.len() { '=' } else { char::from(digit) }
/// #         })
/// #         .collect()
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`read`].
pub fn convert(file: &[u8], options: &ConvertOptions) -> Result<Vec<u8>, ConvertError> {
    let packed = match read_any(file, options)? {
        Vocabulary::Bytes(vocabulary) => pack(&vocabulary, None)?,
        Vocabulary::Sentences(vocabulary) => pack_sentence_pieces(&vocabulary)?,
    };
    Encoding::from_packed(&packed)
        .map_err(|error| ConvertError::unsupported(format!("it does not read back: {error}")))?;
    Ok(packed)
}
