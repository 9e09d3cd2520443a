//! Images inside a chat request: their size, which the request states or the image's own bytes say,
//! and their tokens by the model's rule. Nothing is fetched.

use std::cell::RefCell;

use super::{data_url, files};
use crate::pricing::{Catalog, ImageInput, ImageTokens, PricingError, Resolved, image_size};
use crate::tokenizer::chat::{self, ChatImage, ChatImageTokens};
use crate::{Coded, ErrorCode};

/// Bytes of an image that are decoded first. The size of most images lies within them.
const HEAD_BYTES: usize = 64 << 10;

/// Bytes that are decoded at most. A photograph may carry megabytes of metadata before its size.
const MAX_HEADER_BYTES: usize = 16 << 20;

/// The image rules of the [embedded catalog](Catalog::embedded), which is parsed at the first image.
///
/// Hand it to the functions of [`tokenizer::chat`](crate::tokenizer::chat) that count a request.
#[derive(Default)]
pub struct ChatImages {
    /// The model of the image before: all images of a request are sent to the same one.
    model: RefCell<Option<(String, Result<Resolved<'static>, String>)>>,
}

impl chat::ImageTokens for ChatImages {
    fn image_tokens(&self, model: &str, image: ChatImage<'_>) -> Result<ChatImageTokens, String> {
        let resolved = self.resolved(model)?;
        let day = catalog()?.checked();
        let counted = match size_of(&image) {
            Ok((width, height)) => {
                let input = ImageInput {
                    width,
                    height,
                    detail: image.detail.map(str::to_owned),
                    ..Default::default()
                };
                resolved.image_tokens(&input, day)
            }
            Err(unknown) => match resolved.image_tokens_of_any_size(image.detail, day) {
                Ok(None) => return Err(unknown),
                Ok(Some(tokens)) => Ok(tokens),
                Err(error) => Err(error),
            },
        };
        let ImageTokens { estimate, .. } = counted.map_err(|error| reason(&error))?;
        Ok(ChatImageTokens {
            tokens: usize::try_from(estimate.tokens).map_err(|_| "it has too many tokens")?,
            estimate: estimate.dispute,
        })
    }

    fn pages(&self, url: &str) -> Option<usize> {
        files::pages(url)
    }

    fn text(&self, url: &str) -> Option<String> {
        files::text(url)
    }

    fn tenths(&self, url: &str) -> Option<usize> {
        files::tenths(url)
    }
}

impl ChatImages {
    fn resolved(&self, model: &str) -> Result<Resolved<'static>, String> {
        let mut last = self.model.borrow_mut();
        if let Some((known, resolved)) = &*last
            && known == model
        {
            return resolved.clone();
        }
        let resolved = catalog()?
            .resolve(model, false)
            .map_err(|error| reason(&error));
        *last = Some((model.to_owned(), resolved.clone()));
        resolved
    }
}

fn catalog() -> Result<&'static Catalog, String> {
    Catalog::embedded().map_err(|error| error.to_string())
}

/// Width and height: what the request says, else what the image in a `data:` URL says.
fn size_of(image: &ChatImage<'_>) -> Result<(u32, u32), String> {
    if let Some(size) = image.size {
        return Ok(size);
    }
    if !data_url::is_data_url(image.url) {
        return Err(
            "its size is not known, for nothing is fetched; say its `width` and `height` \
            in pixels beside its URL"
                .to_owned(),
        );
    }
    let head = data_url::head(image.url, HEAD_BYTES)?;
    let size = match image_size(&head) {
        Err(_) if head.len() == HEAD_BYTES => {
            image_size(&data_url::head(image.url, MAX_HEADER_BYTES)?)
        }
        found => found,
    };
    size.map(|size| (size.width, size.height))
        .map_err(|error| error.to_string())
}

/// Why an image has no tokens, in the words of a note.
fn reason(error: &PricingError) -> String {
    match error.code() {
        ErrorCode::UnknownModel => "no model of this name is known, so no rule for its images",
        ErrorCode::NoPrice => "no rule is published that turns images into tokens for this model",
        _ => return error.to_string(),
    }
    .to_owned()
}
