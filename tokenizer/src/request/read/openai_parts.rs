//! Content of OpenAI's messages: a string, or parts.

use std::borrow::Cow;

use serde_json::Value;

use crate::error::TokenizerError;
use crate::request::conversation::{Block, Media, MediaKind};
use crate::request::fields::check;
use crate::request::notes::shortened;
use crate::request::tally::Tally;

/// The blocks of a `content`.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] if it is neither a string, nor null, nor an array of parts.
pub fn content<'a>(
    content: &'a Value,
    place: &str,
    tally: &mut Tally<'_>,
) -> Result<Vec<Block<'a>>, TokenizerError> {
    match content {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![Block::Text(text.into())]),
        Value::Array(parts) => {
            let parts = parts.iter().enumerate();
            Ok(parts
                .filter_map(|(at, part)| read_part(part, format!("{place}[{at}]"), tally))
                .collect())
        }
        _ => Err(TokenizerError::InvalidArgument {
            path: place.to_owned(),
            reason: "must be a string, null, or an array of content parts",
        }),
    }
}

fn read_part<'a>(part: &'a Value, place: String, tally: &mut Tally<'_>) -> Option<Block<'a>> {
    let kind = part["type"].as_str().unwrap_or("text");
    let text = |name: &str| Some(Block::Text(part[name].as_str().unwrap_or_default().into()));
    check(
        tally,
        &place,
        part,
        &[
            "type",
            "text",
            "refusal",
            "image_url",
            "input_audio",
            "file",
            "detail",
            "width",
            "height",
            "file_id",
            "file_data",
            "file_url",
            "filename",
            "video_url",
            "document_url",
            "thinking",
            "reasoning",
        ],
        &[
            "annotations",
            "cache_control",
            "logprobs",
            "prompt_cache_breakpoint",
            "document_name",
        ],
    );
    match kind {
        "text" | "input_text" | "output_text" | "summary_text" | "reasoning_text" => text("text"),
        "refusal" => text("refusal"),
        "thinking" | "reasoning" => Some(match &part["thinking"] {
            // Mistral's thoughts are parts, and written into the prompt.
            Value::Array(parts) => {
                let texts = parts.iter().filter_map(|part| part["text"].as_str());
                Block::Group(texts.map(|text| Block::Text(text.into())).collect())
            }
            thoughts => Block::Thought(thoughts.as_str().unwrap_or_default()),
        }),
        "image_url" | "input_image" | "computer_screenshot" => {
            // Chat Completions nest the URL in an object, Responses do not.
            let url = &part["image_url"];
            let said = |name: &str| match &url[name] {
                Value::Null => &part[name],
                said => said,
            };
            let pixels = |name: &str| u32::try_from(said(name).as_u64()?).ok();
            Some(Block::Media(Media {
                kind: MediaKind::Image,
                place,
                size: pixels("width").zip(pixels("height")),
                detail: said("detail").as_str(),
                url: url
                    .as_str()
                    .or(said("url").as_str())
                    .unwrap_or_default()
                    .into(),
            }))
        }
        "input_audio" => {
            let audio = &part["input_audio"];
            let url = format!(
                "data:audio/{};base64,{}",
                audio["format"].as_str().unwrap_or("wav"),
                audio["data"].as_str().unwrap_or_default()
            );
            media(MediaKind::Audio, place, url.into())
        }
        "video_url" => {
            let url = part["video_url"]["url"].as_str().unwrap_or_default();
            media(MediaKind::Video, place, url.into())
        }
        "file" | "input_file" | "document_url" => {
            let file = match &part["file"] {
                Value::Null => part,
                file => file,
            };
            let url = file["file_data"].as_str().or(file["file_url"].as_str());
            media(MediaKind::File, place, url.unwrap_or_default().into())
        }
        other => {
            let what = format!("content of type {:?}", shortened(other));
            tally.left_out(&what, "its tokens are not known here".to_owned(), &place);
            None
        }
    }
}

fn media(kind: MediaKind, place: String, url: Cow<'_, str>) -> Option<Block<'_>> {
    Some(Block::Media(Media {
        kind,
        place,
        size: None,
        detail: None,
        url,
    }))
}
