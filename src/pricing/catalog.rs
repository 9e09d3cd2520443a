//! The catalog: models by any of their names, and everything that is known of them.

use std::sync::LazyLock;

use super::error::{PricingError, Result};
use super::names::{Found, NameMatch, Names, region_of};
use super::rate_card::RateCard;
use super::schema::{CatalogFile, FORMAT, ModelRecord, ProviderFile, RateRow, Source};
use super::short_list;
use super::{Day, Tier};

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

/// A model found by one of its names.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'c> {
    pub(super) provider: &'c ProviderFile,
    pub(super) record: &'c ModelRecord,
    pub(super) matched: NameMatch,
    pub(super) region: Option<&'c str>,
}

static EMBEDDED: LazyLock<Result<Catalog>> =
    LazyLock::new(|| Catalog::trusted(parse(include_str!("../../pricing/catalog.json"))?));

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
    pub(super) fn validated(file: CatalogFile) -> Result<Self> {
        super::validate::validate(&file)?;
        Self::trusted(file)
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

    /// The rates in force for a model on a day, in a tier and a region: resolved once, to price
    /// quantities any number of times. Without a region, it is the one that the name stands for
    /// ([`Resolved::region`]), else global. See [`RateCard`].
    ///
    /// # Errors
    /// UNKNOWN_MODEL; INVALID_ARGUMENT for a region that the provider does not know. A tier that is
    /// not sold is found out when something is priced.
    pub fn rate_card(
        &self,
        model: &str,
        day: Day,
        tier: Tier,
        region: Option<&str>,
    ) -> Result<RateCard<'_>> {
        let resolved = self.resolve(model, false)?;
        RateCard::new(self, resolved, day, tier, region, None)
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

impl<'c> Resolved<'c> {
    /// The model's id; "ft:" and the id for a fine-tuned model.
    pub fn id(&self) -> String {
        if self.is_fine_tuned() {
            format!("ft:{}", self.record.id)
        } else {
            self.record.id.clone()
        }
    }

    /// The provider's id.
    pub fn provider(&self) -> &'c str {
        &self.provider.provider
    }

    /// How the name was matched.
    pub fn matched(&self) -> NameMatch {
        self.matched
    }

    /// The region that the name stands for, if it says one: "us.anthropic.…" is a regional endpoint of
    /// Bedrock. Rates are those of this region where no other is asked for.
    pub fn region(&self) -> Option<&'c str> {
        self.region
    }

    /// The model's record; of the base model, for a fine-tuned one.
    pub fn record(&self) -> &'c ModelRecord {
        self.record
    }

    /// The provider's file, with the shared tables that the record names.
    pub fn provider_file(&self) -> &'c ProviderFile {
        self.provider
    }

    /// Whether the name is that of a fine-tuned model.
    pub fn is_fine_tuned(&self) -> bool {
        self.matched == NameMatch::FineTune
    }

    /// Every row that can price the model: its own and those of the sets that it uses; for a
    /// fine-tuned model the rows for such models, and training from the base.
    pub fn rows(&self) -> impl Iterator<Item = &'c RateRow> + use<'c> {
        let fine_tuned = self.is_fine_tuned();
        let (record, provider) = (self.record, self.provider);
        let own = record
            .rates
            .iter()
            .filter(move |row| !fine_tuned || row.prices_training());
        let tuned = record.fine_tuned.iter().filter(move |_| fine_tuned);
        let shared = record
            .uses
            .iter()
            .filter_map(|key| provider.rate_sets.get(key))
            .flatten();
        own.chain(tuned).chain(shared)
    }

    /// Where the rates of a row were read, and when they were last compared.
    pub fn source_of(&self, row: &RateRow) -> (Option<&'c Source>, Option<Day>) {
        let key = row.source.as_ref().or(self.record.source.as_ref());
        let source = key.and_then(|key| self.provider.sources.get(key));
        (source, row.checked.or(source.map(|source| source.checked)))
    }

    /// Every day on which something about the model's prices begins or ends, in order.
    pub(super) fn boundaries(&self) -> Vec<Day> {
        let (record, provider) = (self.record, self.provider);
        let rows = self.rows().map(|row| (row.from, row.to));
        let uplift = record
            .uplift
            .as_ref()
            .and_then(|key| provider.uplifts.get(key));
        let image = record
            .image_rule
            .as_ref()
            .and_then(|key| provider.image_rules.get(key));
        let table = record
            .image_table
            .as_ref()
            .and_then(|key| provider.image_tables.get(key));
        let media = record
            .media_rule
            .as_ref()
            .and_then(|key| provider.media_rules.get(key));
        let spans = rows
            .chain(uplift.map(|uplift| (uplift.from, uplift.to)))
            .chain(image.into_iter().flatten().map(|rule| (rule.from, rule.to)))
            .chain(
                table
                    .into_iter()
                    .flatten()
                    .map(|table| (table.from, table.to)),
            )
            .chain(media.into_iter().flatten().map(|rule| (rule.from, rule.to)));
        short_list::of(spans.flat_map(|(from, to)| [from, to]).flatten())
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
