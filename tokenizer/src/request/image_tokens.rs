//! What the tokens of an image depend on, and who knows them.

/// What decides the tokens of an image in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChatImage<'a> {
    /// Width and height in pixels, if the request states them beside the URL.
    pub size: Option<(u32, u32)>,
    /// The detail that the request asks for: `"low"`, `"high"`, `"auto"`, `"original"`.
    pub detail: Option<&'a str>,
    /// The image's URL, empty if there is none. A `data:` URL holds the image itself.
    pub url: &'a str,
}

/// The tokens of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatImageTokens {
    /// The tokens that the model's vendor bills for it.
    pub tokens: usize,
    /// Why that is an estimate; `None` if it is exact.
    pub estimate: Option<String>,
}

/// Knows the tokens of images, which the tokenizer cannot know: each model has rules of its own.
pub trait ImageTokens {
    /// The tokens of an image that is sent to a model.
    ///
    /// # Errors
    ///
    /// Why they are not known, in words that follow "an image is not counted: ".
    fn image_tokens(&self, model: &str, image: ChatImage<'_>) -> Result<ChatImageTokens, String>;

    /// The pages of a file in a `data:` URL, where they can be read.
    fn pages(&self, url: &str) -> Option<usize> {
        let _ = url;
        None
    }

    /// The text of a file in a `data:` URL, where it is one of text.
    fn text(&self, url: &str) -> Option<String> {
        let _ = url;
        None
    }

    /// The length of sound in a `data:` URL in tenths of a second, where it can be read.
    fn tenths(&self, url: &str) -> Option<usize> {
        let _ = url;
        None
    }
}

/// Knows the tokens of no image.
pub struct NoImages;

impl ImageTokens for NoImages {
    fn image_tokens(&self, _: &str, _: ChatImage<'_>) -> Result<ChatImageTokens, String> {
        Err("rules for images are not at hand".to_owned())
    }
}
