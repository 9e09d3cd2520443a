//! Sections of a marked text: stretches that no piece crosses the border of, with their marks.

use std::ops::{ControlFlow, Range};

use super::cache::{Cache, Key};
use super::capitals::mark_capitals;
use super::classes::Classes;
use super::pieces::{Marks, Pieces};
use super::runs::{Kind, Run, kind_at, run_at};

/// What is known of a text: the vocabulary's rules and pieces.
pub struct Rules {
    pub classes: Classes,
    pub pieces: Pieces,
    /// Characters from which on a word in capitals is marked as one; 0 never.
    pub capitals_from: usize,
}

/// Caches and buffers, reused from call to call.
#[derive(Default)]
pub struct Scratch {
    short: Cache<2>,
    long: Cache<4>,
    costs: Vec<u32>,
    lowered: String,
}

impl Scratch {
    /// The buffer of [`Pieces::cost`].
    pub fn costs(&mut self) -> &mut Vec<u32> {
        &mut self.costs
    }
}

/// What stands to the left of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The frame of a message, which ends in the mark of a word's beginning.
    OpeningFrame,
    /// The frame of a message without such a mark.
    Frame,
    /// A word. The part begins with a blank.
    Word,
    /// An ideograph that no piece joins to the next one, with which the part begins.
    Ideograph,
}

/// Suffixes that an apostrophe joins to the word before them.
const CONTRACTIONS: [&[u8]; 7] = [b"s", b"t", b"d", b"m", b"ll", b"re", b"ve"];

/// Bits of a cache key: the marks, and whether capitals are looked at.
const OPENS: u8 = 1;
const CLOSES: u8 = 2;
const WORD: u8 = 4;

/// Where a walk over the sections stands.
struct Walk<'a> {
    rules: &'a Rules,
    scratch: &'a mut Scratch,
    text: &'a str,
    /// Whether what stands to the left ends in a blank, or stands for one.
    after_blank: bool,
    /// Whether it ends in the mark of a word's end.
    after_close: bool,
    /// Whether the run to the left marks a border with a blank on its right.
    after_border: bool,
    /// Where a blank begins that is left out if a word's beginning follows.
    seam: Option<usize>,
    /// Tokens in front of the next section that are no text of its own.
    carried: u32,
}

/// Calls `visit` with the range and the number of tokens of each section, until it breaks. `text` is
/// folded.
pub fn each_section(
    rules: &Rules,
    scratch: &mut Scratch,
    text: &str,
    left: Left,
    visit: &mut impl FnMut(Range<usize>, u32) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut walk = Walk {
        rules,
        scratch,
        text,
        after_blank: left == Left::OpeningFrame,
        after_close: left == Left::Word,
        after_border: false,
        seam: None,
        carried: 0,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let run = run_at(&rules.classes, bytes, at);
        // The mark that the frame ends in is the first section's.
        let is_head = at == 0 && left == Left::OpeningFrame;
        at = match run.kind {
            Kind::Word => walk.word(run, visit)?,
            Kind::Space => walk.space(run, is_head, visit)?,
            Kind::Punctuation | Kind::Lone => walk.symbols(run, is_head, visit)?,
            Kind::Digits => walk.digits(run, is_head, visit)?,
            Kind::Marks => walk.marks(run, visit)?,
        };
    }
    match walk.seam.take() {
        Some(start) => visit(start..bytes.len(), walk.blank()),
        None => ControlFlow::Continue(()),
    }
}

/// Bits of the marks of a section that `holds`.
#[inline(always)]
fn bits(opens: bool, closes: bool) -> u8 {
    (u8::from(opens) * OPENS) | (u8::from(closes) * CLOSES)
}

impl Walk<'_> {
    #[inline(always)]
    fn word<V: FnMut(Range<usize>, u32) -> ControlFlow<()>>(
        &mut self,
        run: Run,
        visit: &mut V,
    ) -> ControlFlow<(), usize> {
        self.section(run.start..run.end, OPENS | CLOSES | WORD, visit)?;
        self.after_border = run.borders_right;
        ControlFlow::Continue(run.end)
    }

    #[inline(always)]
    fn space<V: FnMut(Range<usize>, u32) -> ControlFlow<()>>(
        &mut self,
        run: Run,
        is_head: bool,
        visit: &mut V,
    ) -> ControlFlow<(), usize> {
        let bytes = run.bytes(self.text.as_bytes());
        let (first, last) = (bytes.first() == Some(&b' '), bytes.last() == Some(&b' '));
        if first && bytes.len() == 1 && self.after_close {
            self.seam = Some(run.start);
        } else {
            // Only a blank stands for the mark that the frame ends in.
            self.section(run.start..run.end, bits(is_head && !first, false), visit)?;
        }
        self.after_blank = last;
        self.after_border = false;
        ControlFlow::Continue(run.end)
    }

    fn digits<V: FnMut(Range<usize>, u32) -> ControlFlow<()>>(
        &mut self,
        run: Run,
        is_head: bool,
        visit: &mut V,
    ) -> ControlFlow<(), usize> {
        let opens = is_head || run.borders_left && self.after_blank;
        let closes = run.borders_right && self.blank_follows(run.end);
        self.section(run.start..run.end, bits(opens, closes), visit)?;
        self.after_border = run.borders_right;
        ControlFlow::Continue(run.end)
    }

    /// Marks without a letter before them are a word, of which a word that follows is the rest.
    fn marks<V: FnMut(Range<usize>, u32) -> ControlFlow<()>>(
        &mut self,
        run: Run,
        visit: &mut V,
    ) -> ControlFlow<(), usize> {
        let text = self.text.as_bytes();
        let last = match kind_at(&self.rules.classes, text, run.end) {
            Some(Kind::Word) => run_at(&self.rules.classes, text, run.end),
            _ => run,
        };
        self.section(run.start..last.end, OPENS | CLOSES, visit)?;
        self.after_border = last.borders_right;
        ControlFlow::Continue(last.end)
    }

    /// Punctuation and characters that stand alone: pieces may cross from one run of them into the
    /// next, and from an apostrophe into the suffix that it joins.
    fn symbols<V: FnMut(Range<usize>, u32) -> ControlFlow<()>>(
        &mut self,
        first: Run,
        is_head: bool,
        visit: &mut V,
    ) -> ControlFlow<(), usize> {
        let (rules, text) = (self.rules, self.text.as_bytes());
        let mut start = first.start;
        let mut opens = is_head || first.borders_left && self.after_blank;
        let mut last = first;
        let end = loop {
            let next = kind_at(&rules.classes, text, last.end);
            if last.is_apostrophe(text) && matches!(next, Some(Kind::Word | Kind::Marks)) {
                if last.start == first.start {
                    // It opens the word, and is no border of its own.
                    opens = false;
                    if is_head {
                        self.carried = self.blank();
                    }
                }
                if next == Some(Kind::Word) && !self.after_border {
                    let word = run_at(&rules.classes, text, last.end);
                    if CONTRACTIONS.contains(&word.bytes(text)) {
                        self.section(start..word.end, bits(opens, true), visit)?;
                        self.after_border = word.borders_right;
                        return ControlFlow::Continue(word.end);
                    }
                }
            }
            if last.kind == Kind::Lone {
                let peeled = self.peel(start.max(last.start), last.end, start, opens, visit)?;
                if peeled > start {
                    (start, opens) = (peeled, false);
                }
            }
            self.after_border = last.borders_right;
            if !matches!(next, Some(Kind::Punctuation | Kind::Lone)) {
                break last.end;
            }
            last = run_at(&rules.classes, text, last.end);
        };
        let closes = last.borders_right && self.blank_follows(end);
        self.section(start..end, bits(opens, closes), visit)?;
        ControlFlow::Continue(end)
    }

    /// Takes characters off a run of such that stand alone where no piece crosses into the next one.
    /// Returns where the rest begins, of which there is at least one character.
    fn peel<V: FnMut(Range<usize>, u32) -> ControlFlow<()>>(
        &mut self,
        from: usize,
        end: usize,
        start: usize,
        opens: bool,
        visit: &mut V,
    ) -> ControlFlow<(), usize> {
        let (mut start, mut opens, mut at) = (start, opens, from);
        while let Some(character) = self.text[at..end].chars().next() {
            let next = at + character.len_utf8();
            if next == end {
                break;
            }
            if !self.rules.pieces.joins(character) {
                self.section(start..next, bits(opens, false), visit)?;
                (start, opens) = (next, false);
            }
            at = next;
        }
        ControlFlow::Continue(start)
    }

    /// Visits a section, with the blank before it if its beginning stands for that one.
    #[inline(always)]
    fn section<V: FnMut(Range<usize>, u32) -> ControlFlow<()>>(
        &mut self,
        mut range: Range<usize>,
        marks: u8,
        visit: &mut V,
    ) -> ControlFlow<()> {
        let cost = self.cost(range.clone(), marks) + std::mem::take(&mut self.carried);
        if let Some(seam) = self.seam.take() {
            if marks & OPENS > 0 {
                range.start = seam;
            } else {
                visit(seam..range.start, self.blank())?;
            }
        }
        self.after_blank = false;
        self.after_close = marks & CLOSES > 0;
        visit(range, cost)
    }

    /// Whether exactly one blank follows.
    fn blank_follows(&self, at: usize) -> bool {
        let text = self.text.as_bytes();
        text.get(at) == Some(&b' ') && text.get(at + 1) != Some(&b' ')
    }

    /// The cost of a blank that is written as one.
    fn blank(&mut self) -> u32 {
        let costs = &mut self.scratch.costs;
        self.rules.pieces.cost(b" ", Marks::default(), costs)
    }

    #[inline(always)]
    fn cost(&mut self, range: Range<usize>, marks: u8) -> u32 {
        let (text, length) = (self.text.as_bytes(), range.len());
        if length <= Key::<2>::LONGEST {
            let key = Key::<2>::of(text, range.start, length, marks);
            match self.scratch.short.cost(key) {
                0 => {
                    let cost = self.tile(range, marks);
                    self.scratch.short.insert(key, cost);
                    cost
                }
                cost => cost,
            }
        } else if length <= Key::<4>::LONGEST {
            let key = Key::<4>::of(text, range.start, length, marks);
            match self.scratch.long.cost(key) {
                0 => {
                    let cost = self.tile(range, marks);
                    self.scratch.long.insert(key, cost);
                    cost
                }
                cost => cost,
            }
        } else {
            self.tile(range, marks)
        }
    }

    #[inline(never)]
    fn tile(&mut self, range: Range<usize>, marks: u8) -> u32 {
        let (rules, scratch) = (self.rules, &mut *self.scratch);
        let section = &self.text[range];
        let mut text = section.as_bytes();
        let mut capitals = 0;
        if marks & WORD > 0 {
            let lowered = &mut scratch.lowered;
            capitals = mark_capitals(&rules.classes, section, rules.capitals_from, lowered);
            if capitals > 0 {
                text = scratch.lowered.as_bytes();
            }
        }
        let marks = Marks {
            capitals,
            opens: marks & OPENS > 0,
            closes: marks & CLOSES > 0,
        };
        rules.pieces.cost(text, marks, &mut scratch.costs)
    }
}
