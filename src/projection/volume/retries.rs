//! Attempts that fail and are sent again.
//!
//! If the share q of the attempts fails and there are at most k retries, a request takes
//! `1 + q + … + q^k = (1 − q^(k+1)) ÷ (1 − q)` attempts, of which the share q fails. The input of
//! every attempt is billed in full, the output of a failed one only in part.

use super::numeric::Numeric;
use crate::projection::scenario::Retries;

/// How many times the input and the output of a request are billed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempts<R> {
    pub input: R,
    pub output: R,
}

pub(crate) fn attempts<R: Numeric>(retries: Option<&Retries>) -> Attempts<R> {
    let Some(retries) = retries else {
        return Attempts {
            input: R::one(),
            output: R::one(),
        };
    };
    let rate = R::from_exact(retries.rate.0);
    let billed = retries
        .billed_output_share
        .map_or(R::one(), |share| R::from_exact(share.0));
    let (mut all, mut power) = (R::one(), R::one());
    for _ in 0..retries.max.get() {
        power = power * rate;
        all = all + power;
    }
    let failed = all * rate;
    Attempts {
        input: all,
        output: all - failed + failed * billed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::scenario::Number;
    use crate::projection::scenario::bounds::Whole;
    use crate::projection::volume::numeric::Volume;

    #[test]
    fn two_percent_fail_and_are_tried_three_times_more() {
        let retries = Retries {
            rate: Number("0.02".parse().unwrap()).into(),
            max: Whole::new(3).unwrap(),
            billed_output_share: Some(0.into()),
        };
        let attempts: Attempts<Volume> = attempts(Some(&retries));
        // 1 + 0.02 + 0.0004 + 0.000008
        assert_eq!(attempts.input.rounded().unwrap().to_string(), "1.020408");
        // Without output of failed attempts: 1.020408 × 0.98 = 0.99999984
        assert_eq!(
            attempts.output,
            Volume::from_exact("0.99999984".parse().unwrap())
        );
    }
}
