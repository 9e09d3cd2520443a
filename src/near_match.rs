//! Near matches of a mistyped name, for errors that say what was probably meant.

/// At most `limit` of `names` that resemble `typed`, best first, compared without case.
///
/// The measure is Jaro-Winkler similarity (crate `strsim`), which favours a common beginning, as
/// model names have; names below 0.8 are not offered.
pub fn near_matches<'a>(
    typed: &str,
    names: impl IntoIterator<Item = &'a str>,
    limit: usize,
) -> Vec<String> {
    let typed = typed.to_lowercase();
    let mut scored: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&typed, &name.to_lowercase()), name))
        .filter(|(score, _)| *score >= 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored
        .into_iter()
        .take(limit)
        .map(|(_, name)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::near_matches;

    #[test]
    fn a_typo_finds_the_name_that_was_meant_first() {
        let names = ["gpt-4o", "gpt-4o-mini", "o200k_base", "claude-opus-4-5"];
        assert_eq!(near_matches("gpt-4o-mni", names, 1), ["gpt-4o-mini"]);
        assert_eq!(near_matches("GPT-4O", names, 1), ["gpt-4o"]);
    }

    #[test]
    fn nothing_alike_gives_nothing() {
        assert!(near_matches("zzz", ["gpt-4o"], 3).is_empty());
    }
}
