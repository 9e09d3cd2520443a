//! The pieces as a tree of their bytes, and the cheapest tiling of a section with them.

use crate::error::TokenizerError;
use crate::format::tiles::{Tiles, forms};

/// What is marked about a section, apart from its text.
#[derive(Clone, Copy, Default)]
pub struct Marks {
    /// The form of a piece that includes the mark of capitals in front: 0 for none,
    /// [`forms::CAPITALIZED`] or [`forms::CAPITALS`].
    pub capitals: u8,
    /// Whether the mark of a word's beginning stands in front.
    pub opens: bool,
    /// Whether the mark of a word's end follows.
    pub closes: bool,
}

/// The tree. Its nodes are numbered level by level, so that the children of each follow one another.
pub struct Pieces {
    /// The first child of each node. Those of node `n` end where those of node `n + 1` begin.
    children: Vec<u32>,
    /// The byte that leads to each node.
    bytes: Vec<u8>,
    /// In which forms the bytes up to each node are a piece.
    forms: Vec<u8>,
    /// The child of the root for each byte; 0 for none.
    first: [u32; 256],
    /// Bytes of the longest piece.
    longest: usize,
    /// A bit for each character of the basic plane that another one follows in some piece.
    joining: Vec<u64>,
}

/// Up to this many children are searched from the first to the last.
const FEW: usize = 8;

impl Pieces {
    pub fn new(tiles: &Tiles) -> Result<Self, TokenizerError> {
        let keys: Vec<(&[u8], u8)> = tiles.pieces().collect();
        let mut pieces = Self {
            children: Vec::with_capacity(tiles.bytes.len() / 2),
            bytes: vec![0],
            forms: vec![0],
            first: [0; 256],
            longest: keys.iter().map(|(key, _)| key.len()).max().unwrap_or(1),
            joining: vec![0; 0x1_0000 / 64],
        };
        for (key, _) in &keys {
            pieces.note_joining(key);
        }
        // The keys below each node of a level, and the next level's.
        let (mut level, mut next) = (vec![(0, keys.len())], Vec::new());
        let mut depth = 0;
        while !level.is_empty() {
            for &(from, to) in &level {
                pieces.add_children(&keys[from..to], from, depth, &mut next);
            }
            std::mem::swap(&mut level, &mut next);
            next.clear();
            depth += 1;
        }
        pieces.children.push(pieces.bytes.len() as u32);
        for child in pieces.children_of(0) {
            pieces.first[usize::from(pieces.bytes[child])] = child as u32;
        }
        Ok(pieces)
    }

    /// Adds the children of the next node, below which are `keys`, all of them longer than `depth`
    /// but for the node's own.
    #[inline(never)]
    fn add_children(
        &mut self,
        keys: &[(&[u8], u8)],
        from: usize,
        depth: usize,
        next: &mut Vec<(usize, usize)>,
    ) {
        self.children.push(self.bytes.len() as u32);
        let mut at = usize::from(keys.first().is_some_and(|(key, _)| key.len() == depth));
        while let Some((key, forms)) = keys.get(at) {
            let byte = key[depth];
            let same = keys[at..].iter().take_while(|(key, _)| key[depth] == byte);
            let end = at + same.count();
            self.bytes.push(byte);
            self.forms
                .push(if key.len() == depth + 1 { *forms } else { 0 });
            next.push((from + at, from + end));
            at = end;
        }
    }

    fn note_joining(&mut self, key: &[u8]) {
        let mut characters = key
            .utf8_chunks()
            .flat_map(|chunk| chunk.valid().chars())
            .peekable();
        while let Some(character) = characters.next() {
            let code = u32::from(character) as usize;
            if characters.peek().is_some()
                && let Some(word) = self.joining.get_mut(code / 64)
            {
                *word |= 1 << (code % 64);
            }
        }
    }

    /// Bytes of the longest piece.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a piece may hold both this character and the next.
    pub fn joins(&self, character: char) -> bool {
        let code = u32::from(character) as usize;
        let word = self.joining.get(code / 64).copied().unwrap_or(u64::MAX);
        word >> (code % 64) & 1 == 1
    }

    fn children_of(&self, node: usize) -> std::ops::Range<usize> {
        self.children[node] as usize..self.children[node + 1] as usize
    }

    #[inline(always)]
    fn child(&self, node: usize, byte: u8) -> Option<usize> {
        if node == 0 {
            let child = self.first[usize::from(byte)] as usize;
            return (child > 0).then_some(child);
        }
        let range = self.children_of(node);
        let bytes = &self.bytes[range.clone()];
        let place = if bytes.len() <= FEW {
            bytes.iter().position(|known| *known == byte)?
        } else {
            bytes.binary_search(&byte).ok()?
        };
        Some(range.start + place)
    }

    /// The fewest tokens that tile a section. `costs` is a buffer.
    #[inline(never)]
    pub fn cost(&self, text: &[u8], marks: Marks, costs: &mut Vec<u32>) -> u32 {
        let end = text.len();
        let capitals = u32::from(marks.capitals > 0);
        costs.clear();
        costs.resize(end + 1, u32::MAX);
        // The cheapest way up to each byte. The marks in front may be tokens of their own.
        costs[0] = capitals + u32::from(marks.opens);
        // The cheapest way that includes the mark at the end in a piece.
        let mut closed = u32::MAX;
        for at in 0..end {
            let before = costs[at];
            if before == u32::MAX {
                continue;
            }
            let length = character_length(text[at]);
            let (mut node, mut to, mut prefix) = (0, at, 1);
            while let Some(child) = text.get(to).and_then(|byte| self.child(node, *byte)) {
                node = child;
                to += 1;
                let found = self.forms[node];
                if found == 0 {
                    continue;
                }
                if found & forms::BARE > 0 {
                    relax(&mut costs[to], before + 1);
                }
                if found & forms::PREFIX > 0 {
                    prefix = to - at;
                }
                if at == 0 && marks.opens && found & forms::OPENING > 0 {
                    relax(&mut costs[to], capitals + 1);
                }
                if to == end && marks.closes {
                    if found & forms::CLOSING > 0 {
                        relax(&mut closed, before + 1);
                    }
                    if at == 0 && marks.opens {
                        if found & forms::WORD > 0 {
                            relax(&mut closed, capitals + 1);
                        }
                        if found & marks.capitals > 0 {
                            relax(&mut closed, 1);
                        }
                    }
                }
            }
            if closed == 1 {
                return 1;
            }
            // A character that is no token is its longest known prefix and its other bytes.
            let next = (at + length).min(end);
            relax(
                &mut costs[next],
                before + 1 + (next - at - prefix.min(next - at)) as u32,
            );
        }
        closed.min(costs[end] + u32::from(marks.closes))
    }
}

#[inline(always)]
fn relax(cost: &mut u32, by: u32) {
    *cost = (*cost).min(by);
}

#[inline(always)]
fn character_length(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
