//! How much of the input came from the cache, and how much of all tokens was output.

use super::priced::PricedLog;
use crate::pricing::{Count, Exact};

/// The shares of tokens, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shares {
    /// Input tokens read from the cache, of all input tokens.
    pub cached: Option<f64>,
    /// Output tokens, of all tokens.
    pub output: Option<f64>,
}

pub(super) fn shares(log: &PricedLog<'_>) -> Shares {
    let (mut input, mut cached, mut output) = (Exact::ZERO, Exact::ZERO, Exact::ZERO);
    for (record, _) in log.iter() {
        let q = &record.quantities;
        for (sum, amount) in [
            (&mut input, q.input_tokens),
            (&mut cached, q.cached_input_tokens),
            (&mut output, q.output_tokens),
        ] {
            let amount = amount.map_or(Exact::ZERO, Count::exact);
            *sum = sum.checked_add(amount).unwrap_or(*sum);
        }
    }
    let (input, cached, output) = (input.to_f64(), cached.to_f64(), output.to_f64());
    let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    Shares {
        cached: share(cached, input),
        output: share(output, input + output),
    }
}
