//! The range in which about nine of ten recorded requests of a kind lie. The column `within` of
//! `cargo xtask bench --only requests` measures it.

use super::framing::Family;

/// A range around a count: the share that the bill may be lower, and the share that it may be higher,
/// in thousandths, and tokens besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub below: u64,
    pub above: u64,
    pub tokens: usize,
}

impl Range {
    /// Nothing else than the count itself.
    pub const EXACT: Self = Self {
        below: 0,
        above: 0,
        tokens: 0,
    };

    /// What is billed besides, in thousandths, where the request does not hold all that is billed.
    pub const OPEN: u64 = 9_000;

    const fn new(below: u64, above: u64, tokens: usize) -> Self {
        Self {
            below,
            above,
            tokens,
        }
    }

    /// The range of requests to a family, with tools or without, whose vocabulary has this error band.
    pub fn of(family: Family, has_tools: bool, band: f64) -> Self {
        let known = match family {
            Family::OpenAi(_) if has_tools => Self::new(30, 60, 4),
            Family::OpenAi(_) => Self::new(10, 10, 2),
            Family::Harmony => Self::new(20, 60, 5),
            Family::Claude if has_tools => Self::new(50, 70, 3),
            Family::Claude => Self::new(40, 50, 3),
            Family::Gemini if has_tools => Self::new(120, 120, 6),
            Family::Gemini => Self::new(100, 100, 5),
            Family::Template(_) => Self::new(100, 150, 15),
            Family::Unknown => Self::new(200, 300, 15),
        };
        let thousandths = (band * 1_000.0).round() as u64;
        Self::new(
            known.below + thousandths,
            known.above + thousandths,
            known.tokens,
        )
    }

    /// The ends of the range around `total`.
    pub fn around(self, total: usize) -> (usize, usize) {
        let share = |thousandths: u64| {
            let share = (total as u128 * u128::from(thousandths)).div_ceil(1_000);
            usize::try_from(share).unwrap_or(usize::MAX)
        };
        let spread = |thousandths| share(thousandths).saturating_add(self.tokens);
        (
            total.saturating_sub(spread(self.below)),
            total.saturating_add(spread(self.above)),
        )
    }
}
