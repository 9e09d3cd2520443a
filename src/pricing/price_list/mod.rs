//! Price lists of other projects, read into one type: litellm's map, models.dev's `api.json` and
//! genai-prices' `data.json`.
//!
//! - `list`: what a list says, in the catalog's own units and words.
//! - `number`: the floats of JSON as the decimals that people wrote.
//! - `litellm`, `models_dev`, `genai_prices`: one reader for each shape.
//! - `read`: tells the shapes apart.
//! - `to_catalog`: a catalog made of such a list.
//! - `parse`: a catalog from JSON text of any of these, or of our own format.

mod genai_prices;
mod list;
mod litellm;
mod litellm_key;
mod models_dev;
mod number;
mod parse;
mod read;
mod to_catalog;

pub use crate::pricing::catalog::can_both_price;
pub use list::{ListedModel, ListedRate, PriceList, Unread};
pub use number::decimal;
pub use parse::parse;
pub use read::{is_price_list, read};
pub use to_catalog::{catalog_file, default_resolution, rate_rows};
