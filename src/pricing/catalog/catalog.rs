//! The catalog itself: how one is made, and how a model is found in it.

use std::sync::{Arc, LazyLock};

use super::names::{NameMatch, Names};
use super::resolved::Resolved;
use super::schema::{CatalogFile, Discount, FORMAT, ModelRecord, ProviderFile};
use super::validate::validate;
use crate::input;
use crate::near_match::{near_matches, shortened};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Day, Instant};
use crate::sorting::sorted_distinct;

/// The models of all providers with their prices, validated and indexed by name.
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
    names: Arc<Names>,
    checked: Day,
    /// The ids of the models whose price depends on the hour.
    by_hour: Vec<String>,
}

static EMBEDDED: LazyLock<Result<Catalog>> =
    LazyLock::new(|| Catalog::trusted(parse(include_str!("../../../pricing/catalog.json"))?));

impl Catalog {
    /// The catalog that ships with this version. It is parsed on the first call.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// assert!(Catalog::embedded()?.size() > 100);
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::InvalidCatalog`] if the crate was built with an invalid catalog, which its tests
    /// rule out.
    pub fn embedded() -> Result<&'static Self> {
        EMBEDDED.as_ref().map_err(Clone::clone)
    }

    /// Reads a catalog in the format of `catalog.json` and validates it.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, PricingError};
    ///
    /// let error = Catalog::parse(r#"{ "format": 2, "providers": [] }"#).unwrap_err();
    /// assert!(matches!(error, PricingError::InvalidCatalog { .. }));
    /// ```
    ///
    /// # Errors
    /// [`PricingError::InvalidCatalog`] with the path of the first error.
    pub fn parse(json: &str) -> Result<Self> {
        Self::from_file(parse(json)?)
    }

    /// A catalog from a JSON value in the format of `catalog.json`, checked whole.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse).
    pub fn from_value(value: &serde_json::Value) -> Result<Self> {
        Self::from_file(known_format(input::from_value(value)?)?)
    }

    /// Validates the data of a catalog and indexes its names.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let mut file = Catalog::embedded()?.file().clone();
    /// file.providers.retain(|provider| provider.provider == "anthropic");
    /// let catalog = Catalog::from_file(file)?;
    /// assert!(catalog.resolve("gpt-4o", false).is_err());
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::InvalidCatalog`] with the path of the first error;
    /// [`PricingError::UnknownModel`] and [`PricingError::InvalidArgument`] for a discount on a model
    /// or a provider that the catalog lacks.
    pub fn from_file(file: CatalogFile) -> Result<Self> {
        let catalog = Self::validated(file)?;
        for (i, discount) in catalog.file.discounts.iter().enumerate() {
            catalog.check_discount(discount, &format!("discounts[{i}]"))?;
        }
        Ok(catalog)
    }

    /// Validates everything except that each discount names a known model or provider; see
    /// [`check_discount`](Self::check_discount).
    fn validated(file: CatalogFile) -> Result<Self> {
        validate(&file, &[])?;
        Self::trusted(file)
    }

    /// As [`validated`](Self::validated), for data that has most of its providers in common with this
    /// catalog. What is the same is not looked at again.
    pub(in crate::pricing) fn changed_to(&self, file: CatalogFile) -> Result<Self> {
        let known = &self.file.providers;
        validate(&file, known)?;
        if !same_names(known, &file.providers) {
            return Self::trusted(file);
        }
        Ok(Self {
            names: Arc::clone(&self.names),
            checked: newest_check(&file).unwrap_or(self.checked),
            by_hour: by_hour(&file),
            file,
        })
    }

    /// The days on which anything about a model's prices, or any discount, begins or ends, in order.
    pub(in crate::pricing) fn boundaries(&self, resolved: &Resolved<'_>) -> Vec<Day> {
        let discounts = self.file.discounts.iter().flat_map(|d| [d.from, d.to]);
        sorted_distinct(resolved.boundaries().chain(discounts.flatten()))
    }

    /// Checks that a discount names a known model or provider.
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
                message: format!("no provider is called {:?}", shortened(provider)),
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

    /// Indexes the names of data that is known to be valid.
    fn trusted(file: CatalogFile) -> Result<Self> {
        let names = Names::index(&file.providers).map_err(|name| {
            PricingError::catalog("providers", format!("two models are called {name:?}"))
        })?;
        let checked = newest_check(&file).ok_or_else(|| {
            PricingError::catalog("providers", "no rate in the catalog has a known source")
        })?;
        Ok(Self {
            by_hour: by_hour(&file),
            file,
            names: Arc::new(names),
            checked,
        })
    }

    /// The newest day on which a price of the catalog was compared with its source. Quotes are for this
    /// day unless they name another.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Day};
    ///
    /// assert!(Catalog::embedded()?.checked() >= "2026-01-01".parse::<Day>()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn checked(&self) -> Day {
        self.checked
    }

    /// The number of models.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let catalog = Catalog::embedded()?;
    /// assert_eq!(catalog.size(), catalog.all().count());
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn size(&self) -> usize {
        self.file
            .providers
            .iter()
            .map(|provider| provider.models.len())
            .sum()
    }

    /// The data, in the format of `catalog.json`.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let providers = &Catalog::embedded()?.file().providers;
    /// assert!(providers.iter().any(|provider| provider.name == "OpenAI"));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn file(&self) -> &CatalogFile {
        &self.file
    }

    /// Finds a model by its id, an alias, a snapshot, any of these after the name of a vendor, a host or
    /// a gateway, or a name of a fine-tuned model ("ft:"), as names are understood on the catalog's
    /// newest day. With `allow_guess`, an unknown name resolves to the longest known name that it
    /// begins with, unless the rest makes another price likely.
    ///
    /// A host's name resolves to a model that the host sells, or to a vendor's where the host passes on
    /// the vendor's price. A name may imply a region and a tier: [`Resolved::region`],
    /// [`Resolved::tier`].
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, NameMatch, Tier};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let resolved = catalog.resolve("gpt-4o-mini-2024-07-18", false)?;
    /// assert_eq!((resolved.id().as_str(), resolved.matched()), ("gpt-4o-mini", NameMatch::Snapshot));
    ///
    /// let resolved = catalog.resolve("anthropic/claude-opus-5.5:batch", false)?;
    /// assert_eq!((resolved.id().as_str(), resolved.tier()), ("claude-opus-5-5", Some(Tier::Batch)));
    ///
    /// assert!(catalog.resolve("deepinfra/anthropic/claude-4-opus", false).is_err());
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`] with near matches.
    pub fn resolve(&self, name: &str, allow_guess: bool) -> Result<Resolved<'_>> {
        self.resolve_on(name, self.checked, allow_guess)
    }

    /// Like [`resolve`](Self::resolve), as names were understood on a day: "claude-sonnet-latest" is
    /// the newest Sonnet of that day.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let catalog = Catalog::embedded()?;
    /// let then = catalog.resolve_on("claude-sonnet-latest", "2026-03-01".parse()?, false)?;
    /// assert_eq!(then.id(), "claude-sonnet-4-6");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`] with near matches.
    pub fn resolve_on(&self, name: &str, day: Day, allow_guess: bool) -> Result<Resolved<'_>> {
        let providers = &self.file.providers;
        let found = self
            .names
            .resolve(providers, name, day, allow_guess)
            .ok_or_else(|| self.names.unknown(providers, name, day))?;
        let provider = &providers[found.place.provider];
        let region = found.region.as_deref();
        Ok(Resolved {
            provider,
            record: &provider.models[found.place.model],
            matched: found.matched,
            region: region.and_then(|region| provider.region(region)),
            tier: found.tier,
            asked_for: None,
        })
    }

    /// The model that serves requests for another one on a day: itself, or the one to which its vendor
    /// redirects them since it is retired.
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`] if the catalog lacks the successor, which its validation rules out.
    pub(in crate::pricing) fn serving<'c>(
        &'c self,
        resolved: Resolved<'c>,
        day: Day,
    ) -> Result<Resolved<'c>> {
        let successor = resolved.record.served_by.as_ref();
        let Some(successor) = successor.filter(|successor| successor.from <= day) else {
            return Ok(resolved);
        };
        let found = self.resolve_on(&successor.model, day, false)?;
        Ok(Resolved {
            matched: resolved.matched,
            region: resolved.region,
            tier: resolved.tier,
            asked_for: Some(resolved.record),
            ..found
        })
    }

    /// The variant of a model that is billed at a time, where its price depends on the hour.
    pub(crate) fn variant_at(
        &self,
        model: &str,
        provider: Option<&str>,
        at: Instant,
    ) -> Option<&str> {
        // Millions of records name other models, and are not worth a look at all names.
        let holds = |id: &String| {
            let mut parts = model.as_bytes().windows(id.len());
            parts.any(|part| part.eq_ignore_ascii_case(id.as_bytes()))
        };
        if !self.by_hour.iter().any(holds) {
            return None;
        }
        let day = at.day()?;
        let of_provider = provider.and_then(|provider| {
            self.resolve_on(&format!("{provider}/{model}"), day, false)
                .ok()
        });
        let resolved = of_provider.or_else(|| self.resolve_on(model, day, false).ok())?;
        resolved.variant_at(at)
    }

    /// All models, in the order of providers and ids.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let mut models = Catalog::embedded()?.all();
    /// assert!(models.any(|model| model.id() == "gpt-4o"));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn all(&self) -> impl Iterator<Item = Resolved<'_>> {
        self.file.providers.iter().flat_map(|provider| {
            provider.models.iter().map(move |record| Resolved {
                provider,
                record,
                matched: NameMatch::Exact,
                region: None,
                tier: None,
                asked_for: None,
            })
        })
    }

    /// The days after `from` and before `to` on which a price of the model changes: a rate, an uplift,
    /// a discount or a rule for images, audio and video. Between two of them, the same
    /// [`rate_card`](Self::rate_card) applies.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let (from, to) = ("2024-01-01".parse()?, "2025-01-01".parse()?);
    /// let changes = Catalog::embedded()?.price_changes("gpt-4o", from, to)?;
    /// assert!(changes.is_sorted());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`].
    pub fn price_changes(&self, model: &str, from: Day, to: Day) -> Result<Vec<Day>> {
        let resolved = self.resolve(model, false)?;
        let mut days = self.boundaries(&resolved);
        days.retain(|day| *day > from && *day < to);
        Ok(days)
    }
}

fn parse(json: &str) -> Result<CatalogFile> {
    known_format(input::from_json(json)?)
}

fn known_format(file: CatalogFile) -> Result<CatalogFile> {
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

/// The ids of the models whose price depends on the hour.
fn by_hour(file: &CatalogFile) -> Vec<String> {
    let models = file.providers.iter().flat_map(|provider| &provider.models);
    models
        .filter(|model| !model.hours.is_empty())
        .map(|model| model.id.clone())
        .collect()
}

/// Whether each name is that of the model in the same place.
fn same_names(known: &[Arc<ProviderFile>], changed: &[Arc<ProviderFile>]) -> bool {
    let same_model = |(a, b): (&ModelRecord, &ModelRecord)| {
        a.id == b.id && a.aliases == b.aliases && a.snapshots == b.snapshots
    };
    let same_provider = |(a, b): (&Arc<ProviderFile>, &Arc<ProviderFile>)| {
        Arc::ptr_eq(a, b)
            || (a.models.len() == b.models.len() && a.models.iter().zip(&b.models).all(same_model))
    };
    known.len() == changed.len() && known.iter().zip(changed).all(same_provider)
}

fn newest_check(file: &CatalogFile) -> Option<Day> {
    let sources = file.providers.iter().flat_map(|provider| {
        provider.models.iter().flat_map(move |record| {
            let resolved = Resolved {
                provider,
                record,
                matched: NameMatch::Exact,
                region: None,
                tier: None,
                asked_for: None,
            };
            resolved
                .rows()
                .filter_map(move |row| resolved.source_of(row).1)
        })
    });
    sources.max()
}
