//! The catalog: models by any of their names, and everything that is known of them.

use std::sync::LazyLock;

use super::names::{Found, NameMatch, Names, region_of};
use super::resolved::Resolved;
use super::schema::{CatalogFile, Discount, FORMAT};
use super::validate::validate;
use crate::near_match::near_matches;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::Day;
use crate::pricing::short_list;

/// Prices of models, checked and indexed.
///
/// ```
/// use tokenfare::pricing::Catalog;
///
/// let catalog = Catalog::embedded()?;
/// assert_eq!(catalog.resolve("openai/gpt-4o-mini", false)?.id(), "gpt-4o-mini");
/// # Ok::<(), tokenfare::pricing::PricingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Catalog {
    file: CatalogFile,
    names: Names,
    checked: Day,
}

static EMBEDDED: LazyLock<Result<Catalog>> =
    LazyLock::new(|| Catalog::trusted(parse(include_str!("../../../pricing/catalog.json"))?));

impl Catalog {
    /// The catalog shipped with this version. Parsed on the first call, never before.
    ///
    /// # Errors
    /// INVALID_CATALOG, if the crate was built with a broken catalog; the tests rule it out.
    pub fn embedded() -> Result<&'static Self> {
        EMBEDDED.as_ref().map_err(Clone::clone)
    }

    /// A catalog from JSON in the format of `catalog.json`, checked whole.
    ///
    /// # Errors
    /// INVALID_CATALOG with the place of the first thing that is wrong.
    pub fn parse(json: &str) -> Result<Self> {
        // What Windows puts before a text is no part of it.
        Self::from_file(parse(json.strip_prefix('\u{feff}').unwrap_or(json))?)
    }

    /// A catalog from its data, checked whole.
    ///
    /// # Errors
    /// INVALID_CATALOG with the place of the first thing that is wrong; UNKNOWN_MODEL for a discount
    /// on a model that is not there.
    pub fn from_file(file: CatalogFile) -> Result<Self> {
        let catalog = Self::validated(file)?;
        for (i, discount) in catalog.file.discounts.iter().enumerate() {
            catalog.check_discount(discount, &format!("discounts[{i}]"))?;
        }
        Ok(catalog)
    }

    /// Checked, but for whom the discounts are for.
    pub(in crate::pricing) fn validated(file: CatalogFile) -> Result<Self> {
        validate(&file)?;
        Self::trusted(file)
    }

    /// A discount must be for somebody.
    pub(in crate::pricing) fn check_discount(&self, discount: &Discount, path: &str) -> Result<()> {
        if let Some(model) = &discount.model {
            self.resolve(model, false)
                .map_err(|error| error.at(format!("{path}.model")))?;
        }
        if let Some(provider) = &discount.provider
            && !self
                .file()
                .providers
                .iter()
                .any(|known| known.provider == *provider)
        {
            return Err(PricingError::InvalidArgument {
                message: format!("no provider is called {provider:?}"),
                path: Some(format!("{path}.provider")),
                suggestions: near_matches(
                    provider,
                    self.file().providers.iter().map(|p| p.provider.as_str()),
                    3,
                ),
            });
        }
        Ok(())
    }

    /// Without the checks, for data that has had them.
    fn trusted(file: CatalogFile) -> Result<Self> {
        let names = Names::index(&file.providers).map_err(|name| {
            PricingError::catalog("providers", format!("two models are called {name:?}"))
        })?;
        let checked = newest_check(&file).ok_or_else(|| {
            PricingError::catalog("providers", "no rate in the catalog has a known source")
        })?;
        Ok(Self {
            file,
            names,
            checked,
        })
    }

    /// The newest day on which any price in it was checked.
    pub fn checked(&self) -> Day {
        self.checked
    }

    /// The number of models.
    pub fn size(&self) -> usize {
        self.file
            .providers
            .iter()
            .map(|provider| provider.models.len())
            .sum()
    }

    /// The data, in the format of `catalog.json`.
    pub fn file(&self) -> &CatalogFile {
        &self.file
    }

    /// Finds a model by id, alias, snapshot, provider prefix or "ft:" name; with `allow_guess` also
    /// by the longest known name that `name` begins with.
    ///
    /// # Errors
    /// UNKNOWN_MODEL with near matches.
    pub fn resolve(&self, name: &str, allow_guess: bool) -> Result<Resolved<'_>> {
        let providers = &self.file.providers;
        let Found { place, matched } = self.names.resolve(providers, name, allow_guess)?;
        let provider = &providers[place.provider];
        Ok(Resolved {
            provider,
            record: &provider.models[place.model],
            matched,
            // A model of this very name has its own price.
            region: (matched != NameMatch::Exact)
                .then(|| region_of(provider, name))
                .flatten(),
        })
    }

    /// Every model, by provider and id.
    pub fn all(&self) -> impl Iterator<Item = Resolved<'_>> {
        self.file.providers.iter().flat_map(|provider| {
            provider.models.iter().map(move |record| Resolved {
                provider,
                record,
                matched: NameMatch::Exact,
                region: None,
            })
        })
    }

    /// The days after `from` and before `to` on which a price of the model changes, in order:
    /// rates, surcharges, discounts and conversion rules. Between two of them, one
    /// [`rate_card`](Self::rate_card) holds.
    ///
    /// # Errors
    /// UNKNOWN_MODEL.
    pub fn price_changes(&self, model: &str, from: Day, to: Day) -> Result<Vec<Day>> {
        let resolved = self.resolve(model, false)?;
        let mut days = resolved.boundaries();
        for day in self
            .file
            .discounts
            .iter()
            .flat_map(|d| [d.from, d.to])
            .flatten()
        {
            short_list::insert(&mut days, day);
        }
        days.retain(|day| *day > from && *day < to);
        Ok(days)
    }
}

fn parse(json: &str) -> Result<CatalogFile> {
    let file: CatalogFile =
        crate::json::from_str(json).map_err(|error| PricingError::InvalidCatalog {
            message: error.to_string(),
            path: Some(error.path().to_owned()).filter(|path| !path.is_empty()),
        })?;
    if file.format != FORMAT {
        return Err(PricingError::catalog(
            "format",
            format!(
                "this version reads format {FORMAT}, the catalog has format {}",
                file.format
            ),
        ));
    }
    Ok(file)
}

fn newest_check(file: &CatalogFile) -> Option<Day> {
    let sources = file.providers.iter().flat_map(|provider| {
        provider.models.iter().flat_map(move |record| {
            let resolved = Resolved {
                provider,
                record,
                matched: NameMatch::Exact,
                region: None,
            };
            resolved
                .rows()
                .filter_map(move |row| resolved.source_of(row).1)
        })
    });
    sources.max()
}
