//! Rows and models drafted from what lists print.

use tokenfare::pricing::price_list::{
    ListedModel, ListedRate, can_both_price, default_resolution, rate_rows,
};
use tokenfare::pricing::schema::{Condition, ModelRecord, RateRow};
use tokenfare::pricing::{Catalog, Component, Day, Modality, Tier};

use super::judge::{Figure, confidence, ranked};
use crate::pricing::lists::Origin;

/// A model as one list states it.
pub type Said<'l> = (&'l Origin, &'l ListedModel);

/// The rows for rates that the record lacks. `lacking` says which of a list's rates those are.
pub fn missing_rows(
    record: &ModelRecord,
    said: &[Said<'_>],
    lacking: impl Fn(&Origin, Tier, Component, &Condition) -> bool,
) -> Vec<RateRow> {
    let (rates, figures) = agreed(said);
    let mut rows = rate_rows(&rates, &mut |_| {});
    for row in &mut rows {
        let wanted: Vec<Component> = row.usd.keys().copied().collect();
        for component in wanted {
            let above = row.when.as_ref().and_then(|when| when.above);
            let variant = row.when.as_ref().and_then(|when| when.variant.clone());
            let is_lacking = said.iter().any(|(origin, listed)| {
                listed.rates.iter().any(|rate| {
                    (rate.tier, rate.component) == (row.tier, component)
                        && rate.when.above == above
                        && rate.when.variant == variant
                        && lacking(origin, rate.tier, component, &rate.when)
                })
            });
            if !is_lacking {
                row.usd.remove(&component);
            }
        }
        in_our_bounds(record, row);
    }
    rows.retain(|row| {
        let overlaps = || record.rates.iter().any(|own| can_both_price(own, row));
        !row.usd.is_empty() && !overlaps()
    });
    sourced(rows, &rates, &figures)
}

/// A record for a model, and how many independent lists agree on its price; none if they print none.
pub fn model(catalog: &Catalog, provider: &str, said: &[Said<'_>]) -> Option<(ModelRecord, usize)> {
    let (rates, figures) = agreed(said);
    let rows = sourced(rate_rows(&rates, &mut |_| {}), &rates, &figures);
    if rows.is_empty() {
        return None;
    }
    let listed = || said.iter().map(|(_, listed)| *listed);
    let name = &said.first()?.1.name;
    let id = if is_anothers(catalog, provider, name) {
        format!("{provider}/{name}")
    } else {
        name.clone()
    };
    let input = listed()
        .map(|model| &model.input)
        .find(|list| !list.is_empty());
    let output = listed()
        .map(|model| &model.output)
        .find(|list| !list.is_empty());
    let prices = |component| rows.iter().any(|row| row.usd.contains_key(&component));
    let written = match output {
        Some(output) => output.clone(),
        None if prices(Component::VideoDuration) => vec![Modality::Video],
        None if prices(Component::ImageGeneration) => vec![Modality::Image],
        None if prices(Component::SpeechCharacters) => vec![Modality::Audio],
        None if prices(Component::Output) || prices(Component::AudioDuration) => {
            vec![Modality::Text]
        }
        None => Vec::new(),
    };
    let read = match input {
        Some(input) => input.clone(),
        None if prices(Component::AudioDuration) => vec![Modality::Audio],
        None if prices(Component::Page) => vec![Modality::File],
        None => vec![Modality::Text],
    };
    let released = listed().find_map(|model| model.released);
    let retires = listed().find_map(|model| model.retires);
    let mut record = ModelRecord {
        id,
        context_window: listed().find_map(|model| model.context_window),
        max_output_tokens: listed().find_map(|model| model.max_output_tokens),
        input: read,
        output: written,
        released: released.filter(|day| fits(*day, &rows) && retires.is_none_or(|end| *day < end)),
        retires,
        successor: retires.and_then(|_| {
            let successor = listed().find_map(|model| model.successor.as_deref())?;
            successor.rsplit('/').next().map(str::to_owned)
        }),
        knowledge_cutoff: listed().find_map(|model| model.knowledge_cutoff.clone()),
        default_resolution: default_resolution(&rates),
        rates: rows,
        ..ModelRecord::default()
    };
    record.max_output_tokens = record
        .max_output_tokens
        .filter(|most| record.context_window.is_none_or(|window| *most <= window));
    name_variants(&mut record);
    // Lists leave out parts; what decides is whether they agree on prompt and answer.
    let main = |rate: &ListedRate| matches!(rate.component, Component::Input | Component::Output);
    let agreeing = |only_main: bool| {
        let pairs = rates.iter().zip(&figures);
        let pairs = pairs.filter(|(rate, _)| !only_main || main(rate));
        pairs.map(|(_, figure)| figure.families()).min()
    };
    let agreeing = agreeing(true).or_else(|| agreeing(false)).unwrap_or(1);
    Some((record, agreeing))
}

/// The beginnings of names that many hosts sell, with the vendor whose name it is, if any.
const SHARED_NAMES: &[(&str, &str)] = &[
    ("claude", "anthropic"),
    ("deepseek", "deepseek"),
    ("gemini", "google"),
    ("gemma", ""),
    ("glm", "zai"),
    ("gpt-oss", ""),
    ("grok", "xai"),
    ("kimi", "moonshotai"),
    ("llama", ""),
    ("minimax", "minimax"),
    ("mistral", "mistral"),
    ("qwen", "alibaba-qwen"),
];

/// Whether the name is another vendor's, has one before it, or is a model's that many hosts sell.
fn is_anothers(catalog: &Catalog, provider: &str, name: &str) -> bool {
    if name.starts_with(&format!("{provider}/")) || name.starts_with("accounts/") {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    let shared = SHARED_NAMES
        .iter()
        .find(|(head, _)| lower.starts_with(head));
    name.contains('/')
        || shared.is_some_and(|(_, vendor)| *vendor != provider)
        || catalog.resolve(name, false).is_ok()
}

fn fits(released: Day, rows: &[RateRow]) -> bool {
    let first = rows.iter().filter_map(|row| row.from).min();
    first.is_none_or(|from| released <= from)
}

/// Explains the variants that the rows name, in words for a person to improve.
fn name_variants(record: &mut ModelRecord) {
    for row in &record.rates {
        if let Some(variant) = row.when.as_ref().and_then(|when| when.variant.clone()) {
            let words = words_of_variant(&variant).to_owned();
            record.variants.insert(variant, words);
        }
    }
    if record.variants.contains_key("off-peak") {
        record.default_variant = Some("off-peak".to_owned());
    }
}

/// What a variant is, in words for a person to improve.
pub fn words_of_variant(variant: &str) -> &str {
    match variant {
        "peak" => "the vendor's peak hours",
        "off-peak" => "all other hours",
        "decisions" => "the decisions endpoint",
        other => other,
    }
}

/// Every rate in force that one of the lists prints, at the figure that most of them agree on.
fn agreed<'l>(said: &[Said<'l>]) -> (Vec<ListedRate>, Vec<Figure<'l>>) {
    let mut rates: Vec<ListedRate> = Vec::new();
    let mut figures = Vec::new();
    for (origin, listed) in said {
        for rate in listed.rates.iter().filter(|rate| rate.in_force(origin.day)) {
            if rates.iter().any(|known| same(known, rate)) {
                continue;
            }
            let printed = said.iter().flat_map(|(origin, listed)| {
                let printed = listed
                    .rates
                    .iter()
                    .filter(|other| other.in_force(origin.day));
                let printed = printed.filter(|other| same(other, rate));
                printed.map(|other| (*origin, other.usd))
            });
            let Some(first) = ranked(printed).into_iter().next() else {
                continue;
            };
            rates.push(ListedRate {
                usd: first.usd,
                // What is drafted holds until something else is known.
                to: None,
                from: rate.from,
                when: Condition {
                    up_to: None,
                    ..rate.when.clone()
                },
                ..rate.clone()
            });
            figures.push(first);
        }
    }
    (rates, figures)
}

/// Whether two rates are of the same thing.
fn same(a: &ListedRate, b: &ListedRate) -> bool {
    (a.tier, a.component, a.unit) == (b.tier, b.component, b.unit)
        && a.when.above == b.when.above
        && a.when.variant == b.when.variant
        && a.when.resolution == b.when.resolution
}

/// Gives each row its sources, one row for each set of them.
fn sourced(rows: Vec<RateRow>, rates: &[ListedRate], figures: &[Figure<'_>]) -> Vec<RateRow> {
    let mut result: Vec<RateRow> = Vec::new();
    for row in rows {
        let place = result.len();
        for (component, usd) in &row.usd {
            let above = row
                .when
                .as_ref()
                .and_then(|when| when.above.or(when.at_least));
            let variant = row.when.as_ref().and_then(|when| when.variant.as_ref());
            let resolution = row.when.as_ref().and_then(|when| when.resolution.as_ref());
            let figure = rates.iter().zip(figures).find(|(rate, _)| {
                (rate.tier, rate.component, rate.unit) == (row.tier, *component, row.unit)
                    && rate.when.above.map_or(0, |n| n + 1) / 10 == above.map_or(0, |n| n + 1) / 10
                    && rate.when.variant.as_ref() == variant
                    && rate.when.resolution.as_ref() == resolution
            });
            let Some((_, figure)) = figure else { continue };
            let mut keys: Vec<String> = figure
                .printed_by
                .iter()
                .map(|origin| origin.key.clone())
                .collect();
            let source = keys.remove(0);
            keys.sort();
            let confidence = confidence(&figure.printed_by);
            let known = result.iter_mut().skip(place).find(|other| {
                other.source.as_ref() == Some(&source)
                    && other.confirmed_by == keys
                    && other.confidence == confidence
            });
            match known {
                Some(known) => {
                    known.usd.insert(*component, *usd);
                }
                None => {
                    let mut part = row.clone();
                    part.usd = [(*component, *usd)].into();
                    part.source = Some(source);
                    part.confirmed_by = keys;
                    part.confidence = confidence;
                    result.push(part);
                }
            }
        }
    }
    result
}

/// Some vendors bill "200,000 and more" as long, others "more than 200,000": as the model's own rows
/// say.
fn in_our_bounds(record: &ModelRecord, row: &mut RateRow) {
    let Some(when) = row.when.as_mut() else {
        return;
    };
    let conditions = || record.rates.iter().filter_map(|row| row.when.as_ref());
    for own in conditions() {
        let near = |ours: Option<u64>, theirs: Option<u64>| {
            ours.zip(theirs)
                .is_some_and(|(ours, theirs)| ours.abs_diff(theirs) <= 1)
        };
        if near(own.at_least, when.above) {
            (when.at_least, when.above) = (own.at_least, None);
        }
        if near(own.below, when.up_to) {
            (when.below, when.up_to) = (own.below, None);
        }
        when.basis = own.basis;
    }
}

/// A whole number as the files write it: 1_050_000.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
