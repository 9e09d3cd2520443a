//! One exception with a stable code.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tokenfare::Coded;
use tokenfare::input::InputError;

pyo3::create_exception!(
    tokenfare,
    TokenfareError,
    PyValueError,
    "What tokenfare could not do. `code` is stable, `path` names the column or argument, and \
     `suggestions` are near matches of an unknown name."
);

/// The exception for an error of the core.
pub fn raise(error: &impl Coded) -> PyErr {
    with_details(
        error.to_string(),
        error.code().as_str(),
        error.path(),
        error.suggestions(),
    )
}

/// The exception for an argument.
pub fn argument(path: &str, message: impl Into<String>) -> PyErr {
    with_details(message.into(), "INVALID_ARGUMENT", Some(path), Vec::new())
}

/// The exception for input that does not fit its type.
pub fn unread(error: &InputError) -> PyErr {
    let suggestions = error.suggestions().to_vec();
    with_details(
        error.to_string(),
        "INVALID_ARGUMENT",
        Some(error.path()),
        suggestions,
    )
}

fn with_details(
    message: String,
    code: &str,
    path: Option<&str>,
    suggestions: Vec<String>,
) -> PyErr {
    Python::attach(|py| {
        let error = TokenfareError::new_err(message);
        let value = error.value(py);
        let set = value
            .setattr("code", code)
            .and_then(|()| value.setattr("path", path))
            .and_then(|()| value.setattr("suggestions", suggestions));
        set.err().unwrap_or(error)
    })
}

/// Runs `work` without the interpreter's lock. A panic becomes an exception.
pub fn detached<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> tokenfare_arrow::Result<T> + Send,
) -> PyResult<T> {
    match py.detach(|| catch_unwind(AssertUnwindSafe(work))) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(raise(&error)),
        Err(_) => Err(with_details(
            "the engine failed, which is a bug; nothing was changed".to_owned(),
            "INTERNAL",
            None,
            Vec::new(),
        )),
    }
}
