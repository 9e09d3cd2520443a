//! Words in capitals: which mark they take, and the text that is tiled in their stead.

use super::classes::{CASED, CASED_MARK, CASED_SYMBOL, CASELESS, Classes, MARK};
use crate::format::tiles::forms;

/// Has no lower-case letter as the models know letters; it leaves a word as it is.
const BLOCKING: char = 'ẞ';
/// Stays as it is within a capitalized word.
const KEPT: char = 'İ';
/// Counts as caseless.
const CASELESS_CAPITAL: char = 'ϴ';

/// The mark of a word, and its text as it is tiled, in `lowered`. Without a mark that is the word.
///
/// - A word in capitals, of at least `capitals_from` characters, is marked as one.
/// - A word whose first letter alone is a capital is marked as capitalized.
/// - Any other word stays as it is.
pub fn mark_capitals(
    classes: &Classes,
    word: &str,
    capitals_from: usize,
    lowered: &mut String,
) -> u8 {
    lowered.clear();
    let mut characters = word.chars();
    let Some(first) = characters.next() else {
        return 0;
    };
    let is_blocked = word.contains(BLOCKING) || first == KEPT || !is_upper(classes, first);
    if is_blocked && !is_all_capitals(classes, word, capitals_from) {
        return 0;
    }
    if is_all_capitals(classes, word, capitals_from) {
        push_lowered(word, lowered);
        return forms::CAPITALS;
    }
    if characters.any(|other| other != KEPT && is_upper(classes, other)) {
        return 0;
    }
    push_lowered(word, lowered);
    forms::CAPITALIZED
}

fn is_all_capitals(classes: &Classes, word: &str, capitals_from: usize) -> bool {
    if capitals_from == 0 || word.contains([BLOCKING, KEPT]) {
        return false;
    }
    let mut cased = 0;
    for character in word.chars() {
        match class_of(classes, character) {
            CASELESS | MARK => return false,
            CASED | CASED_MARK | CASED_SYMBOL => {
                if !is_upper(classes, character) {
                    return false;
                }
                cased += 1;
            }
            _ => {}
        }
    }
    cased > 0 && word.chars().count() >= capitals_from
}

fn class_of(classes: &Classes, character: char) -> u8 {
    let mut buffer = [0; 4];
    let text = character.encode_utf8(&mut buffer);
    classes.at(text.as_bytes(), 0).0
}

/// Whether it is a capital that has a lower-case letter.
fn is_upper(classes: &Classes, character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_uppercase();
    }
    matches!(
        class_of(classes, character),
        CASED | CASED_MARK | CASED_SYMBOL
    ) && character.is_uppercase()
        && !character.to_lowercase().eq([character])
}

fn push_lowered(word: &str, lowered: &mut String) {
    for character in word.chars() {
        if matches!(character, KEPT | CASELESS_CAPITAL) {
            lowered.push(character);
        } else {
            lowered.extend(character.to_lowercase());
        }
    }
}
