//! Digests by which a request is recognised that stands in logs more than once.

use twox_hash::XxHash3_128;

/// A digest of 128 bits. Among a billion requests two share one with a probability of 10⁻²¹.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Identity(pub [u32; 4]);

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
