//! Collects the parts of a count.

use super::conversation::{Media, MediaKind};
use super::image_tokens::{ChatImage, ChatImageTokens, ImageTokens};
use super::notes::Notes;
use super::result::{PartKind, RequestPart};
use super::scale::Scale;
use crate::encoding::Encoding;
use crate::models::EncodingMatch;

/// What counts the texts of one request, and the parts that were counted so far.
pub struct Tally<'a> {
    encoding: &'a Encoding,
    images: &'a dyn ImageTokens,
    /// The model as the request names it.
    pub model: &'a str,
    pub notes: Notes,
    scale: Scale,
    parts: Vec<RequestPart>,
    /// Whether the parts that follow are given by a published rule.
    pub is_published: bool,
    /// What the model's family bills for files and sound.
    pub rates: MediaRates,
    /// Whether something that is billed could not be counted, so that the bill has no upper end.
    pub is_open: bool,
}

/// What a family bills for files and sound.
#[derive(Clone, Copy, Default)]
pub struct MediaRates {
    /// Tokens of a page.
    pub page: Option<usize>,
    /// Whether the vendor publishes them, and bills nothing else for a page.
    pub has_published_page: bool,
    /// Tokens around a file of text.
    pub text: usize,
    /// Tokens of a second of sound.
    pub second: Option<usize>,
}

impl<'a> Tally<'a> {
    pub fn new(
        encoding: &'a Encoding,
        matched: EncodingMatch,
        images: &'a dyn ImageTokens,
        model: &'a str,
    ) -> Self {
        Self {
            encoding,
            images,
            model,
            notes: Notes::default(),
            scale: Scale::new(matched),
            parts: Vec::new(),
            is_published: false,
            is_open: false,
            rates: MediaRates::default(),
        }
    }

    /// The tokens of a text.
    pub fn tokens(&self, text: &str) -> usize {
        self.encoding.count_ordinary(text)
    }

    /// Adds tokens that the encoding counted.
    pub fn add(&mut self, part: PartKind, index: Option<usize>, tokens: usize) {
        let tokens = self.scale.next(tokens);
        self.push(part, index, None, tokens, self.is_published);
    }

    /// Adds the definition of a tool.
    pub fn add_tool(&mut self, index: usize, name: &str, tokens: usize) {
        let tokens = self.scale.next(tokens);
        let name = super::notes::shortened(name);
        self.push(
            PartKind::Tools,
            Some(index),
            Some(name),
            tokens,
            self.is_published,
        );
    }

    /// Adds tokens that are known as such, whatever the encoding.
    pub fn add_fixed(&mut self, part: PartKind, index: Option<usize>, tokens: usize) {
        self.push(part, index, None, tokens, self.is_published);
    }

    fn push(
        &mut self,
        part: PartKind,
        index: Option<usize>,
        name: Option<String>,
        tokens: usize,
        exact: bool,
    ) {
        if tokens == 0 && part != PartKind::Message && part != PartKind::System {
            return;
        }
        self.parts.push(RequestPart {
            part,
            index,
            name,
            tokens,
            exact,
        });
    }

    /// Counts media by the model's rule, or notes why that cannot be done.
    pub fn media(&mut self, media: &Media<'_>, index: Option<usize>) {
        let (part, what) = match media.kind {
            MediaKind::Image => (PartKind::Image, "an image"),
            MediaKind::Audio => (PartKind::Audio, "audio"),
            MediaKind::Video => (PartKind::File, "a video"),
            MediaKind::File => (PartKind::File, "a file"),
        };
        let counted = match media.kind {
            MediaKind::Image => self.images.image_tokens(
                self.model,
                ChatImage {
                    size: media.size,
                    detail: media.detail,
                    url: &media.url,
                },
            ),
            MediaKind::Audio => self.sound(media),
            MediaKind::Video => {
                Err("its tokens depend on its length, which the request does not state".to_owned())
            }
            MediaKind::File => self.file(media),
        };
        match counted {
            Ok(ChatImageTokens { tokens, estimate }) => {
                let exact = estimate.is_none();
                if let Some(why) = estimate {
                    self.notes.estimate(match media.kind {
                        MediaKind::Image => format!("tokens of images are an estimate: {why}"),
                        _ => why,
                    });
                }
                self.push(part, index, None, tokens, exact && self.is_published);
            }
            Err(why) => self.left_out(what, why, &media.place),
        }
    }

    fn sound(&self, media: &Media<'_>) -> Result<ChatImageTokens, String> {
        let unknown = "its tokens depend on its length, which cannot be read here";
        let tenths = self.images.tenths(&media.url).ok_or(unknown)?;
        let rate = self
            .rates
            .second
            .ok_or("the vendor's rate for sound is not known here")?;
        Ok(ChatImageTokens {
            tokens: tenths.saturating_mul(rate) / 10,
            estimate: None,
        })
    }

    /// The text of a file of text; else its pages.
    fn file(&mut self, media: &Media<'_>) -> Result<ChatImageTokens, String> {
        let Some(text) = self.images.text(&media.url) else {
            return self.pages(media);
        };
        let tokens = self.tokens(&text) + self.rates.text;
        Ok(ChatImageTokens {
            tokens: self.scale.next(tokens),
            estimate: Some("a file of text is counted as its text".to_owned()),
        })
    }

    fn pages(&mut self, media: &Media<'_>) -> Result<ChatImageTokens, String> {
        let unknown = "a provider bills the text of each page and mostly an image of it: some 200 to \
             3,000 tokens a page";
        let pages = self.images.pages(&media.url).ok_or(unknown)?;
        let page = self.rates.page.ok_or(unknown)?;
        if !self.rates.has_published_page {
            // The text of the pages is not read here.
            self.is_open = true;
            self.notes.estimate(format!(
                "a file of {pages} pages is counted with {page} tokens a page, as recorded requests \
                 with little text show; the text of each page is billed besides"
            ));
        }
        Ok(ChatImageTokens {
            tokens: pages.saturating_mul(page),
            estimate: None,
        })
    }

    /// Notes that something that is billed, at `place`, is not counted.
    pub fn left_out(&mut self, what: &str, reason: String, place: &str) {
        self.is_open = true;
        self.notes.left_out(what, reason, || place.to_owned());
    }

    /// The parts that were counted.
    pub fn into_parts(self) -> (Vec<RequestPart>, Notes) {
        (self.parts, self.notes)
    }
}
