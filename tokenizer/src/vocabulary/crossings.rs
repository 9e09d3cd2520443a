//! Tokens that join a part of a character with what is beside it.
//!
//! Merging may begin with whole characters in place of bytes, if nothing takes a part of one away before it is
//! whole. Only few tokens do that: of o200k_base's, 794 begin or end within a character and reach beyond it, half of
//! them a space and the beginning of a character. Each comes of one of 255 that are joined just at a boundary, with a
//! part of a character on one side at least. Those are listed here, by the bytes on both sides of it.

use super::tokens::Tokens;

/// The most that are looked at for two bytes; real vocabularies have eight at most. One made to have more is not worth the
/// time.
const MOST: usize = 32;
/// Stands for a side that is no part of a character.
const WHOLE: u32 = u32::MAX;

/// A token that is joined at a boundary between two characters.
struct Crossing {
    /// The last byte before the boundary, and the first one after it.
    between: u16,
    id: u32,
    /// Its sides, where they are parts of characters, or [`WHOLE`].
    left: u32,
    right: u32,
}

/// See the file's head.
pub struct Crossings {
    /// By `between`.
    sorted: Vec<Crossing>,
    /// A bit for each `between` there is.
    between: Vec<u64>,
}

/// Which of two neighbouring characters may lose a part to the other one's side.
#[derive(Clone, Copy, Default)]
pub struct AtRisk {
    pub left: bool,
    pub right: bool,
}

impl Crossings {
    /// Those of a vocabulary.
    pub fn of(tokens: &Tokens) -> Self {
        let torn = tokens.torn().iter();
        let mut sorted: Vec<Crossing> = torn.filter_map(|id| crossing(tokens, *id)).collect();
        sorted.sort_unstable_by_key(|crossing| crossing.between);
        let mut between = vec![0; 1 << 10];
        for crossing in &sorted {
            between[usize::from(crossing.between >> 6)] |= 1 << (crossing.between & 63);
        }
        Self { sorted, between }
    }

    /// Whether a part of `left` or of `right`, tokens of one character each or none, can be taken away where `last`
    /// is the byte before the boundary between them and `first` the one after it.
    #[inline(always)]
    pub fn at_risk(
        &self,
        tokens: &Tokens,
        left: Option<u32>,
        right: Option<u32>,
        last: u8,
        first: u8,
    ) -> AtRisk {
        let between = u16::from(last) << 8 | u16::from(first);
        let word = self.between.get(usize::from(between >> 6)).copied();
        if word.unwrap_or_default() >> (between & 63) & 1 == 0 {
            return AtRisk::default();
        }
        self.look_at(tokens, left, right, between)
    }

    #[inline(never)]
    fn look_at(
        &self,
        tokens: &Tokens,
        left: Option<u32>,
        right: Option<u32>,
        between: u16,
    ) -> AtRisk {
        let first = self
            .sorted
            .partition_point(|crossing| crossing.between < between);
        let from_first = &self.sorted[first..];
        let same = from_first.partition_point(|crossing| crossing.between == between);
        if same > MOST {
            // To begin with bytes is right in any case.
            return AtRisk {
                left: true,
                right: true,
            };
        }
        let mut at_risk = AtRisk::default();
        for crossing in &from_first[..same] {
            // Each side by itself, as if the other were there: what happens at the other side of a neighbour may
            // have kept a part of it.
            let may_take = |side, character: Option<u32>, part| {
                part != WHOLE
                    && character.is_none_or(|character| {
                        outlasts(tokens, character, side, part, crossing.id)
                    })
            };
            at_risk.left |= may_take(1, left, crossing.left);
            at_risk.right |= may_take(0, right, crossing.right);
        }
        at_risk
    }
}

/// Whether `part`, at one side of a character, is still by itself when `id` is merged: tokens are merged in the order of
/// their ids.
fn outlasts(tokens: &Tokens, character: u32, side: usize, part: u32, id: u32) -> bool {
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

/// A token that is torn, if it is joined at a boundary.
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
