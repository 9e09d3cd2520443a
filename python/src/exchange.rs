//! Arrow arrays from Python and back, by the PyCapsule interface, without a copy.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array as _, ArrayReader, ArrayRef, make_array, new_empty_array};
use arrow_data::transform::MutableArrayData;
use arrow_schema::ArrowError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods, PyList, PyString, PyTuple};
use tokenfare_arrow::{KernelError, validated};

use crate::error::{argument, detached};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// A column that a function gave. Any Arrow library takes it without a copy:
/// `pyarrow.array(column)`, `polars.Series(column)`.
#[pyclass(frozen, module = "tokenfare")]
pub struct Array(ArrayRef);

#[pymethods]
impl Array {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!(
            "<tokenfare.Array of {} rows, {}>",
            self.0.len(),
            self.0.data_type()
        )
    }

    /// The array as capsules of Arrow's C data interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        // A consumer casts by itself: the interface lets a producer ignore what it cannot do.
        let _ = requested_schema;
        let (array, schema) = to_ffi(&self.0.to_data()).map_err(|error| malformed(&error))?;
        let schema = PyCapsule::new_with_value(py, schema, SCHEMA)?;
        let array = PyCapsule::new_with_value(py, array, ARRAY)?;
        PyTuple::new(py, [schema, array])
    }
}

fn malformed(error: &ArrowError) -> PyErr {
    argument("array", error.to_string())
}

/// What Python passed: rows of an Arrow column in chunks, or a plain list.
pub struct Column {
    pub chunks: Vec<ArrayRef>,
    pub is_list: bool,
}

impl Column {
    /// A column of texts.
    pub fn of_texts(texts: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(list) = texts.cast::<PyList>() {
            return Ok(Self {
                chunks: vec![Arc::new(list_of_texts(list)?)],
                is_list: true,
            });
        }
        Ok(Self {
            chunks: chunks(texts, "texts")?,
            is_list: false,
        })
    }

    /// Runs a kernel on each chunk without the interpreter's lock, and joins the results.
    pub fn run(
        self,
        py: Python<'_>,
        mut kernel: impl FnMut(&ArrayRef) -> tokenfare_arrow::Result<ArrayRef> + Send,
    ) -> PyResult<Array> {
        detached(py, move || {
            let results = self
                .chunks
                .into_iter()
                .map(|chunk| kernel(&validated(chunk)?));
            joined(results.collect::<tokenfare_arrow::Result<Vec<_>>>()?).map(Array)
        })
    }
}

impl Array {
    /// The array itself.
    pub fn array(&self) -> &ArrayRef {
        &self.0
    }
}

/// The chunks of an object with `__arrow_c_stream__` or `__arrow_c_array__`. At least one.
pub fn chunks(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Vec<ArrayRef>> {
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?;
        let capsule = capsule.cast::<PyCapsule>()?;
        let pointer = capsule
            .pointer_checked(Some(STREAM))?
            .cast::<FFI_ArrowArrayStream>();
        // SAFETY: a capsule of this name holds an initialized stream, which moves out of it.
        let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
        let reader = ArrayStreamReader::try_new(stream).map_err(|error| malformed(&error))?;
        let empty = new_empty_array(reader.field().data_type());
        let chunks: Result<Vec<_>, _> = reader.collect();
        let mut chunks = chunks.map_err(|error| malformed(&error))?;
        if chunks.is_empty() {
            chunks.push(empty);
        }
        return Ok(chunks);
    }
    if object.hasattr("__arrow_c_array__")? {
        let capsules = object.call_method0("__arrow_c_array__")?;
        let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
        let schema = schema
            .pointer_checked(Some(SCHEMA))?
            .cast::<FFI_ArrowSchema>();
        let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
        // SAFETY: capsules of these names hold an initialized schema, which stays where it is, and
        // an initialized array, which moves out of its capsule and agrees with the schema.
        let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
        return Ok(vec![make_array(data.map_err(|error| malformed(&error))?)]);
    }
    Err(argument(
        name,
        format!(
            "{name} must be a list of texts or an Arrow column, which has __arrow_c_array__ or \
             __arrow_c_stream__; found {}",
            object.get_type().name()?
        ),
    ))
}

fn list_of_texts(list: &Bound<'_, PyList>) -> PyResult<arrow_array::LargeStringArray> {
    let mut texts = LargeStringBuilder::new();
    for (row, text) in list.iter().enumerate() {
        if text.is_none() {
            texts.append_null();
        } else if let Ok(text) = text.cast::<PyString>() {
            texts.append_value(text.to_str()?);
        } else {
            let found = text.get_type().name()?.to_string();
            let path = format!("texts[{row}]");
            return Err(argument(
                &path,
                format!("{path} must be str or None; found {found}"),
            ));
        }
    }
    Ok(texts.finish())
}

/// Arrays of one type, one after the other.
fn joined(arrays: Vec<ArrayRef>) -> tokenfare_arrow::Result<ArrayRef> {
    if let [array] = arrays.as_slice() {
        return Ok(Arc::clone(array));
    }
    let data: Vec<_> = arrays.iter().map(|array| array.to_data()).collect();
    let rows = data.iter().map(arrow_data::ArrayData::len).sum();
    let mut all =
        MutableArrayData::try_new(data.iter().collect(), false, rows).map_err(KernelError::from)?;
    for (index, part) in data.iter().enumerate() {
        all.try_extend(index, 0, part.len())
            .map_err(KernelError::from)?;
    }
    Ok(make_array(all.freeze()))
}
