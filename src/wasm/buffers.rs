//! The buffers in which text and ids cross the border.
//!
//! Text does not cross as an argument: the facade writes it into a buffer of this instance with
//! `TextEncoder.encodeInto`, calls with its length, and copies results out of another buffer. Both
//! buffers are kept from call to call.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::error::INTERNAL;
use crate::ErrorCode;

/// Buffers above this are given back by [`trim`].
const KEPT_BYTES: usize = 8 << 20;

thread_local! {
    /// Words, so that ids can be read from it; text takes its bytes.
    pub(super) static INPUT: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    pub(super) static OUTPUT: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    pub(super) static OUTPUT_BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for `bytes` bytes of input, keeping what is there, and returns where it lies.
#[wasm_bindgen(js_name = tokenizerInput)]
pub fn input(bytes: u32) -> Result<u32, Thrown> {
    INPUT.with_borrow_mut(|buffer| {
        let words = (bytes as usize).div_ceil(4);
        if words > buffer.len() {
            buffer
                .try_reserve_exact(words - buffer.len())
                .map_err(|_| too_large())?;
            buffer.resize(words, 0);
        }
        Ok(buffer.as_ptr() as usize as u32)
    })
}

/// Makes room for `ids` ids of output, so that they need not be moved as they become more; for no more than would be kept
/// anyway, since they may be fewer. Where there is not so much memory nothing is lost: growing will fail if it must.
#[wasm_bindgen(js_name = tokenizerExpect)]
pub fn expect(ids: u32) {
    OUTPUT.with_borrow_mut(|buffer| {
        let more = (ids as usize)
            .min(KEPT_BYTES / 4)
            .saturating_sub(buffer.len());
        let _ = buffer.try_reserve_exact(more);
    });
}

/// Where the numbers of the last result lie.
#[wasm_bindgen(js_name = tokenizerOutput)]
pub fn output() -> u32 {
    OUTPUT.with_borrow(|buffer| buffer.as_ptr() as usize as u32)
}

/// Where the bytes of the last result lie.
#[wasm_bindgen(js_name = tokenizerOutputBytes)]
pub fn output_bytes() -> u32 {
    OUTPUT_BYTES.with_borrow(|buffer| buffer.as_ptr() as usize as u32)
}

/// Gives the memory of large buffers back, for other uses inside the instance.
#[wasm_bindgen(js_name = tokenizerTrim)]
pub fn trim() {
    let words = |buffer: &mut Vec<u32>| {
        if buffer.capacity() * 4 > KEPT_BYTES {
            *buffer = Vec::new();
        }
    };
    INPUT.with_borrow_mut(words);
    OUTPUT.with_borrow_mut(words);
    OUTPUT_BYTES.with_borrow_mut(|buffer| {
        if buffer.capacity() > KEPT_BYTES {
            *buffer = Vec::new();
        }
    });
}

/// The first bytes of some words.
pub(super) struct Source {
    pub words: Vec<u32>,
    pub length: usize,
}

impl AsRef<[u8]> for Source {
    fn as_ref(&self) -> &[u8] {
        let bytes: &[u8] = bytemuck::cast_slice(&self.words);
        bytes.get(..self.length).unwrap_or_default()
    }
}

pub(super) fn put(numbers: Vec<u32>) -> u32 {
    let count = numbers.len() as u32;
    OUTPUT.set(numbers);
    count
}

pub(super) fn with_bytes<R>(
    length: u32,
    work: impl FnOnce(&[u8]) -> Result<R, Thrown>,
) -> Result<R, Thrown> {
    INPUT.with_borrow(|buffer| {
        let bytes: &[u8] = bytemuck::cast_slice(buffer);
        let bytes = bytes.get(..length as usize);
        work(bytes.ok_or_else(bad_call)?)
    })
}

pub(super) fn with_text<R>(
    length: u32,
    work: impl FnOnce(&str) -> Result<R, Thrown>,
) -> Result<R, Thrown> {
    with_bytes(length, |bytes| {
        work(std::str::from_utf8(bytes).map_err(|_| bad_call())?)
    })
}

pub(super) fn too_large() -> Thrown {
    Thrown::new(
        ErrorCode::LimitExceeded,
        "the text is larger than the memory that the engine can get",
    )
}

/// The facade has called wrongly; no input leads here.
pub(super) fn bad_call() -> Thrown {
    Thrown {
        code: INTERNAL,
        message: "the tokenizer was called with a handle or a length that it does not know"
            .to_owned(),
        path: None,
        suggestions: Vec::new(),
    }
}
