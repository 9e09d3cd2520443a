//! What the lines of a bill are for, and what the log comes to for the same.

use std::collections::HashMap;

use super::case::Case;
use crate::pricing::Exact;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::amounts::plus;

/// Amounts by what they are for: billed, and computed. Empty where the bill does not tell.
pub(super) fn by_line(case: &Case<'_>) -> Result<HashMap<String, (Exact, Exact)>, UsageLogError> {
    let mut sums: HashMap<String, (Exact, Exact)> = HashMap::new();
    let lines = &case.bill.lines;
    if !lines.iter().any(|line| line.item.is_some()) {
        return Ok(sums);
    }
    for line in lines {
        let name = line.item.as_deref().map_or("", kind_of);
        let sum = sums
            .entry(name.to_owned())
            .or_insert((Exact::ZERO, Exact::ZERO));
        sum.0 = plus(sum.0, line.amount)?;
    }
    for (component, amount) in case.parts.iter().flat_map(|part| &part.components) {
        let name = kind_of(component.as_str());
        let sum = sums
            .entry(name.to_owned())
            .or_insert((Exact::ZERO, Exact::ZERO));
        sum.1 = plus(sum.1, *amount)?;
    }
    Ok(sums)
}

/// What a line is for, by the words of the vendors and those of the catalog: "input_no_cache",
/// "cached input", "cache_creation.ephemeral_1h_input_tokens", "5.4 mini cd Inp Gl 1M Tokens".
fn kind_of(item: &str) -> &str {
    let words = item.to_lowercase();
    let has = |word: &str| words.contains(word);
    let is_cache = has("cache") && !has("no_cache") && !has("uncached") || has(" cd ");
    let is_write = has("write") || has("creation") || has(" wr ");
    if has("search") {
        return "search";
    }
    match (is_cache, is_write) {
        (true, true) => "cache write",
        (true, false) => "cached input",
        _ if has("out") || has("reasoning") => "output",
        _ if has("inp") => "input",
        _ => item,
    }
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn lines_are_told_apart_by_the_words_of_the_vendors() {
        for (item, kind) in [
            ("cached input", "cached input"),
            ("input", "input"),
            ("output", "output"),
            ("input_no_cache", "input"),
            ("uncached_input_tokens", "input"),
            ("input_cache_read", "cached input"),
            ("cache_creation.ephemeral_1h_input_tokens", "cache write"),
            ("long_cache_write", "cache write"),
            ("USE1-MP:USE1_InputTokenCount-Units", "input"),
            ("5.4 mini cd Inp Gl 1M Tokens", "cached input"),
            ("web_search", "search"),
            ("file search tool calls", "search"),
            ("code interpreter", "code interpreter"),
        ] {
            assert_eq!(kind_of(item), kind, "{item}");
        }
    }
}
