//! Tokens that join a part of a character with its neighbour: merging from characters must not overlook one.

use std::collections::HashMap;

use tiktoken_rs::CoreBPE;
use tokenfare::tokenizer::{Encoding, EncodingName};

/// Characters beyond ASCII, by the bytes that they begin and end with.
struct Characters(HashMap<(bool, Vec<u8>), Vec<char>>);

impl Characters {
    fn new() -> Self {
        let mut by_part: HashMap<_, Vec<char>> = HashMap::new();
        // All of the first four planes, and one in 61 of the others.
        let others = (0x4_0000..=0x10_ffff).step_by(61);
        for character in (0x80..0x4_0000).chain(others).filter_map(char::from_u32) {
            let mut bytes = [0; 4];
            let bytes = character.encode_utf8(&mut bytes).as_bytes();
            for length in 1..bytes.len() {
                let (begin, end) = (&bytes[..length], &bytes[bytes.len() - length..]);
                for part in [(true, begin.to_vec()), (false, end.to_vec())] {
                    by_part.entry(part).or_default().push(character);
                }
            }
        }
        Self(by_part)
    }

    /// Some that begin, or end, with these bytes; "" for none.
    fn some(&self, begin: bool, part: &[u8]) -> Vec<String> {
        if part.is_empty() {
            return vec![String::new()];
        }
        let all = &self.0[&(begin, part.to_vec())];
        let step = all.len().div_ceil(48);
        all.iter().step_by(step).map(char::to_string).collect()
    }
}

/// The parts of characters at both ends of a token, and the whole ones between them. Not of a token that no text has.
fn parts(token: &[u8]) -> Option<(&[u8], &str, &[u8])> {
    let is_inside = |byte: &u8| byte & 0xc0 == 0x80;
    let begin = token.iter().take_while(|byte| is_inside(byte)).count();
    let (left, rest) = token.split_at(begin);
    match std::str::from_utf8(rest) {
        Ok(whole) => Some((left, whole, &[])),
        Err(error) if error.error_len().is_some() => None,
        Err(error) => {
            let (whole, right) = rest.split_at(error.valid_up_to());
            Some((left, std::str::from_utf8(whole).unwrap(), right))
        }
    }
}

fn assert_all_as_the_reference(name: EncodingName, reference: &CoreBPE, least: usize) {
    let encoding = Encoding::embedded(name).unwrap();
    let characters = Characters::new();
    let mut found = 0;
    for id in 0..encoding.vocabulary_size() as u32 {
        let Ok(token) = encoding.token_bytes(id) else {
            continue;
        };
        let Some((left, whole, right)) = parts(token) else {
            continue;
        };
        // A part of a character, and something else.
        let is_whole = left.is_empty() && right.is_empty();
        let sides = [!left.is_empty(), !whole.is_empty(), !right.is_empty()];
        let is_crossing = !is_whole && sides.into_iter().filter(|is_there| *is_there).count() > 1;
        if !is_crossing {
            continue;
        }
        found += 1;
        for before in characters.some(false, left) {
            for after in characters.some(true, right) {
                for text in [
                    format!("{before}{whole}{after}"),
                    format!("国の{before}{whole}{after}字の国"),
                    format!(" слово{before}{whole}{after}ова"),
                    format!("の{before}{whole}{after}の{before}{whole}{after}{whole}{after}ーの"),
                    // Long enough to be looked at in segments, with characters that are no tokens.
                    format!(
                        "㐀{before}{whole}{after}㐁の國{before}{whole}{after}龘{before}{whole}㐂㐃{whole}{after}のһ㐄㐅㐆京の㐇京㐈a"
                    ),
                ] {
                    let expected = reference.encode_ordinary(&text);
                    assert_eq!(
                        encoding.encode_ordinary(&text).unwrap(),
                        expected,
                        "{name} {id} {text:?}"
                    );
                }
            }
        }
    }
    assert!(found >= least, "{name}: {found} such tokens");
}

#[test]
fn of_o200k_base() {
    let reference = tiktoken_rs::o200k_base_singleton();
    assert_all_as_the_reference(EncodingName::O200kBase, reference, 700);
}

#[test]
fn of_cl100k_base() {
    let reference = tiktoken_rs::cl100k_base_singleton();
    assert_all_as_the_reference(EncodingName::Cl100kBase, reference, 100);
}

#[test]
fn of_r50k_base() {
    let reference = tiktoken_rs::r50k_base_singleton();
    assert_all_as_the_reference(EncodingName::R50kBase, reference, 10);
}
