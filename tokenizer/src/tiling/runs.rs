//! Runs of characters of one kind.

use super::classes::{
    BORDERING_DIGIT, CASED_MARK, CASED_SYMBOL, CASELESS, Classes, DIGIT, LONE_DECIMAL, LONE_LETTER,
    LONE_NUMBER, LONE_PUNCTUATION, MARK, PUNCTUATION, SELECTOR, SPACE,
};

/// What a run consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Space,
    Punctuation,
    Digits,
    /// Characters that stand alone, of one of three sorts: letters, punctuation, numbers.
    Lone,
    Word,
    /// Marks with no letter before them.
    Marks,
}

/// A run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// Whether it marks a border with a blank on its left.
    pub borders_left: bool,
    /// Whether it marks a border with a blank on its right.
    pub borders_right: bool,
}

impl Run {
    pub fn bytes(self, text: &[u8]) -> &[u8] {
        &text[self.start..self.end]
    }

    /// Whether it is an apostrophe alone.
    pub fn is_apostrophe(self, text: &[u8]) -> bool {
        self.kind == Kind::Punctuation && self.end - self.start == 1 && text[self.start] == b'\''
    }
}

/// The kind of run that a character of this class begins.
#[inline(always)]
fn kind_of(class: u8) -> Kind {
    match class {
        SPACE => Kind::Space,
        PUNCTUATION => Kind::Punctuation,
        DIGIT | BORDERING_DIGIT => Kind::Digits,
        LONE_LETTER..=SELECTOR => Kind::Lone,
        MARK | CASED_MARK => Kind::Marks,
        _ => Kind::Word,
    }
}

/// The run that begins at `at`, which is the end of one of the kind `before`.
#[inline(always)]
pub fn run_at(classes: &Classes, text: &[u8], at: usize) -> Run {
    let (class, length) = classes.at(text, at);
    let kind = kind_of(class);
    let rest = at + length;
    let (end, borders_left, borders_right) = match kind {
        Kind::Space => (end_of(classes, text, rest, |c| c == SPACE), false, false),
        Kind::Punctuation => (
            end_of(classes, text, rest, |c| c == PUNCTUATION),
            true,
            true,
        ),
        Kind::Digits => digits(classes, text, rest, class),
        Kind::Lone => lone(classes, text, rest, class),
        Kind::Marks => (
            end_of(classes, text, rest, |c| matches!(c, MARK | CASED_MARK)),
            false,
            false,
        ),
        // A mark within a word belongs to it.
        Kind::Word => {
            let mut end = rest;
            let mut last = class;
            while end < text.len() {
                let (next, length) = classes.at(text, end);
                if next < CASELESS {
                    break;
                }
                last = next;
                end += length;
            }
            (end, false, last == CASED_SYMBOL)
        }
    };
    Run {
        kind,
        start: at,
        end,
        borders_left,
        borders_right,
    }
}

/// The kind of the run that begins at `at`, if the text does not end there.
pub fn kind_at(classes: &Classes, text: &[u8], at: usize) -> Option<Kind> {
    (at < text.len()).then(|| kind_of(classes.at(text, at).0))
}

#[inline(always)]
fn end_of(classes: &Classes, text: &[u8], mut end: usize, belongs: impl Fn(u8) -> bool) -> usize {
    while end < text.len() {
        let (class, length) = classes.at(text, end);
        if !belongs(class) {
            break;
        }
        end += length;
    }
    end
}

fn digits(classes: &Classes, text: &[u8], mut end: usize, first: u8) -> (usize, bool, bool) {
    let mut last = first;
    while end < text.len() {
        let (class, length) = classes.at(text, end);
        if class != DIGIT && class != BORDERING_DIGIT {
            break;
        }
        last = class;
        end += length;
    }
    (end, first == BORDERING_DIGIT, last == BORDERING_DIGIT)
}

/// The sort of a character that stands alone. A selector in front counts as a letter.
fn sort_of(class: u8) -> u8 {
    match class {
        LONE_PUNCTUATION => LONE_PUNCTUATION,
        LONE_DECIMAL | LONE_NUMBER => LONE_NUMBER,
        _ => LONE_LETTER,
    }
}

fn lone(classes: &Classes, text: &[u8], mut end: usize, first: u8) -> (usize, bool, bool) {
    let sort = sort_of(first);
    let (mut last, mut is_uniform) = (first, sort == LONE_NUMBER);
    while end < text.len() {
        let (class, length) = classes.at(text, end);
        let belongs = (LONE_LETTER..=SELECTOR).contains(&class)
            && (class == SELECTOR || sort_of(class) == sort);
        if !belongs {
            break;
        }
        is_uniform &= class == first;
        last = class;
        end += length;
    }
    let borders = |class| matches!(class, LONE_PUNCTUATION | SELECTOR);
    (
        end,
        borders(first) || is_uniform,
        borders(last) || is_uniform,
    )
}
