//! The parts of a file that all modes share.

use super::error::ConvertError;
use crate::format::{DIGEST_FROM, MAGIC, Normalization, VERSION, digest_of};

/// The head of a file, from its mode to its base.
pub struct Head<'a> {
    /// A [`Mode`](crate::format::Mode).
    pub mode: u8,
    /// A [`Pattern`](crate::format::Pattern); 0 in modes without.
    pub pattern: u8,
    /// How text is normalized before it is split.
    pub normalization: Normalization,
    /// Such as [`WHOLE_FIRST`](crate::format::WHOLE_FIRST).
    pub flags: u8,
    /// The name of the encoding.
    pub name: &'a str,
    /// sha256 of what the vocabulary was made of.
    pub source: [u8; 32],
    /// Texts and ids, by id.
    pub special_tokens: &'a [(String, u32)],
    /// Texts and ids, by id.
    pub always_matched: &'a [(String, u32)],
    /// Name, digest and number of shared ranks of the vocabulary that this one extends.
    pub base: Option<(&'a str, u64, u32)>,
}

/// A file of this head and this body.
pub fn file(head: &Head<'_>, body: &[u8]) -> Result<Vec<u8>, ConvertError> {
    let mut file = Vec::with_capacity(body.len() + 256);
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend([0; 12]);
    file.extend([
        head.mode,
        head.pattern,
        head.normalization as u8,
        head.flags,
    ]);
    short_text(&mut file, head.name)?;
    file.extend(head.source);
    token_list(&mut file, head.special_tokens)?;
    token_list(&mut file, head.always_matched)?;
    match head.base {
        None => short_text(&mut file, "")?,
        Some((name, digest, ranks)) => {
            short_text(&mut file, name)?;
            file.extend(digest.to_le_bytes());
            file.extend(ranks.to_le_bytes());
        }
    }
    file.extend(body);
    let length = u32::try_from(file.len())
        .map_err(|_| ConvertError::unsupported("it is larger than four gigabytes"))?;
    file[DIGEST_FROM..DIGEST_FROM + 4].copy_from_slice(&length.to_le_bytes());
    let digest = digest_of(&file);
    file[8..16].copy_from_slice(&digest.to_le_bytes());
    Ok(file)
}

/// A list of tokens. Neighbours that differ only in a number inside their text, which goes up with the
/// id, are one entry.
pub fn token_list(out: &mut Vec<u8>, tokens: &[(String, u32)]) -> Result<(), ConvertError> {
    let mut entries = 0_u16;
    let mut written = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (text, first) = &tokens[at];
        let run = run_of(&tokens[at..]);
        match run {
            Some((number, before, after, many)) => {
                written.push(1);
                written.extend(first.to_le_bytes());
                written.extend((first + many as u32 - 1).to_le_bytes());
                written.extend(number.to_le_bytes());
                short_text(&mut written, before)?;
                short_text(&mut written, after)?;
                at += many;
            }
            None => {
                written.push(0);
                written.extend(first.to_le_bytes());
                short_text(&mut written, text)?;
                at += 1;
            }
        }
        entries = entries
            .checked_add(1)
            .ok_or_else(|| ConvertError::unsupported("it has more than 65,535 special tokens"))?;
    }
    out.extend(entries.to_le_bytes());
    out.extend(written);
    Ok(())
}

/// The longest run of at least two tokens that begins a list: the first number, the text before and
/// after it, and how many they are.
fn run_of(tokens: &[(String, u32)]) -> Option<(u32, &str, &str, usize)> {
    let (text, first) = tokens.first()?;
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let start = text.bytes().position(is_digit)?;
    let digits = text[start..]
        .bytes()
        .take_while(|byte| is_digit(*byte))
        .count();
    let (before, rest) = text.split_at(start);
    let (number, after) = rest.split_at(digits);
    let number: u32 = number.parse().ok().filter(|number| *number < 1 << 20)?;
    let expected = |step: u32| (format!("{before}{}{after}", number + step), first + step);
    let many = (0..)
        .zip(tokens)
        .take_while(|(step, token)| **token == expected(*step))
        .count();
    (many > 1).then_some((number, before, after, many))
}

/// A number, seven bits in a byte, the lowest first.
pub fn leb128(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A text of at most 255 bytes, after its length.
pub fn short_text(out: &mut Vec<u8>, text: &str) -> Result<(), ConvertError> {
    let length = u8::try_from(text.len())
        .map_err(|_| ConvertError::unsupported("a name or a token has more than 255 bytes"))?;
    out.push(length);
    out.extend(text.as_bytes());
    Ok(())
}
