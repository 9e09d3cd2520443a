//! Claude: Anthropic publishes no vocabulary, but two generations were reconstructed from the counts of
//! its API.

use super::encoding_match::EncodingMatch;
use crate::encoding_name::EncodingName;

const OLDER: &str = "Anthropic publishes no vocabulary for Claude 1 and 2; ×1.18 by \
    github.com/sammcj/ingest issue 65, checked 2026-11-20";
const MEASURED: &str = "a reconstruction, ctok 1.3.0: of 2,514 recorded counts for each of three models, \
    all but 16 are equal, and those differ by white space at the end; checked 2026-11-28";
const LATER: &str = "a reconstruction, ctok 1.3.0, that is older than this model; no counts were recorded \
    for it, checked 2026-11-28";

/// The latest version that was known when the vocabularies were reconstructed.
const RECONSTRUCTED: (u32, u32) = (5, 0);

/// The match of one of Anthropic's models.
pub fn find(name: &str) -> Option<EncodingMatch> {
    if !name.starts_with("claude") {
        return None;
    }
    let version = claude_version(name);
    // "claude-instant-1.2", "claude-v2:1".
    if (1..3).contains(&version.0) {
        return Some(EncodingMatch::estimate(
            EncodingName::O200kBase,
            1.18,
            0.15,
            OLDER,
        ));
    }
    let is_later = version > RECONSTRUCTED || version.0 == 0 || name.contains("mythos");
    let (error_band, source) = if is_later {
        (0.05, LATER)
    } else {
        (0.01, MEASURED)
    };
    let is_older = version != (0, 0) && version < (4, 7);
    Some(EncodingMatch {
        encoding: if is_older {
            EncodingName::Claude3
        } else {
            EncodingName::Claude47
        },
        exact: false,
        reconstructed: true,
        factor: 1.0,
        error_band,
        source,
    })
}

/// Major and minor version in a Claude name: (4, 7) of "claude-opus-4-7", (3, 5) of
/// "claude-3-5-haiku-20241022"; dates are no version.
fn claude_version(name: &str) -> (u32, u32) {
    let mut numbers = name
        .split(['-', '.', '@', ':', 'v'])
        .skip_while(|part| part.is_empty() || part.parse::<u32>().is_err())
        .map_while(|part| part.parse::<u32>().ok())
        .filter(|number| *number < 100);
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}
