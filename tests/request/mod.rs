//! Whole requests: their texts, their images and their price.

mod chat_images;
mod exact_models;
