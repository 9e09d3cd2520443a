//! Reads a SentencePiece model, `*.model`: a protocol buffer.
//!
//! Of a message `ModelProto` it reads the pieces (field 1: text 1, score 2, type 3), the type of the
//! model (field 2, field 3) and the normaliser (field 3: the table 2, the blank in front 3, whether
//! blanks are removed 4). Everything else is skipped.

use super::error::ConvertError;
use super::sentence_pieces::{Piece, PieceKind, SentenceVocabulary};

/// Reads a model. `source` is the sha256 of the file.
///
/// # Errors
///
/// [`ConvertError::Unreadable`] if it is none, [`ConvertError::Unsupported`] if it does not merge by
/// scores, or if it normalizes text.
pub fn read_sentence_model(
    name: &str,
    source: [u8; 32],
    file: &[u8],
) -> Result<SentenceVocabulary, ConvertError> {
    let mut vocabulary = SentenceVocabulary {
        name: name.to_owned(),
        source,
        // The defaults of the format.
        begins_with_blank: true,
        pieces: Vec::new(),
    };
    let mut removes_blanks = true;
    let mut is_merging = false;
    for field in fields(file)? {
        match field {
            (1, Value::Bytes(piece)) => vocabulary.pieces.push(read_piece(piece)?),
            (2, Value::Bytes(trainer)) => {
                is_merging = fields(trainer)?.contains(&(3, Value::Number(2)));
            }
            (3, Value::Bytes(normalizer)) => {
                for field in fields(normalizer)? {
                    match field {
                        (2, Value::Bytes(table)) if !table.is_empty() => {
                            return Err(ConvertError::unsupported("it normalizes text"));
                        }
                        (3, Value::Number(flag)) => vocabulary.begins_with_blank = flag != 0,
                        (4, Value::Number(flag)) => removes_blanks = flag != 0,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    if !is_merging {
        return Err(ConvertError::unsupported("it does not merge by scores"));
    }
    if removes_blanks {
        return Err(ConvertError::unsupported("it removes blanks"));
    }
    Ok(vocabulary)
}

fn read_piece(bytes: &[u8]) -> Result<Piece, ConvertError> {
    let mut piece = Piece {
        text: String::new(),
        score: 0.0,
        kind: PieceKind::Normal,
    };
    for field in fields(bytes)? {
        match field {
            (1, Value::Bytes(text)) => {
                let text = String::from_utf8(text.to_vec());
                piece.text = text.map_err(|_| unreadable("a piece is no UTF-8"))?;
            }
            (2, Value::Word(score)) => piece.score = f32::from_bits(score),
            (3, Value::Number(kind)) => {
                piece.kind = match kind {
                    1 => PieceKind::Normal,
                    // What is unknown is never written, since there are bytes.
                    2 | 3 => PieceKind::Control,
                    4 => PieceKind::UserDefined,
                    6 => PieceKind::Byte,
                    _ => return Err(ConvertError::unsupported("a piece has an unknown type")),
                };
            }
            _ => {}
        }
    }
    Ok(piece)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value<'a> {
    Number(u64),
    Word(u32),
    Bytes(&'a [u8]),
}

fn unreadable(reason: &str) -> ConvertError {
    ConvertError::Unreadable {
        reason: reason.to_owned(),
    }
}

/// The fields of a message with their numbers.
fn fields(mut bytes: &[u8]) -> Result<Vec<(u64, Value<'_>)>, ConvertError> {
    let cut_short = || unreadable("it is cut short");
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes)?;
        let mut take = |count: usize| {
            let (taken, rest) = bytes.split_at_checked(count).ok_or_else(cut_short)?;
            bytes = rest;
            Ok::<_, ConvertError>(taken)
        };
        let value = match tag & 7 {
            0 => Value::Number(varint(&mut bytes)?),
            1 => {
                take(8)?;
                continue;
            }
            2 => {
                let length = varint(&mut bytes)?;
                let length = usize::try_from(length).map_err(|_| cut_short())?;
                let (taken, rest) = bytes.split_at_checked(length).ok_or_else(cut_short)?;
                bytes = rest;
                Value::Bytes(taken)
            }
            5 => {
                let word = take(4)?.first_chunk().copied().unwrap_or_default();
                Value::Word(u32::from_le_bytes(word))
            }
            _ => return Err(unreadable("it is no protocol buffer")),
        };
        fields.push((tag >> 3, value));
    }
    Ok(fields)
}

fn varint(bytes: &mut &[u8]) -> Result<u64, ConvertError> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes
            .split_first()
            .ok_or_else(|| unreadable("it is cut short"))?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if *first < 0x80 {
            return Ok(value);
        }
    }
    Err(unreadable("a number is too long"))
}
