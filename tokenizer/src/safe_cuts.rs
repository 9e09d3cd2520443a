//! Where a text may be cut without changing its tokens.

use serde::Serialize;

/// Where a text may be cut, whatever stands before and after, so that the tokens of the parts are those
/// of the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SafeCuts {
    /// Before spaces and before ASCII punctuation that follows a word: every pattern of a byte-pair
    /// vocabulary splits there.
    Words,
    /// Before a space that follows something else. The vocabulary has tokens that are matched in every
    /// text and may hold punctuation, such as `<think>`.
    Spaces,
    /// Nowhere. The first part of a text is encoded differently, or pieces cross spaces.
    None,
}
