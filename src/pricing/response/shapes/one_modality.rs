//! Answers that are of one modality as a whole, where the vendor does not split them.

use super::generic_tokens::counts;
use crate::pricing::error::Result;
use crate::pricing::number::{Count, Exact};
use crate::pricing::quote::Quantities;
use crate::pricing::response::reading::{Node, total};

/// The tokens of a picture. All of its answer are image tokens, where nothing else is said.
pub(super) fn pictures(usage: &Node<'_>) -> Result<Quantities> {
    let mut counts = counts(usage)?;
    let has_details = usage
        .any_object(&["output_tokens_details", "output_token_details"])
        .is_some();
    if !has_details {
        counts.image_output = counts.output;
    }
    counts.quantities(usage)
}

/// The tokens of speech: all of its answer is audio.
pub(super) fn speech(usage: &Node<'_>) -> Result<Quantities> {
    let counts = counts(usage)?;
    let quantities = counts.quantities(usage)?;
    Ok(Quantities {
        audio_output_tokens: quantities.audio_output_tokens.or(all_of(counts.output)),
        ..quantities
    })
}

/// The tokens of an answer that is one modality as a whole.
fn all_of(output: Option<Exact>) -> Option<Count> {
    total(output).filter(|count| !count.exact().is_zero())
}
