//! When a one-off cost, or a dearer first request, has paid for itself.

/// Requests, the first included, after which writing a prefix to the cache is no dearer than sending
/// it plainly: N* = (w − r) ÷ (1 − r), w and r the prices of writing and reading as multiples of the
/// input price. `None` where reading is not cheaper than sending.
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

/// The least hit rate at which caching a prefix saves: h = (w − 1) ÷ (w − r). `None` if it never does.
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

/// Requests after which a fine-tune has paid for its training: N = training ÷ (prompted − tuned), the
/// latter two per request. `None`: it never does.
///
/// ```
/// use tokenfare::projection::fine_tune_break_even;
/// assert_eq!(fine_tune_break_even(30.0, 0.002, 0.0015), Some(60_000.0));
/// assert_eq!(fine_tune_break_even(30.0, 0.002, 0.003), None);
/// ```
pub fn fine_tune_break_even(training: f64, prompted: f64, tuned: f64) -> Option<f64> {
    (prompted > tuned).then(|| libm::ceil(training / (prompted - tuned) * (1.0 - 1e-12)))
}
