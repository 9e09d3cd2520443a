//! Price lists that the field publishes, each with the package, version and day that it is from.

mod facts;
mod list;
mod openrouter;
mod pi_ai;
mod vendors;

use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, Error, Result, anyhow, bail};
use serde_json::Value;
use tokenfare::pricing::Day;
use tokenfare::pricing::price_list::{self, ListedModel, PriceList};

pub use list::{List, Origin};

/// A list on disk: `FILE,VERSION,DAY`.
#[derive(Clone, Debug)]
pub struct ListFile {
    path: PathBuf,
    version: String,
    day: Day,
}

impl FromStr for ListFile {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.split(',').collect();
        let [path, version, day] = parts.as_slice() else {
            bail!("{text:?} is not FILE,VERSION,DAY, such as litellm.json,1.110.2,2026-11-20");
        };
        Ok(Self {
            path: PathBuf::from(path),
            version: (*version).to_owned(),
            day: day.parse().map_err(|error| anyhow!("{error}"))?,
        })
    }
}

impl ListFile {
    /// Reads the list, whichever shape it has.
    ///
    /// # Errors
    /// A file that cannot be read, that is no JSON, or whose shape none of the readers knows.
    pub fn read(&self) -> Result<Vec<List>> {
        let path = || self.path.display().to_string();
        if self.path.is_dir() {
            return Ok(vec![self.named(pi_ai::read_folder(&self.path)?)]);
        }
        let json = fs::read_to_string(&self.path).with_context(path)?;
        let value: Value = serde_json::from_str(&json).with_context(path)?;
        self.read_value(&value).with_context(path)
    }

    fn read_value(&self, value: &Value) -> Result<Vec<List>> {
        if let Some(list) = price_list::read(value) {
            return Ok(vec![self.named(list)]);
        }
        if let Some(list) = openrouter::read(value) {
            return Ok(vec![self.named(list)]);
        }
        if facts::is_facts(value) {
            return facts::read(value);
        }
        bail!(
            "neither litellm's map, nor models.dev's api.json, genai-prices' data.json, \
             OpenRouter's list of models, pi-ai's folder of data, nor a file of facts"
        )
    }

    fn named(&self, list: PriceList) -> List {
        let origin = Origin {
            key: list.project.to_owned(),
            name: format!("{} {}", list.project, self.version),
            url: list.url.to_owned(),
            day: self.day,
            family: family(list.project).to_owned(),
        };
        with_our_ids(origin, list.models)
    }
}

/// Which list a list copies from, by their keys: pi-ai takes most of its figures from models.dev and
/// OpenRouter.
pub fn family(project: &str) -> &str {
    match project {
        "pi-ai" | "openrouter" => "models.dev",
        other => other,
    }
}

/// Replaces the vendors' and the models' names by ours, as far as they differ in form only.
fn with_our_ids(origin: Origin, listed: Vec<ListedModel>) -> List {
    let mut models = Vec::new();
    let mut others = std::collections::BTreeMap::new();
    for model in listed {
        match vendors::ours(&model) {
            Some((provider, name)) => models.push(ListedModel {
                provider: provider.to_owned(),
                name,
                ..model
            }),
            None => *others.entry(model.provider).or_insert(0) += 1,
        }
    }
    List {
        origin,
        models,
        others: others.into_iter().collect(),
    }
}

/// Reads several lists.
///
/// # Errors
/// The first that cannot be read.
pub fn read_all(files: &[ListFile]) -> Result<Vec<List>> {
    let mut lists = Vec::new();
    for file in files {
        lists.extend(file.read()?);
    }
    Ok(lists)
}

/// Reads JSON text as a list: for tests and fuzzing.
///
/// # Errors
/// Those of [`ListFile::read`].
#[cfg(test)]
pub fn read_text(json: &str, day: Day) -> Result<Vec<List>> {
    let file = ListFile {
        path: PathBuf::from("list.json"),
        version: "1".to_owned(),
        day,
    };
    file.read_value(&serde_json::from_str(json)?)
}
