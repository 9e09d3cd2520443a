//! What follows a model's name: choices that keep its price, tiers, and choices that change it.

/// What a suffix means for the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The price stays.
    None,
    /// The model in this tier.
    Tier(&'static str),
    /// The price is another one, which the name does not tell.
    OtherPrice,
}

/// OpenRouter's variants, after a colon, and others written so.
const TAGS: &[(&str, Effect)] = &[
    // The same model with its reasoning switched on, and self-moderation.
    (":thinking", Effect::None),
    (":beta", Effect::None),
    (":batch", Effect::Tier("batch")),
    (":flex", Effect::Tier("flex")),
    (":priority", Effect::Tier("priority")),
    // Free of charge, with web search, sorted by throughput or by price, with longer answers, by
    // hosts chosen for tools.
    (":free", Effect::OtherPrice),
    (":online", Effect::OtherPrice),
    (":nitro", Effect::OtherPrice),
    (":floor", Effect::OtherPrice),
    (":extended", Effect::OtherPrice),
    (":exacto", Effect::OtherPrice),
    // Claude Code's mark of the long context, which rates judge by the tokens.
    ("[1m]", Effect::None),
    // Vertex's word for the current snapshot.
    ("@default", Effect::None),
    ("@latest", Effect::None),
];

/// A tier at the end of a name, as the Vercel AI gateway writes it.
const TIERS: &[(&str, &str)] = &[
    ("-fast", "priority"),
    ("-batch", "batch"),
    ("-flex", "flex"),
    ("-priority", "priority"),
];

/// Words of a name that make another price likely: a guess does not cross them.
const PRICE_WORDS: &[&str] = &[
    "audio",
    "batch",
    "computer",
    "deep",
    "embed",
    "embedding",
    "exacto",
    "extended",
    "fast",
    "flex",
    "floor",
    "free",
    "highspeed",
    "image",
    "lite",
    "live",
    "mini",
    "nano",
    "native",
    "nitro",
    "online",
    "priority",
    "pro",
    "realtime",
    "research",
    "search",
    "transcribe",
    "tts",
    "ultrafast",
    "vision",
];

/// The name before the suffix that it ends with, and what the suffix means.
pub(crate) fn tag(name: &str) -> Option<(&str, Effect)> {
    TAGS.iter().find_map(|(tag, effect)| {
        let cut = name.len().checked_sub(tag.len())?;
        let (stem, end) = (name.get(..cut)?, name.get(cut..)?);
        (end.eq_ignore_ascii_case(tag) && !stem.is_empty()).then_some((stem, *effect))
    })
}

/// The name before a tier at its end: "claude-opus-5-fast" is claude-opus-5 in the priority tier.
/// Only for names that are no model's own, as "grok-4-fast" is.
///
/// ```
/// let found = tokenfare_model_name::stem_and_tier("claude-opus-5-fast");
/// assert_eq!(found, Some(("claude-opus-5", "priority")));
/// ```
pub fn stem_and_tier(name: &str) -> Option<(&str, &'static str)> {
    TIERS.iter().find_map(|(end, tier)| {
        let stem = name.strip_suffix(end)?;
        (!stem.is_empty()).then_some((stem, *tier))
    })
}

/// Whether the words that a name has beyond a shorter one make another price likely.
///
/// ```
/// assert!(tokenfare_model_name::changes_price("-native-audio-preview"));
/// assert!(!tokenfare_model_name::changes_price("-2026-12-01"));
/// ```
pub fn changes_price(rest: &str) -> bool {
    rest.split(['-', '.', ':', '@', '_', '/', '[', ']'])
        .any(|word| {
            PRICE_WORDS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word))
        })
}

#[cfg(test)]
mod tests {
    use super::{Effect, TAGS, changes_price, stem_and_tier, tag};

    #[test]
    fn every_tag_is_found_at_the_end() {
        for (end, effect) in TAGS {
            assert_eq!(tag(&format!("model{end}")), Some(("model", *effect)));
            assert_eq!(tag(end), None, "{end} alone is no model");
        }
        assert_eq!(tag("gpt-oss:20b"), None);
        assert_eq!(
            tag("x-ai/grok-4:free"),
            Some(("x-ai/grok-4", Effect::OtherPrice))
        );
    }

    #[test]
    fn tiers_stand_at_the_end_of_a_name() {
        assert_eq!(
            stem_and_tier("claude-haiku-5.5-batch"),
            Some(("claude-haiku-5.5", "batch"))
        );
        assert_eq!(stem_and_tier("-fast"), None);
        assert_eq!(stem_and_tier("gpt-4o"), None);
    }

    #[test]
    fn words_that_change_the_price_are_whole_words() {
        assert!(changes_price(":free"));
        assert!(changes_price("-fast"));
        assert!(!changes_price("-profound"));
    }
}
