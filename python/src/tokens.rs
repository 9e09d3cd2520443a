//! Texts to tokens and back.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyString;
use tokenfare::tokenizer::{self, Encoding, EncodingName, Keep, TokenizerError};
use tokenfare_arrow::{KernelError, SpecialTokens};

use crate::error::{argument, detached, raise};
use crate::exchange::Column;

/// The encoding that is named, or that of a model that is counted exactly.
fn encoding(name: Option<&str>, model: Option<&str>) -> PyResult<&'static Encoding> {
    let name = match (name, model) {
        (Some(name), None) => name
            .parse::<EncodingName>()
            .map_err(|error: TokenizerError| raise(&error))?,
        (None, Some(model)) => {
            let found = tokenizer::encoding_for_model(model);
            if !found.exact {
                return Err(argument(
                    "model",
                    format!(
                        "the tokens of {model:?} can only be estimated, by {} within ±{:.0} %; \
                         pass encoding={:?} to count with that",
                        found.encoding,
                        found.error_band * 100.0,
                        found.encoding.as_str()
                    ),
                ));
            }
            found.encoding
        }
        (None, None) => EncodingName::O200kBase,
        (Some(_), Some(_)) => {
            return Err(argument(
                "encoding",
                "pass an encoding or a model, not both",
            ));
        }
    };
    Encoding::embedded(name).map_err(|error| raise(&error))
}

fn special_tokens(word: &str) -> PyResult<SpecialTokens> {
    match word {
        "text" => Ok(SpecialTokens::AsText),
        "token" => Ok(SpecialTokens::AsTokens),
        "error" => Ok(SpecialTokens::Refused),
        _ => Err(argument(
            "special",
            "special must be \"text\", \"token\" or \"error\"",
        )),
    }
}

/// A single text as a column of one row.
fn column_of<'py>(texts: &Bound<'py, PyAny>) -> PyResult<(Column, bool)> {
    if texts.is_instance_of::<PyString>() {
        let list = pyo3::types::PyList::new(texts.py(), [texts])?;
        return Ok((Column::of_texts(list.as_any())?, true));
    }
    Ok((Column::of_texts(texts)?, false))
}

#[pyfunction]
#[pyo3(signature = (texts, *, encoding=None, model=None, special="text"))]
pub fn count_tokens(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    encoding: Option<&str>,
    model: Option<&str>,
    special: &str,
) -> PyResult<Py<PyAny>> {
    let encoding = self::encoding(encoding, model)?;
    let special = special_tokens(special)?;
    let (column, is_single) = column_of(texts)?;
    let is_list = column.is_list;
    let counts = column.run(py, |chunk| {
        let counts = tokenfare_arrow::count_tokens(chunk.as_ref(), encoding, special)?;
        Ok(Arc::new(counts) as _)
    })?;
    let values = counts.array().as_primitive::<Int64Type>();
    if is_single {
        return values.iter().next().flatten().into_py_any(py);
    }
    if is_list {
        return values.iter().collect::<Vec<_>>().into_py_any(py);
    }
    counts.into_py_any(py)
}

#[pyfunction]
#[pyo3(signature = (texts, *, encoding=None, model=None, special="text"))]
pub fn encode(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    encoding: Option<&str>,
    model: Option<&str>,
    special: &str,
) -> PyResult<Py<PyAny>> {
    let encoding = self::encoding(encoding, model)?;
    let special = special_tokens(special)?;
    let (column, is_single) = column_of(texts)?;
    let is_list = column.is_list;
    let tokens = column.run(py, |chunk| {
        let tokens = tokenfare_arrow::encode(chunk.as_ref(), encoding, special)?;
        Ok(Arc::new(tokens) as _)
    })?;
    let rows = tokens
        .array()
        .as_list::<i32>()
        .iter()
        .map(|row| row.map(|row| row.as_primitive::<UInt32Type>().values().to_vec()));
    if is_single {
        return rows.flatten().next().unwrap_or_default().into_py_any(py);
    }
    if is_list {
        return rows.collect::<Vec<_>>().into_py_any(py);
    }
    tokens.into_py_any(py)
}

#[pyfunction]
#[pyo3(signature = (tokens, *, encoding=None, model=None))]
pub fn decode(
    py: Python<'_>,
    tokens: Vec<u32>,
    encoding: Option<&str>,
    model: Option<&str>,
) -> PyResult<String> {
    let encoding = self::encoding(encoding, model)?;
    detached(py, || {
        let text = encoding.decode(&tokens);
        text.map_err(|error| KernelError::Text { row: 0, error })
    })
}

#[pyfunction]
#[pyo3(signature = (texts, limit, *, encoding=None, model=None, keep="start", marker=""))]
pub fn truncate(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    limit: usize,
    encoding: Option<&str>,
    model: Option<&str>,
    keep: &str,
    marker: &str,
) -> PyResult<Py<PyAny>> {
    let encoding = self::encoding(encoding, model)?;
    let keep = match keep {
        "start" => Keep::Start,
        "end" => Keep::End,
        "middle" => Keep::Middle,
        _ => {
            return Err(argument(
                "keep",
                "keep must be \"start\", \"end\" or \"middle\"",
            ));
        }
    };
    let (column, is_single) = column_of(texts)?;
    let is_list = column.is_list;
    let shortened = column.run(py, |chunk| {
        tokenfare_arrow::truncate(chunk.as_ref(), encoding, limit, keep, marker)
    })?;
    if !is_list {
        return shortened.into_py_any(py);
    }
    // Lists of texts are `LargeUtf8`, and so are their results.
    let values = shortened.array().as_string::<i64>();
    if is_single {
        return values.iter().next().flatten().into_py_any(py);
    }
    values.iter().collect::<Vec<_>>().into_py_any(py)
}

/// The encoding of a model, and whether it is exact: `(name, exact, factor, error_band, source)`.
#[pyfunction]
pub fn encoding_for_model(model: &str) -> (&'static str, bool, f64, f64, &'static str) {
    let found = tokenizer::encoding_for_model(model);
    let name = found.encoding.as_str();
    (
        name,
        found.exact,
        found.factor,
        found.error_band,
        found.source,
    )
}
