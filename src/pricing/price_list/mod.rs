//! Price lists of other projects, read into one type: litellm's map, models.dev's `api.json` and
//! genai-prices' `data.json`.
//!
//! - `list`: what a list says, in the catalog's own units and words.
//! - `number`: the floats of JSON as the decimals that people wrote.
//! - `litellm`, `models_dev`, `genai_prices`: one reader for each shape.
//! - `read`: tells the shapes apart.
//! - `to_catalog`: a catalog made of such a list.

mod genai_prices;
mod list;
mod litellm;
mod litellm_key;
mod models_dev;
mod number;
mod read;
mod to_catalog;

pub use list::{ListedModel, ListedRate, PriceList, Unread};
pub use number::decimal;
pub use read::{is_price_list, read};
pub use to_catalog::{catalog_file, rate_rows};
