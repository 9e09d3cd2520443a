//! A caller's own models, rates and contract discounts on top of a catalog.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::catalog::Catalog;
use super::schema::{CatalogFile, Discount, ModelRecord, ProviderFile, Source};
use crate::Coded;
use crate::input;
use crate::pricing::error::{PricingError, Result};

/// What to add to a catalog, or to replace in it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct CatalogOverrides {
    /// Models in the format of `catalog.json` (see `pricing/README.md`), with two liberties: keys
    /// may be written in camel case, and a rate may be written `{ component, usd, unit }`. A model
    /// of a known id keeps every key that is not given; `provider` is needed for new ones only.
    #[cfg_attr(feature = "authoring", schemars(with = "Vec<Map<String, Value>>"))]
    pub models: Vec<Map<String, Value>>,
    /// Contract discounts. Where several concern a rate, each is taken off what the others leave.
    pub discounts: Vec<Discount>,
}

/// The source of rates that name none.
const CALLER: &str = "caller";

impl Catalog {
    /// A new catalog with `overrides` on top of this one. The two share what they have in common.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, CatalogOverrides, Component, PriceOptions};
    ///
    /// let overrides: CatalogOverrides = serde_json::from_value(serde_json::json!({
    ///     "discounts": [{ "model": "gpt-4o-mini", "percent": "20" }],
    /// }))?;
    /// let catalog = Catalog::embedded()?.extend(&overrides)?;
    /// let sheet = catalog.prices("gpt-4o-mini", &PriceOptions::default())?;
    /// let input = sheet.rates.iter().find(|rate| rate.component == Component::Input);
    /// // 0.15 × 80 %
    /// assert_eq!(input.map(|rate| rate.usd.to_string()).as_deref(), Some("0.12"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::InvalidCatalog`] for a model that does not match the schema or contradicts the
    /// catalog; [`PricingError::UnknownModel`] and [`PricingError::InvalidArgument`] for a discount on
    /// a model or a provider that the catalog lacks.
    pub fn extend(&self, overrides: &CatalogOverrides) -> Result<Self> {
        let mut file = self.file().clone();
        for (i, model) in overrides.models.iter().enumerate() {
            self.put(&mut file, model, &format!("models[{i}]"))?;
        }
        file.discounts.extend(overrides.discounts.iter().cloned());
        let extended = self.changed_to(file).map_err(|error| match error.path() {
            // The caller knows no indices of the whole catalog.
            Some(path) if path.starts_with("providers[") => {
                error.at(if overrides.models.len() == 1 {
                    "models[0]".to_owned()
                } else {
                    "models".to_owned()
                })
            }
            _ => error,
        })?;
        for (i, discount) in overrides.discounts.iter().enumerate() {
            extended.check_discount(discount, &format!("discounts[{i}]"))?;
        }
        Ok(extended)
    }

    fn put(&self, file: &mut CatalogFile, model: &Map<String, Value>, path: &str) -> Result<()> {
        let mut model = in_snake_case(model);
        let provider = model.shift_remove("provider");
        let id = model
            .get("id")
            .and_then(Value::as_str)
            .ok_or_else(|| PricingError::catalog(path, "a model needs an id"))?
            .to_owned();
        for key in ["rates", "fine_tuned"] {
            if let Some(Value::Array(rows)) = model.get_mut(key) {
                rows.iter_mut().for_each(component_and_price);
            }
        }
        let known = file
            .providers
            .iter()
            .position(|provider| provider.models.iter().any(|record| record.id == id));
        let at = match (known, provider.as_ref().map(Value::as_str)) {
            (_, Some(None)) => {
                return Err(PricingError::catalog(
                    format!("{path}.provider"),
                    "a provider is a string",
                ));
            }
            (Some(at), None) => at,
            (Some(at), Some(Some(name))) if file.providers[at].provider == name => at,
            (Some(at), Some(Some(name))) => {
                return Err(PricingError::catalog(
                    format!("{path}.provider"),
                    format!(
                        "{id:?} is a model of {}, not of {name}",
                        file.providers[at].provider
                    ),
                ));
            }
            (None, None) => {
                return Err(PricingError::catalog(
                    path,
                    format!("the new model {id:?} needs a provider"),
                ));
            }
            (None, Some(Some(name))) => provider_at(file, name),
        };
        let provider = Arc::make_mut(&mut file.providers[at]);
        let old = provider.models.iter().position(|record| record.id == id);
        let mut merged = match old {
            Some(old) => serde_json::to_value(&provider.models[old])
                .map_err(|error| PricingError::catalog(path, error.to_string()))?,
            None => Value::Object(Map::new()),
        };
        let gives = |key: &str| model.contains_key(key);
        let (rates, fine_tuned) = (gives("rates"), gives("fine_tuned"));
        // Without a source of its own, a rate that is given here is the caller's, not the vendor's.
        let sourced = gives("source");
        if let Value::Object(merged) = &mut merged {
            merged.extend(model);
        }
        let mut record: ModelRecord = input::from_value(&merged).map_err(|error| {
            PricingError::catalog(within(path, error.path()), error.to_string())
        })?;
        if (rates || fine_tuned) && !sourced {
            // Rates of a contract are as fresh as the newest price of the catalog.
            provider
                .sources
                .entry(CALLER.to_owned())
                .or_insert_with(|| Source {
                    name: "the caller".to_owned(),
                    url: "caller".to_owned(),
                    checked: self.checked(),
                });
            let own = record.rates.iter_mut().filter(|_| rates);
            for row in own.chain(record.fine_tuned.iter_mut().filter(|_| fine_tuned)) {
                row.source.get_or_insert_with(|| CALLER.to_owned());
            }
        }
        match old {
            Some(old) => provider.models[old] = record,
            None => provider.models.push(record),
        }
        Ok(())
    }
}

fn provider_at(file: &mut CatalogFile, name: &str) -> usize {
    if let Some(at) = file
        .providers
        .iter()
        .position(|provider| provider.provider == name)
    {
        return at;
    }
    file.providers.push(Arc::new(ProviderFile {
        provider: name.to_owned(),
        name: name.to_owned(),
        ..ProviderFile::default()
    }));
    file.providers.len() - 1
}

fn within(path: &str, inner: &str) -> String {
    match inner {
        "" => path.to_owned(),
        inner => format!("{path}.{inner}"),
    }
}

/// `{ component: "input", usd: "2" }` as `{ usd: { input: "2" } }`.
fn component_and_price(row: &mut Value) {
    let Value::Object(members) = row else {
        return;
    };
    let mut members = in_snake_case(members);
    if let Some(Value::Object(when)) = members.get_mut("when") {
        *when = in_snake_case(when);
    }
    let plain = !matches!(members.get("usd"), Some(Value::Object(_)) | None);
    if plain
        && let Some(Value::String(component)) = members.shift_remove("component")
        && let Some(usd) = members.shift_remove("usd")
    {
        members.insert("usd".to_owned(), Map::from_iter([(component, usd)]).into());
    }
    *row = Value::Object(members);
}

/// The members of an object with their keys in snake case.
fn in_snake_case(members: &Map<String, Value>) -> Map<String, Value> {
    members
        .iter()
        .map(|(key, value)| (snake_case(key), value.clone()))
        .collect()
}

fn snake_case(key: &str) -> String {
    let mut snake = String::with_capacity(key.len() + 4);
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}
