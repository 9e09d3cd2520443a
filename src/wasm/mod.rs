//! The engines inside the npm package: a thin layer that converts and calls. No rule lives here.
//! With the feature `wasm` it is all of them, with `wasm-tokenizer` the tokenizer alone, with
//! `wasm-prices` the catalog alone, and with `wasm-convert` what converts vocabularies.
//!
//! The border is made of free functions. What outlives a call (a loaded vocabulary, a catalog)
//! stays in a [`handles::Handles`] table and is named by a `u32`, so that no JavaScript object owns
//! Rust memory and nobody has to call `free()`.
//!
//! Every function that can fail returns `Result<_, Thrown>`; any error that implements
//! [`Coded`](crate::Coded) becomes one with `?`. The facade (`npm/src/engine.ts`) turns the thrown
//! value into a `TokenfareError`.

pub mod border;
#[cfg(feature = "wasm-tokenizer")]
pub mod buffers;
#[cfg(feature = "wasm-convert")]
pub mod convert;
pub mod error;
#[cfg(feature = "wasm-prices")]
pub mod handles;
pub mod memory;
#[cfg(feature = "wasm-prices")]
pub mod pricing;
#[cfg(feature = "wasm")]
pub mod projection;
#[cfg(feature = "wasm-tokenizer")]
pub mod tokenizer;
#[cfg(feature = "wasm")]
pub mod usage_log;

use wasm_bindgen::prelude::wasm_bindgen;

pub use error::Thrown;

/// Runs once per instance, before any other call.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(error::throw_panic));
}

/// The version of the engine, which is that of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Panics. Exists in test builds only.
#[cfg(feature = "forced-panic")]
#[wasm_bindgen(js_name = forcePanic)]
#[allow(clippy::panic)]
pub fn force_panic() {
    panic!("forced by a test");
}
