//! Text to tokens at the JavaScript border.
//!
//! Texts and ids lie in the [`buffers`](super::buffers). Encodings stay loaded; a `u32` names each.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::Thrown;
use super::border::{read_json, to_js};
use super::buffers::{
    INPUT, OUTPUT, OUTPUT_BYTES, Source, bad_call, put, too_large, with_bytes, with_text,
};
use crate::ErrorCode;
#[cfg(feature = "wasm")]
use crate::request::ChatImages;
use crate::tokenizer::chat;
use crate::tokenizer::{
    Encoding, EncodingName, Keep, RequestEndpoint, RequestOptions, SafeCuts, SpecialSet,
    SpecialTokenOptions, TokenizerError, count_request as count_tokens, decode_base64_in_place,
    encoding_for_model, utf16,
};

thread_local! {
    static LOADED: RefCell<Vec<Rc<Encoding>>> = const { RefCell::new(Vec::new()) };
}

/// Loads the packed vocabulary in the first `length` bytes of the input, whose memory is given back;
/// returns its handle. An encoding that is loaded already keeps its handle.
#[wasm_bindgen(js_name = loadEncoding)]
pub fn load_encoding(length: u32) -> Result<u32, Thrown> {
    let words = INPUT.take();
    let length = length as usize;
    if length > words.len() * 4 {
        return Err(bad_call());
    }
    let encoding = LOADED.with_borrow(|loaded| {
        let loaded: Vec<&Encoding> = loaded.iter().map(|encoding| &**encoding).collect();
        Encoding::from_source(Source { words, length }, &loaded)
    })?;
    Ok(LOADED.with_borrow_mut(|loaded| {
        let known = loaded
            .iter()
            .position(|known| known.name() == encoding.name());
        known.unwrap_or_else(|| {
            loaded.push(Rc::new(encoding));
            loaded.len() - 1
        }) as u32
    }))
}

/// The encoding of a name, if it is loaded.
pub fn loaded(name: EncodingName) -> Option<Rc<Encoding>> {
    LOADED.with_borrow(|loaded| {
        loaded
            .iter()
            .find(|known| known.name() == name.as_str())
            .cloned()
    })
}

/// As `loadEncoding`, for a packed vocabulary written in base64, as the modules of the package carry
/// it.
#[wasm_bindgen(js_name = loadEncodingBase64)]
pub fn load_encoding_base64(length: u32) -> Result<u32, Thrown> {
    let decoded = INPUT.with_borrow_mut(|buffer| {
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(buffer);
        let text = bytes.get_mut(..length as usize).ok_or_else(bad_call)?;
        Ok::<_, Thrown>(decode_base64_in_place(text)?)
    })?;
    load_encoding(decoded as u32)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EncodingInfo<'a> {
    name: &'a str,
    vocabulary_size: usize,
    special_tokens: Vec<(&'a str, u32)>,
    safe_cuts: SafeCuts,
}

/// Name, size, special tokens (pairs of text and id) and safe cuts of a loaded encoding.
#[wasm_bindgen(js_name = encodingInfo)]
pub fn encoding_info(handle: u32) -> Result<JsValue, Thrown> {
    let encoding = encoding(handle)?;
    to_js(&EncodingInfo {
        name: encoding.name(),
        vocabulary_size: encoding.vocabulary_size(),
        special_tokens: encoding.special_tokens().collect(),
        safe_cuts: encoding.safe_cuts(),
    })
}

/// The number of tokens of the text in the input; the text of special tokens is ordinary.
#[wasm_bindgen(js_name = countTokens)]
pub fn count(handle: u32, length: u32) -> Result<u32, Thrown> {
    let encoding = encoding(handle)?;
    with_bytes(length, |text| Ok(encoding.count_utf8(text) as u32))
}

/// As `countTokens`, with special tokens.
#[wasm_bindgen(js_name = countTokensWith)]
pub fn count_with(
    handle: u32,
    length: u32,
    allowed: &JsValue,
    disallowed: &JsValue,
) -> Result<u32, Thrown> {
    let encoding = encoding(handle)?;
    with_text(length, |text| {
        with_options(allowed, disallowed, |options| {
            let count = encoding.count(text, options);
            Ok(count.map_err(|error| error.in_utf16(text))? as u32)
        })
    })
}

/// The numbers of tokens of many texts, which stand one after the other in the input.
#[wasm_bindgen(js_name = countTokensBatch)]
pub fn count_batch(
    handle: u32,
    lengths: &[u32],
    allowed: &JsValue,
    disallowed: &JsValue,
) -> Result<Vec<u32>, Thrown> {
    let encoding = encoding(handle)?;
    let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
    let total = u32::try_from(total).map_err(|_| too_large())?;
    with_text(total, |all| {
        with_options(allowed, disallowed, |options| {
            let mut at = 0;
            let count = |(index, length): (usize, &u32)| {
                let end = at + *length as usize;
                let text = all.get(at..end).ok_or_else(bad_call)?;
                at = end;
                match encoding.count(text, options) {
                    Ok(count) => Ok(count as u32),
                    Err(error) => {
                        Err(Thrown::from(error.in_utf16(text)).at(format!("texts[{index}]")))
                    }
                }
            };
            lengths.iter().enumerate().map(count).collect()
        })
    })
}

/// The number of tokens of the text in the input, or `undefined` if it is above `limit`.
#[wasm_bindgen(js_name = countTokensUpTo)]
pub fn count_up_to(
    handle: u32,
    length: u32,
    limit: u32,
    allowed: &JsValue,
    disallowed: &JsValue,
) -> Result<Option<u32>, Thrown> {
    let encoding = encoding(handle)?;
    with_text(length, |text| {
        with_options(allowed, disallowed, |options| {
            let count = encoding
                .count_up_to(text, limit as usize, options)
                .map_err(|error| error.in_utf16(text))?;
            Ok(count.map(|count| count as u32))
        })
    })
}

/// Encodes the text in the input, behind the ids that are in the output already unless it is the `first` part of a
/// text; returns how many ids lie there then.
#[wasm_bindgen(js_name = encodeTokens)]
pub fn encode(handle: u32, length: u32, first: bool) -> Result<u32, Thrown> {
    let encoding = encoding(handle)?;
    with_bytes(length, |text| {
        OUTPUT.with_borrow_mut(|tokens| {
            if first {
                tokens.clear();
            }
            encoding.encode_utf8(text, tokens)?;
            Ok(tokens.len() as u32)
        })
    })
}

/// As `encodeTokens`, with special tokens.
#[wasm_bindgen(js_name = encodeTokensWith)]
pub fn encode_with(
    handle: u32,
    length: u32,
    allowed: &JsValue,
    disallowed: &JsValue,
) -> Result<u32, Thrown> {
    let encoding = encoding(handle)?;
    with_text(length, |text| {
        with_options(allowed, disallowed, |options| {
            let tokens = encoding.encode(text, options);
            Ok(put(tokens.map_err(|error| error.in_utf16(text))?))
        })
    })
}

/// Encodes the text in the input; the output holds the ids, then where each begins in UTF-16.
/// Returns how many ids there are.
#[wasm_bindgen(js_name = tokenSpans)]
pub fn spans(
    handle: u32,
    length: u32,
    allowed: &JsValue,
    disallowed: &JsValue,
) -> Result<u32, Thrown> {
    let encoding = encoding(handle)?;
    with_text(length, |text| {
        with_options(allowed, disallowed, |options| {
            let spans = encoding
                .spans(text, options)
                .map_err(|error| error.in_utf16(text))?;
            let starts: Vec<usize> = spans.iter().map(|(_, start)| *start).collect();
            let starts = utf16::offsets(text, &starts);
            let tokens = spans.iter().map(|(token, _)| *token);
            put(tokens
                .chain(starts.into_iter().map(|start| start as u32))
                .collect());
            Ok(spans.len() as u32)
        })
    })
}

/// Decodes the first `count` ids of the input, which others of the same text precede if it `follows`;
/// returns how many bytes lie in the output.
#[wasm_bindgen(js_name = decodeTokens)]
pub fn decode(handle: u32, count: u32, follows: bool) -> Result<u32, Thrown> {
    let encoding = encoding(handle)?;
    INPUT.with_borrow(|input| {
        let tokens = input.get(..count as usize).ok_or_else(bad_call)?;
        OUTPUT_BYTES.with_borrow_mut(|bytes| {
            bytes.clear();
            if follows {
                encoding.decode_rest_into(tokens, bytes)?;
            } else {
                encoding.decode_into(tokens, bytes)?;
            }
            Ok(bytes.len() as u32)
        })
    })
}

/// The bytes of a token.
#[wasm_bindgen(js_name = tokenBytes)]
pub fn token_bytes(handle: u32, token: u32) -> Result<Vec<u8>, Thrown> {
    Ok(encoding(handle)?.token_bytes(token)?.to_vec())
}

/// Truncates the text in the input. Returns where the head ends and the tail begins (UTF-16), the
/// tokens, 1 if anything was cut, and 1 if the marker is between head and tail. `keep`: 0 start, 1 end,
/// 2 middle.
#[wasm_bindgen(js_name = truncateText)]
pub fn truncate(
    handle: u32,
    length: u32,
    max_tokens: u32,
    keep: u32,
    marker: &str,
) -> Result<Vec<u32>, Thrown> {
    let encoding = encoding(handle)?;
    let keep = match keep {
        0 => Keep::Start,
        1 => Keep::End,
        2 => Keep::Middle,
        _ => return Err(bad_call()),
    };
    with_text(length, |text| {
        let found = encoding.truncate(text, max_tokens as usize, keep, marker);
        let offsets = utf16::offsets(text, &[found.head.end, found.tail.start]);
        Ok(offsets
            .into_iter()
            .chain([
                found.tokens,
                usize::from(found.truncated),
                usize::from(found.has_marker),
            ])
            .map(|number| number as u32)
            .collect())
    })
}

/// Chunks the text in the input. Gives start, end (UTF-16) and tokens of each, one after the other.
#[wasm_bindgen(js_name = chunkText)]
pub fn chunk(handle: u32, length: u32, max_tokens: u32, overlap: u32) -> Result<Vec<u32>, Thrown> {
    let encoding = encoding(handle)?;
    with_text(length, |text| {
        let chunks = encoding.chunk(text, max_tokens as usize, overlap as usize)?;
        // Starts ascend and ends ascend, but a chunk may begin before the last one ends.
        let starts: Vec<usize> = chunks.iter().map(|chunk| chunk.range.start).collect();
        let ends: Vec<usize> = chunks.iter().map(|chunk| chunk.range.end).collect();
        Ok(utf16::offsets(text, &starts)
            .into_iter()
            .zip(utf16::offsets(text, &ends))
            .zip(&chunks)
            .flat_map(|((start, end), chunk)| [start as u32, end as u32, chunk.tokens as u32])
            .collect())
    })
}

/// The engine of `tokenfare/tokenizer` has no catalog, in which the rules for images are.
#[cfg(not(feature = "wasm"))]
struct ImagesElsewhere;

#[cfg(not(feature = "wasm"))]
impl chat::ImageTokens for ImagesElsewhere {
    fn image_tokens(
        &self,
        _: &str,
        _: chat::ChatImage<'_>,
    ) -> Result<chat::ChatImageTokens, String> {
        Err(
            "`tokenfare/tokenizer` knows no rules for images; import from `tokenfare`, which does"
                .to_owned(),
        )
    }
}

/// Tokens of a chat request.
#[wasm_bindgen(js_name = countChat)]
pub fn count_chat(handle: u32, request: JsValue) -> Result<JsValue, Thrown> {
    let encoding = encoding(handle)?;
    let request =
        read_json(request, ErrorCode::InvalidArgument).map_err(|thrown| thrown.under("request"))?;
    #[cfg(feature = "wasm")]
    let images = ChatImages::default();
    #[cfg(not(feature = "wasm"))]
    let images = ImagesElsewhere;
    let count = chat::count_chat(&encoding, &request, &images)?;
    to_js(&count)
}

/// Tokens of a whole request. `model` and `endpoint` say what the body does not.
#[wasm_bindgen(js_name = countRequest)]
pub fn count_request(
    request: JsValue,
    model: Option<String>,
    endpoint: Option<String>,
) -> Result<JsValue, Thrown> {
    let request =
        read_json(request, ErrorCode::InvalidArgument).map_err(|thrown| thrown.under("request"))?;
    #[cfg(feature = "wasm")]
    let images = ChatImages::default();
    #[cfg(not(feature = "wasm"))]
    let images = ImagesElsewhere;
    let endpoint = match endpoint.as_deref() {
        None => None,
        Some(name) => Some(RequestEndpoint::named(name).ok_or_else(bad_call)?),
    };
    let options = RequestOptions {
        model: model.as_deref(),
        endpoint,
    };
    let encoding = |name: EncodingName| {
        loaded(name).ok_or_else(|| TokenizerError::EncodingNotLoaded {
            encoding: name.to_string(),
        })
    };
    to_js(&count_tokens(&request, options, encoding, &images)?)
}

/// The encoding of a model.
#[wasm_bindgen(js_name = encodingForModel)]
pub fn encoding_of_model(model: &str) -> Result<JsValue, Thrown> {
    to_js(&encoding_for_model(model))
}

fn encoding(handle: u32) -> Result<Rc<Encoding>, Thrown> {
    LOADED.with_borrow(|loaded| loaded.get(handle as usize).cloned().ok_or_else(bad_call))
}

/// Reads `allowedSpecial` and `disallowedSpecial`: `undefined`, `"all"`, or an array of strings.
fn with_options<R>(
    allowed: &JsValue,
    disallowed: &JsValue,
    work: impl FnOnce(SpecialTokenOptions<'_>) -> Result<R, Thrown>,
) -> Result<R, Thrown> {
    fn set<'a>(texts: &Option<Vec<String>>, these: &'a [&'a str]) -> SpecialSet<'a> {
        match texts {
            None => SpecialSet::All,
            Some(_) => SpecialSet::These(these),
        }
    }
    let (allowed, disallowed) = (texts_of(allowed), texts_of(disallowed));
    let allowed_texts: Vec<&str> = allowed.iter().flatten().map(String::as_str).collect();
    let disallowed_texts: Vec<&str> = disallowed.iter().flatten().map(String::as_str).collect();
    work(SpecialTokenOptions {
        allowed: set(&allowed, &allowed_texts),
        disallowed: set(&disallowed, &disallowed_texts),
    })
}

/// `None` for `"all"`; the facade has checked that all else is an array of strings, or nothing.
fn texts_of(value: &JsValue) -> Option<Vec<String>> {
    if value.is_string() {
        return None;
    }
    let items = value.dyn_ref::<Array>().map(Array::iter);
    Some(
        items
            .into_iter()
            .flatten()
            .filter_map(|item| item.as_string())
            .collect(),
    )
}
