//! Sixteen bytes at a time: SSE2, which every x86-64 processor has, and WebAssembly's vectors if they are
//! compiled in. For other targets there are arrays, so that the crate compiles; nothing calls them.

#[cfg(target_arch = "x86_64")]
mod instructions {
    use std::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set1_epi8, _mm_sub_epi8,
    };

    pub type Vector = __m128i;

    #[inline(always)]
    pub fn load(bytes: &[u8; 16]) -> Vector {
        // SAFETY: it reads the sixteen bytes of the array, which need no alignment. SSE2 is part of
        // x86-64.
        unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
    }

    #[inline(always)]
    pub fn all(byte: u8) -> Vector {
        // SAFETY: it needs SSE2 alone, which is part of x86-64.
        unsafe { _mm_set1_epi8(byte.cast_signed()) }
    }

    #[inline(always)]
    pub fn or(left: Vector, right: Vector) -> Vector {
        // SAFETY: it needs SSE2 alone, which is part of x86-64.
        unsafe { _mm_or_si128(left, right) }
    }

    #[inline(always)]
    pub fn minus(left: Vector, right: Vector) -> Vector {
        // SAFETY: it needs SSE2 alone, which is part of x86-64.
        unsafe { _mm_sub_epi8(left, right) }
    }

    #[inline(always)]
    pub fn equal(left: Vector, right: Vector) -> Vector {
        // SAFETY: it needs SSE2 alone, which is part of x86-64.
        unsafe { _mm_cmpeq_epi8(left, right) }
    }

    #[inline(always)]
    pub fn least(left: Vector, right: Vector) -> Vector {
        // SAFETY: it needs SSE2 alone, which is part of x86-64.
        unsafe { _mm_min_epu8(left, right) }
    }

    #[inline(always)]
    pub fn highest_bits(vector: Vector) -> u64 {
        // SAFETY: it needs SSE2 alone, which is part of x86-64.
        let bits = unsafe { _mm_movemask_epi8(vector) };
        u64::from(bits.cast_unsigned())
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod instructions {
    use std::arch::wasm32::{
        u8x16_bitmask, u8x16_eq, u8x16_min, u8x16_splat, u8x16_sub, v128, v128_load, v128_or,
    };

    pub type Vector = v128;

    #[inline(always)]
    pub fn load(bytes: &[u8; 16]) -> Vector {
        // SAFETY: it reads the sixteen bytes of the array, which need no alignment.
        unsafe { v128_load(bytes.as_ptr().cast()) }
    }

    #[inline(always)]
    pub fn all(byte: u8) -> Vector {
        u8x16_splat(byte)
    }

    #[inline(always)]
    pub fn or(left: Vector, right: Vector) -> Vector {
        v128_or(left, right)
    }

    #[inline(always)]
    pub fn minus(left: Vector, right: Vector) -> Vector {
        u8x16_sub(left, right)
    }

    #[inline(always)]
    pub fn equal(left: Vector, right: Vector) -> Vector {
        u8x16_eq(left, right)
    }

    #[inline(always)]
    pub fn least(left: Vector, right: Vector) -> Vector {
        u8x16_min(left, right)
    }

    #[inline(always)]
    pub fn highest_bits(vector: Vector) -> u64 {
        u64::from(u8x16_bitmask(vector))
    }
}

#[cfg(any(
    test,
    not(any(
        target_arch = "x86_64",
        all(target_arch = "wasm32", target_feature = "simd128")
    ))
))]
mod array {
    pub type Vector = [u8; 16];

    #[inline(always)]
    fn each(left: Vector, right: Vector, of: impl Fn(u8, u8) -> u8) -> Vector {
        std::array::from_fn(|place| of(left[place], right[place]))
    }

    #[inline(always)]
    pub fn load(bytes: &[u8; 16]) -> Vector {
        *bytes
    }

    #[inline(always)]
    pub fn all(byte: u8) -> Vector {
        [byte; 16]
    }

    #[inline(always)]
    pub fn or(left: Vector, right: Vector) -> Vector {
        each(left, right, |left, right| left | right)
    }

    #[inline(always)]
    pub fn minus(left: Vector, right: Vector) -> Vector {
        each(left, right, u8::wrapping_sub)
    }

    #[inline(always)]
    pub fn equal(left: Vector, right: Vector) -> Vector {
        each(left, right, |left, right| u8::from(left == right) * 0xff)
    }

    #[inline(always)]
    pub fn least(left: Vector, right: Vector) -> Vector {
        each(left, right, u8::min)
    }

    #[inline(always)]
    pub fn highest_bits(vector: Vector) -> u64 {
        vector
            .iter()
            .rev()
            .fold(0, |bits, byte| bits << 1 | u64::from(byte >> 7))
    }
}

#[cfg(not(any(
    target_arch = "x86_64",
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
use array as instructions;
pub use instructions::{Vector, equal, highest_bits, load, or};
use instructions::{all, least, minus};

/// Whether the target has such instructions.
pub const IN_HARDWARE: bool = cfg!(any(
    target_arch = "x86_64",
    all(target_arch = "wasm32", target_feature = "simd128")
));

/// The bytes that equal `byte`.
#[inline(always)]
pub fn is(vector: Vector, byte: u8) -> Vector {
    equal(vector, all(byte))
}

/// The bytes with `bits` set in each.
#[inline(always)]
pub fn set(vector: Vector, bits: u8) -> Vector {
    or(vector, all(bits))
}

/// The bytes from `first` to `last`.
#[inline(always)]
pub fn is_within(vector: Vector, first: u8, last: u8) -> Vector {
    let above = minus(vector, all(first));
    equal(least(above, all(last - first)), above)
}

/// Where there are such instructions: on a processor that has them, and in WebAssembly in Node and in
/// a browser (`cargo xtask test --only wasm`).
#[cfg(all(
    test,
    any(
        target_arch = "x86_64",
        all(target_arch = "wasm32", target_feature = "simd128")
    )
))]
mod tests {
    use super::{array, instructions};

    #[cfg_attr(not(target_arch = "wasm32"), test)]
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
    fn instructions_give_what_arrays_give() {
        let bytes = std::array::from_fn::<_, 256, _>(|byte| byte as u8);
        for part in bytes.as_chunks::<16>().0 {
            for byte in bytes {
                macro_rules! same {
                    ($operation:ident) => {
                        let by = [
                            instructions::highest_bits(instructions::$operation(
                                instructions::load(part),
                                instructions::all(byte),
                            )),
                            array::highest_bits(array::$operation(
                                array::load(part),
                                array::all(byte),
                            )),
                        ];
                        assert_eq!(by[0], by[1], "{} {part:?} {byte}", stringify!($operation));
                    };
                }
                same!(or);
                same!(minus);
                same!(equal);
                same!(least);
            }
        }
    }
}
