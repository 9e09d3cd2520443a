//! How closely a model looks at an image: the detail that a request names.

use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::image_input::ImageInput;
use crate::sorted_map::SortedMap;

pub(in crate::pricing) fn named_detail<'a>(image: &'a ImageInput, auto: &'a str) -> &'a str {
    match image.detail.as_deref() {
        None | Some("auto") => auto,
        Some(detail) => detail,
    }
}

pub(in crate::pricing) fn known<'a, T>(
    by_detail: &'a SortedMap<String, T>,
    wanted: &str,
) -> Result<&'a T> {
    by_detail.get(wanted).ok_or_else(|| {
        let known: Vec<&str> = by_detail.keys().map(String::as_str).collect();
        unknown_detail(wanted, &known.join(", "))
    })
}

pub(in crate::pricing) fn unknown_detail(wanted: &str, known: &str) -> PricingError {
    PricingError::argument(
        "detail",
        format!("this model's rule knows no detail {wanted:?}; it knows {known}"),
    )
}
