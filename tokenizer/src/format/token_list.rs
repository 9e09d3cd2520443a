//! Lists of tokens that are matched by their text: special ones, and those that are always matched.
//!
//! Layout: u16 number of entries. An entry is a token alone (tag 0: id, text), or a run of tokens whose
//! text contains a number that goes up with the id (tag 1: first and last id, the first number, text
//! before and after it), such as Harmony's thousand reserved ones.

use super::limits::{MAX_IDS, MAX_TOKENS};
use super::reader::Reader;
use crate::error::TokenizerError;

/// Reads a list of texts and ids.
pub fn read(reader: &mut Reader<'_>) -> Result<Vec<(String, u32)>, TokenizerError> {
    let corrupt = TokenizerError::corrupt;
    let entries = reader.u16()?;
    let mut tokens = Vec::new();
    for _ in 0..entries {
        match reader.u8()? {
            0 => {
                let id = reader.u32()?;
                tokens.push((reader.short_text()?, id));
            }
            1 => {
                let (first, last, number) = (reader.u32()?, reader.u32()?, reader.u32()?);
                let (before, after) = (reader.short_text()?, reader.short_text()?);
                if last >= MAX_IDS || number >= MAX_IDS {
                    return Err(corrupt("a special token's id is too high"));
                }
                if tokens.len() + (first..=last).count() > MAX_TOKENS {
                    return Err(corrupt("it has too many special tokens"));
                }
                tokens.extend((first..=last).map(|id| {
                    let number = number + (id - first);
                    (format!("{before}{number}{after}"), id)
                }));
            }
            _ => return Err(corrupt("a special token cannot be read")),
        }
    }
    if tokens
        .iter()
        .any(|(text, id)| text.is_empty() || *id >= MAX_IDS)
    {
        return Err(corrupt("a special token is out of range"));
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::super::reader::Reader;
    use super::{MAX_IDS, MAX_TOKENS, read};

    /// As many runs of special tokens, each of the same number of ids.
    fn runs(many: u16, ids: usize) -> Vec<u8> {
        let last = (ids as u32 - 1).to_le_bytes();
        let run = [&[1, 0, 0, 0, 0][..], &last, &[0; 4], &[1, b'<', 1, b'>']].concat();
        [&many.to_le_bytes()[..], &run.repeat(usize::from(many))].concat()
    }

    #[test]
    fn there_are_no_more_special_tokens_than_ranks() {
        let found = read(&mut Reader::new(&runs(1, MAX_TOKENS)));
        assert_eq!(found.map_or(0, |tokens| tokens.len()), MAX_TOKENS);
        assert!(read(&mut Reader::new(&runs(2, MAX_TOKENS))).is_err());
        assert!(read(&mut Reader::new(&runs(1, MAX_IDS as usize + 1))).is_err());
    }

    #[test]
    fn numbers_in_a_run_go_up_with_the_ids() {
        let run = [&[
            1, 0, 1, 7, 0, 0, 0, 8, 0, 0, 0, 98, 0, 0, 0, 1, b'<', 1, b'>',
        ][..]]
        .concat();
        let found = read(&mut Reader::new(&run)).unwrap_or_default();
        assert_eq!(found, [("<98>".to_owned(), 7), ("<99>".to_owned(), 8)]);
    }
}
