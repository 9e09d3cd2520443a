//! The tokens of each text.

use std::sync::Arc;

use arrow_array::{Array, ListArray, UInt32Array};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field};
use tokenfare::tokenizer::Encoding;

use crate::error::{KernelError, Result};
use crate::texts::{SpecialTokens, Texts, in_row};

/// The tokens of each text, as a list of `UInt32`. A null stays null.
///
/// ```
/// use arrow_array::{Array, StringArray};
/// use arrow_array::cast::AsArray;
/// use arrow_array::types::UInt32Type;
/// use tokenfare::tokenizer::{Encoding, EncodingName};
/// use tokenfare_arrow::{SpecialTokens, encode};
///
/// let texts = StringArray::from(vec![Some("Hello, world!"), None]);
/// let encoding = Encoding::embedded(EncodingName::O200kBase)?;
/// let tokens = encode(&texts, encoding, SpecialTokens::AsText)?;
/// assert_eq!(tokens.value(0).as_primitive::<UInt32Type>().values(), &[13225, 11, 2375, 0]);
/// assert!(tokens.is_null(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`count_tokens`](crate::count_tokens); [`KernelError::TooLarge`] for more than 2^31 tokens;
/// [`KernelError::Text`] where the vocabulary is a reconstruction, which has no ids.
pub fn encode(texts: &dyn Array, encoding: &Encoding, special: SpecialTokens) -> Result<ListArray> {
    let texts = Texts::new(texts, "texts")?;
    let mut worker = encoding.worker();
    let mut tokens: Vec<u32> = Vec::new();
    let mut offsets = Vec::with_capacity(texts.rows() + 1);
    let mut nulls = NullBufferBuilder::new(texts.rows());
    offsets.push(0);
    for row in 0..texts.rows() {
        let text = texts.get(row);
        if let Some(text) = text {
            let result = special.encode(&mut worker, text, &mut tokens);
            result.map_err(in_row(row))?;
        }
        nulls.append(text.is_some());
        let end = i32::try_from(tokens.len());
        offsets.push(end.map_err(|_| KernelError::TooLarge { what: "tokens" })?);
    }
    Ok(ListArray::new(
        Arc::new(Field::new("item", DataType::UInt32, false)),
        OffsetBuffer::new(ScalarBuffer::from(offsets)),
        Arc::new(UInt32Array::from(tokens)),
        nulls.finish(),
    ))
}
