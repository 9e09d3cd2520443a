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
    best(typed, &mut names.into_iter(), limit)
}

/// Longer texts, in bytes, resemble nothing.
pub const MAX_NAME: usize = 200;

/// A name as messages show it: its beginning, where it is long.
pub fn shortened(name: &str) -> String {
    if name.len() <= MAX_NAME {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(60).collect();
    short.push('…');
    short
}

/// One copy for all callers' iterators.
fn best(typed: &str, names: &mut dyn Iterator<Item = &str>, limit: usize) -> Vec<String> {
    // No name is that long, and likeness costs the product of both lengths.
    if typed.len() > MAX_NAME {
        return Vec::new();
    }
    // Names of models, fields and tokens: ASCII, all but for what is mistyped.
    let typed = typed.to_ascii_lowercase();
    let mut best: Vec<(f64, &str)> = Vec::new();
    for name in names.filter(|name| name.len() <= MAX_NAME) {
        let score = strsim::jaro_winkler(&typed, &name.to_ascii_lowercase());
        if score < 0.8 || best.iter().any(|(_, known)| *known == name) {
            continue;
        }
        let place = best
            .iter()
            .position(|(other, known)| score > *other || (score == *other && name < *known));
        best.insert(place.unwrap_or(best.len()), (score, name));
        best.truncate(limit);
    }
    best.into_iter().map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{near_matches, shortened};

    #[test]
    fn a_typo_finds_the_name_that_was_meant_first() {
        let names = ["gpt-4o", "gpt-4o-mini", "o200k_base", "claude-opus-4-5"];
        assert_eq!(near_matches("gpt-4o-mni", names, 1), ["gpt-4o-mini"]);
        assert_eq!(near_matches("GPT-4O", names, 1), ["gpt-4o"]);
    }

    #[test]
    fn what_is_too_long_to_be_a_name_resembles_nothing() {
        let long = "g".repeat(5_000_000);
        assert!(near_matches(&long, ["gpt-4o"], 3).is_empty());
        assert!(near_matches("gpt-4", [long.as_str()], 3).is_empty());
        assert_eq!(shortened(&long).chars().count(), 61);
    }

    #[test]
    fn nothing_alike_gives_nothing() {
        assert!(near_matches("zzz", ["gpt-4o"], 3).is_empty());
    }
}
