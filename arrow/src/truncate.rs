//! Texts within a number of tokens.

use std::sync::Arc;

use arrow_array::builder::{LargeStringBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef};
use tokenfare::tokenizer::{Encoding, Keep};

use crate::error::{KernelError, Result};
use crate::texts::Texts;

/// Each text, or as much of it as has at most `limit` tokens together with `marker`, which stands
/// where something was cut ([`Encoding::truncate`]). A null stays null. The result is `LargeUtf8`
/// for such texts and `Utf8` for all others.
///
/// ```
/// use arrow_array::StringArray;
/// use arrow_array::cast::AsArray;
/// use tokenfare::tokenizer::{Encoding, EncodingName, Keep};
///
/// let texts = StringArray::from(vec!["one two three four", "one"]);
/// let encoding = Encoding::embedded(EncodingName::O200kBase)?;
/// let short = tokenfare_arrow::truncate(&texts, encoding, 3, Keep::Start, "…")?;
/// assert_eq!(short.as_string::<i32>().value(0), "one two …");
/// assert_eq!(short.as_string::<i32>().value(1), "one");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`KernelError::Type`] for other types than those of texts, [`KernelError::TooLarge`] for more
/// than 2^31 bytes.
pub fn truncate(
    texts: &dyn Array,
    encoding: &Encoding,
    limit: usize,
    keep: Keep,
    marker: &str,
) -> Result<ArrayRef> {
    let texts = Texts::new(texts, "texts")?;
    let shorten = |bytes: usize, text: &mut dyn FnMut(Option<&str>)| {
        let mut worker = encoding.worker();
        let mut total = 0_usize;
        for row in 0..texts.rows() {
            let Some(whole) = texts.get(row) else {
                text(None);
                continue;
            };
            let joined;
            // Most texts are short enough.
            let part = if worker.count_up_to_ordinary(whole, limit).is_some() {
                whole
            } else {
                let truncation = encoding.truncate(whole, limit, keep, marker);
                joined = truncation.join(whole, marker);
                &joined
            };
            total = total.saturating_add(part.len());
            if total > bytes {
                return Err(KernelError::TooLarge { what: "bytes" });
            }
            text(Some(part));
        }
        Ok(())
    };
    if texts.is_large() {
        let mut builder = LargeStringBuilder::new();
        shorten(usize::MAX, &mut |text| builder.append_option(text))?;
        return Ok(Arc::new(builder.finish()));
    }
    let mut builder = StringBuilder::new();
    let most = usize::try_from(i32::MAX).unwrap_or(usize::MAX);
    shorten(most, &mut |text| builder.append_option(text))?;
    Ok(Arc::new(builder.finish()))
}
