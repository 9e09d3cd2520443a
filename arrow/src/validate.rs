//! Arrays of others: whether they keep to Arrow's format.

use arrow_array::{Array, ArrayRef, make_array};

use crate::error::{KernelError, Result};

/// The same array, once its offsets, its UTF-8 and the keys of its dictionaries are proved to keep
/// to Arrow's format.
///
/// The C data interface hands over pointers, and whoever made them may have made a mistake. All
/// other functions of this crate rely on the format.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{Array, StringArray};
///
/// let array = Arc::new(StringArray::from(vec!["Hello"]));
/// assert_eq!(tokenfare_arrow::validated(array)?.len(), 1);
/// # Ok::<(), tokenfare_arrow::KernelError>(())
/// ```
///
/// # Errors
///
/// [`KernelError::Malformed`], with what is wrong.
pub fn validated(array: ArrayRef) -> Result<ArrayRef> {
    let data = array.to_data();
    data.validate_full()
        .map_err(|error| KernelError::Malformed {
            reason: error.to_string(),
        })?;
    Ok(make_array(data))
}
