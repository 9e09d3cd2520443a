//! Where the bytes of each token begin, in two bytes a token and four for every 64.

const SHIFT: u32 = 6;

/// Ascending numbers, of which any 64 neighbours span less than 2^16.
pub struct Starts {
    bases: Vec<u32>,
    offsets: Vec<u16>,
}

impl Starts {
    /// An empty list with room for `count`.
    pub fn with_capacity(count: usize) -> Self {
        Self {
            bases: Vec::with_capacity((count >> SHIFT) + 1),
            offsets: Vec::with_capacity(count),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Appends a number, not below the last one.
    #[inline(always)]
    pub fn push(&mut self, start: usize) {
        if self.offsets.len().is_multiple_of(1 << SHIFT) {
            self.bases.push(start as u32);
        }
        let base = self.bases.last().map_or(0, |base| *base as usize);
        // Tokens have at most 1,023 bytes, so the difference fits.
        self.offsets.push((start - base) as u16);
    }

    /// The number at an index, which must be below the length.
    #[inline(always)]
    pub fn get(&self, index: usize) -> usize {
        self.bases[index >> SHIFT] as usize + usize::from(self.offsets[index])
    }

    /// The numbers at an index and at the next one, if there are both.
    pub fn range(&self, index: usize) -> Option<std::ops::Range<usize>> {
        let next = index.checked_add(1).filter(|next| *next < self.len())?;
        Some(self.get(index)..self.get(next))
    }
}

#[cfg(test)]
mod tests {
    use super::Starts;

    #[test]
    fn the_longest_tokens_fit() {
        let mut starts = Starts::with_capacity(200);
        for place in 0..200 {
            starts.push(place * 1023);
        }
        assert_eq!(starts.get(63), 63 * 1023);
        assert_eq!(starts.get(64), 64 * 1023);
        assert_eq!(starts.range(198), Some(198 * 1023..199 * 1023));
        assert_eq!(starts.range(199), None);
        // The highest id is the highest number where numbers have 32 bits.
        assert_eq!(starts.range(usize::MAX), None);
    }
}
