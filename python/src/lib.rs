//! The native module of the Python package: it converts and calls, and nothing else.
//!
//! `exchange` takes and gives Arrow arrays, `tokens` and `prices` have the functions, and `error`
//! turns what goes wrong, panics included, into one exception with a code.

mod error;
mod exchange;
mod prices;
mod tokens;

use pyo3::prelude::*;

#[pymodule]
fn _tokenfare(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add(
        "TokenfareError",
        module.py().get_type::<error::TokenfareError>(),
    )?;
    module.add_class::<exchange::Array>()?;
    module.add_class::<prices::Catalog>()?;
    module.add_function(wrap_pyfunction!(tokens::count_tokens, module)?)?;
    module.add_function(wrap_pyfunction!(tokens::encode, module)?)?;
    module.add_function(wrap_pyfunction!(tokens::decode, module)?)?;
    module.add_function(wrap_pyfunction!(tokens::truncate, module)?)?;
    module.add_function(wrap_pyfunction!(tokens::encoding_for_model, module)?)?;
    Ok(())
}
