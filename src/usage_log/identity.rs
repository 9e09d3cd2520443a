//! Digests by which a request is recognised that stands in logs more than once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use twox_hash::XxHash3_128;

/// Takes the first half of a digest for its hash: a digest needs no other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DigestHasher(u64);

impl Hasher for DigestHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }
}

/// Values by digest.
pub(super) type ByIdentity<V> = HashMap<Identity, V, BuildHasherDefault<DigestHasher>>;

/// A digest of 128 bits. Among a billion requests two share one with a probability of 10⁻²¹.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity(pub [u32; 4]);

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [low, high, ..] = self.0;
        state.write_u64(u64::from(high) << 32 | u64::from(low));
    }
}

impl Identity {
    /// The identity of a request by the parts of its id.
    pub fn of(parts: &[&str]) -> Self {
        let mut bytes = Vec::with_capacity(64);
        for part in parts {
            bytes.extend_from_slice(part.as_bytes());
            // No id contains it, so that ("a", "bc") differs from ("ab", "c").
            bytes.push(0xff);
        }
        let digest = XxHash3_128::oneshot(&bytes).to_le_bytes();
        let mut words = [0; 4];
        for (word, bytes) in words.iter_mut().zip(digest.chunks_exact(4)) {
            *word = bytes
                .iter()
                .rev()
                .fold(0, |word, byte| word << 8 | u32::from(*byte));
        }
        Self(words)
    }
}

#[cfg(test)]
mod tests {
    use super::Identity;

    #[test]
    fn parts_are_told_apart() {
        assert_eq!(Identity::of(&["a", "bc"]), Identity::of(&["a", "bc"]));
        assert_ne!(Identity::of(&["a", "bc"]), Identity::of(&["ab", "c"]));
        assert_ne!(Identity::of(&["a"]), Identity::of(&["a", ""]));
    }
}
