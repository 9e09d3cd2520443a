//! Where a text stands in a message.

/// Where a text stands in a message. Most vocabularies encode a text alike in all places; one that marks
/// the beginning of a message, as Llama 2's does, or its end, does not.
///
/// A message may be cut between an ASCII letter and a blank. The tokens of all its texts are then those
/// of the message, in every vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// What precedes the text, or at least its last character; empty at the beginning of a message.
    pub before: &'a [u8],
    /// Whether the message ends with the text.
    pub ends: bool,
}

impl Place<'_> {
    /// That of a text that is a whole message.
    pub const WHOLE: Place<'static> = Place {
        before: &[],
        ends: true,
    };
}
