//! A prompt as a template writes it: text, each piece of which belongs to a part of the request, and
//! special tokens between them.

use crate::request::conversation::Media;
use crate::request::result::PartKind;
use crate::request::tally::Tally;

/// Collects text up to a special token, which is one token, and which no merge crosses.
pub struct Page<'s, 'a> {
    tally: &'s mut Tally<'a>,
    parts: Vec<Part>,
    /// The pieces since the last special token, each with the position of its part.
    pieces: Vec<(usize, String)>,
}

struct Part {
    kind: PartKind,
    index: Option<usize>,
    /// The name, if it is a tool.
    name: Option<String>,
    tokens: usize,
}

impl<'s, 'a> Page<'s, 'a> {
    /// An empty page, which begins with what belongs to the request as a whole.
    pub fn new(tally: &'s mut Tally<'a>) -> Self {
        let mut page = Self {
            tally,
            parts: Vec::new(),
            pieces: Vec::new(),
        };
        page.begin(PartKind::Framing, None);
        page
    }

    /// Begins another part.
    pub fn begin(&mut self, kind: PartKind, index: Option<usize>) {
        self.parts.push(Part {
            kind,
            index,
            name: None,
            tokens: 0,
        });
    }

    /// Begins the definition of a tool.
    pub fn begin_tool(&mut self, index: usize, name: &str) {
        self.begin(PartKind::Tools, Some(index));
        if let Some(part) = self.parts.last_mut() {
            part.name = Some(name.to_owned());
        }
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        let part = self.parts.len() - 1;
        match self.pieces.last_mut() {
            Some((last, piece)) if *last == part => piece.push_str(text),
            _ => self.pieces.push((part, text.to_owned())),
        }
    }

    /// Adds special tokens.
    pub fn special(&mut self, number: usize) {
        self.flush();
        self.add(number);
    }

    /// Adds tokens whose text is not known here.
    pub fn add(&mut self, tokens: usize) {
        if let Some(part) = self.parts.last_mut() {
            part.tokens += tokens;
        }
    }

    /// Counts an image, sound or a file by the model's rule.
    pub fn media(&mut self, media: &Media<'_>, index: Option<usize>) {
        self.tally.media(media, index);
    }

    /// Notes that a part is an estimate.
    pub fn estimate(&mut self, note: &str) {
        self.tally.notes.estimate(note);
    }

    /// Hands all parts to the tally.
    pub fn finish(mut self) {
        self.flush();
        for part in self.parts {
            match (part.name, part.index) {
                (Some(name), Some(index)) => self.tally.add_tool(index, &name, part.tokens),
                _ => self.tally.add(part.kind, part.index, part.tokens),
            }
        }
    }

    /// Counts the pieces as one text. What merges across them adds or saves is the last pieces'.
    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let mut whole = match pieces.as_slice() {
            [] => return,
            [(_, text)] => self.tally.tokens(text),
            pieces => {
                let texts: Vec<&str> = pieces.iter().map(|(_, text)| text.as_str()).collect();
                self.tally.tokens(&texts.concat())
            }
        };
        let mut last = 0;
        for (part, text) in &pieces {
            let own = match pieces.len() {
                1 => whole,
                _ => self.tally.tokens(text).min(whole),
            };
            whole -= own;
            last = *part;
            if let Some(part) = self.parts.get_mut(*part) {
                part.tokens += own;
            }
        }
        if let Some(part) = self.parts.get_mut(last) {
            part.tokens += whole;
        }
    }
}
