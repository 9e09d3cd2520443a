//! Compares ids, counts, spans, truncation and chunks with tiktoken-rs. A text is arbitrary UTF-8,
//! a sequence of real tokens, or runs and fragments of many scripts.

use std::sync::LazyLock;

use arbitrary::{Arbitrary, Unstructured};
use tiktoken_rs::CoreBPE;
use tokenfare::Coded;
use tokenfare::tokenizer::{Encoding, Keep, SpecialTokenOptions};

type Pair = (Encoding, &'static CoreBPE);

/// One encoding for each pattern, with the vocabularies as shipped.
static PAIRS: LazyLock<[Pair; 3]> = LazyLock::new(|| {
    let load = |bytes: &[u8]| Encoding::from_packed(bytes).expect("a shipped vocabulary");
    [
        (
            load(include_bytes!("../../tokenizer/vocab/o200k_base.tfv")),
            tiktoken_rs::o200k_base_singleton(),
        ),
        (
            load(include_bytes!("../../tokenizer/vocab/cl100k_base.tfv")),
            tiktoken_rs::cl100k_base_singleton(),
        ),
        (
            load(include_bytes!("../../tokenizer/vocab/r50k_base.tfv")),
            tiktoken_rs::r50k_base_singleton(),
        ),
    ]
});

/// Fragments that are hard to split or merge, joined in any order.
const SCRAPS: [&str; 40] = [
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\u{85}",
    "\u{a0}",
    "\u{3000}",
    "\u{feff}",
    "\u{200b}",
    "'s",
    "'LL",
    "'\u{17f}",
    "'",
    "a",
    "the",
    " The",
    "HTTP",
    "Straße",
    "ǅ",
    "ʰ",
    "é",
    "e\u{301}",
    "\u{300}",
    "яблоко",
    "Ёж",
    "αβγ",
    "中文",
    "漢",
    "ひらがな",
    "カタカナ",
    "한국어",
    "ไทย",
    "नमस्ते",
    "مرحبا",
    "👩\u{200d}👧",
    "123",
    "½Ⅷ",
    "=",
    "<|endoftext|>",
];

#[derive(Arbitrary, Debug)]
enum Part {
    Utf8(String),
    Token(u32),
    Scraps(Vec<u8>),
    Run(u8, u16),
    Character(char),
}

#[derive(Debug)]
struct Case {
    pair: usize,
    parts: Vec<Part>,
    limit: u16,
    overlap: u8,
    keep: u8,
    marker: bool,
    ids: Vec<u32>,
}

impl<'a> Arbitrary<'a> for Case {
    fn arbitrary(input: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self {
            pair: input.int_in_range(0..=2)?,
            limit: input.arbitrary()?,
            overlap: input.arbitrary()?,
            keep: input.int_in_range(0..=2)?,
            marker: input.arbitrary()?,
            parts: input.arbitrary()?,
            ids: input.arbitrary()?,
        })
    }
}

fn text_of(case: &Case, encoding: &Encoding) -> String {
    let mut bytes = Vec::new();
    for part in &case.parts {
        match part {
            Part::Utf8(text) => bytes.extend_from_slice(text.as_bytes()),
            Part::Token(id) => {
                let id = id % encoding.vocabulary_size() as u32;
                bytes.extend_from_slice(encoding.token_bytes(id).unwrap_or_default());
            }
            Part::Scraps(indices) => {
                for index in indices {
                    let scrap = SCRAPS[usize::from(*index) % SCRAPS.len()];
                    bytes.extend_from_slice(scrap.as_bytes());
                }
            }
            Part::Run(scrap, times) => {
                let scrap = SCRAPS[usize::from(*scrap) % SCRAPS.len()];
                bytes.extend_from_slice(scrap.repeat(usize::from(*times) % 1500).as_bytes());
            }
            Part::Character(character) => {
                bytes.extend_from_slice(character.to_string().as_bytes());
            }
        }
    }
    // Tokens may be parts of characters.
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    text.truncate(text.floor_char_boundary(4_000));
    text
}

/// Ids decode as they do one by one; an error names the first unknown id.
fn check_decode(encoding: &Encoding, ids: &[u32]) {
    // Most ids are tokens, some are special, a few are unknown. They repeat, because decoding works
    // on many at a time.
    let most = encoding.vocabulary_size() as u32 + 1;
    let ids: Vec<u32> = ids
        .iter()
        .map(|id| match id % 64 {
            0 | 63 => *id,
            _ => id % most,
        })
        .cycle()
        .take(ids.len() * 40)
        .collect();
    let mut expected = Vec::new();
    let unknown = ids.iter().position(|id| match encoding.token_bytes(*id) {
        Ok(bytes) => {
            expected.extend_from_slice(bytes);
            false
        }
        Err(_) => true,
    });
    match encoding.decode_bytes(&ids) {
        Ok(bytes) => assert!(unknown.is_none() && bytes == expected),
        Err(error) => {
            let place = unknown.map(|at| format!("tokens[{at}]"));
            assert_eq!(error.path(), place.as_deref());
        }
    }
}

/// Runs the target.
pub fn run(bytes: &[u8]) {
    let case = match bytes {
        [mode, rest @ ..] if mode % 4 == 0 => plain(rest),
        [_, rest @ ..] => Case::arbitrary_take_rest(Unstructured::new(rest)).ok(),
        [] => None,
    };
    if let Some(case) = case {
        check(&case);
    }
}

/// Four bytes (encoding, what to keep, limit and overlap), then the text. Its characters are also the
/// ids to decode, with one after them that is no token.
fn plain(bytes: &[u8]) -> Option<Case> {
    let ([pair, keep, limit, overlap], text) = bytes.split_first_chunk()?;
    let text = std::str::from_utf8(text).ok()?;
    Some(Case {
        pair: usize::from(*pair) % 3,
        parts: vec![Part::Utf8(text.to_owned())],
        limit: u16::from(*limit),
        overlap: *overlap,
        keep: *keep % 3,
        marker: *keep >= 128,
        ids: text.chars().map(u32::from).chain([u32::MAX]).collect(),
    })
}

fn check(case: &Case) {
    let (encoding, reference) = &PAIRS[case.pair];
    let text = text_of(case, encoding);
    let expected = reference.encode_ordinary(&text);

    assert_eq!(encoding.count_ordinary(&text), expected.len());
    assert_eq!(encoding.encode_ordinary(&text).unwrap(), expected);
    assert_eq!(encoding.decode(&expected).as_deref(), Ok(text.as_str()));
    // A second pass reads from the caches.
    assert_eq!(encoding.count_ordinary(&text), expected.len());
    assert_eq!(encoding.encode_ordinary(&text).unwrap(), expected);

    check_decode(encoding, &case.ids);

    let limit = usize::from(case.limit);
    let within = (expected.len() <= limit).then_some(expected.len());
    assert_eq!(encoding.count_up_to_ordinary(&text, limit), within);

    let spans = encoding
        .spans(&text, SpecialTokenOptions::default())
        .expect("no special token is forbidden");
    assert!(spans.iter().map(|(token, _)| token).eq(&expected));
    let mut at = 0;
    for (token, start) in &spans {
        assert_eq!(*start, at);
        at += encoding.token_bytes(*token).expect("its own token").len();
    }
    assert_eq!(at, text.len());

    let keep = [Keep::Start, Keep::End, Keep::Middle][usize::from(case.keep)];
    let marker = if case.marker { " … " } else { "" };
    let cut = encoding.truncate(&text, limit, keep, marker);
    assert!(cut.head.start == 0 && cut.tail.end == text.len());
    assert_eq!(cut.truncated, expected.len() > limit);
    if cut.truncated {
        // This panics unless the offset is at a character boundary.
        let kept = [&text[cut.head.clone()], marker, &text[cut.tail.clone()]].concat();
        let counted = reference.encode_ordinary(&kept).len();
        assert!(counted <= limit || cut.tokens == 0);
        assert!(cut.tokens == counted || cut.tokens == 0);
    }

    let max = limit.max(1);
    if let Ok(chunks) = encoding.chunk(&text, max, usize::from(case.overlap)) {
        let mut reached = 0;
        for chunk in &chunks {
            assert!(chunk.range.start <= reached && chunk.range.end > reached);
            let tokens = reference.encode_ordinary(&text[chunk.range.clone()]).len();
            assert_eq!(tokens, chunk.tokens);
            assert!(tokens <= max);
            reached = chunk.range.end;
        }
        assert_eq!(reached, text.len());
    }
}
