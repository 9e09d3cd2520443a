//! The pre-tokens of 64 bytes at once: vectors say what each byte is, masks of one bit a byte say
//! where pre-tokens start.

pub mod block;
mod masks;
pub mod spaced;
#[allow(
    unsafe_code,
    reason = "vector instructions are functions that are unsafe to call"
)]
mod vector;

pub use vector::IN_HARDWARE;
