//! Requests as text: what needs both the tokenizer and pricing.
//!
//! [`quote`] and [`compare`] count a prompt and a completion with the model's encoding before they
//! price them. [`ChatImages`] gives the tokenizer the tokens of the images inside a chat request.

#![forbid(unsafe_code)]

mod chat_images;
mod data_url;
mod described_model;
mod files;
mod priced_text;

pub use chat_images::ChatImages;
pub use described_model::DescribedModel;
pub use priced_text::{PricedTextError, compare, quote};
