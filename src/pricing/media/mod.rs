//! Images, audio and video as tokens, by the rules that vendors publish.

mod audio_video;
mod generated_images;
mod image_input;
mod image_rules;
mod image_size;
mod image_tokens;
mod scaled_size;
mod token_estimate;

pub use audio_video::{Direction, MediaInput, MediaKind};
pub use image_input::{ImageInput, ImageOutput, MAX_IMAGE_SIDE};
pub use image_size::{ImageSize, image_size};
pub use image_tokens::ImageTokens;
pub use token_estimate::TokenEstimate;
