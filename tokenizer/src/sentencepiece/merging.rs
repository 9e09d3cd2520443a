//! The byte-pair vocabulary that merges as a SentencePiece vocabulary does.
//!
//! Its first ranks are the 256 bytes. Then come the characters of several bytes: the first two bytes
//! merge, then these and the third, and so on. Beginnings of characters are tokens here and nowhere
//! else. No other merge takes a part of a character. Then come the merges, in the order of scores.

use crate::error::TokenizerError;
use crate::format::sentence_pieces::SentencePieces;
use crate::format::{BytePairs, MAX_TOKENS, Pairs, Spelled};

/// What ranks stand for.
pub struct Merging {
    /// The vocabulary.
    pub pairs: BytePairs,
    /// The rank of each character, by its number.
    pub characters: Vec<u32>,
    /// The rank of the first merge.
    pub first_merge: u32,
    /// The ids of the ranks after the last merge, which are runs of one character.
    pub apart: Vec<u32>,
}

/// A number of the beginning of a character: the ranks of what it joins.
type Beginnings = std::collections::HashMap<[u32; 2], u32>;

/// Builds the vocabulary.
pub fn merging(pieces: &SentencePieces) -> Result<Merging, TokenizerError> {
    let corrupt = TokenizerError::corrupt;
    let (characters, mut merges) = characters(pieces);
    let first_merge = 256 + merges.len() as u32;
    let rank = |number: u32| match characters.get(number as usize) {
        Some(rank) => *rank,
        None => first_merge + (number - characters.len() as u32),
    };
    let mut of_higher = Vec::new();
    for (at, pair) in (first_merge..).zip(pieces.merges.iter()) {
        let pair = pair.map(rank);
        if pair.iter().any(|part| *part >= at) {
            of_higher.push(at);
        }
        merges.push(pair);
    }
    // Real vocabularies have a handful; spelling each takes a while.
    if of_higher.len() > MOST {
        return Err(corrupt("it has too many tokens of higher parts"));
    }
    let spelled = of_higher
        .iter()
        .map(|rank| Ok((*rank, spell(&merges, *rank)?)));
    let of_higher: Vec<Spelled> = spelled.collect::<Result<_, TokenizerError>>()?;
    let (mut apart, mut apart_ids) = (Vec::new(), Vec::new());
    for run in &pieces.runs {
        for step in 0..u32::from(run.count) {
            let length = u32::from(run.shortest) + step;
            // A single byte has a rank already.
            if length > 1 {
                let rank = 256 + (merges.len() + apart.len()) as u32;
                apart.push((rank, vec![run.byte; length as usize].into_boxed_slice()));
                apart_ids.push(run.first_id + step);
            }
        }
    }
    let ranks = merges.len() + apart.len();
    if ranks + 256 >= MAX_TOKENS {
        return Err(corrupt("it has too many pieces"));
    }
    let mut pairs = Pairs::with_capacity(merges.len() + 256);
    for pair in &merges {
        pairs.push(*pair);
    }
    Ok(Merging {
        pairs: BytePairs {
            first_id: 0,
            bytes: (0..=255).collect(),
            runs: vec![(256, ranks as u32)],
            apart,
            of_higher,
            merges: pairs,
        },
        characters,
        first_merge,
        apart: apart_ids,
    })
}

/// The rank of each character, and the pairs that make those of several bytes.
fn characters(pieces: &SentencePieces) -> (Vec<u32>, Vec<[u32; 2]>) {
    let mut merges = Vec::with_capacity(pieces.merges.len() + pieces.characters.len() * 2);
    let mut beginnings = Beginnings::new();
    let ranks = pieces.characters.iter().map(|character| {
        let mut buffer = [0; 4];
        let bytes = character.encode_utf8(&mut buffer).bytes().map(u32::from);
        bytes.reduce(|left, right| {
            *beginnings.entry([left, right]).or_insert_with(|| {
                merges.push([left, right]);
                255 + merges.len() as u32
            })
        })
    });
    (ranks.map(Option::unwrap_or_default).collect(), merges)
}

/// The most steps of spelling a token, and the most bytes.
const MOST: usize = 4096;

/// The bytes of a token, a part of which may come later.
fn spell(merges: &[[u32; 2]], rank: u32) -> Result<Box<[u8]>, TokenizerError> {
    let mut bytes = Vec::new();
    let mut rest = vec![rank];
    let mut steps = 0;
    while let Some(next) = rest.pop() {
        steps += 1;
        if steps > MOST {
            return Err(TokenizerError::corrupt("a token joins itself"));
        }
        match next.checked_sub(256).and_then(|at| merges.get(at as usize)) {
            Some([left, right]) => rest.extend([*right, *left]),
            None => bytes.push(next as u8),
        }
    }
    Ok(bytes.into_boxed_slice())
}
