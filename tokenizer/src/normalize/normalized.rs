//! A normalized text with the way back to its source.

use std::borrow::Cow;

/// A text after normalisation, and where each part of it comes from.
///
/// Offsets are bytes. Between two replacements the text equals its source, so that offsets differ by
/// a constant there. A replacement has no inner structure: an offset inside one belongs to its
/// beginning, unless it is asked for as an end.
///
/// ```text
/// source      c a f e ◌́ ␣ o l e ◌́      11 bytes: each accent has two
/// normalized  c a f é ␣ o l é           9 bytes: each é has two
///
/// source_start(3) = 3                   é begins where its e began
/// source_start(5) = source_end(5) = 6   the blank
/// source_start(4) = 3, source_end(4) = 6   inside of é: its beginning, or its end
/// ```
///
/// Neither [`Self::source_start`] nor [`Self::source_end`] decreases with the offset. So if one of them
/// maps all borders of ranges that touch, such as those of pre-tokens, the ranges of the source touch
/// too. They cover the source if the first begins at 0 and the last ends at the end: what was removed
/// belongs to what precedes it, and at the beginning to what follows.
#[derive(Clone, Debug)]
pub struct Normalized<'a> {
    text: Cow<'a, str>,
    replaced: Vec<Replacement>,
    source_length: usize,
}

/// A part of the source that was replaced.
#[derive(Clone, Debug)]
struct Replacement {
    start: usize,
    end: usize,
    source_start: usize,
    source_end: usize,
}

impl<'a> Normalized<'a> {
    /// A text that is its own normalized form.
    ///
    /// ```
    /// use tokenfare_tokenizer::normalize::Normalized;
    ///
    /// assert_eq!(Normalized::unchanged("as it is").text(), "as it is");
    /// ```
    pub fn unchanged(text: &'a str) -> Self {
        Self {
            source_length: text.len(),
            text: Cow::Borrowed(text),
            replaced: Vec::new(),
        }
    }

    /// The normalized text.
    ///
    /// ```
    /// use tokenfare_tokenizer::normalize::nfc;
    ///
    /// assert_eq!(nfc("e\u{301}").text(), "é");
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it equals its source.
    ///
    /// ```
    /// use tokenfare_tokenizer::normalize::nfc;
    ///
    /// assert!(nfc("é").is_unchanged());
    /// assert!(!nfc("e\u{301}").is_unchanged());
    /// ```
    pub fn is_unchanged(&self) -> bool {
        self.replaced.is_empty()
    }

    /// Where in the source the text that begins at `offset` begins. An offset inside a replacement is
    /// that of its beginning.
    ///
    /// ```
    /// use tokenfare_tokenizer::normalize::nfc;
    ///
    /// // The é takes bytes 1 and 2, and came from bytes 1 to 3.
    /// let normalized = nfc("(e\u{301})");
    /// assert_eq!((normalized.source_start(2), normalized.source_start(3)), (1, 4));
    /// ```
    pub fn source_start(&self, offset: usize) -> usize {
        self.source_offset(offset, |replacement| replacement.source_start)
    }

    /// Where in the source the text that ends at `offset` ends. An offset inside a replacement is that
    /// of its end.
    ///
    /// ```
    /// use tokenfare_tokenizer::normalize::nfc;
    ///
    /// let normalized = nfc("(e\u{301})");
    /// assert_eq!((normalized.source_end(2), normalized.source_end(3)), (4, 4));
    /// ```
    pub fn source_end(&self, offset: usize) -> usize {
        self.source_offset(offset, |replacement| replacement.source_end)
    }

    fn source_offset(&self, offset: usize, inside: impl Fn(&Replacement) -> usize) -> usize {
        if offset == 0 {
            return 0;
        }
        if offset >= self.text.len() {
            return self.source_length;
        }
        let before = self.replaced.partition_point(|r| r.start <= offset);
        match before
            .checked_sub(1)
            .and_then(|last| self.replaced.get(last))
        {
            None => offset,
            Some(last) if offset >= last.end => last.source_end + (offset - last.end),
            Some(last) if offset == last.start => last.source_start,
            Some(last) => inside(last),
        }
    }
}

/// Builds a [`Normalized`] text from left to right.
pub struct Normalizer<'a> {
    source: &'a str,
    text: String,
    replaced: Vec<Replacement>,
    /// Up to here the source was taken over.
    done: usize,
}

impl<'a> Normalizer<'a> {
    /// A normalizer of `source` that has taken over nothing yet.
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            text: String::new(),
            replaced: Vec::new(),
            done: 0,
        }
    }

    /// Replaces `from..to` of the source, which must not precede the replacement before.
    pub fn replace(&mut self, from: usize, to: usize, by: &str) {
        self.text.push_str(&self.source[self.done..from]);
        let start = self.text.len();
        self.text.push_str(by);
        self.done = to;
        self.replaced.push(Replacement {
            start,
            end: self.text.len(),
            source_start: from,
            source_end: to,
        });
    }

    /// The text with its replacements.
    pub fn finish(mut self) -> Normalized<'a> {
        if self.replaced.is_empty() {
            return Normalized::unchanged(self.source);
        }
        self.text.push_str(&self.source[self.done..]);
        Normalized {
            text: Cow::Owned(self.text),
            replaced: self.replaced,
            source_length: self.source.len(),
        }
    }
}
