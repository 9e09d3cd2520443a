//! How old the prices of a catalog are, and how sure.

use serde::Serialize;

use super::catalog::Catalog;
use super::resolved::Resolved;
use super::schema::{ProviderFile, RateRow};
use super::vocabulary::Confidence;
use crate::pricing::number::Day;

/// How old a provider's prices are, and how sure. Rates are those in force of models that are served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// The provider's id.
    pub provider: String,
    /// The provider's name.
    pub name: String,
    /// Models, retired ones too.
    pub models: usize,
    /// Models that are served.
    pub active: usize,
    /// Rates in force.
    pub rates: usize,
    /// Rates that were compared with a source in the 30 days before.
    pub within30_days: usize,
    /// In the 60 days before.
    pub within60_days: usize,
    /// In the 90 days before. Older ones are stale.
    pub within90_days: usize,
    /// Rates read on the vendor's page, or in two independent sources.
    pub confirmed: usize,
    /// Rates that one source prints, which is not the vendor.
    pub single_source: usize,
    /// Rates that nobody prints: worked out by a rule of the vendor, by analogy, or announced.
    pub inferred: usize,
    /// The oldest day on which one of the rates was compared.
    pub oldest: Option<Day>,
    /// The newest.
    pub newest: Option<Day>,
}

impl Catalog {
    /// How old the prices of each provider are on a day, and how sure; by default on the newest day
    /// of the catalog.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let coverage = Catalog::embedded()?.coverage(None);
    /// assert!(coverage.iter().any(|vendor| vendor.provider == "openai" && vendor.rates > 100));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn coverage(&self, on: Option<Day>) -> Vec<Coverage> {
        let day = on.unwrap_or(self.checked());
        let providers = self.file().providers.iter();
        providers
            .map(|provider| self.coverage_of(provider, day))
            .collect()
    }

    fn coverage_of(&self, provider: &ProviderFile, day: Day) -> Coverage {
        let mut coverage = Coverage {
            provider: provider.provider.clone(),
            name: provider.name.clone(),
            models: provider.models.len(),
            active: 0,
            rates: 0,
            within30_days: 0,
            within60_days: 0,
            within90_days: 0,
            confirmed: 0,
            single_source: 0,
            inferred: 0,
            oldest: None,
            newest: None,
        };
        let of_provider = |model: &Resolved<'_>| model.provider() == provider.provider;
        for model in self.all().filter(of_provider) {
            let record = model.record();
            let served = !record.legacy && record.retires.is_none_or(|retires| retires > day);
            if !served {
                continue;
            }
            coverage.active += 1;
            let rows = record.rates.iter().chain(&record.fine_tuned);
            for row in rows.filter(|row| row.in_force(day)) {
                coverage.add(row, model.source_of(row).1, day);
            }
        }
        coverage
    }
}

impl Coverage {
    fn add(&mut self, row: &RateRow, checked: Option<Day>, day: Day) {
        let rates = row.usd.len();
        self.rates += rates;
        match row.confidence {
            Confidence::Confirmed => self.confirmed += rates,
            Confidence::SingleSource => self.single_source += rates,
            Confidence::Derived | Confidence::Inferred | Confidence::Scheduled => {
                self.inferred += rates;
            }
        }
        let Some(checked) = checked else { return };
        self.oldest = Some(self.oldest.map_or(checked, |oldest| oldest.min(checked)));
        self.newest = self.newest.max(Some(checked));
        let age = day.days_since(checked);
        for (within, count) in [
            (30, &mut self.within30_days),
            (60, &mut self.within60_days),
            (90, &mut self.within90_days),
        ] {
            if age <= within {
                *count += rates;
            }
        }
    }
}
