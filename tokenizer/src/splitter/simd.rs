//! Sixteen bytes at a time, by instructions that need not be asked for: SSE2, and WebAssembly's where they are
//! compiled in. Elsewhere arrays make it compile, and nothing calls it.

#[cfg(target_arch = "x86_64")]
mod vector {
    use std::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set1_epi8, _mm_sub_epi8,
    };

    pub type Vector = __m128i;

    #[inline(always)]
    pub fn load(bytes: &[u8; 16]) -> Vector {
        // SAFETY: it reads the sixteen bytes of the array, wherever they lie.
        unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
    }

    #[inline(always)]
    pub fn all(byte: u8) -> Vector {
        // SAFETY: as those below, it needs SSE2 and no more, which every x86-64 processor has.
        unsafe { _mm_set1_epi8(byte.cast_signed()) }
    }

    #[inline(always)]
    pub fn or(left: Vector, right: Vector) -> Vector {
        // SAFETY: see `all`.
        unsafe { _mm_or_si128(left, right) }
    }

    #[inline(always)]
    pub fn minus(left: Vector, right: Vector) -> Vector {
        // SAFETY: see `all`.
        unsafe { _mm_sub_epi8(left, right) }
    }

    #[inline(always)]
    pub fn equal(left: Vector, right: Vector) -> Vector {
        // SAFETY: see `all`.
        unsafe { _mm_cmpeq_epi8(left, right) }
    }

    #[inline(always)]
    pub fn least(left: Vector, right: Vector) -> Vector {
        // SAFETY: see `all`.
        unsafe { _mm_min_epu8(left, right) }
    }

    #[inline(always)]
    pub fn highest_bits(vector: Vector) -> u64 {
        // SAFETY: see `all`.
        let bits = unsafe { _mm_movemask_epi8(vector) };
        u64::from(bits.cast_unsigned())
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vector {
    use std::arch::wasm32::{
        u8x16_bitmask, u8x16_eq, u8x16_min, u8x16_splat, u8x16_sub, v128, v128_load, v128_or,
    };

    pub type Vector = v128;

    #[inline(always)]
    pub fn load(bytes: &[u8; 16]) -> Vector {
        // SAFETY: it reads the sixteen bytes of the array, wherever they lie.
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
use array as vector;
pub use vector::{Vector, equal, highest_bits, load, or};
use vector::{all, least, minus};

/// Whether there are such instructions.
pub const IN_HARDWARE: bool = cfg!(any(
    target_arch = "x86_64",
    all(target_arch = "wasm32", target_feature = "simd128")
));

/// Bytes that are this one.
#[inline(always)]
pub fn is(vector: Vector, byte: u8) -> Vector {
    equal(vector, all(byte))
}

/// Bytes with some bits set that may be so or not.
#[inline(always)]
pub fn set(vector: Vector, bits: u8) -> Vector {
    or(vector, all(bits))
}

/// Bytes from `first` to `last`.
#[inline(always)]
pub fn is_within(vector: Vector, first: u8, last: u8) -> Vector {
    let above = minus(vector, all(first));
    equal(least(above, all(last - first)), above)
}

#[cfg(test)]
mod tests {
    use super::{array, vector};

    #[test]
    fn instructions_do_as_arrays_do() {
        let bytes = std::array::from_fn::<_, 256, _>(|byte| byte as u8);
        for part in bytes.as_chunks::<16>().0 {
            for byte in bytes {
                macro_rules! same {
                    ($operation:ident) => {
                        let by = [
                            vector::highest_bits(vector::$operation(
                                vector::load(part),
                                vector::all(byte),
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
