//! The number of tokens of each text.

use arrow_array::builder::Int64Builder;
use arrow_array::{Array, Int64Array};
use tokenfare::tokenizer::Encoding;

use crate::error::Result;
use crate::texts::{SpecialTokens, Texts, in_row};

/// The number of tokens of each text. A null stays null.
///
/// ```
/// use arrow_array::StringViewArray;
/// use tokenfare::tokenizer::{Encoding, EncodingName};
/// use tokenfare_arrow::{SpecialTokens, count_tokens};
///
/// let texts = StringViewArray::from(vec!["Hello, world!", "<|endoftext|>"]);
/// let encoding = Encoding::embedded(EncodingName::O200kBase)?;
/// assert_eq!(count_tokens(&texts, encoding, SpecialTokens::AsText)?.values(), &[4, 7]);
/// assert_eq!(count_tokens(&texts, encoding, SpecialTokens::AsTokens)?.values(), &[4, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`KernelError::Type`](crate::KernelError::Type) for other types than those of texts,
/// [`KernelError::Text`](crate::KernelError::Text) where a special token is refused.
pub fn count_tokens(
    texts: &dyn Array,
    encoding: &Encoding,
    special: SpecialTokens,
) -> Result<Int64Array> {
    let texts = Texts::new(texts, "texts")?;
    let mut worker = encoding.worker();
    let mut counts = Int64Builder::with_capacity(texts.rows());
    texts.each(
        |row, text| {
            let count = special.count(&mut worker, text).map_err(in_row(row))?;
            Ok(i64::try_from(count).unwrap_or(i64::MAX))
        },
        |count| counts.append_option(count),
    )?;
    Ok(counts.finish())
}
