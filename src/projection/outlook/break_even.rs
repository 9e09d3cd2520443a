//! When a one-off cost, or a more expensive first request, has paid for itself.

/// The number of requests, including the first, from which on a cached prefix costs no more than
/// one that is sent plainly: N* = (w − r) ÷ (1 − r).
///
/// `write` and `read` (w and r) are the rates of cache writes and cached input as multiples of the
/// input rate. Returns `None` if reading is not cheaper than sending.
///
/// ```
/// use tokenfare::projection::cache_break_even;
/// // 1.25 to write, 0.1 to read: 1.15 ÷ 0.9, so the second request already saves.
/// assert!((cache_break_even(1.25, 0.1).unwrap() - 1.2778).abs() < 1e-4);
/// // Twice to write: 1.9 ÷ 0.9, from the third on.
/// assert!((cache_break_even(2.0, 0.1).unwrap() - 2.1111).abs() < 1e-4);
/// ```
pub fn cache_break_even(write: f64, read: f64) -> Option<f64> {
    (read < 1.0).then(|| ((write - read) / (1.0 - read)).max(0.0))
}

/// The lowest hit rate, 0 to 1, from which on caching a prefix saves money: h = (w − 1) ÷ (w − r).
///
/// `write` and `read` (w and r) are the rates of cache writes and cached input as multiples of the
/// input rate. Returns `None` if caching never saves.
///
/// ```
/// use tokenfare::projection::cache_least_hit_rate;
/// assert!((cache_least_hit_rate(1.25, 0.1).unwrap() - 0.2174).abs() < 1e-4);
/// assert!((cache_least_hit_rate(2.0, 0.1).unwrap() - 0.5263).abs() < 1e-4);
/// assert_eq!(cache_least_hit_rate(1.0, 0.5), Some(0.0));
/// ```
pub fn cache_least_hit_rate(write: f64, read: f64) -> Option<f64> {
    (read < 1.0).then(|| ((write - 1.0) / (write - read)).max(0.0))
}

/// The number of requests after which a fine-tuned model has paid for its training:
/// N = training ÷ (prompted − tuned), rounded up.
///
/// `training` is the cost of the training in US dollars, `prompted` and `tuned` are the costs of
/// one request with the long prompt and on the fine-tuned model. Returns `None` if the fine-tuned
/// model costs no less per request.
///
/// ```
/// use tokenfare::projection::fine_tune_break_even;
/// assert_eq!(fine_tune_break_even(30.0, 0.002, 0.0015), Some(60_000.0));
/// assert_eq!(fine_tune_break_even(30.0, 0.002, 0.003), None);
/// ```
pub fn fine_tune_break_even(training: f64, prompted: f64, tuned: f64) -> Option<f64> {
    (prompted > tuned).then(|| libm::ceil(training / (prompted - tuned) * (1.0 - 1e-12)))
}
