//! `cargo xtask bench --only requests PATH`: how near counts of whole requests come to the bills.
//!
//! PATH is a file of JSON Lines or a folder of them. Each line is a recorded request: `id`, `endpoint`,
//! `host`, `model`, `request` as it was sent, and `usage` as the provider answered it. Requests whose
//! bill depends on what they do not hold, such as stored conversations or the results of a search, are
//! counted but left out of the errors.
//!
//! The table shows two halves side by side, told apart by a hash of the id. A constant is fitted on half A
//! (`--list --half A` shows no other request) and checked on half B; `benches/LOG.md` says which
//! constants were.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokenfare::request::ChatImages;
use tokenfare::tokenizer::request::{RequestCount, RequestEndpoint, RequestOptions, count_request};
use tokenfare::tokenizer::{Encoding, EncodingName, TokenizerError};

use crate::paths;

/// Counts the requests at `words`, which are the path, `--list` for one line each, and `--half A` or
/// `--half B` for one half of them.
pub fn run(words: &[String]) -> Result<()> {
    let lists = words.iter().any(|word| word == "--list");
    let half = match words.iter().position(|word| word == "--half") {
        None => None,
        Some(at) => match words.get(at + 1).map(String::as_str) {
            Some("A") => Some(true),
            Some("B") => Some(false),
            _ => bail!("--half takes A or B"),
        },
    };
    let mut paths = words.iter().filter(|word| !word.starts_with("--"));
    let Some(path) = paths.find(|word| !matches!(word.as_str(), "A" | "B")) else {
        bail!("name a file of recorded requests, or a folder of them");
    };
    let encodings = encodings()?;
    let mut groups: BTreeMap<Group, Vec<Outcome>> = BTreeMap::new();
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for file in files(Path::new(path))? {
        let text = fs::read_to_string(&file)?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let recorded: Value = serde_json::from_str(line)
                .with_context(|| format!("{} holds a line that is no JSON", file.display()))?;
            let Some(billed) = billed(&recorded["usage"]).filter(|billed| *billed > 0) else {
                continue;
            };
            let Some(endpoint) = endpoint_of(&recorded) else {
                continue;
            };
            match count(&recorded, endpoint, &encodings) {
                Ok(count) => {
                    let outcome = Outcome::new(&recorded, &count, billed);
                    if half.is_some_and(|half| outcome.half != half) {
                        continue;
                    }
                    if lists {
                        outcome.print(&recorded, &count);
                    }
                    let group = Group::of(&recorded, endpoint);
                    groups.entry(group).or_default().push(outcome);
                }
                Err(error) => *refused.entry(error.to_string()).or_default() += 1,
            }
        }
    }
    print_table(&groups);
    for (reason, times) in refused {
        println!("refused {times}: {reason}");
    }
    Ok(())
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// All vocabularies, by their files.
fn encodings() -> Result<Vec<(EncodingName, Encoding)>> {
    let mut loaded: Vec<(EncodingName, Encoding)> = Vec::new();
    let mut waiting: Vec<EncodingName> = EncodingName::ALL.to_vec();
    loop {
        let mut later = Vec::new();
        let before = loaded.len();
        for name in waiting {
            let file = paths::root().join(format!("tokenizer/vocab/{name}.tfv"));
            let Ok(bytes) = fs::read(&file) else {
                continue;
            };
            let bases: Vec<&Encoding> = loaded.iter().map(|(_, encoding)| encoding).collect();
            match Encoding::from_packed_with(&bytes, &bases) {
                Ok(encoding) => loaded.push((name, encoding)),
                // Its base comes later.
                Err(TokenizerError::EncodingNotLoaded { .. }) => later.push(name),
                Err(error) => bail!("{}: {error}", file.display()),
            }
        }
        if later.is_empty() || loaded.len() == before {
            return Ok(loaded);
        }
        waiting = later;
    }
}

fn count(
    recorded: &Value,
    endpoint: RequestEndpoint,
    encodings: &[(EncodingName, Encoding)],
) -> Result<RequestCount, TokenizerError> {
    let options = RequestOptions {
        model: recorded["model"].as_str(),
        endpoint: Some(endpoint),
    };
    let lookup = |name: EncodingName| {
        let found = encodings.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, encoding)| encoding)
            .ok_or_else(|| TokenizerError::EncodingNotLoaded {
                encoding: name.to_string(),
            })
    };
    count_request(
        &recorded["request"],
        options,
        lookup,
        &ChatImages::default(),
    )
}

fn endpoint_of(recorded: &Value) -> Option<RequestEndpoint> {
    let is_vertex = recorded["host"]
        .as_str()
        .is_some_and(|host| host.contains("aiplatform"));
    let name = match recorded["endpoint"].as_str()? {
        "gemini-generate" if is_vertex => "google.vertex".to_owned(),
        "gemini-generate" => "google.generate".to_owned(),
        other => other.replacen('-', ".", 1),
    };
    RequestEndpoint::named(&name)
}

/// The input tokens of a usage, cached ones included.
fn billed(usage: &Value) -> Option<u64> {
    let number = |name: &str| usage[name].as_u64();
    if let Some(tokens) = number("promptTokenCount").or(number("prompt_tokens")) {
        return Some(tokens);
    }
    // Anthropic's input tokens leave out cached ones, OpenAI's include them.
    let cached = number("cache_creation_input_tokens").unwrap_or(0)
        + number("cache_read_input_tokens").unwrap_or(0);
    Some(number("input_tokens").or(number("inputTokens"))? + cached)
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    endpoint: String,
    family: String,
    tools: bool,
}

impl Group {
    fn of(recorded: &Value, endpoint: RequestEndpoint) -> Self {
        let model = recorded["model"].as_str().unwrap_or_default();
        let name = model.rsplit('/').next().unwrap_or_default().to_lowercase();
        let family = [
            "gpt-oss", "gpt-3", "gpt-4", "gpt-5", "deepseek", "claude", "gemini", "llama-4",
            "llama", "qwen", "glm", "kimi", "minimax", "grok",
        ]
        .iter()
        .find(|family| name.contains(**family))
        .map_or_else(
            || match name.get(..2) {
                Some("o1" | "o3" | "o4") => "o-series",
                _ if name.contains("stral") => "mistral",
                _ => "other",
            },
            |family| *family,
        );
        let request = &recorded["request"];
        let tools = |name: &str| {
            let tools = &request[name];
            tools.as_array().is_some_and(|tools| !tools.is_empty()) || tools.is_object()
        };
        Self {
            endpoint: RequestEndpoint::ALL
                .iter()
                .find(|(_, known)| *known == endpoint)
                .map_or_else(String::new, |(name, _)| (*name).to_owned()),
            family: family.to_owned(),
            tools: tools("tools") || tools("functions") || tools("toolConfig"),
        }
    }
}

struct Outcome {
    /// The relative error, negative where the count is short; `None` where the bill depends on what the
    /// request does not hold.
    error: Option<f64>,
    is_within: bool,
    is_exact: bool,
    half: bool,
}

impl Outcome {
    fn new(recorded: &Value, count: &RequestCount, billed: u64) -> Self {
        let id = recorded["id"].as_str().unwrap_or_default();
        let half = Sha256::digest(id.as_bytes())
            .last()
            .is_some_and(|byte| byte % 2 == 1);
        let error = count
            .complete
            .then(|| (count.total as f64 - billed as f64) / billed as f64);
        let billed = usize::try_from(billed).unwrap_or(usize::MAX);
        Self {
            error,
            is_within: (count.low..=count.high).contains(&billed),
            is_exact: count.exact,
            half,
        }
    }

    fn print(&self, recorded: &Value, count: &RequestCount) {
        println!(
            "{} {} {} {} → {} [{}, {}] {}{}",
            recorded["id"].as_str().unwrap_or_default(),
            recorded["host"].as_str().unwrap_or_default(),
            recorded["model"].as_str().unwrap_or_default(),
            billed(&recorded["usage"]).unwrap_or(0),
            count.total,
            count.low,
            count.high,
            match self.error {
                Some(error) => format!("{:+.1} %", error * 100.0),
                None => "not in the request".to_owned(),
            },
            if self.is_exact { " exact" } else { "" },
        );
        for note in &count.notes {
            println!("    {note}");
        }
    }
}

/// The median and the 90th percentile of the size of errors, in percent.
fn quantiles(errors: &[f64]) -> String {
    let mut sizes: Vec<f64> = errors.iter().map(|error| error.abs() * 100.0).collect();
    sizes.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (sizes.len() as f64 * share).ceil() as usize;
        sizes.get(place.saturating_sub(1))
    };
    match (at(0.5), at(0.9)) {
        (Some(median), Some(ninetieth)) => format!("{median:>7.1}%{ninetieth:>7.1}%"),
        _ => format!("{:>8}{:>8}", "–", "–"),
    }
}

/// One line for each group: both halves side by side, then all.
fn print_table(groups: &BTreeMap<Group, Vec<Outcome>>) {
    println!(
        "\n{:<20}{:<10}{:<6}{:>4}{:>9}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>9}{:>7}{:>8}",
        "endpoint",
        "family",
        "tools",
        "n",
        "measured",
        "A med.",
        "A p90",
        "B med.",
        "B p90",
        "median",
        "p90",
        "worst",
        "short",
        "within"
    );
    for (group, outcomes) in groups {
        let errors_of = |half: Option<bool>| -> Vec<f64> {
            let outcomes = outcomes.iter();
            let chosen = outcomes.filter(|outcome| half.is_none_or(|half| outcome.half == half));
            chosen.filter_map(|outcome| outcome.error).collect()
        };
        let errors = errors_of(None);
        let worst = errors.iter().fold(0.0_f64, |worst, error| {
            if error.abs() > worst.abs() {
                *error
            } else {
                worst
            }
        });
        let short = errors.iter().filter(|error| **error < -0.1).count();
        let within = outcomes
            .iter()
            .filter(|outcome| outcome.error.is_some() && outcome.is_within)
            .count();
        let share = |part: usize| 100.0 * part as f64 / errors.len().max(1) as f64;
        println!(
            "{:<20}{:<10}{:<6}{:>4}{:>9}{}{}{}{:>8.1}%{:>6.0}%{:>7.0}%",
            group.endpoint,
            group.family,
            if group.tools { "yes" } else { "no" },
            outcomes.len(),
            errors.len(),
            quantiles(&errors_of(Some(true))),
            quantiles(&errors_of(Some(false))),
            quantiles(&errors),
            worst * 100.0,
            share(short),
            share(within),
        );
    }
}
