//! Claude's vocabularies from the PyPI package ctok: its pieces, and the classes of characters by the
//! rules that it measured.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use regex_syntax::hir::{Class, HirKind};
use serde_json::Value;
use tokenfare::tokenizer::format::tiles::{FOLDS_QUOTES, OPENS_WORD, Tiles, forms};
use unicode_normalization::char::canonical_combining_class;

use super::hex::hex;

/// Reads a file `pieces_*.json`. `opens_word` tells whether the frame of a message ends in the mark of
/// a word's beginning.
pub fn read(json: &[u8], opens_word: bool) -> Result<Tiles> {
    let document: Value = serde_json::from_slice(json)?;
    let meta = document.get("meta").context("no meta")?;
    let folds = meta.get("fold_quotes").and_then(Value::as_bool);
    let folds = folds.context("no fold_quotes")?;
    let capitals_from = match meta.get("allcaps_min").context("no allcaps_min")? {
        Value::Null => 0,
        number => u8::try_from(number.as_u64().context("allcaps_min is no number")?)?,
    };
    let pieces = pieces(&document)?;
    let mut tiles = Tiles {
        flags: (u8::from(folds) * FOLDS_QUOTES) | (u8::from(opens_word) * OPENS_WORD),
        capitals_from,
        classes: classes()?,
        ..Tiles::default()
    };
    for (piece, forms) in pieces {
        tiles.bytes.extend(piece);
        tiles.ends.push(u32::try_from(tiles.bytes.len())?);
        tiles.forms.push(forms);
    }
    Ok(tiles)
}

const BOW: &str = "⟨bow⟩";
const EOW: &str = "⟨eow⟩";
const SHIFT: &str = "⟨shift⟩";
const CAPS: &str = "⟨caps⟩";

/// The forms of each piece, by its bytes.
fn pieces(document: &Value) -> Result<BTreeMap<Vec<u8>, u8>> {
    let groups = document.get("tokens").and_then(Value::as_object);
    let mut pieces = BTreeMap::new();
    for (group, entries) in groups.context("no tokens")? {
        for written in entries.as_object().context("a group is no object")?.keys() {
            let (piece, form) = match group.as_str() {
                "markers" => {
                    ensure!(
                        [BOW, EOW, SHIFT, CAPS].contains(&written.as_str()),
                        "a marker"
                    );
                    continue;
                }
                "bytes_fallback" => {
                    let prefix = hex(written)?;
                    ensure!(prefix[0] >= 0xc2, "a prefix does not begin a character");
                    (prefix, forms::PREFIX)
                }
                // The encoder writes the closing mark, the file does not.
                "contractions" => {
                    *pieces.entry(text_of(written)?).or_default() |= forms::BARE;
                    (text_of(written)?, forms::CLOSING)
                }
                _ => form_of(written)?,
            };
            *pieces.entry(piece).or_default() |= form;
        }
    }
    Ok(pieces)
}

/// A piece without its marks, and its form.
fn form_of(written: &str) -> Result<(Vec<u8>, u8)> {
    let (shift, rest) = strip(written, SHIFT);
    let (caps, rest) = strip(rest, CAPS);
    let (opens, rest) = strip(rest, BOW);
    let (closes, rest) = match rest.strip_suffix(EOW) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let form = match (shift, caps, opens, closes) {
        (false, false, false, false) => forms::BARE,
        (false, false, true, false) => forms::OPENING,
        (false, false, false, true) => forms::CLOSING,
        (false, false, true, true) => forms::WORD,
        (true, false, true, true) => forms::CAPITALIZED,
        (false, true, true, true) => forms::CAPITALS,
        _ => bail!("{written} has marks in a new order"),
    };
    for mark in [BOW, EOW, SHIFT, CAPS] {
        ensure!(!rest.contains(mark), "{written} has a mark inside");
    }
    Ok((text_of(rest)?, form))
}

fn strip<'a>(text: &'a str, mark: &str) -> (bool, &'a str) {
    match text.strip_prefix(mark) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// A text in which `⟨0xNN⟩` stands for a byte.
fn text_of(written: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.find("⟨0x") {
        bytes.extend(rest[..at].bytes());
        let (digits, after) = rest[at + "⟨0x".len()..]
            .split_once('⟩')
            .context("a byte without an end")?;
        bytes.extend(hex(digits)?);
        rest = after;
    }
    bytes.extend(rest.bytes());
    ensure!(!bytes.is_empty(), "an empty piece");
    Ok(bytes)
}

/// The Unicode version of ctok's characters; those that came later count as unassigned.
const KNOWN: &str = r"\p{Age:15.1}";

/// Letters in two cases that ctok knows beyond it.
const NEW_CASED: [u32; 4] = [0x1c89, 0x1c8a, 0xa7cb, 0x264];
/// Symbols that are tiled as punctuation.
const PUNCTUATION_SYMBOLS: &str = "—»«•°„–−£§€…√→（№†└│·─═█";

struct Sets {
    sets: BTreeMap<&'static str, Vec<(u32, u32)>>,
}

impl Sets {
    fn has(&self, name: &str, code: u32) -> bool {
        self.sets.get(name).is_some_and(|ranges| {
            let at = ranges.partition_point(|(_, end)| *end < code);
            ranges.get(at).is_some_and(|(start, _)| *start <= code)
        })
    }
}

/// Runs of characters of the basic plane that have one class.
fn classes() -> Result<Vec<(u32, u8)>> {
    let names = [
        ("Z", r"\p{Z}"),
        ("Nd", r"\p{Nd}"),
        ("No", r"\p{No}"),
        ("L", r"\p{L}"),
        ("M", r"\p{M}"),
        ("P", r"\p{P}"),
        ("S", r"\p{S}"),
        ("Cf", r"\p{Cf}"),
        ("Cn", r"\p{Cn}"),
        ("Alphabetic", r"\p{Alphabetic}"),
        ("Uppercase", r"\p{Uppercase}"),
        ("Lowercase", r"\p{Lowercase}"),
        ("known", KNOWN),
    ];
    let mut sets = Sets {
        sets: BTreeMap::new(),
    };
    for (name, pattern) in names {
        let hir = regex_syntax::parse(pattern)?;
        let HirKind::Class(Class::Unicode(ranges)) = hir.kind() else {
            bail!("{pattern} is no class");
        };
        let ranges = ranges.ranges().iter();
        let ranges = ranges.map(|range| (range.start() as u32, range.end() as u32));
        sets.sets.insert(name, ranges.collect());
    }
    let mut runs: Vec<(u32, u8)> = Vec::new();
    for code in 0..0x1_0000 {
        let class = class_of(&sets, code);
        match runs.last_mut() {
            Some((length, same)) if *same == class => *length += 1,
            _ => runs.push((1, class)),
        }
    }
    Ok(runs)
}

/// The class of one character, numbered as in `tokenizer/src/tiling/classes.rs`.
fn class_of(sets: &Sets, code: u32) -> u8 {
    const SPACE: u8 = 0;
    const PUNCTUATION: u8 = 1;
    const DIGIT: u8 = 2;
    const BORDERING_DIGIT: u8 = 3;
    const SELECTOR: u8 = 8;
    const NEUTRAL: u8 = 11;
    const MARK: u8 = 12;
    const CASED_MARK: u8 = 13;
    let Some(character) = char::from_u32(code) else {
        return lone(sets, code);
    };
    // Marks that its expressions know as such, and its categories do not.
    if matches!(code, 0x5c8 | 0x5c9 | 0x897) {
        return NEUTRAL;
    }
    let is_known = sets.has("known", code);
    let has = |name| is_known && sets.has(name, code);
    let lowered: Vec<char> = character.to_lowercase().collect();
    let is_upper = sets.has("Uppercase", code) && lowered != [character] && code != 0x3f4;
    let is_cased = is_upper || sets.has("Lowercase", code);
    if NEW_CASED.contains(&code) {
        return cased(!is_known);
    }
    if has("Z") || matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}') {
        return SPACE;
    }
    // Golden numbers of runes, Roman numerals, circled letters, number letters of Bamum.
    if matches!(code, 0x16ee..=0x16f0 | 0x2160..=0x2188 | 0x24b6..=0x24e9 | 0xa6e6..=0xa6ef) {
        return match (is_cased, has("L")) {
            (true, _) => cased(has("S")),
            (false, true) => CASELESS,
            (false, false) => NEUTRAL,
        };
    }
    if has("Nd") && matches!(code, ..0x80 | 0x660..=0x669 | 0x6f0..=0x6f9) {
        return if code < 0x80 { DIGIT } else { BORDERING_DIGIT };
    }
    if code < 0x80 && (has("P") || has("S")) || PUNCTUATION_SYMBOLS.contains(character) {
        return PUNCTUATION;
    }
    if matches!(code, 0xfe00..=0xfe0f) {
        return SELECTOR;
    }
    if has("M") {
        if !sets.has("Alphabetic", code) {
            return lone(sets, code);
        }
        let is_syriac_vowel = matches!(code, 0x711 | 0x730..=0x73f);
        let stands_alone = canonical_combining_class(character) != 0 && !is_syriac_vowel;
        return match (stands_alone, is_cased) {
            (true, false) => MARK,
            (true, true) => CASED_MARK,
            (false, false) => CASELESS,
            (false, true) => cased(false),
        };
    }
    if has("L") && !is_ideograph(code) {
        return if is_cased { cased(false) } else { CASELESS };
    }
    lone(sets, code)
}

const CASELESS: u8 = 9;

/// Of a letter with two cases, or of a symbol with two.
fn cased(is_symbol: bool) -> u8 {
    if is_symbol { 14 } else { 10 }
}

/// Letters that stand alone: ideographs, syllables of Hangul, marks of iteration.
fn is_ideograph(code: u32) -> bool {
    matches!(
        code,
        0x4e00..=0x9fff | 0x3400..=0x4dbf | 0xf900..=0xfaff | 0xac00..=0xd7a3
            | 0x3005 | 0x3006 | 0x3031..=0x3035 | 0x303b | 0x303c
    )
}

/// Of a character that stands alone.
fn lone(sets: &Sets, code: u32) -> u8 {
    const LETTER: u8 = 4;
    const PUNCTUATION: u8 = 5;
    const DECIMAL: u8 = 6;
    const NUMBER: u8 = 7;
    let is_known = sets.has("known", code);
    let has = |name| is_known && sets.has(name, code);
    let is_unassigned = !is_known || sets.has("Cn", code);
    let is_separator =
        has("M") && !matches!(code, 0xfe00..=0xfe0f) && !sets.has("Alphabetic", code);
    let is_ideographic = matches!(code, 0x3001..=0x303f)
        && (has("P") || "〄〒〓〠〶〷〾〿".chars().any(|c| c as u32 == code));
    if is_separator || (has("P") || has("S") || has("Cf") || is_unassigned) && !is_ideographic {
        PUNCTUATION
    } else if has("Nd") {
        DECIMAL
    } else if has("No") {
        NUMBER
    } else {
        LETTER
    }
}
