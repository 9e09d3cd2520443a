//! How much of the instance's memory is in use. WebAssembly's memory never shrinks, so that an
//! instance that once held a huge text keeps its room for ever; the facade replaces such an instance.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "wasm-prices")]
use super::Thrown;
#[cfg(feature = "wasm-prices")]
use crate::ErrorCode;

/// What a call may still need when memory was reserved for its largest part.
#[cfg(feature = "wasm-prices")]
const SPARE_BYTES: usize = 8 << 20;

/// Not in native builds, whose threads would all write the same sum.
#[cfg_attr(target_arch = "wasm32", global_allocator)]
pub static ALLOCATOR: Counting = Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, and the sum of what it has given.
pub struct Counting;

fn count(added: usize, removed: usize) {
    IN_USE.fetch_add(added, Ordering::Relaxed);
    IN_USE.fetch_sub(removed, Ordering::Relaxed);
}

// SAFETY: every call goes to the system's allocator as it came, and nothing else touches memory.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the rules of this function, which are the system's.
        let given = unsafe { System.alloc(layout) };
        count(if given.is_null() { 0 } else { layout.size() }, 0);
        given
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the rules of this function, which are the system's.
        let given = unsafe { System.alloc_zeroed(layout) };
        count(if given.is_null() { 0 } else { layout.size() }, 0);
        given
    }

    unsafe fn dealloc(&self, given: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the rules of this function, which are the system's.
        unsafe { System.dealloc(given, layout) };
        count(0, layout.size());
    }

    unsafe fn realloc(&self, given: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the rules of this function, which are the system's.
        let moved = unsafe { System.realloc(given, layout, size) };
        if !moved.is_null() {
            count(size, layout.size());
        }
        moved
    }
}

/// The memory of the instance, which the generated glue does not export.
#[wasm_bindgen(js_name = engineMemory)]
pub fn memory() -> JsValue {
    wasm_bindgen::memory()
}

/// The bytes of this instance's memory that are in use.
#[wasm_bindgen(js_name = memoryInUse)]
pub fn in_use() -> u32 {
    IN_USE.load(Ordering::Relaxed) as u32
}

/// Fails where a call that keeps `bytes` bytes could not end, so that it does not run out of memory
/// half-way, which would cost the whole instance.
#[cfg(feature = "wasm-prices")]
pub(super) fn require(bytes: usize) -> Result<(), Thrown> {
    let wanted = bytes.saturating_add(SPARE_BYTES);
    // The room stays with the instance when the block is given back.
    Vec::<u8>::new().try_reserve_exact(wanted).map_err(|_| {
        Thrown::new(
            ErrorCode::LimitExceeded,
            format!("the engine cannot get {wanted} bytes more of memory; let go of catalogs and logs that are not needed, or give it more"),
        )
    })
}
