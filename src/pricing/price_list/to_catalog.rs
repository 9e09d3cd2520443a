//! A catalog made of another project's list.

use std::sync::Arc;

use super::list::{ListedModel, ListedRate, PriceList, Unread};
use crate::pricing::catalog::schema::{
    CatalogFile, Condition, FORMAT, ModelRecord, ProviderFile, RateRow, Source,
};
use crate::pricing::catalog::{Component, Confidence, Tier, can_both_price};
use crate::pricing::number::Day;
use crate::sorted_map::SortedMap;
use crate::sorting::{sort_by, sorted_distinct};

/// Vendors whose models are commonly named without the vendor. Everybody else sells under the name
/// of a host.
const FIRST_PARTY: &[&str] = &[
    "alibaba",
    "anthropic",
    "cohere",
    "deepseek",
    "google",
    "meta",
    "minimax",
    "mistral",
    "moonshotai",
    "openai",
    "perplexity",
    "voyageai",
    "x-ai",
    "xai",
    "zai",
];

/// A catalog of everything in the list that has a price, and what of the list it leaves out.
///
/// A model's id is the name that the project uses; `provider/name` where the list groups models by
/// provider. The names of first-party vendors are aliases then. Each rate is a single source's,
/// taken as read on `checked`.
pub fn catalog_file(list: &PriceList, checked: Day) -> (CatalogFile, Vec<Unread>) {
    let mut unread = list.unread.clone();
    let mut providers: SortedMap<String, ProviderFile> = SortedMap::new();
    let mut taken: SortedMap<String, ()> = SortedMap::new();
    for listed in &list.models {
        let (id, alias) = names(list, listed);
        let mut rows = rate_rows(&listed.rates, &mut |component| {
            unread.push(Unread {
                model: listed.name.clone(),
                key: component.as_str().to_owned(),
            });
        });
        if rows.is_empty() || id.trim().is_empty() || taken.insert(id.clone(), ()).is_some() {
            continue;
        }
        for row in &mut rows {
            row.confidence = Confidence::SingleSource;
        }
        let alias = alias.filter(|alias| taken.insert(alias.clone(), ()).is_none());
        let record = ModelRecord {
            aliases: alias.into_iter().collect(),
            source: Some(list.project.to_owned()),
            ..record(id, listed, rows)
        };
        if !providers.contains_key(&listed.provider) {
            let provider = provider(list, &listed.provider, checked);
            providers.insert(listed.provider.clone(), provider);
        }
        if let Some(provider) = providers.get_mut(&listed.provider) {
            provider.models.push(record);
        }
    }
    let mut providers: Vec<ProviderFile> = providers.into_iter().map(|(_, file)| file).collect();
    for provider in &mut providers {
        sort_by(&mut provider.models, |a, b| a.id.cmp(&b.id));
    }
    let file = CatalogFile {
        format: FORMAT,
        providers: providers.into_iter().map(Arc::new).collect(),
        discounts: Vec::new(),
        unread: Vec::new(),
    };
    (file, unread)
}

/// The id that a model gets, and its other name.
fn names(list: &PriceList, listed: &ListedModel) -> (String, Option<String>) {
    if list.project == "litellm" {
        return (listed.name.clone(), None);
    }
    let own = FIRST_PARTY.contains(&listed.provider.as_str());
    (
        format!("{}/{}", listed.provider, listed.name),
        own.then(|| listed.name.clone()),
    )
}

fn provider(list: &PriceList, id: &str, checked: Day) -> ProviderFile {
    let source = Source {
        name: list.project.to_owned(),
        url: list.url.to_owned(),
        checked,
    };
    let mut sources = SortedMap::new();
    sources.insert(list.project.to_owned(), source);
    ProviderFile {
        provider: id.to_owned(),
        name: id.to_owned(),
        sources,
        ..ProviderFile::default()
    }
}

fn record(id: String, listed: &ListedModel, rates: Vec<RateRow>) -> ModelRecord {
    let mut variants = SortedMap::new();
    for row in &rates {
        if let Some(variant) = row.when.as_ref().and_then(|when| when.variant.clone()) {
            variants.insert(variant.clone(), format!("{variant}, as the list calls it"));
        }
    }
    let off_peak = "off-peak".to_owned();
    let default_variant = variants.contains_key(&off_peak).then_some(off_peak);
    ModelRecord {
        id,
        context_window: listed.context_window,
        max_output_tokens: listed.max_output_tokens,
        input: listed.input.clone(),
        output: listed.output.clone(),
        released: listed.released,
        retires: listed
            .retires
            .filter(|day| listed.released.is_none_or(|released| released <= *day)),
        knowledge_cutoff: listed.knowledge_cutoff.clone(),
        successor: listed.successor.clone(),
        default_resolution: default_resolution(&listed.rates),
        variants,
        default_variant,
        rates,
        ..ModelRecord::default()
    }
}

/// The rates as rows: one for each tier, condition, unit and span of days.
///
/// Lists bound only the long context, so the rates without a bound get the other side of it.
/// `contradicts` is told of a rate that holds at the same time as an earlier one; it is left out.
pub fn rate_rows(rates: &[ListedRate], contradicts: &mut impl FnMut(Component)) -> Vec<RateRow> {
    let mut rows: Vec<RateRow> = Vec::new();
    for rate in rates.iter().filter(|rate| !is_default_of(rate, rates)) {
        let when = bounded(rate, rates);
        let when = (when != Condition::default()).then_some(when);
        let row = RateRow {
            when,
            from: rate.from,
            to: rate.to,
            ..one_rate(rate)
        };
        if rate.from.is_some() && rate.from == rate.to
            || rows.iter().any(|other| can_both_price(other, &row))
        {
            // Two spellings of one price are none.
            let repeated = rows
                .iter()
                .any(|other| other.usd.get(&rate.component) == Some(&rate.usd));
            if !repeated {
                contradicts(rate.component);
            }
            continue;
        }
        let same = rows.iter_mut().find(|other| {
            other.tier == row.tier
                && other.every_tier == row.every_tier
                && other.unit == row.unit
                && other.when == row.when
                && (other.from, other.to) == (row.from, row.to)
        });
        match same {
            Some(known) => {
                known.usd.insert(rate.component, rate.usd);
            }
            None => rows.push(row),
        }
    }
    sort_by(&mut rows, |a, b| order(a).cmp(&order(b)));
    rows
}

/// Whether a rate without a resolution stands beside rates of several: it repeats one of them.
fn is_default_of(rate: &ListedRate, rates: &[ListedRate]) -> bool {
    rate.when.resolution.is_none() && with_resolution(rate, rates).next().is_some()
}

fn with_resolution<'r>(
    rate: &ListedRate,
    rates: &'r [ListedRate],
) -> impl Iterator<Item = &'r ListedRate> {
    let (tier, component) = (rate.tier, rate.component);
    rates.iter().filter(move |other| {
        (other.tier, other.component) == (tier, component) && other.when.resolution.is_some()
    })
}

/// The resolution that a list means where it names none: the one of the same price.
pub fn default_resolution(rates: &[ListedRate]) -> Option<String> {
    rates
        .iter()
        .filter(|rate| is_default_of(rate, rates))
        .find_map(|rate| {
            let same = with_resolution(rate, rates).find(|other| other.usd == rate.usd)?;
            same.when.resolution.clone()
        })
}

/// Rows stand in the order of a vendor's table: by tier, the fees of tools last, then by day, short
/// prompts before long ones.
fn order(row: &RateRow) -> (bool, Tier, Option<Day>, Option<u64>, Option<&str>) {
    let when = row.when.as_ref();
    (
        row.every_tier,
        row.tier,
        row.from,
        when.and_then(|when| when.above),
        when.and_then(|when| when.variant.as_deref()),
    )
}

/// The condition of a rate with both of its bounds.
fn bounded(rate: &ListedRate, rates: &[ListedRate]) -> Condition {
    let mut when = rate.when.clone();
    if rate.every_tier || !rate.component.is_tokens() || when.up_to.is_some() {
        return when;
    }
    let bounds = |tier: Tier, component: Option<Component>| {
        let same = rates.iter().filter(|other| {
            other.tier == tier
                && other.component.is_tokens()
                && component.is_none_or(|component| other.component == component)
                && other.when.variant == rate.when.variant
        });
        sorted_distinct(same.filter_map(|other| other.when.above))
    };
    let mut of_tier = bounds(rate.tier, Some(rate.component));
    // A tier that says nothing of long prompts may not sell them at its short price. One that says it
    // of other parts sells this one at the same price for all.
    if of_tier.is_empty() && bounds(rate.tier, None).is_empty() {
        of_tier = bounds(Tier::Standard, None);
    }
    when.up_to = of_tier
        .into_iter()
        .find(|bound| when.above.is_none_or(|above| above < *bound));
    when
}

fn one_rate(rate: &ListedRate) -> RateRow {
    let mut usd = SortedMap::new();
    usd.insert(rate.component, rate.usd);
    RateRow {
        tier: rate.tier,
        every_tier: rate.every_tier,
        unit: rate.unit,
        when: None,
        from: None,
        to: None,
        at_least_until: None,
        usd,
        source: None,
        confirmed_by: Vec::new(),
        checked: None,
        confidence: Confidence::Confirmed,
        step: None,
        minimum: None,
        free: None,
        input_tokens_per_call: None,
        disputes: Vec::new(),
        note: None,
    }
}
