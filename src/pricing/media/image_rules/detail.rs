//! How closely a model looks at an image: the detail that a request names.

use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::image_input::ImageInput;
use crate::sorted_map::SortedMap;

/// The detail of an image; `auto` where the request leaves it to the model.
pub(in crate::pricing) fn requested_detail<'a>(image: &'a ImageInput, auto: &'a str) -> &'a str {
    match image.detail.as_deref() {
        None | Some("auto") => auto,
        Some(detail) => detail,
    }
}

/// The entry of a detail in a table of the rule.
pub(in crate::pricing) fn by_detail<'a, T>(
    table: &'a SortedMap<String, T>,
    detail: &str,
) -> Result<&'a T> {
    table.get(detail).ok_or_else(|| {
        let known: Vec<&str> = table.keys().map(String::as_str).collect();
        unknown_detail(detail, &known.join(", "))
    })
}

/// The error for a detail that the rule lacks.
pub(in crate::pricing) fn unknown_detail(detail: &str, known: &str) -> PricingError {
    PricingError::argument(
        "detail",
        format!("this model's rule knows no detail {detail:?}; it knows {known}"),
    )
}
