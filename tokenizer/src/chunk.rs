//! Splitting a text into chunks of a number of tokens.

use std::ops::{ControlFlow, Range};

use crate::encoding::Encoding;
use crate::error::TokenizerError;

/// How often the bytes of a text may stand in its chunks, in sum, before they are refused: an overlap of
/// nearly a whole chunk repeats each byte as often as a chunk has tokens.
const MAX_REPETITION: usize = 32;

/// Short texts may be repeated as often as that comes to.
const MIN_REPEATED_BYTES: usize = 16 << 20;

/// One part of a chunked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its tokens.
    pub tokens: usize,
}

impl Encoding {
    /// Splits `text` into chunks of at most `max_tokens` tokens that cover it. Each repeats about the
    /// last `overlap` tokens of the one before, never more. Cuts are between pre-tokens, which are
    /// mostly words, and inside a pre-token only if it does not fit whole.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
    /// let text = "one two three four five";
    /// let chunks = o200k.chunk(text, 3, 1)?;
    /// let chunks: Vec<&str> = chunks.iter().map(|chunk| &text[chunk.range.clone()]).collect();
    /// assert_eq!(chunks, ["one two three", " three four five"]);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::InvalidArgument`] if `max_tokens` is 0 or less than the tokens of one of the
    /// text's characters, or if `overlap` is not less than `max_tokens`;
    /// [`TokenizerError::LimitExceeded`] if the chunks have more than 16 MiB and more than 32 times the
    /// bytes of the text, since the overlap is nearly a whole chunk.
    pub fn chunk(
        &self,
        text: &str,
        max_tokens: usize,
        overlap: usize,
    ) -> Result<Vec<Chunk>, TokenizerError> {
        let invalid = |path: &str, reason| {
            Err(TokenizerError::InvalidArgument {
                path: path.to_owned(),
                reason,
            })
        };
        if max_tokens == 0 {
            return invalid("maxTokens", "must be at least 1");
        }
        if overlap >= max_tokens {
            return invalid("options.overlap", "must be less than maxTokens");
        }
        let mut chunks = Vec::new();
        let mut room = text
            .len()
            .saturating_mul(MAX_REPETITION)
            .max(MIN_REPEATED_BYTES);
        let mut start = 0;
        let mut covered = 0;
        while covered < text.len() {
            let rest = &text[start..];
            let mut end = start + self.whole_pre_tokens(rest, max_tokens);
            if end <= covered {
                end = start + self.longest_head(rest, max_tokens, "");
            }
            if end <= covered {
                if start == covered {
                    return invalid(
                        "maxTokens",
                        "is less than one of the text's characters takes",
                    );
                }
                // The overlap leaves no room for anything new: continue without it.
                start = covered;
                continue;
            }
            let range = start..end;
            room = room
                .checked_sub(range.len())
                .ok_or(TokenizerError::LimitExceeded {
                    reason: "the overlap is nearly a whole chunk, so that the chunks would repeat the \
                             text more than 32 times; choose a smaller overlap",
                })?;
            let tokens = self.count_ordinary(&text[range.clone()]);
            covered = end;
            start = if overlap == 0 || covered == text.len() {
                covered
            } else {
                let part = &text[range.clone()];
                let repeated = range.start + self.longest_tail(part, overlap, "");
                repeated.max(range.start + 1).min(covered)
            };
            start = text.ceil_char_boundary(start);
            chunks.push(Chunk { range, tokens });
        }
        Ok(chunks)
    }

    /// Where the longest run of whole pre-tokens from the beginning of `text` ends that alone has at
    /// most `max` tokens.
    fn whole_pre_tokens(&self, text: &str, max: usize) -> usize {
        let text = self.beginning_of(text, max);
        let mut ends = Vec::new();
        let mut tokens = 0;
        self.each_pre_token(text, |range, count| {
            tokens += count;
            if tokens > max {
                return ControlFlow::Break(());
            }
            ends.push(range.end);
            ControlFlow::Continue(())
        });
        while let Some(end) = ends.pop() {
            if self.count_up_to_ordinary(&text[..end], max).is_some() {
                return end;
            }
        }
        0
    }
}
