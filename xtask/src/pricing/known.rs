//! `pricing/differences.toml`: what differs from other lists on purpose, and why.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use tokenfare::pricing::{Component, Tier};

use super::refresh::compare::Finding;
use crate::paths;

/// The differences that are explained.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Each with the reason that it stands for.
    #[serde(default, rename = "difference")]
    differences: Vec<Explanation>,
}

/// Differences of one kind. What is left out may be anything.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanation {
    /// Keys of the lists.
    #[serde(default)]
    list: Vec<String>,
    /// Ids of the providers.
    #[serde(default)]
    provider: Vec<String>,
    /// The model's id; `*` stands for any characters.
    #[serde(default)]
    model: Vec<String>,
    /// The components in question.
    #[serde(default)]
    component: Vec<Component>,
    /// The tiers in question.
    #[serde(default)]
    tier: Vec<Tier>,
    /// `true`: only rates that the catalog lacks; `false`: only those that differ.
    missing: Option<bool>,
    /// `true`: only models that the catalog lacks.
    #[serde(default)]
    unknown_model: bool,
    /// `true`: only models that independent lists do not print yet.
    #[serde(default)]
    alone: bool,
    /// Why the catalog is as it is.
    reason: String,
}

impl Known {
    /// Reads `pricing/differences.toml`.
    ///
    /// # Errors
    /// A file that cannot be read or breaks the schema.
    pub fn load() -> Result<Self> {
        let path = paths::root().join("pricing/differences/known.toml");
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Self::parse(&text).with_context(|| path.display().to_string())
    }

    /// Reads the text of the file.
    ///
    /// # Errors
    /// Text that breaks the schema.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }

    /// Why a rate differs.
    pub fn reason(
        &self,
        list: &str,
        provider: &str,
        model: &str,
        finding: &Finding,
    ) -> Option<&str> {
        self.find(list, provider, model, |known| {
            !known.unknown_model
                && (known.component.is_empty() || known.component.contains(&finding.component))
                && (known.tier.is_empty() || known.tier.contains(&finding.tier))
                && known
                    .missing
                    .is_none_or(|missing| missing == finding.is_missing())
        })
    }

    /// Why a model is left out that so many independent lists print.
    pub fn leaves_out(
        &self,
        list: &str,
        provider: &str,
        model: &str,
        agreeing: usize,
    ) -> Option<&str> {
        self.find(list, provider, model, |known| {
            known.unknown_model && (!known.alone || agreeing < 2)
        })
    }

    fn find(
        &self,
        list: &str,
        provider: &str,
        model: &str,
        fits: impl Fn(&Explanation) -> bool,
    ) -> Option<&str> {
        let among = |words: &[String], word: &str| {
            words.is_empty() || words.iter().any(|pattern| matches(pattern, word))
        };
        let explanation = self.differences.iter().find(|known| {
            fits(known)
                && among(&known.list, list)
                && among(&known.provider, provider)
                && among(&known.model, model)
        })?;
        Some(&explanation.reason)
    }
}

/// Whether a text fits a pattern in which `*` stands for any characters.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(matches("gpt-4*", "gpt-4o"));
        assert!(matches("*-latest", "mistral-large-latest"));
        assert!(matches("*anthropic.*", "us.anthropic.claude"));
        assert!(matches("gpt-4", "gpt-4"));
        assert!(!matches("gpt-4", "gpt-4o"));
        assert!(!matches("*-latest", "latest-x"));
    }
}
