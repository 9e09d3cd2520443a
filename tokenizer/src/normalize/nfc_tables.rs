//! The facts of normalisation form C about each character, unpacked when they are first needed.

use std::sync::LazyLock;

use super::nfc_data::{COMBINING_CLASSES, DECOMPOSITIONS};
use crate::sorting::sort_by;

/// No character from here on decomposes, composes or has a combining class.
const END: usize = 0x30000;
/// Hangul syllables and the jamo that they are composed of.
const SYLLABLES: u32 = 0xac00;
const LEADING: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
/// One before the first trailing consonant.
const TRAILING: u32 = 0x11a7;
const VOWEL_COUNT: u32 = 21;
const TRAILING_COUNT: u32 = 28;
const SYLLABLE_COUNT: u32 = 19 * VOWEL_COUNT * TRAILING_COUNT;

/// All of them.
pub struct Tables {
    /// A bit for each character that normalisation may change or join with the one before.
    unstable: Vec<u64>,
    /// Combining class of each run of characters that have one: first, end, class.
    classes: Vec<(u32, u32, u8)>,
    /// A character and its two parts, or one and 0, by character.
    decompositions: Vec<(u32, u32, u32)>,
    /// Two parts and the character that they compose, by the parts.
    compositions: Vec<(u64, u32)>,
}

/// The tables.
pub static TABLES: LazyLock<Tables> = LazyLock::new(Tables::unpack);

impl Tables {
    fn unpack() -> Self {
        let mut tables = Self {
            unstable: vec![0; END / 64],
            classes: Vec::new(),
            decompositions: Vec::new(),
            compositions: Vec::new(),
        };
        tables.unpack_classes();
        tables.unpack_decompositions();
        for jamo in VOWELS..VOWELS + VOWEL_COUNT {
            tables.mark(jamo);
        }
        for jamo in TRAILING + 1..TRAILING + TRAILING_COUNT {
            tables.mark(jamo);
        }
        tables
    }

    fn unpack_classes(&mut self) {
        let mut bytes = COMBINING_CLASSES.iter();
        let mut end = 0;
        while bytes.len() > 0 {
            let first = end + varint(&mut bytes);
            end = first + varint(&mut bytes);
            let class = bytes.next().copied().unwrap_or(0);
            self.classes.push((first, end, class));
            for character in first..end {
                self.mark(character);
            }
        }
    }

    fn unpack_decompositions(&mut self) {
        let mut bytes = DECOMPOSITIONS.iter();
        let mut character = 0_u32;
        while bytes.len() > 0 {
            character += varint(&mut bytes);
            let (first, second) = (varint(&mut bytes), varint(&mut bytes));
            let composes = first & 1 == 1;
            let zigzag = first >> 1;
            let first = character.wrapping_sub(zigzag >> 1 ^ (zigzag & 1).wrapping_neg());
            let second = if second == 0 { 0 } else { second + 0x2ff };
            self.decompositions.push((character, first, second));
            if composes {
                self.compositions.push((pair(first, second), character));
                self.mark(second);
            } else {
                self.mark(character);
            }
        }
        sort_by(&mut self.compositions, Ord::cmp);
    }

    fn mark(&mut self, character: u32) {
        if let Some(word) = self.unstable.get_mut(character as usize / 64) {
            *word |= 1 << (character % 64);
        }
    }

    /// Whether normalisation may change `character`, or join or reorder it with one before it.
    #[inline]
    pub fn is_unstable(&self, character: char) -> bool {
        let code = u32::from(character) as usize;
        let word = self.unstable.get(code / 64).copied().unwrap_or(0);
        word >> (code % 64) & 1 == 1
    }

    /// The canonical combining class: 0 for what no mark moves across.
    pub fn class(&self, character: char) -> u8 {
        let code = u32::from(character);
        let at = self.classes.partition_point(|(_, end, _)| *end <= code);
        match self.classes.get(at) {
            Some(&(first, _, class)) if first <= code => class,
            _ => 0,
        }
    }

    /// Appends the full canonical decomposition of `character`.
    pub fn decompose(&self, character: char, out: &mut Vec<char>) {
        let code = u32::from(character);
        let syllable = code.wrapping_sub(SYLLABLES);
        if syllable < SYLLABLE_COUNT {
            let (leading, rest) = (
                syllable / (VOWEL_COUNT * TRAILING_COUNT),
                syllable % (VOWEL_COUNT * TRAILING_COUNT),
            );
            let trailing = rest % TRAILING_COUNT;
            out.extend(char::from_u32(LEADING + leading));
            out.extend(char::from_u32(VOWELS + rest / TRAILING_COUNT));
            if trailing > 0 {
                out.extend(char::from_u32(TRAILING + trailing));
            }
            return;
        }
        // Each step leaves one part that may have parts of its own, the first. The others, of which
        // no character has more than three, are appended in reverse.
        let (mut first, from) = (code, out.len());
        while let Ok(at) = self.decompositions.binary_search_by_key(&first, |d| d.0) {
            let (_, left, right) = self.decompositions[at];
            first = left;
            if right != 0 {
                out.extend(char::from_u32(right));
            }
        }
        out.extend(char::from_u32(first));
        out[from..].reverse();
    }

    /// The character that two others compose.
    pub fn compose(&self, first: char, second: char) -> Option<char> {
        let (left, right) = (u32::from(first), u32::from(second));
        let leading = left.wrapping_sub(LEADING);
        let vowel = right.wrapping_sub(VOWELS);
        if leading < 19 && vowel < VOWEL_COUNT {
            return char::from_u32(SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT);
        }
        let syllable = left.wrapping_sub(SYLLABLES);
        let trailing = right.wrapping_sub(TRAILING);
        if syllable < SYLLABLE_COUNT
            && syllable.is_multiple_of(TRAILING_COUNT)
            && (1..TRAILING_COUNT).contains(&trailing)
        {
            return char::from_u32(left + trailing);
        }
        let at = self
            .compositions
            .binary_search_by_key(&pair(left, right), |known| known.0)
            .ok()?;
        char::from_u32(self.compositions[at].1)
    }
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The next number of a table.
fn varint(bytes: &mut std::slice::Iter<'_, u8>) -> u32 {
    let (mut value, mut shift) = (0, 0);
    for &byte in bytes {
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    value
}
