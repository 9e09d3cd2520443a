//! Counting a request with the vocabularies inside the library, without images.

use serde_json::Value;
use tokenfare::tokenizer::request::{NoImages, RequestCount, RequestOptions, count_request};
use tokenfare::tokenizer::{Encoding, TokenizerError};

/// The count for a model that the body need not name.
pub fn count_of(request: &Value, model: Option<&str>) -> Result<RequestCount, TokenizerError> {
    let options = RequestOptions {
        model,
        endpoint: None,
    };
    count_request(request, options, Encoding::embedded, &NoImages)
}

/// The count for the model that the body names.
pub fn count(request: &Value) -> RequestCount {
    count_of(request, None).unwrap()
}
