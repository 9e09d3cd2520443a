//! The spellings of one model's name among vendors, hosts and gateways.

use crate::bedrock::without_version;

/// The name as it stands, and how the same model may be called by its vendor, the likeliest first.
/// Case, and dots for dashes, are the caller's to compare.
///
/// ```
/// let spellings = tokenfare_model_name::spellings("claude-4-sonnet");
/// assert!(spellings.contains(&"claude-sonnet-4".to_owned()));
/// ```
pub fn spellings(name: &str) -> Vec<String> {
    let mut found = vec![name.to_owned()];
    let mut add = |spelling: Option<String>| {
        if let Some(spelling) = spelling.filter(|s| !s.is_empty() && !found.contains(s)) {
            found.push(spelling);
        }
    };
    // Vertex writes the date after "@", where vendors have a dash, and versions as "@001".
    let dashed = name.replace('@', "-");
    add(Some(dashed.clone()));
    // Bedrock's "claude-v2:1" is "claude-2.1".
    add(name
        .strip_prefix("claude-v")
        .map(|rest| format!("claude-{}", rest.replace(':', "."))));
    // Bedrock's version at the end, and Vertex's before the date.
    add(without_version(&dashed).map(str::to_owned));
    add(name
        .split_once('@')
        .and_then(|(head, date)| Some(format!("{}-{date}", without_version(head)?))));
    // Versions of Bedrock that stand without "-v": "gpt-oss-120b-1:0", "nemotron-nano-9b:0".
    add(dashed.rsplit_once(':').and_then(|(head, version)| {
        let digits = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| head.to_owned())
    }));
    // Azure has no dot in the version.
    add(dashed
        .strip_prefix("gpt-35")
        .map(|rest| format!("gpt-3.5{rest}")));
    add(family_first(&dashed));
    add(Some(format!("{dashed}-latest")));
    found
}

/// "claude-4.1-opus" as "claude-opus-4.1": gateways write the version first for all generations.
fn family_first(name: &str) -> Option<String> {
    let mut words = name.strip_prefix("claude-")?.split('-');
    let version = words.next().filter(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    })?;
    let family = words
        .next()
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))?;
    let rest: Vec<&str> = words.collect();
    let mut spelling = format!("claude-{family}-{version}");
    for word in rest {
        spelling.push('-');
        spelling.push_str(word);
    }
    Some(spelling)
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn vendors_names_are_among_the_spellings() {
        for (name, wanted) in [
            ("gpt-4o", "gpt-4o"),
            ("claude-opus-4-5@20251101", "claude-opus-4-5-20251101"),
            (
                "claude-3-5-sonnet-v2@20241022",
                "claude-3-5-sonnet-20241022",
            ),
            ("claude-3-haiku-20240307-v1:0", "claude-3-haiku-20240307"),
            ("claude-v2:1", "claude-2.1"),
            ("gpt-35-turbo-16k", "gpt-3.5-turbo-16k"),
            ("claude-4.1-opus", "claude-opus-4.1"),
            ("claude-4-sonnet-20250514", "claude-sonnet-4-20250514"),
            ("mistral-small", "mistral-small-latest"),
        ] {
            assert!(
                spellings(name).contains(&wanted.to_owned()),
                "{name}: {:?}",
                spellings(name)
            );
        }
    }
}
