//! Lines, none of which is held that is longer than a bound.

use memchr::memchr;

/// The longest line of JSON Lines that is read, in bytes.
pub const MAX_LINE_BYTES: usize = 32 << 20;

/// Cuts bytes into lines as they arrive.
#[derive(Debug)]
pub(super) struct Lines {
    /// The beginning of the line that is not complete.
    kept: Vec<u8>,
    /// Whether that line is longer than the bound, and what follows is skipped.
    is_too_long: bool,
    /// The number of the next line, from 1.
    number: u64,
    bound: usize,
}

impl Default for Lines {
    fn default() -> Self {
        Self::new(MAX_LINE_BYTES)
    }
}

/// A line of a source, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Whole(&'a [u8]),
    /// The beginning of a line that is longer than the bound.
    TooLong(&'a [u8]),
}

impl Lines {
    /// Lines of at most `bound` bytes.
    pub fn new(bound: usize) -> Self {
        Self {
            kept: Vec::new(),
            is_too_long: false,
            number: 1,
            bound,
        }
    }

    /// Hands on every line that ends in `bytes`.
    pub fn push(&mut self, mut bytes: &[u8], mut out: impl FnMut(u64, Line<'_>)) {
        while let Some(end) = memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at(end);
            bytes = rest.get(1..).unwrap_or_default();
            if self.kept.is_empty() && line.len() <= self.bound {
                out(self.number, Line::Whole(line));
            } else {
                self.keep(line);
                self.hand_on(&mut out);
            }
            self.number += 1;
        }
        self.keep(bytes);
    }

    /// Hands on the last line, if it has no end.
    pub fn finish(&mut self, mut out: impl FnMut(u64, Line<'_>)) {
        if !self.kept.is_empty() {
            self.hand_on(&mut out);
            self.number += 1;
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = self.bound.saturating_sub(self.kept.len());
        self.is_too_long |= bytes.len() > room;
        self.kept
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn hand_on(&mut self, out: &mut impl FnMut(u64, Line<'_>)) {
        /// A buffer beyond this size is given back.
        const KEPT: usize = 1 << 20;
        let is_too_long = std::mem::take(&mut self.is_too_long);
        out(
            self.number,
            match is_too_long {
                true => Line::TooLong(&self.kept),
                false => Line::Whole(&self.kept),
            },
        );
        self.kept.clear();
        self.kept.shrink_to(KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};

    #[test]
    fn lines_are_the_same_however_they_arrive() {
        let text = b"one\n\nthree is longer than twelve\nfour";
        let expected = ["1:one", "2:", "3:three is lon…", "4:four"];
        for size in 1..text.len() {
            let mut lines = Lines::new(12);
            let mut seen = Vec::new();
            let mut note = |number: u64, line: Line<'_>| {
                let (text, end) = match line {
                    Line::Whole(text) => (text, ""),
                    Line::TooLong(text) => (text, "…"),
                };
                seen.push(format!("{number}:{}{end}", String::from_utf8_lossy(text)));
            };
            for chunk in text.chunks(size) {
                lines.push(chunk, &mut note);
            }
            lines.finish(&mut note);
            assert_eq!(seen, expected, "in chunks of {size}");
        }
    }
}
