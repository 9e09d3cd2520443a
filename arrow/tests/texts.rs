//! Columns of texts in every layout, against the encoding's own functions.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, UInt32Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int64Array, LargeStringArray, NullArray, StringArray,
    StringViewArray,
};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use proptest::prelude::*;
use tokenfare::tokenizer::{Encoding, EncodingName, Keep, TokenizerError};
use tokenfare::{Coded, ErrorCode};
use tokenfare_arrow::{KernelError, SpecialTokens, count_tokens, encode, truncate, validated};

fn encoding() -> &'static Encoding {
    Encoding::embedded(EncodingName::O200kBase).unwrap()
}

/// The same rows in every layout, each also as a slice of a longer column.
fn layouts(rows: &[Option<String>]) -> Vec<ArrayRef> {
    let rows: Vec<Option<&str>> = rows.iter().map(Option::as_deref).collect();
    let longer: Vec<Option<&str>> = [&[Some("before"), None], &rows[..], &[Some("after")]].concat();
    let dictionary: DictionaryArray<Int8Type> = longer.iter().copied().collect();
    let columns: [ArrayRef; 4] = [
        Arc::new(StringArray::from(longer.clone())),
        Arc::new(LargeStringArray::from(longer.clone())),
        Arc::new(StringViewArray::from(longer)),
        Arc::new(dictionary),
    ];
    let mut layouts: Vec<ArrayRef> = columns
        .iter()
        .map(|column| column.slice(2, rows.len()))
        .collect();
    layouts.push(Arc::new(StringArray::from(rows)));
    layouts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_layout_gives_what_the_encoding_gives_for_each_row(
        rows in prop::collection::vec(
            prop::option::weighted(0.8, "[a-z ]{0,12}|\\PC{0,12}|(<\\|endoftext\\|>|a ){1,3}"),
            0..20,
        ),
        limit in 0_usize..6,
    ) {
        let encoding = encoding();
        for column in layouts(&rows) {
            let counts = count_tokens(&column, encoding, SpecialTokens::AsText).unwrap();
            let tokens = encode(&column, encoding, SpecialTokens::AsText).unwrap();
            let short = truncate(&column, encoding, limit, Keep::End, "…").unwrap();
            prop_assert_eq!(counts.len(), rows.len());
            prop_assert_eq!(tokens.len(), rows.len());
            prop_assert_eq!(short.len(), rows.len());
            for (index, row) in rows.iter().enumerate() {
                let Some(text) = row else {
                    prop_assert!(counts.is_null(index) && tokens.is_null(index));
                    prop_assert!(short.is_null(index));
                    continue;
                };
                let expected = encoding.encode_ordinary(text).unwrap();
                prop_assert_eq!(counts.value(index), expected.len() as i64);
                let row_tokens = tokens.value(index);
                prop_assert_eq!(&row_tokens.as_primitive::<UInt32Type>().values()[..], expected);
                let kept = encoding.truncate(text, limit, Keep::End, "…").join(text, "…");
                let value = match short.as_string_opt::<i64>() {
                    Some(large) => large.value(index),
                    None => short.as_string::<i32>().value(index),
                };
                prop_assert_eq!(value, kept);
            }
        }
    }
}

#[test]
fn special_tokens_are_text_or_tokens_or_refused_with_their_row() {
    let texts = StringArray::from(vec![None, Some("Hello<|endoftext|>")]);
    let count = |special| count_tokens(&texts, encoding(), special);
    // 7 tokens of the text `<|endoftext|>`, 1 of "Hello".
    assert_eq!(count(SpecialTokens::AsText).unwrap().value(1), 8);
    assert_eq!(count(SpecialTokens::AsTokens).unwrap().value(1), 2);
    let error = count(SpecialTokens::Refused).unwrap_err();
    assert_eq!(error.code(), ErrorCode::DisallowedSpecialToken);
    assert!(matches!(error, KernelError::Text { row: 1, .. }));
}

#[test]
fn a_reconstructed_vocabulary_counts_and_has_no_ids() {
    let claude = Encoding::embedded(EncodingName::Claude3).unwrap();
    let texts = StringArray::from(vec!["Hello, world"]);
    let counts = count_tokens(&texts, claude, SpecialTokens::AsText).unwrap();
    assert_eq!(
        counts.value(0),
        claude.count_ordinary("Hello, world") as i64
    );
    let error = encode(&texts, claude, SpecialTokens::AsText).unwrap_err();
    let is_no_ids = matches!(
        error,
        KernelError::Text {
            row: 0,
            error: TokenizerError::NoIds { .. }
        }
    );
    assert!(is_no_ids);
}

#[test]
fn columns_of_nulls_and_of_no_rows_are_no_error_and_numbers_are() {
    let nulls = count_tokens(&NullArray::new(3), encoding(), SpecialTokens::AsText).unwrap();
    assert_eq!(nulls.null_count(), 3);
    let none = StringArray::from(Vec::<&str>::new());
    assert_eq!(
        encode(&none, encoding(), SpecialTokens::AsText)
            .unwrap()
            .len(),
        0
    );
    let numbers = Int64Array::from(vec![1]);
    let error = count_tokens(&numbers, encoding(), SpecialTokens::AsText).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert_eq!(
        error.to_string(),
        "texts has the type Int64; it must be Utf8, LargeUtf8, Utf8View, a dictionary of one of \
         them, or Null"
    );
}

#[test]
fn a_dictionary_without_values_has_rows_of_null() {
    let keys = arrow_array::Int8Array::from(vec![None, None]);
    let values = Arc::new(StringArray::from(Vec::<&str>::new()));
    let column = DictionaryArray::<Int8Type>::try_new(keys, values).unwrap();
    let counts = count_tokens(&column, encoding(), SpecialTokens::AsText).unwrap();
    assert_eq!(counts.null_count(), 2);
}

#[test]
fn arrays_that_break_the_format_are_refused() {
    let offsets = OffsetBuffer::new(ScalarBuffer::from(vec![0, 1, 3]));
    // The second row is the first two bytes of a character of three.
    let bytes = Buffer::from_slice_ref([b'a', 0xe2, 0x82]);
    // SAFETY: the test is what checks it.
    let column = unsafe { StringArray::new_unchecked(offsets, bytes, None) };
    let error = validated(Arc::new(column)).unwrap_err();
    assert!(matches!(error, KernelError::Malformed { .. }), "{error}");
}
