//! Tokens that span a boundary between characters.
//!
//! Merging may start from whole characters instead of bytes only if no token can form that takes a
//! part of a character before the character is whole. Few tokens do: of those in o200k_base, 794
//! begin or end within a character and reach beyond it, half of them a space and the beginning of a
//! character. Each of them contains one of 255 that merge exactly at a boundary, with a part of a
//! character on at least one side. This table lists those, by the bytes on both sides of the boundary.
//!
//! Why that is enough: consider the first merge that joins a part of a character with something
//! outside it. If its pair met inside the character, one side would already reach beyond it, by an
//! earlier merge. So the pair meets at the character's boundary, and the token is in this table. The
//! part must still be a token of its own at that time, which [`survives_until`] decides from the ranks.
//! A character for which that holds at neither side merges from its bytes to its own token without its
//! neighbours, so starting from that token changes nothing. The tests complete each such token to all
//! kinds of characters and compare with the reference.

use super::tokens::Tokens;
use crate::sorting::sort_by;

/// The most that are examined for one pair of bytes. Real vocabularies have at most eight; a file that
/// was made to have more must not cost time.
const MAX_EXAMINED: usize = 32;
/// Marks a side that is no part of a character.
const WHOLE: u32 = u32::MAX;

/// A token that merges at a boundary between two characters.
struct Crossing {
    /// The last byte before the boundary, and the first one after it.
    between: u16,
    id: u32,
    /// Its sides, where they are parts of characters, or [`WHOLE`].
    left: u32,
    right: u32,
}

/// All crossings of a vocabulary.
pub struct Crossings {
    /// By `between`.
    sorted: Vec<Crossing>,
    /// A bit for each value of `between` that occurs.
    between: Vec<u64>,
}

/// Which of two neighbouring characters may lose a part to the other before it is whole.
#[derive(Clone, Copy, Default)]
pub struct MaySplit {
    /// The one before the boundary.
    pub left: bool,
    /// The one after it.
    pub right: bool,
}

impl Crossings {
    /// The crossings of a vocabulary.
    pub fn of(tokens: &Tokens) -> Self {
        let partial_utf8 = tokens.partial_utf8().iter();
        let mut sorted: Vec<Crossing> = partial_utf8
            .filter_map(|id| crossing(tokens, *id))
            .collect();
        sort_by(&mut sorted, |left, right| left.between.cmp(&right.between));
        let mut between = vec![0; 1 << 10];
        for crossing in &sorted {
            between[usize::from(crossing.between >> 6)] |= 1 << (crossing.between & 63);
        }
        Self { sorted, between }
    }

    /// Whether `left` or `right`, each the token of one character if it is a token, may lose a part,
    /// where `last` is the byte before the boundary between them and `first` the one after it.
    #[inline(always)]
    pub fn may_split(
        &self,
        tokens: &Tokens,
        left: Option<u32>,
        right: Option<u32>,
        last: u8,
        first: u8,
    ) -> MaySplit {
        let between = u16::from(last) << 8 | u16::from(first);
        let word = self.between.get(usize::from(between >> 6)).copied();
        if word.unwrap_or_default() >> (between & 63) & 1 == 0 {
            return MaySplit::default();
        }
        self.examine(tokens, left, right, between)
    }

    #[inline(never)]
    fn examine(
        &self,
        tokens: &Tokens,
        left: Option<u32>,
        right: Option<u32>,
        between: u16,
    ) -> MaySplit {
        let first = self
            .sorted
            .partition_point(|crossing| crossing.between < between);
        let from_first = &self.sorted[first..];
        let same = from_first.partition_point(|crossing| crossing.between == between);
        if same > MAX_EXAMINED {
            // Starting from bytes is right in any case.
            return MaySplit {
                left: true,
                right: true,
            };
        }
        let mut may_split = MaySplit::default();
        for crossing in &from_first[..same] {
            // Each side alone, as if the other part were there: what happens at the far side of a
            // neighbour may have left that part over.
            let may_take = |side, character: Option<u32>, part| {
                part != WHOLE
                    && character.is_none_or(|character| {
                        survives_until(tokens, character, side, part, crossing.id)
                    })
            };
            may_split.left |= may_take(1, left, crossing.left);
            may_split.right |= may_take(0, right, crossing.right);
        }
        may_split
    }
}

/// Whether `part`, at one side of a character, is still a token of its own when `id` merges. Tokens
/// merge in the order of their ids.
fn survives_until(tokens: &Tokens, character: u32, side: usize, part: u32, id: u32) -> bool {
    let mut whole = character;
    loop {
        let next = tokens.split(whole as usize)[side];
        if next == part {
            return whole > id;
        }
        if next == whole {
            return false;
        }
        whole = next;
    }
}

/// Whether a byte continues a character.
#[inline(always)]
fn is_inside(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// A token that begins or ends within a character, if it merges at a boundary between two.
fn crossing(tokens: &Tokens, id: u32) -> Option<Crossing> {
    let [left, right] = tokens.split(id as usize);
    let (before, after) = tokens
        .get(id)?
        .split_at_checked(tokens.length(left as usize))?;
    let (last, first) = (*before.last()?, *after.first()?);
    let size = match first {
        0x80..0xc0 => return None,
        0..0x80 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    };
    let left = if before.iter().all(|byte| is_inside(*byte)) {
        left
    } else {
        WHOLE
    };
    let right = if after.len() < size { right } else { WHOLE };
    let is_crossing = left != WHOLE || right != WHOLE;
    is_crossing.then_some(Crossing {
        between: u16::from(last) << 8 | u16::from(first),
        id,
        left,
        right,
    })
}
