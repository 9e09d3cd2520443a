//! A byte-pair vocabulary, as it is given, to a file.

use super::error::ConvertError;
use super::rank_encoder;
use super::splits::{Joining, Merges, split_all};
use super::writer::{self, Head};
use crate::encoding::Encoding;
use crate::format::{LONGEST_TOKEN, MAX_TOKENS, Mode, Normalization, Pattern, WHOLE_FIRST};
use crate::model::Model;

/// A byte-pair vocabulary to pack.
#[derive(Clone, Debug)]
pub struct ByteVocabulary {
    /// The name of the encoding, of at most 255 bytes.
    pub name: String,
    /// The pattern that splits text into pre-tokens.
    pub pattern: Pattern,
    /// How text is normalized before it is split.
    pub normalization: Normalization,
    /// Whether a whole pre-token is looked up before its bytes are merged.
    pub whole_first: bool,
    /// sha256 of the file that it was read from.
    pub source: [u8; 32],
    /// Special tokens with their ids, by id.
    pub special_tokens: Vec<(String, u32)>,
    /// Tokens that are matched in every text, with their ids, by id.
    pub always_matched: Vec<(String, u32)>,
    /// The id of rank 0.
    pub first_id: u32,
    /// All other tokens by rank. Those of one byte have the first 256 ranks.
    pub tokens: Vec<(u32, Vec<u8>)>,
    /// The pairs that merge, in the order in which they do, each with the rank that it becomes; none if
    /// any two merge whose joined bytes are a token, lower ranks first.
    pub merges: Option<Vec<([u32; 2], u32)>>,
}

/// Packs a vocabulary. If many of its first ranks are those of `base`, given by its file and the
/// encoding loaded from it, only the others are written.
///
/// # Errors
///
/// [`ConvertError::Unsupported`] if the format cannot express the vocabulary.
pub fn pack(
    vocabulary: &ByteVocabulary,
    base: Option<(&[u8], &Encoding)>,
) -> Result<Vec<u8>, ConvertError> {
    let tokens = &vocabulary.tokens;
    let merges = vocabulary.merges.as_deref().map(in_order).transpose()?;
    let joining = match &merges {
        Some(merges) => Joining::Pairs(merges),
        None => Joining::Bytes,
    };
    check_tokens(tokens)?;
    let splits = split_all(tokens, &joining)?;
    let shared = match base {
        Some((_, base)) => shared_ranks(tokens, &splits, base),
        None => 0,
    };
    let own: Vec<(u32, Option<[u32; 2]>)> = splits
        .into_iter()
        .filter(|(rank, _)| *rank >= shared)
        .collect();
    let body = body(vocabulary, base.is_some(), &own)?;
    let head = Head {
        mode: Mode::BytePairs as u8,
        pattern: vocabulary.pattern as u8,
        normalization: vocabulary.normalization,
        flags: if vocabulary.whole_first {
            WHOLE_FIRST
        } else {
            0
        },
        name: &vocabulary.name,
        source: vocabulary.source,
        special_tokens: &vocabulary.special_tokens,
        always_matched: &vocabulary.always_matched,
        base: base.map(|(file, base)| (base.name(), crate::format::digest_of(file), shared)),
    };
    let file = writer::file(&head, &body)?;
    prove(vocabulary, &file, base.map(|(_, base)| base))?;
    Ok(file)
}

fn check_tokens(tokens: &[(u32, Vec<u8>)]) -> Result<(), ConvertError> {
    let unsupported = |reason: String| Err(ConvertError::unsupported(reason));
    if !tokens.is_sorted_by(|left, right| left.0 < right.0) {
        return unsupported("two tokens have the same rank".to_owned());
    }
    if tokens
        .last()
        .is_some_and(|(rank, _)| *rank as usize >= MAX_TOKENS - 1)
    {
        return unsupported(format!("it has more than {} ranks", MAX_TOKENS - 1));
    }
    if let Some((rank, token)) = tokens.iter().find(|(_, token)| token.len() > LONGEST_TOKEN) {
        return unsupported(format!(
            "the token of rank {rank} has {} bytes, more than {LONGEST_TOKEN}",
            token.len()
        ));
    }
    let bytes = tokens.iter().filter(|(_, token)| token.len() == 1);
    if !bytes.map(|(rank, _)| *rank).eq(0..256) {
        return unsupported("the tokens of one byte do not have the first 256 ranks".to_owned());
    }
    Ok(())
}

/// The pairs of a list by their parts. The ranks that they become must go up in the order of the list,
/// since ranks are all that a file has.
fn in_order(list: &[([u32; 2], u32)]) -> Result<Merges, ConvertError> {
    if !list.is_sorted_by(|before, after| before.1 <= after.1) {
        return Err(ConvertError::unsupported(
            "its merges are not in the order of the ids that they make",
        ));
    }
    let mut merges = Merges::with_capacity(list.len());
    for (order, (pair, merged)) in (0..).zip(list) {
        // Of a pair that stands twice, the first counts.
        merges.entry(*pair).or_insert((order, *merged));
    }
    Ok(merges)
}

/// How many of the first ranks are the same in the base, with their pairs.
fn shared_ranks(
    tokens: &[(u32, Vec<u8>)],
    splits: &[(u32, Option<[u32; 2]>)],
    base: &Encoding,
) -> u32 {
    let Model::BytePair(model) = &base.model else {
        return 0;
    };
    let base = &model.vocabulary;
    let mut tokens = tokens.iter().peekable();
    let mut splits = splits.iter().peekable();
    for rank in 0..base.ids() as u32 {
        let token = tokens.next_if(|(own, _)| *own == rank);
        if token.map(|(_, bytes)| &**bytes) != base.token(rank) {
            return rank;
        }
        let split = splits.next_if(|(own, _)| *own == rank);
        let same = split.is_none_or(|(_, pair)| pair.unwrap_or([rank; 2]) == base.split(rank));
        if !same {
            return rank;
        }
    }
    base.ids() as u32
}

fn body(
    vocabulary: &ByteVocabulary,
    has_base: bool,
    own: &[(u32, Option<[u32; 2]>)],
) -> Result<Vec<u8>, ConvertError> {
    let bytes_of = |rank: u32| -> &[u8] {
        let at = vocabulary
            .tokens
            .partition_point(|(known, _)| *known < rank);
        vocabulary.tokens.get(at).map_or(&[], |(_, bytes)| bytes)
    };
    let mut body = Vec::new();
    body.extend(vocabulary.first_id.to_le_bytes());
    if !has_base {
        body.extend(
            vocabulary
                .tokens
                .iter()
                .take(256)
                .flat_map(|(_, token)| token),
        );
    }
    let runs = runs_of(own.iter().map(|(rank, _)| *rank));
    let count = u8::try_from(runs.len())
        .map_err(|_| ConvertError::unsupported("its ranks have more than 255 gaps"))?;
    body.push(count);
    for (first, many) in &runs {
        body.extend(first.to_le_bytes());
        body.extend(many.to_le_bytes());
    }
    let apart = own.iter().filter(|(_, pair)| pair.is_none());
    spell(&mut body, apart.map(|(rank, _)| *rank), bytes_of)?;
    let of_higher = own
        .iter()
        .filter(|(rank, pair)| pair.is_some_and(|parts| parts.iter().any(|part| part > rank)));
    spell(&mut body, of_higher.map(|(rank, _)| *rank), bytes_of)?;
    let pairs: Vec<[u32; 2]> = own.iter().filter_map(|(_, pair)| *pair).collect();
    // The tables of the entropy coder take more than a few pairs.
    if has_base && pairs.len() < 1024 {
        body.push(0);
        body.extend(pairs.iter().flatten().flat_map(|part| part.to_le_bytes()));
    } else {
        body.push(1);
        body.extend(rank_encoder::encode(&pairs)?);
    }
    Ok(body)
}

/// Ranks and their bytes.
fn spell<'a>(
    out: &mut Vec<u8>,
    ranks: impl Iterator<Item = u32>,
    bytes_of: impl Fn(u32) -> &'a [u8],
) -> Result<(), ConvertError> {
    let mut written = Vec::new();
    let (mut count, mut last) = (0_u16, 0);
    for rank in ranks {
        let bytes = bytes_of(rank);
        writer::leb128(&mut written, rank - last);
        written.extend((bytes.len() as u16).to_le_bytes());
        written.extend(bytes);
        last = rank;
        count = count.checked_add(1).ok_or_else(|| {
            ConvertError::unsupported("it has more than 65,535 tokens that no merges make")
        })?;
    }
    out.extend(count.to_le_bytes());
    out.extend(written);
    Ok(())
}

fn runs_of(ranks: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for rank in ranks {
        match runs.last_mut() {
            Some((first, many)) if *first + *many == rank => *many += 1,
            _ => runs.push((rank, 1)),
        }
    }
    runs
}

/// Loads the file and compares it with what it was made of, token by token.
fn prove(
    vocabulary: &ByteVocabulary,
    file: &[u8],
    base: Option<&Encoding>,
) -> Result<(), ConvertError> {
    let loaded: Vec<&Encoding> = base.into_iter().collect();
    let encoding = Encoding::from_packed_with(file, &loaded)
        .map_err(|error| ConvertError::unsupported(format!("it does not read back: {error}")))?;
    for (rank, bytes) in &vocabulary.tokens {
        if encoding.bytes_of(vocabulary.first_id + rank) != Some(bytes) {
            return Err(ConvertError::unsupported(format!(
                "the token of rank {rank} does not read back"
            )));
        }
    }
    Ok(())
}
