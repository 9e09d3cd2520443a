//! Catalogs, quotes and conversions for JavaScript.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::border::{self, or_empty, read, read_json, to_js, write};
use super::handles::{self, Handles};
use super::memory;
use crate::near_match::shortened;
use crate::pricing::{
    Catalog, CatalogOverrides, Day, Exact, ImageInput, MediaInput, ModelFilter, Money,
    PriceOptions, PricingError, QuoteRequest, ResponseDefaults, price_list,
};
use crate::request::{self, DescribedModel};
use crate::tokenizer::{EncodingName, TokenizerError};
use crate::{ErrorCode, input};

thread_local! {
    static CATALOGS: Handles<Catalog> = const { Handles::new() };
}

/// The most bytes that a catalog takes for each byte of its text, while it is read.
const CATALOG_PER_BYTE: usize = 16;

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

/// The JSON text of a catalog or of overrides, which is plain data then.
#[wasm_bindgen(js_name = catalogText)]
pub fn catalog_text(value: JsValue) -> Result<String, Thrown> {
    write(&read_json(value, ErrorCode::InvalidCatalog)?)
}

/// A catalog from JSON text, checked whole: in our format, or another project's price list.
#[wasm_bindgen(js_name = catalogParse)]
pub fn catalog_parse(json: &str) -> Result<u32, Thrown> {
    memory::require(json.len().saturating_mul(CATALOG_PER_BYTE))?;
    Ok(handles::keep(&CATALOGS, price_list::parse(json, None)?))
}

/// A catalog with overrides on top of another.
#[wasm_bindgen(js_name = catalogExtend)]
pub fn catalog_extend(handle: u32, overrides: &str) -> Result<u32, Thrown> {
    memory::require(overrides.len().saturating_mul(CATALOG_PER_BYTE))?;
    let overrides: CatalogOverrides = input::from_json(overrides)
        .map_err(|error| border::misfit(&error, ErrorCode::InvalidCatalog))?;
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

/// What another project's list says that the catalog cannot express.
#[wasm_bindgen(js_name = catalogUnread)]
pub fn catalog_unread(handle: u32) -> Result<String, Thrown> {
    with_catalog(handle, |catalog| write(&catalog.file().unread))
}

/// How old the prices of each provider are, and how sure.
#[wasm_bindgen(js_name = catalogCoverage)]
pub fn catalog_coverage(handle: u32, on: Option<String>) -> Result<String, Thrown> {
    let on = on
        .map(|day| day.parse::<Day>())
        .transpose()
        .map_err(|error| PricingError::InvalidArgument {
            message: error.to_string(),
            path: Some("on".to_owned()),
            suggestions: Vec::new(),
        })?;
    with_catalog(handle, |catalog| write(&catalog.coverage(on)))
}

/// The models that a filter lets through.
#[wasm_bindgen(js_name = catalogModels)]
pub fn catalog_models(handle: u32, filter: JsValue) -> Result<String, Thrown> {
    let filter: ModelFilter = read(or_empty(filter), ErrorCode::InvalidArgument)?;
    with_catalog(handle, |catalog| {
        let models: Vec<DescribedModel> = catalog
            .models(&filter)
            .into_iter()
            .map(DescribedModel::from)
            .collect();
        write(&models)
    })
}

/// One model by any of its names.
#[wasm_bindgen(js_name = catalogModel)]
pub fn catalog_model(handle: u32, name: &str) -> Result<JsValue, Thrown> {
    with_catalog(handle, |catalog| {
        to_js(&DescribedModel::from(catalog.model(name)?))
    })
}

/// The rates in force.
#[wasm_bindgen(js_name = catalogPrices)]
pub fn catalog_prices(handle: u32, name: &str, options: JsValue) -> Result<String, Thrown> {
    let options: PriceOptions = read(or_empty(options), ErrorCode::InvalidArgument)?;
    with_catalog(handle, |catalog| write(&catalog.prices(name, &options)?))
}

/// All sheets that a model ever had.
#[wasm_bindgen(js_name = catalogHistory)]
pub fn catalog_history(handle: u32, name: &str) -> Result<String, Thrown> {
    with_catalog(handle, |catalog| write(&catalog.history(name)?))
}

/// Prices a request; the texts, where there are any, are counted first.
#[wasm_bindgen(js_name = catalogQuote)]
pub fn catalog_quote(handle: u32, request: JsValue) -> Result<String, Thrown> {
    let request: QuoteRequest = read(request, ErrorCode::InvalidArgument)?;
    with_catalog(handle, |catalog| {
        write(&request::quote(catalog, &request, count)?)
    })
}

/// Prices a request on several models.
#[wasm_bindgen(js_name = catalogCompare)]
pub fn catalog_compare(handle: u32, request: JsValue, models: JsValue) -> Result<String, Thrown> {
    let request: QuoteRequest = read(request, ErrorCode::InvalidArgument)?;
    let models: Vec<String> =
        read(models, ErrorCode::InvalidArgument).map_err(|thrown| thrown.under("models"))?;
    with_catalog(handle, |catalog| {
        write(&request::compare(catalog, &request, &models, count)?)
    })
}

/// Counts with an encoding that is loaded.
#[cfg(feature = "wasm-tokenizer")]
fn count(encoding: EncodingName, text: &str) -> Result<u64, TokenizerError> {
    let loaded = super::tokenizer::loaded(encoding);
    let loaded = loaded.ok_or_else(|| TokenizerError::EncodingNotLoaded {
        encoding: encoding.as_str().to_owned(),
    })?;
    Ok(loaded.count_ordinary(text) as u64)
}

/// This engine loads no encoding.
#[cfg(not(feature = "wasm-tokenizer"))]
fn count(encoding: EncodingName, _: &str) -> Result<u64, TokenizerError> {
    Err(TokenizerError::EncodingNotLoaded {
        encoding: encoding.as_str().to_owned(),
    })
}

/// Prompt tokens of an image.
#[wasm_bindgen(js_name = imageInputTokens)]
pub fn image_input_tokens(model: &str, image: JsValue) -> Result<JsValue, Thrown> {
    let image: ImageInput = read(image, ErrorCode::InvalidArgument)?;
    to_js(&Catalog::embedded()?.image_input_tokens(model, &image, None)?)
}

/// Tokens of audio or video.
#[wasm_bindgen(js_name = mediaTokens)]
pub fn media_tokens(model: &str, media: JsValue) -> Result<JsValue, Thrown> {
    let media: MediaInput = read(media, ErrorCode::InvalidArgument)?;
    to_js(&Catalog::embedded()?.media_tokens(model, media, None)?)
}

/// What a vendor's response says that it used.
#[wasm_bindgen(js_name = usageFromResponse)]
pub fn usage_from_response(response: JsValue) -> Result<JsValue, Thrown> {
    let response = read_json(response, ErrorCode::InvalidUsage)?;
    to_js(&Catalog::embedded()?.usage_from_response(&response)?)
}

/// What a response costs. Text comes as text, so that a long stream is parsed in the engine once.
#[wasm_bindgen(js_name = catalogPriceResponse)]
pub fn catalog_price_response(
    handle: u32,
    response: JsValue,
    known: JsValue,
) -> Result<String, Thrown> {
    let response = read_json(response, ErrorCode::InvalidUsage)?;
    let known: ResponseDefaults = read(or_empty(known), ErrorCode::InvalidArgument)
        .map_err(|thrown| thrown.under("options"))?;
    with_catalog(handle, |catalog| {
        write(&catalog.price_response(&response, &known)?)
    })
}

/// Width, height and format from an image file's header.
#[wasm_bindgen(js_name = imageSize)]
pub fn image_size(bytes: &[u8]) -> Result<JsValue, Thrown> {
    to_js(&crate::pricing::image_size(bytes)?)
}

/// An exact amount of money times a number. Both are decimals as text.
#[wasm_bindgen]
pub fn multiply(amount: &str, by: &str) -> Result<JsValue, Thrown> {
    let amount = Money::new(decimal(amount, "amount")?);
    let product = amount.checked_mul(decimal(by, "by")?).ok_or_else(|| {
        let message = "the product needs more than 28 digits; round a factor";
        Thrown::new(ErrorCode::LimitExceeded, message)
    })?;
    to_js(&product)
}

fn decimal(text: &str, path: &str) -> Result<Exact, Thrown> {
    Exact::from_json_number(text).ok_or_else(|| {
        let message = format!(
            "{path} must be a decimal number of at most 28 digits, not {:?}",
            shortened(text)
        );
        Thrown::new(ErrorCode::InvalidArgument, message).at(path)
    })
}
