//! A SentencePiece vocabulary, as it is given, to a file.

use std::collections::HashMap;

use super::adaptive_encoder::Encoder;
use super::error::ConvertError;
use super::rank_encoder;
use super::writer::{self, Head};
use crate::format::sentence_pieces::{
    BEGINS_WITH_BLANK, CharacterModels, CharacterRuns, SentencePieces,
};
use crate::format::{Body, Mode, Normalization, Packed, Pairs, Pattern};
use crate::pretokenize::pre_token_end;

/// What a piece is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// It comes out of merging.
    Normal,
    /// It stands for itself wherever it occurs.
    UserDefined,
    /// It is never matched in a text unless the caller allows it.
    Control,
    /// A byte of a character that is no piece; written `<0x41>`.
    Byte,
}

/// A piece. Its id is its index.
#[derive(Clone, Debug)]
pub struct Piece {
    /// As SentencePiece writes it, with U+2581 for a blank.
    pub text: String,
    /// The highest merges first, of equals the leftmost pair.
    pub score: f32,
    /// What it is for.
    pub kind: PieceKind,
}

/// A SentencePiece vocabulary to pack.
#[derive(Clone, Debug)]
pub struct SentenceVocabulary {
    /// The name of the encoding, of at most 255 bytes.
    pub name: String,
    /// sha256 of the file that it was read from.
    pub source: [u8; 32],
    /// Whether a text begins with a blank.
    pub begins_with_blank: bool,
    /// All pieces, by id.
    pub pieces: Vec<Piece>,
}

/// Packs a vocabulary.
///
/// # Errors
///
/// [`ConvertError::Unsupported`] if the format cannot express the vocabulary.
pub fn pack_sentence_pieces(vocabulary: &SentenceVocabulary) -> Result<Vec<u8>, ConvertError> {
    let parts = Parts::of(vocabulary)?;
    let head = Head {
        mode: Mode::SentencePieces as u8,
        pattern: parts.pattern as u8,
        normalization: Normalization::None,
        flags: 0,
        name: &vocabulary.name,
        source: vocabulary.source,
        special_tokens: &parts.special,
        always_matched: &parts.always_matched,
        base: None,
    };
    let file = writer::file(&head, &body(&parts.pieces)?)?;
    match Packed::read(&file) {
        Ok((packed, [])) if matches!(&packed.body, Body::SentencePieces(read) if *read == parts.pieces) => {
            Ok(file)
        }
        _ => Err(ConvertError::unsupported("its pieces do not read back")),
    }
}

/// A vocabulary, taken apart.
struct Parts {
    pattern: Pattern,
    special: Vec<(String, u32)>,
    always_matched: Vec<(String, u32)>,
    pieces: SentencePieces,
}

impl Parts {
    fn of(vocabulary: &SentenceVocabulary) -> Result<Self, ConvertError> {
        let mut special = Vec::new();
        let mut always_matched = Vec::new();
        let mut runs: Vec<CharacterRuns> = Vec::new();
        let mut bytes = Vec::new();
        // Text with blanks, score and id.
        let mut normal: Vec<(String, f32, u32)> = Vec::new();
        for (id, piece) in (0..).zip(&vocabulary.pieces) {
            let text = piece.text.replace('\u{2581}', " ");
            match piece.kind {
                PieceKind::Normal => normal.push((text, piece.score, id)),
                PieceKind::Control => special.push((piece.text.clone(), id)),
                PieceKind::Byte => bytes.push(id),
                PieceKind::UserDefined if is_run(&text) => add_run(&mut runs, &text, id)?,
                PieceKind::UserDefined if text.contains(' ') => {
                    return unsupported("a user-defined piece has a blank");
                }
                PieceKind::UserDefined => always_matched.push((text, id)),
            }
        }
        let first_byte = bytes.first().copied().unwrap_or_default();
        if !bytes.iter().copied().eq(first_byte..first_byte + 256) {
            return unsupported("it does not have 256 bytes in a row");
        }
        normal.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.2.cmp(&right.2)));
        let (blanks, normal): (Vec<_>, Vec<_>) = normal
            .into_iter()
            .partition(|(text, ..)| text.len() > 1 && text.bytes().all(|byte| byte == b' '));
        let (characters, merged): (Vec<_>, Vec<_>) = normal
            .into_iter()
            .partition(|(text, ..)| text.chars().count() == 1);
        let lowest = merged.last().map_or(0.0, |(_, score, _)| *score);
        let blanks = joined_blanks(blanks, lowest)?;
        let (ids, merges, silent) = merges(&characters, &merged, &runs)?;
        let has_runs = !runs.is_empty();
        let pieces = SentencePieces {
            flags: u8::from(vocabulary.begins_with_blank) * BEGINS_WITH_BLANK,
            first_byte,
            characters: characters
                .iter()
                .filter_map(|(text, ..)| text.chars().next())
                .collect(),
            ids,
            runs,
            blanks,
            silent,
            merges,
        };
        let pattern = if has_runs {
            Pattern::SpacedRuns
        } else {
            Pattern::Spaced
        };
        for (text, ..) in &merged {
            let mut split = pre_token_end(pattern, text.as_bytes(), 0) < text.len();
            split |= has_runs && text.contains(['\n', '\t']);
            if split {
                return unsupported(format!("the piece {text:?} joins what is split"));
            }
        }
        Ok(Self {
            pattern,
            special,
            always_matched,
            pieces,
        })
    }
}

fn unsupported<T>(reason: impl Into<String>) -> Result<T, ConvertError> {
    Err(ConvertError::unsupported(reason))
}

/// Whether a piece is a run of line feeds, tabs or blanks.
fn is_run(text: &str) -> bool {
    let first = text.bytes().next();
    matches!(first, Some(b'\n' | b'\t' | b' ')) && text.bytes().all(|byte| Some(byte) == first)
}

/// Adds a run of one character to those that it continues.
fn add_run(runs: &mut Vec<CharacterRuns>, text: &str, id: u32) -> Result<(), ConvertError> {
    let too_long = |_| ConvertError::unsupported("a run of one character is too long");
    let byte = text.bytes().next().unwrap_or_default();
    let length = u8::try_from(text.len()).map_err(too_long)?;
    if let Some(run) = runs.iter_mut().find(|run| run.byte == byte) {
        if run.first_id + u32::from(run.count) != id || run.shortest + run.count != length {
            return unsupported("its runs of one character have gaps");
        }
        run.count += 1;
    } else {
        runs.push(CharacterRuns {
            byte,
            shortest: length,
            count: 1,
            first_id: id,
        });
    }
    Ok(())
}

/// Runs of blanks that merge last, by length.
fn joined_blanks(
    mut blanks: Vec<(String, f32, u32)>,
    lowest: f32,
) -> Result<Vec<(u8, u32)>, ConvertError> {
    blanks.sort_by_key(|(text, ..)| text.len());
    let first = blanks.first().map_or(0.0, |blank| blank.1);
    let is_last = blanks
        .iter()
        .all(|(_, score, _)| *score == first && *score < lowest);
    if !is_last || blanks.last().is_some_and(|(text, ..)| text.len() > 255) {
        return unsupported("its blanks merge in an unknown order");
    }
    let blanks = blanks.iter();
    Ok(blanks
        .map(|(text, _, id)| (text.len() as u8, *id))
        .collect())
}

type Merged = (Vec<(u32, u32)>, Pairs, Vec<(u32, String)>);

/// The pair of each merged piece that merging makes, and the ids.
fn merges(
    characters: &[(String, f32, u32)],
    merged: &[(String, f32, u32)],
    runs: &[CharacterRuns],
) -> Result<Merged, ConvertError> {
    // Every piece that may come out, by text, with its order.
    let mut order: HashMap<&str, usize> = HashMap::new();
    for (at, (text, ..)) in merged.iter().enumerate() {
        order.insert(text, at);
    }
    let pairs: Vec<Option<(&str, &str)>> = merged
        .iter()
        .map(|(text, ..)| last_pair(text, &order))
        .collect();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    for (number, (text, ..)) in (0..).zip(characters) {
        numbers.insert(text, number);
    }
    let mut next = characters.len() as u32;
    for ((text, ..), pair) in merged.iter().zip(&pairs) {
        if pair.is_some() {
            numbers.insert(text, next);
            next += 1;
        }
    }
    let (mut list, mut silent, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for ((text, _, id), pair) in merged.iter().zip(&pairs) {
        let Some((left, right)) = pair else {
            silent.push((*id, text.clone()));
            continue;
        };
        match (numbers.get(left), numbers.get(right)) {
            (Some(left), Some(right)) => list.push([*left, *right]),
            _ => return unsupported(format!("the piece {text:?} has a part that is none")),
        }
        add_id(&mut ids, *id);
    }
    let from = ids.len();
    let mut of_characters = Vec::new();
    for (_, _, id) in characters {
        add_id(&mut of_characters, *id);
    }
    ids.extend(of_characters);
    debug_assert!(from <= ids.len() && runs.len() < 256);
    let mut pairs = Pairs::with_capacity(list.len());
    for pair in list {
        pairs.push(pair);
    }
    Ok((ids, pairs, silent))
}

fn add_id(ids: &mut Vec<(u32, u32)>, id: u32) {
    match ids.last_mut() {
        Some((first, many)) if *first + *many == id => *many += 1,
        _ => ids.push((id, 1)),
    }
}

/// The two parts whose merge makes a piece, if merging its characters makes it.
fn last_pair<'a>(text: &'a str, order: &HashMap<&str, usize>) -> Option<(&'a str, &'a str)> {
    let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    cuts.push(text.len());
    while cuts.len() > 3 {
        let best = (0..cuts.len() - 2)
            .filter_map(|at| Some((order.get(&text[cuts[at]..cuts[at + 2]])?, at)))
            .min()?;
        cuts.remove(best.1 + 1);
    }
    let middle = *cuts.get(1)?;
    Some(text.split_at(middle))
}

fn body(pieces: &SentencePieces) -> Result<Vec<u8>, ConvertError> {
    let too_many = |_| ConvertError::unsupported("it has too many pieces of a kind");
    let mut body = vec![pieces.flags];
    body.extend(pieces.first_byte.to_le_bytes());
    body.extend((pieces.characters.len() as u32).to_le_bytes());
    let stream = characters(&pieces.characters);
    body.extend((stream.len() as u32).to_le_bytes());
    body.extend(stream);
    body.extend(
        u16::try_from(pieces.ids.len())
            .map_err(too_many)?
            .to_le_bytes(),
    );
    for (first, many) in &pieces.ids {
        body.extend(first.to_le_bytes());
        body.extend(many.to_le_bytes());
    }
    body.push(u8::try_from(pieces.runs.len()).map_err(too_many)?);
    for run in &pieces.runs {
        body.extend([run.byte, run.shortest, run.count]);
        body.extend(run.first_id.to_le_bytes());
    }
    body.push(u8::try_from(pieces.blanks.len()).map_err(too_many)?);
    for (length, id) in &pieces.blanks {
        body.push(*length);
        body.extend(id.to_le_bytes());
    }
    body.push(u8::try_from(pieces.silent.len()).map_err(too_many)?);
    for (id, text) in &pieces.silent {
        body.extend(id.to_le_bytes());
        writer::short_text(&mut body, text)?;
    }
    body.extend((pieces.merges.len() as u32).to_le_bytes());
    let pairs: Vec<[u32; 2]> = pieces.merges.iter().collect();
    body.extend(rank_encoder::encode(&pairs)?);
    Ok(body)
}

fn characters(characters: &[char]) -> Vec<u8> {
    let (mut encoder, mut models) = (Encoder::new(), CharacterModels::default());
    let mut before = 0;
    for character in characters {
        let code = u32::from(*character) as usize;
        let row = code >> 8 & 0xff;
        encoder.symbol(models.plane(), code >> 16);
        encoder.symbol(models.row(before), row);
        encoder.symbol(models.cell(row), code & 0xff);
        before = row;
    }
    encoder.finish()
}
