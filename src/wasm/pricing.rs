//! Catalogs, quotes and conversions for JavaScript.
//!
//! Requests and results cross the border as JSON text, one string each way: an object built property
//! by property costs a call out of the engine for each. The facade writes and reads the JSON.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::handles::{self, Handles};
use super::json::{parse, read, write};
use crate::ErrorCode;
use crate::pricing::{
    Catalog, CatalogOverrides, Count, Day, Direction, Exact, ImageInput, MediaKind, Model,
    ModelFilter, Money, QuoteRequest,
};
use crate::request::{self, Texts};
use crate::tokenizer::{EncodingName, TokenizerError, encoding_for_model};

thread_local! {
    static CATALOGS: Handles<Catalog> = const { Handles::new() };
}

/// The handle of the catalog shipped with this version. It is parsed when it is first used.
pub const EMBEDDED: u32 = 0;

/// Runs `work` on the catalog of a handle.
pub fn with_catalog<T>(
    handle: u32,
    work: impl FnOnce(&Catalog) -> Result<T, Thrown>,
) -> Result<T, Thrown> {
    if handle == EMBEDDED {
        return work(Catalog::embedded()?);
    }
    work(&*handles::get(&CATALOGS, handle)?)
}

/// A catalog from JSON, checked whole.
#[wasm_bindgen(js_name = catalogParse)]
pub fn catalog_parse(json: &str) -> Result<u32, Thrown> {
    Ok(handles::keep(&CATALOGS, Catalog::parse(json)?))
}

/// A catalog with overrides on top of another.
#[wasm_bindgen(js_name = catalogExtend)]
pub fn catalog_extend(handle: u32, overrides: &str) -> Result<u32, Thrown> {
    let overrides: CatalogOverrides = read(overrides, ErrorCode::InvalidCatalog)?;
    let extended = with_catalog(handle, |catalog| Ok(catalog.extend(&overrides)?))?;
    Ok(handles::keep(&CATALOGS, extended))
}

/// Forgets a catalog.
#[wasm_bindgen(js_name = catalogForget)]
pub fn catalog_forget(handle: u32) {
    handles::forget(&CATALOGS, handle);
}

/// The newest day on which a price was checked.
#[wasm_bindgen(js_name = catalogChecked)]
pub fn catalog_checked(handle: u32) -> Result<String, Thrown> {
    with_catalog(handle, |catalog| Ok(catalog.checked().to_string()))
}

/// The number of models.
#[wasm_bindgen(js_name = catalogSize)]
pub fn catalog_size(handle: u32) -> Result<u32, Thrown> {
    with_catalog(handle, |catalog| {
        Ok(u32::try_from(catalog.size()).unwrap_or(u32::MAX))
    })
}

/// The whole catalog, in the format of `catalog.json`.
#[wasm_bindgen(js_name = catalogToJson)]
pub fn catalog_to_json(handle: u32) -> Result<String, Thrown> {
    with_catalog(handle, |catalog| write(catalog.file()))
}

/// The models that a filter lets through.
#[wasm_bindgen(js_name = catalogModels)]
pub fn catalog_models(handle: u32, filter: &str) -> Result<String, Thrown> {
    let filter: ModelFilter = read(filter, ErrorCode::InvalidArgument)?;
    with_catalog(handle, |catalog| {
        let models: Vec<ModelView> = catalog
            .models(&filter)
            .into_iter()
            .map(ModelView::from)
            .collect();
        write(&models)
    })
}

/// One model by any of its names.
#[wasm_bindgen(js_name = catalogModel)]
pub fn catalog_model(handle: u32, name: &str) -> Result<String, Thrown> {
    with_catalog(handle, |catalog| {
        write(&ModelView::from(catalog.model(name)?))
    })
}

/// The rates in force; `options` is `{ on?, tier?, region? }`.
#[wasm_bindgen(js_name = catalogPrices)]
pub fn catalog_prices(handle: u32, name: &str, options: &str) -> Result<String, Thrown> {
    let options: PriceOptions = read(options, ErrorCode::InvalidArgument)?;
    with_catalog(handle, |catalog| {
        let (tier, region) = (options.tier.as_deref(), options.region.as_deref());
        write(&catalog.prices(name, options.on, tier, region)?)
    })
}

/// All sheets that a model ever had.
#[wasm_bindgen(js_name = catalogHistory)]
pub fn catalog_history(handle: u32, name: &str) -> Result<String, Thrown> {
    with_catalog(handle, |catalog| write(&catalog.history(name)?))
}

/// Prices a request; the texts, where there are any, are counted first.
#[wasm_bindgen(js_name = catalogQuote)]
pub fn catalog_quote(
    handle: u32,
    request: &str,
    prompt: Option<String>,
    completion: Option<String>,
) -> Result<String, Thrown> {
    let request: QuoteRequest = read(request, ErrorCode::InvalidArgument)?;
    let texts = Texts {
        prompt: prompt.as_deref(),
        completion: completion.as_deref(),
    };
    with_catalog(handle, |catalog| {
        write(&request::quote(catalog, &request, texts, count)?)
    })
}

/// Prices a request on several models; `models` is a JSON array of names.
#[wasm_bindgen(js_name = catalogCompare)]
pub fn catalog_compare(
    handle: u32,
    request: &str,
    models: &str,
    prompt: Option<String>,
    completion: Option<String>,
) -> Result<String, Thrown> {
    let request: QuoteRequest = read(request, ErrorCode::InvalidArgument)?;
    let models: Vec<String> = read(models, ErrorCode::InvalidArgument)?;
    let texts = Texts {
        prompt: prompt.as_deref(),
        completion: completion.as_deref(),
    };
    with_catalog(handle, |catalog| {
        write(&request::compare(catalog, &request, texts, &models, count)?)
    })
}

/// Counts with an encoding that is loaded.
fn count(encoding: EncodingName, text: &str) -> Result<u64, TokenizerError> {
    let loaded = super::tokenizer::loaded(encoding);
    let loaded = loaded.ok_or(TokenizerError::EncodingNotLoaded {
        encoding: encoding.as_str(),
    })?;
    Ok(loaded.count_ordinary(text) as u64)
}

/// Prompt tokens of an image.
#[wasm_bindgen(js_name = imageInputTokens)]
pub fn image_input_tokens(model: &str, image: &str) -> Result<String, Thrown> {
    let image: ImageInput = read(image, ErrorCode::InvalidArgument)?;
    write(&Catalog::embedded()?.image_input_tokens(model, &image, None)?)
}

/// Tokens of audio or video; `media` is `{ kind, direction, seconds }`.
#[wasm_bindgen(js_name = mediaTokens)]
pub fn media_tokens(model: &str, media: &str) -> Result<String, Thrown> {
    let media: Media = read(media, ErrorCode::InvalidArgument)?;
    let Media {
        kind,
        direction,
        seconds,
    } = media;
    write(&Catalog::embedded()?.media_tokens(model, kind, direction, seconds, None)?)
}

/// What a vendor's response says that it used; `response` is its JSON.
#[wasm_bindgen(js_name = usageFromResponse)]
pub fn usage_from_response(response: &str) -> Result<String, Thrown> {
    let response = parse(response, ErrorCode::InvalidUsage)?;
    write(&Catalog::embedded()?.usage_from_json(&response)?)
}

/// Width, height and format from an image file's header.
#[wasm_bindgen(js_name = imageSize)]
pub fn image_size(bytes: &[u8]) -> Result<String, Thrown> {
    write(&crate::pricing::image_size(bytes)?)
}

/// An exact amount of money times a number. Both are decimals as text.
#[wasm_bindgen]
pub fn multiply(amount: &str, by: &str) -> Result<String, Thrown> {
    let amount = Money::new(decimal(amount, "amount")?);
    let product = amount.checked_mul(decimal(by, "by")?).ok_or_else(|| {
        let message = "the product needs more than 28 digits; round a factor";
        Thrown::new(ErrorCode::LimitExceeded, message)
    })?;
    write(&product)
}

fn decimal(text: &str, path: &str) -> Result<Exact, Thrown> {
    Exact::from_json_number(text).ok_or_else(|| {
        let message = format!("{path} must be a decimal number of at most 28 digits, not {text:?}");
        Thrown::new(ErrorCode::InvalidArgument, message).at(path)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct PriceOptions {
    on: Option<Day>,
    tier: Option<String>,
    region: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Media {
    kind: MediaKind,
    direction: Direction,
    seconds: Count,
}

/// A model with its encoding, which is the tokenizer's to say.
#[derive(Serialize)]
struct ModelView {
    #[serde(flatten)]
    model: Model,
    encoding: EncodingView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EncodingView {
    encoding: &'static str,
    exact: bool,
    factor: f64,
    error_band: f64,
    source: &'static str,
}

impl From<Model> for ModelView {
    fn from(model: Model) -> Self {
        let matched = encoding_for_model(&model.id);
        Self {
            model,
            encoding: EncodingView {
                encoding: matched.encoding.as_str(),
                exact: matched.exact,
                factor: matched.factor,
                error_band: matched.error_band,
                source: matched.source,
            },
        }
    }
}
