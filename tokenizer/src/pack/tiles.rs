//! A vocabulary of tiles to a file.

use super::adaptive_encoder::Encoder;
use super::error::ConvertError;
use super::writer::{self, Head, leb128};
use crate::format::tiles::{LONGEST, Models, Tiles};
use crate::format::{Body, Mode, Normalization, Packed};

/// Packs a vocabulary of tiles. `source` is the sha256 of what it was made of.
///
/// # Errors
///
/// [`ConvertError::Unsupported`] if the format cannot express the vocabulary.
pub fn pack_tiles(name: &str, source: [u8; 32], tiles: &Tiles) -> Result<Vec<u8>, ConvertError> {
    let head = Head {
        mode: Mode::Tiles as u8,
        pattern: 0,
        normalization: Normalization::None,
        flags: 0,
        name,
        source,
        special_tokens: &[],
        always_matched: &[],
        base: None,
    };
    let file = writer::file(&head, &body(tiles)?)?;
    match Packed::read(&file) {
        Ok((packed, [])) if matches!(&packed.body, Body::Tiles(read) if read == tiles) => Ok(file),
        _ => Err(ConvertError::unsupported("its tiles do not read back")),
    }
}

fn body(tiles: &Tiles) -> Result<Vec<u8>, ConvertError> {
    let too_many = |_| ConvertError::unsupported("it has too many pieces or classes");
    let mut body = vec![tiles.flags, tiles.capitals_from];
    let classes = u16::try_from(tiles.classes.len()).map_err(too_many)?;
    body.extend(classes.to_le_bytes());
    for &(length, class) in &tiles.classes {
        leb128(&mut body, length);
        body.push(class);
    }
    let pieces = u32::try_from(tiles.forms.len()).map_err(too_many)?;
    body.extend(pieces.to_le_bytes());
    let (mut encoder, mut models) = (Encoder::new(), Models::new());
    let mut before: &[u8] = &[];
    for (piece, forms) in tiles.pieces() {
        if piece.len() > LONGEST || before >= piece {
            return Err(ConvertError::unsupported(
                "a piece is too long, or its pieces are out of order",
            ));
        }
        let shared = before.iter().zip(piece).take_while(|(a, b)| a == b).count();
        encoder.symbol(models.shared(before.len()), shared);
        for at in shared..piece.len() {
            let last = at.checked_sub(1).map_or(0, |at| piece[at]);
            encoder.symbol(models.byte(last), usize::from(piece[at]));
            encoder.bit(models.end(piece[at]), at + 1 == piece.len());
        }
        encoder.symbol(models.forms(piece), usize::from(forms));
        before = piece;
    }
    body.extend(encoder.finish());
    Ok(body)
}
