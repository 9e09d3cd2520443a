//! Every record with its price.

use std::collections::HashMap;

use crate::Coded;
use crate::pricing::{Catalog, Count, Day, Exact, Instant, PricingError, QuoteRequest, RateCard};
use crate::sorted_map::SortedMap;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::log::UsageLog;
use crate::usage_log::record::RecordKind;
use crate::usage_log::store::{Shape, StoredRecord, Text};
use crate::usage_log::zone::LocalTime;

/// A log with the price of each of its records.
#[derive(Debug)]
pub(in crate::usage_log) struct PricedLog<'l> {
    pub log: &'l UsageLog,
    /// In the order in which they were read. Lines of bills are left out.
    pub records: Vec<PricedRecord>,
    /// The sum of all prices, in US dollars.
    pub total: Exact,
    /// The least and the most that the sum can be.
    pub range: Option<(Exact, Exact)>,
    pub assumptions: Vec<String>,
    /// The models without a price and the reasons.
    pub unpriced: SortedMap<(String, String), Unpriced>,
    /// The sum of the costs that the records state.
    pub reported: Option<Exact>,
    /// The ids and providers of models, by the number of the record's shape.
    names: HashMap<u32, (String, String)>,
}

/// Records without a price: how many, and where the first of them stands.
#[derive(Clone, Debug)]
pub(in crate::usage_log) struct Unpriced {
    pub records: u64,
    pub source: Option<String>,
    pub line: u32,
}

/// The price of a record.
#[derive(Clone, Copy, Debug)]
pub(in crate::usage_log) struct PricedRecord {
    /// Its place in the log: [`UsageLog::records`] gives the rest.
    pub row: u32,
    /// US dollars; `None` where it has no price.
    pub cost: Option<Exact>,
}

/// The model's rates for the records of one shape and day.
type Card<'c> = Result<RateCard<'c>, String>;

impl PricedLog<'_> {
    /// The id and the provider of a record's model; as the log names them where it has no price.
    pub fn model(&self, record: &StoredRecord<'_>) -> (&str, &str) {
        match self.names.get(&record.shape_number) {
            Some((model, provider)) => (model, provider),
            None => {
                let text = |text| self.log.records.text(text);
                (
                    record.shape.model.map_or("", text),
                    record.shape.provider.map_or("", text),
                )
            }
        }
    }

    /// When a record was, by the clocks of the log's zone.
    pub fn local(&self, record: &StoredRecord<'_>) -> Option<LocalTime> {
        self.log.zone.local(record.time?)
    }

    /// The clocks of the log's zone at a moment; of a whole day, in every zone.
    pub fn local_at(&self, seconds: i64, is_day: bool) -> Option<LocalTime> {
        self.log.zone.local(Instant { seconds, is_day })
    }

    /// The records with their prices.
    pub fn iter(&self) -> impl Iterator<Item = (StoredRecord<'_>, Option<Exact>)> {
        self.records
            .iter()
            .filter_map(|priced| Some((self.log.records.get(priced.row)?, priced.cost)))
    }
}

/// How many requests a record stands for.
pub(in crate::usage_log) fn requests_of(record: &StoredRecord<'_>) -> u64 {
    let stated = record
        .quantities
        .requests
        .and_then(|count| count.exact().ceil_u64());
    match record.shape.kind {
        RecordKind::Cost => 0,
        _ => stated.unwrap_or(1),
    }
}

/// Prices every record, at the prices of its day.
pub(in crate::usage_log) fn priced<'l>(
    log: &'l UsageLog,
    catalog: &Catalog,
) -> Result<PricedLog<'l>, UsageLogError> {
    let mut pricer = Pricer {
        log,
        catalog,
        cards: HashMap::new(),
        priced: PricedLog {
            log,
            records: Vec::with_capacity(log.records.len()),
            total: Exact::ZERO,
            range: None,
            assumptions: Vec::new(),
            unpriced: SortedMap::new(),
            reported: None,
            names: HashMap::new(),
        },
        low: Exact::ZERO,
        high: Exact::ZERO,
    };
    for record in log.records.iter() {
        pricer.add(&record)?;
    }
    let mut priced = pricer.priced;
    if pricer.low != pricer.high {
        priced.range = Some((pricer.low, pricer.high));
        assume(
            &mut priced.assumptions,
            "sums of requests do not tell how long each request was: the total takes the average, the range \
             takes none or all of them to be long",
        );
    }
    Ok(priced)
}

fn assume(assumptions: &mut Vec<String>, assumption: &str) {
    if !assumptions.iter().any(|known| known == assumption) {
        assumptions.push(assumption.to_owned());
    }
}

struct Pricer<'c, 'l> {
    log: &'l UsageLog,
    catalog: &'c Catalog,
    /// By the number of the shape and the day.
    cards: HashMap<(u32, i64), Card<'c>>,
    priced: PricedLog<'l>,
    low: Exact,
    high: Exact,
}

impl<'c> Pricer<'c, '_> {
    fn add(&mut self, record: &StoredRecord<'_>) -> Result<(), UsageLogError> {
        let sum = |a: Exact, b: Exact| a.checked_add(b).ok_or_else(UsageLogError::digits);
        if let Some(reported) = record.reported {
            let before = self.priced.reported.unwrap_or(Exact::ZERO);
            self.priced.reported = Some(sum(before, reported)?);
        }
        let cost = match record.shape.kind {
            RecordKind::Cost => return Ok(()),
            RecordKind::Free => Ok((Exact::ZERO, Exact::ZERO, Exact::ZERO)),
            _ => self.price(record),
        };
        let cost = match cost {
            Ok((cost, low, high)) => {
                self.priced.total = sum(self.priced.total, cost)?;
                self.low = sum(self.low, low)?;
                self.high = sum(self.high, high)?;
                Some(cost)
            }
            Err(reason) => {
                let text = |text| self.log.records.text(text).to_owned();
                let model = record.shape.model.map_or_else(String::new, text);
                let unpriced = &mut self.priced.unpriced;
                match unpriced.get_mut(&(model.clone(), reason.clone())) {
                    Some(known) => known.records += 1,
                    None => {
                        let first = Unpriced {
                            records: 1,
                            source: record.shape.source.map(text),
                            line: record.line,
                        };
                        unpriced.insert((model, reason), first);
                    }
                }
                None
            }
        };
        self.priced.records.push(PricedRecord {
            row: record.row,
            cost,
        });
        Ok(())
    }

    /// The price of a record, and the least and the most that it can be.
    fn price(&mut self, record: &StoredRecord<'_>) -> Result<(Exact, Exact, Exact), String> {
        let local = record.time.and_then(|time| self.log.zone.local(time));
        let day = local.map(|local| local.day);
        let place = day.map_or(i64::MIN, |day| Instant::of_day(day).seconds);
        let key = (record.shape_number, place);
        if !self.cards.contains_key(&key) {
            let card = self.card(record.shape, day);
            if let Ok(card) = &card {
                let names = (card.resolved().id(), card.resolved().provider().to_owned());
                self.priced.names.insert(record.shape_number, names);
            }
            self.cards.insert(key, card);
        }
        let card = match self.cards.get(&key) {
            Some(Ok(card)) => card,
            Some(Err(reason)) => return Err(reason.clone()),
            None => return Err(String::new()),
        };
        let words = |error: PricingError| error.to_string();
        let usage = card.usage(&record.quantities).map_err(words)?;
        /// More requests than any sum holds: the average is shorter than every threshold.
        const MANY: u64 = 1 << 50;
        let total = |requests: Exact| {
            card.total(&usage.clone().of_requests(requests))
                .map_err(words)
        };
        Ok(match record.shape.kind {
            RecordKind::SumOfShort => {
                let short = total(Exact::whole(MANY))?;
                (short, short, short)
            }
            RecordKind::SumOfLong => {
                let long = total(Exact::ONE)?;
                (long, long, long)
            }
            RecordKind::Sum => {
                let requests = record.quantities.requests.map_or(Exact::ONE, Count::exact);
                let (low, high) = (total(Exact::whole(MANY))?, total(Exact::ONE)?);
                // Without their number, the requests are taken to be short.
                let average = match record.quantities.requests {
                    Some(_) => total(requests)?,
                    None => low,
                };
                (average, low, high)
            }
            _ => {
                let one = card.total(&usage).map_err(words)?;
                (one, one, one)
            }
        })
    }

    /// The rates of a shape on a day.
    fn card(&mut self, shape: &Shape, day: Option<Day>) -> Card<'c> {
        let text = |text: Text| self.log.records.text(text).to_owned();
        let Some(model) = shape.model.map(text) else {
            return Err("the log names no model".to_owned());
        };
        let mut request = QuoteRequest {
            model,
            provider: shape.provider.map(text),
            on: day,
            tier: shape.tier,
            region: shape.region.map(text),
            variant: shape.variant.map(text),
            ..QuoteRequest::default()
        };
        if day.is_none() {
            self.assume(&format!(
                "records without a time are priced as of {}",
                self.catalog.checked()
            ));
        }
        let mut card = self.catalog.card_for(&request);
        if card
            .as_ref()
            .is_err_and(|error| error.path() == Some("variant"))
        {
            // The hour told the variant; a catalog of the caller's own may know none.
            request.variant = None;
            card = self.catalog.card_for(&request);
        }
        let card = card.map_err(|error| error.to_string())?;
        let released = card.resolved().record().released;
        if let (Some(day), Some(released)) = (day, released)
            && day < released
        {
            // A model cannot answer before its release: the day of the log is wrong, or the release.
            self.assume(&format!(
                "{} answered before its release: priced as of {}",
                request.model,
                self.catalog.checked()
            ));
            request.on = None;
            return self
                .catalog
                .card_for(&request)
                .map_err(|error| error.to_string());
        }
        Ok(card)
    }

    fn assume(&mut self, assumption: &str) {
        assume(&mut self.priced.assumptions, assumption);
    }
}
