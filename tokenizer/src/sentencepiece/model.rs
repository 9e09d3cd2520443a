//! A SentencePiece vocabulary, and encoding with it.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::blanks::{Blanks, IdSink, ToIds};
use super::ids::{Ids, Meaning};
use super::merging::merging;
use crate::byte_pair::BytePair;
use crate::encoder::BatchEncoder;
use crate::error::TokenizerError;
use crate::format::sentence_pieces::{BEGINS_WITH_BLANK, SentencePieces};
use crate::normalize::{Normalized, Normalizer};
use crate::pattern::Pattern;
use crate::place::Place;
use crate::pretokenize::pre_token_end;
use crate::vocabulary::Vocabulary;

/// A SentencePiece vocabulary.
pub struct SentencePiece {
    merging: BytePair,
    ids: Ids,
    blanks: Blanks,
    /// Whether a text begins with a blank.
    begins_with_blank: bool,
}

/// How SentencePiece writes a blank; in a text it stands for one.
const WRITTEN_BLANK: &str = "\u{2581}";

/// The bytes.
static BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = byte as u8;
        byte += 1;
    }
    bytes
};

impl SentencePiece {
    pub fn new(pattern: Pattern, pieces: &SentencePieces) -> Result<Self, TokenizerError> {
        let merging = merging(pieces)?;
        let ids = Ids::new(pieces, &merging)?;
        let vocabulary = Vocabulary::build(merging.pairs, None, true)?;
        let blank = ids.of_rank(u32::from(b' ')).unwrap_or_default();
        let blanks = Blanks::new(blank, &pieces.blanks);
        Ok(Self {
            merging: BytePair::new(pattern, Arc::new(vocabulary), 0),
            ids,
            blanks,
            begins_with_blank: pieces.flags & BEGINS_WITH_BLANK > 0,
        })
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        self.ids.end() as usize
    }

    /// The number of tokens of a text.
    pub fn count(&self, encoder: &mut BatchEncoder, text: &[u8], place: Place<'_>) -> usize {
        let mut count = 0;
        self.encode_to(encoder, text, place, &mut count);
        count
    }

    /// Appends the tokens of a text.
    pub fn encode(
        &self,
        encoder: &mut BatchEncoder,
        text: &[u8],
        place: Place<'_>,
        tokens: &mut Vec<u32>,
    ) {
        self.encode_to(encoder, text, place, tokens);
    }

    fn encode_to(
        &self,
        encoder: &mut BatchEncoder,
        text: &[u8],
        place: Place<'_>,
        sink: impl IdSink,
    ) {
        let mut to_ids = self.to_ids(sink);
        if self.is_as_written(text, place) {
            self.merging.encode_into(encoder, text, &mut to_ids);
        } else {
            let text = String::from_utf8_lossy(text);
            let written = self.written(&text, place);
            let written = written.text().as_bytes();
            self.merging.encode_into(encoder, written, &mut to_ids);
        }
        to_ids.finish();
    }

    fn to_ids<S>(&self, sink: S) -> ToIds<'_, S> {
        ToIds {
            ids: &self.ids,
            blanks: &self.blanks,
            vocabulary: &self.merging.vocabulary,
            pending: 0,
            sink,
        }
    }

    /// Whether a blank is put in front of a text in this place.
    fn begins_with_blank(&self, text: &[u8], place: Place<'_>) -> bool {
        self.begins_with_blank && place.before.is_empty() && !text.is_empty()
    }

    /// Whether a text is merged as it stands.
    fn is_as_written(&self, text: &[u8], place: Place<'_>) -> bool {
        !self.begins_with_blank(text, place) && !holds_written_blank(text)
    }

    /// A text as it is merged.
    fn written<'a>(&self, text: &'a str, place: Place<'_>) -> Normalized<'a> {
        let mut written = Normalizer::new(text);
        if self.begins_with_blank(text.as_bytes(), place) {
            written.replace(0, 0, " ");
        }
        for (at, blank) in text.match_indices(WRITTEN_BLANK) {
            written.replace(at, at + blank.len(), " ");
        }
        written.finish()
    }

    /// Calls `visit` with the range and the number of tokens of each pre-token, until it breaks. Blanks
    /// that may join are one.
    pub fn each_pre_token(
        &self,
        encoder: &mut BatchEncoder,
        text: &[u8],
        place: Place<'_>,
        visit: &mut dyn FnMut(Range<usize>, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let source = String::from_utf8_lossy(text);
        let written = self.written(&source, place);
        let text = written.text().as_bytes();
        let mut at = 0;
        while at < text.len() {
            let start = at;
            let mut count = 0;
            let mut to_ids = self.to_ids(&mut count);
            loop {
                let end = pre_token_end(self.merging.pattern, text, at);
                let vocabulary = &self.merging.vocabulary;
                let ranks = encoder.encode_pre_token(vocabulary, text, at, end - at);
                crate::encoder::Sink::push(&mut to_ids, ranks);
                at = end;
                let joins = text[end - 1] == b' ' && text.get(end) == Some(&b' ');
                if !joins || !self.blanks.join() {
                    break;
                }
            }
            to_ids.finish();
            visit(written.source_end(start)..written.source_end(at), count)?;
        }
        ControlFlow::Continue(())
    }

    /// Whether what follows the end of a pre-token can be encoded by itself.
    pub fn restarts_at(&self, text: &[u8], at: usize) -> bool {
        let (before, after) = text.split_at(at.min(text.len()));
        let is_blank = |byte: Option<&u8>| byte == Some(&b' ');
        let in_blanks = is_blank(before.last()) && is_blank(after.first());
        let beside_written = before.ends_with(WRITTEN_BLANK.as_bytes())
            || after.starts_with(WRITTEN_BLANK.as_bytes());
        !in_blanks && !beside_written
    }

    /// Where each token of a text begins, in bytes of the text as given.
    pub fn starts(&self, text: &[u8], place: Place<'_>, tokens: &[u32]) -> Vec<usize> {
        let source = String::from_utf8_lossy(text);
        let written = self.written(&source, place);
        let starts = tokens.iter().scan(0, |at, token| {
            let start = *at;
            *at += self.token(*token).map_or(0, <[u8]>::len);
            Some(written.source_start(start))
        });
        starts.collect()
    }

    /// The bytes of a token, if it is one.
    pub fn token(&self, id: u32) -> Option<&[u8]> {
        match self.ids.meaning(id)? {
            Meaning::Rank(rank) => self.merging.vocabulary.token(rank),
            Meaning::Byte(byte) => BYTES.get(usize::from(byte)..usize::from(byte) + 1),
            Meaning::Other(index) => Some(self.ids.other(index)),
        }
    }

    /// Appends the bytes of tokens to `bytes`, up to the first that is none. Returns how many that were.
    pub fn append(&self, tokens: &[u32], bytes: &mut Vec<u8>) -> usize {
        let known = tokens.iter().map_while(|token| self.token(*token));
        known.map(|token| bytes.extend_from_slice(token)).count()
    }

    /// Whether the text of the first tokens begins with a blank that is not the text's own.
    pub fn adds_blank(&self) -> bool {
        self.begins_with_blank
    }

    /// Bytes of the longest token.
    pub fn longest_token(&self) -> usize {
        self.merging.vocabulary.longest_token()
    }
}

fn holds_written_blank(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == 0xe2) {
        rest = &rest[at..];
        if rest.starts_with(WRITTEN_BLANK.as_bytes()) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}
