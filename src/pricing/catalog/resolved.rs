//! A model found by a name, and what the catalog knows of it.

use super::names::NameMatch;
use super::schema::{ModelRecord, ProviderFile, RateRow, Source};
use super::vocabulary::Tier;
use crate::pricing::number::{Day, Instant};

/// A model found by one of its names.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'c> {
    pub(in crate::pricing) provider: &'c ProviderFile,
    pub(in crate::pricing) record: &'c ModelRecord,
    pub(in crate::pricing) matched: NameMatch,
    pub(in crate::pricing) region: Option<&'c str>,
    pub(in crate::pricing) tier: Option<Tier>,
    pub(in crate::pricing) asked_for: Option<&'c ModelRecord>,
}

impl<'c> Resolved<'c> {
    /// The model's id; for a fine-tuned model, "ft:" and the id of the base model.
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

    /// The region that the name implies, if any: "us.anthropic.…" is a regional endpoint of Bedrock.
    /// Rates are those of this region unless a request names another.
    pub fn region(&self) -> Option<&'c str> {
        self.region
    }

    /// The tier that the name implies, if any: "claude-opus-5-fast", "gpt-6.2-astra:batch". Rates are
    /// those of this tier unless a request names another.
    pub fn tier(&self) -> Option<Tier> {
        self.tier
    }

    /// The model's record; of the base model, for a fine-tuned one.
    pub fn record(&self) -> &'c ModelRecord {
        self.record
    }

    /// The provider's data, with the shared tables that the record refers to.
    pub fn provider_file(&self) -> &'c ProviderFile {
        self.provider
    }

    /// Whether this is a fine-tuned model.
    pub fn is_fine_tuned(&self) -> bool {
        self.matched == NameMatch::FineTune
    }

    /// Every row that can price the model: its own and those of the rate sets that it uses. For a
    /// fine-tuned model, these are the rows for fine-tuned models, and those for training.
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

    /// The variant that is billed at a time, where that depends on the hour. `None` also for a whole
    /// day on which the price changes.
    pub(in crate::pricing) fn variant_at(&self, at: Instant) -> Option<&'c str> {
        let (hours, holidays) = (&self.record.hours, &self.provider.holidays);
        if hours.is_empty() || (at.is_day && self.changes_within(at.day()?)) {
            return None;
        }
        let mut all = hours.iter();
        let held = all.find(|(_, spans)| spans.iter().any(|span| span.hold_at(at, holidays)));
        let held = held.map(|(variant, _)| variant);
        held.or(self.record.default_variant.as_ref())
            .map(String::as_str)
    }

    fn changes_within(&self, day: Day) -> bool {
        let mut spans = self.record.hours.values().flatten();
        spans.any(|span| span.hold_within(day, &self.provider.holidays))
    }

    /// Whether a price depends on public holidays of a year that the catalog does not know.
    pub(in crate::pricing) fn lacks_holidays_of(&self, at: Instant) -> bool {
        let year = |day: Day| day.date().year();
        let known = self.provider.holidays.iter().copied().map(year).max();
        let mut spans = self.record.hours.values().flatten();
        let of_at = at.day().map(year);
        spans.any(|span| span.weekdays) && known.is_some() && of_at > known
    }

    /// The source of a row's rates, and the day on which they were last compared with it or with
    /// one that confirms it.
    pub fn source_of(&self, row: &RateRow) -> (Option<&'c Source>, Option<Day>) {
        let key = row.source.as_ref().or(self.record.source.as_ref());
        let source = key.and_then(|key| self.provider.sources.get(key));
        let own = row.checked.or(source.map(|source| source.checked));
        let others = self.confirming(row).map(|source| source.checked);
        (source, own.into_iter().chain(others).max())
    }

    /// The further sources that print the rates of a row.
    pub fn confirming<'r>(
        &self,
        row: &'r RateRow,
    ) -> impl Iterator<Item = &'c Source> + use<'c, 'r> {
        let sources = &self.provider.sources;
        row.confirmed_by.iter().filter_map(|key| sources.get(key))
    }

    /// The days on which anything about the model's prices begins or ends, in any order.
    pub(in crate::pricing) fn boundaries(&self) -> impl Iterator<Item = Day> + use<'c> {
        let (record, provider) = (self.record, self.provider);
        let rows = self.rows().map(|row| (row.from, row.to));
        let uplift = record
            .uplift
            .as_ref()
            .and_then(|key| provider.uplifts.get(key));
        let general = provider
            .uplifts
            .values()
            .filter(|uplift| uplift.every_model);
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
            .chain(
                uplift
                    .into_iter()
                    .chain(general)
                    .map(|uplift| (uplift.from, uplift.to)),
            )
            .chain(image.into_iter().flatten().map(|rule| (rule.from, rule.to)))
            .chain(
                table
                    .into_iter()
                    .flatten()
                    .map(|table| (table.from, table.to)),
            )
            .chain(media.into_iter().flatten().map(|rule| (rule.from, rule.to)));
        spans.flat_map(|(from, to)| [from, to]).flatten()
    }
}
