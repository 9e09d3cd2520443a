//! Usage to money.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::Array as _;
use arrow_array::cast::AsArray;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use tokenfare::input;
use tokenfare::pricing::{self, QuoteRequest};
use tokenfare_arrow::{KernelError, Pricer, UsageColumn, UsageColumns};
use twox_hash::XxHash64;

use crate::error::{argument, raise, unread};
use crate::exchange::{Array, Column, chunks};

/// A catalog of prices.
#[pyclass(frozen, module = "tokenfare")]
pub struct Catalog {
    source: Source,
    digest: String,
    /// Rates that earlier calls looked up, lent to one call at a time.
    idle: Mutex<Vec<Pricer<Source>>>,
}

/// The package's own catalog, or one of a file.
#[derive(Clone)]
enum Source {
    Embedded(&'static pricing::Catalog),
    Loaded(Arc<pricing::Catalog>, Arc<str>),
}

impl Deref for Source {
    type Target = pricing::Catalog;

    fn deref(&self) -> &pricing::Catalog {
        match self {
            Self::Embedded(catalog) => catalog,
            Self::Loaded(catalog, _) => catalog,
        }
    }
}

#[pymethods]
impl Catalog {
    /// The catalog of this package, or one in JSON text.
    #[new]
    #[pyo3(signature = (json=None))]
    fn new(json: Option<&str>) -> PyResult<Self> {
        let source = match json {
            None => {
                let embedded = pricing::Catalog::embedded();
                Source::Embedded(embedded.map_err(|error| raise(&error))?)
            }
            Some(json) => {
                let catalog = pricing::Catalog::parse(json).map_err(|error| raise(&error))?;
                Source::Loaded(Arc::new(catalog), json.into())
            }
        };
        let written = serde_json::to_vec(source.file())
            .map_err(|error| argument("catalog", error.to_string()))?;
        Ok(Self {
            digest: format!("{:016x}", XxHash64::oneshot(0, &written)),
            source,
            idle: Mutex::default(),
        })
    }

    /// Catalogs with the same digest give the same prices.
    #[getter]
    fn digest(&self) -> &str {
        &self.digest
    }

    /// The day whose prices a quote without a day has: `"2026-11-28"`.
    #[getter]
    fn checked(&self) -> String {
        self.source.checked().to_string()
    }

    fn __len__(&self) -> usize {
        self.source.size()
    }

    fn __repr__(&self) -> String {
        format!(
            "<tokenfare.Catalog of {} models, checked {}, digest {}>",
            self.source.size(),
            self.source.checked(),
            self.digest
        )
    }

    /// The ids of all models.
    fn models(&self) -> Vec<String> {
        self.source.all().map(|model| model.id()).collect()
    }

    /// A catalog travels to another process as its JSON text, or as nothing where it is the
    /// package's.
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let class = py.get_type::<Self>().into_any();
        let arguments = match &self.source {
            Source::Embedded(_) => PyTuple::empty(py),
            Source::Loaded(_, json) => PyTuple::new(py, [json.as_ref()])?,
        };
        Ok((class, arguments))
    }

    /// A quote of a request, both as JSON text.
    fn quote_json(&self, request: &str) -> PyResult<String> {
        let request: QuoteRequest = input::from_json(request).map_err(|error| unread(&error))?;
        let quote = self.source.quote(&request).map_err(|error| raise(&error))?;
        serde_json::to_string(&quote).map_err(|error| argument("quote", error.to_string()))
    }

    /// The price of each row of a table: a struct of `usd` and `status`.
    #[pyo3(signature = (table, columns=None))]
    fn price(
        &self,
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
        columns: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Array> {
        let columns = match columns {
            Some(columns) => Some(mapping(columns)?),
            None => None,
        };
        let column = Column {
            chunks: chunks(table, "table")?,
            is_list: false,
        };
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pricer = idle()
            .pop()
            .unwrap_or_else(|| Pricer::new(self.source.clone()));
        let priced = column.run(py, |chunk| {
            let usage = usage_of(chunk.as_ref(), columns.as_deref())?;
            Ok(Arc::new(pricer.price(&usage)?) as _)
        })?;
        idle().push(pricer);
        Ok(priced)
    }
}

/// The names of a table's columns by what they state.
fn mapping(columns: &Bound<'_, PyDict>) -> PyResult<Vec<(UsageColumn, String)>> {
    let pairs = columns.iter().map(|(states, name)| {
        let states: String = states.extract()?;
        let column = UsageColumn::from_name(&states).ok_or_else(|| {
            let known: Vec<String> = UsageColumn::all().map(UsageColumn::name).collect();
            let message = format!("usage has no {states:?}; it has {}", known.join(", "));
            argument("columns", message)
        })?;
        Ok((column, name.extract()?))
    });
    pairs.collect()
}

/// The columns of usage in a table; those of the same names, without a mapping.
fn usage_of(
    table: &dyn arrow_array::Array,
    columns: Option<&[(UsageColumn, String)]>,
) -> tokenfare_arrow::Result<UsageColumns> {
    let Some(table) = table.as_struct_opt() else {
        return Err(KernelError::Type {
            column: "table".to_owned(),
            found: table.data_type().clone(),
            expected: "a table: an Arrow struct",
        });
    };
    if table.null_count() > 0 {
        return Err(KernelError::Column {
            message: "the table has rows that are null as a whole; leave them out".to_owned(),
            column: "table".to_owned(),
        });
    }
    let mut usage = UsageColumns::new();
    match columns {
        Some(columns) => {
            for (column, name) in columns {
                let array = table
                    .column_by_name(name)
                    .ok_or_else(|| KernelError::Column {
                        message: format!("the table has no column {name:?}"),
                        column: column.name(),
                    })?;
                usage = usage.with(*column, Arc::clone(array))?;
            }
        }
        None => {
            for (name, array) in table.column_names().into_iter().zip(table.columns()) {
                match UsageColumn::from_name(name) {
                    Some(column) => usage = usage.with(column, Arc::clone(array))?,
                    None => refuse_tokens(name)?,
                }
            }
        }
    }
    Ok(usage)
}

/// Tokens that nobody prices must not be left out in silence. Totals, and the column that
/// `tokenfare.ray.count_tokens` adds, state nothing of their own.
fn refuse_tokens(name: &str) -> tokenfare_arrow::Result<()> {
    let lower = name.to_lowercase();
    let is_total = ["tokens", "total_tokens", "totaltokens"].contains(&lower.as_str());
    if is_total || !lower.ends_with("tokens") {
        return Ok(());
    }
    Err(KernelError::Column {
        message: format!(
            "{name:?} is the name of no quantity; say in `columns` which columns to price, such as \
             {{\"input_tokens\": \"prompt_tokens\"}}"
        ),
        column: name.to_owned(),
    })
}
