//! The rules that a catalog must keep beyond its schema: every key refers to something, at most one
//! rate applies, and spans of days are not empty.

use std::sync::Arc;

use super::schema::{CatalogFile, Condition, ImageRuleKind, ModelRecord, ProviderFile, RateRow};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Exact, Validity};
use crate::sorting::sort_by;

/// Validates a whole catalog, except the providers that are `known` to be valid. The error has the path
/// of the first thing that is wrong.
pub(in crate::pricing) fn validate(file: &CatalogFile, known: &[Arc<ProviderFile>]) -> Result<()> {
    let is_known = |provider| known.iter().any(|known| Arc::ptr_eq(known, provider));
    let mut providers: Vec<&str> = Vec::new();
    for (i, provider) in file.providers.iter().enumerate() {
        let path = format!("providers[{i}]");
        if providers.contains(&provider.provider.as_str()) {
            return Err(PricingError::catalog(
                path,
                format!("two providers are called {:?}", provider.provider),
            ));
        }
        providers.push(&provider.provider);
        if is_known(provider) {
            continue;
        }
        check_provider(provider, &path)?;
        for (j, model) in provider.models.iter().enumerate() {
            let path = format!("{path}.model[{j}]");
            if names_of(model).any(|name| name.trim().is_empty()) {
                return Err(PricingError::catalog(path, "a name is empty"));
            }
            check_model(provider, model, &path)?;
        }
    }
    if !file.providers.iter().all(is_known) {
        check_names(&file.providers)?;
    }
    for (i, discount) in file.discounts.iter().enumerate() {
        let path = format!("discounts[{i}]");
        check_span(Validity::new(discount.from, discount.to), &path)?;
        if discount.percent.is_negative() || discount.percent > Exact::whole(100) {
            return Err(PricingError::catalog(
                format!("{path}.percent"),
                format!(
                    "a discount is from 0 to 100 percent, not {}",
                    discount.percent
                ),
            ));
        }
    }
    Ok(())
}

fn names_of(model: &ModelRecord) -> impl Iterator<Item = &String> {
    std::iter::once(&model.id)
        .chain(&model.aliases)
        .chain(&model.snapshots)
}

/// No two models have a name in common.
fn check_names(providers: &[Arc<ProviderFile>]) -> Result<()> {
    let mut names: Vec<(&str, &str, usize, usize)> = Vec::new();
    for (i, provider) in providers.iter().enumerate() {
        for (j, model) in provider.models.iter().enumerate() {
            names.extend(names_of(model).map(|name| (name.as_str(), model.id.as_str(), i, j)));
        }
    }
    // The sort is stable, so that the error names the later of two models.
    sort_by(&mut names, |a, b| a.0.cmp(b.0));
    for two in names.windows(2) {
        let ((name, other, _, _), (same, id, i, j)) = (two[0], two[1]);
        if name == same {
            return Err(PricingError::catalog(
                format!("providers[{i}].model[{j}]"),
                format!("the name {name:?} of {id:?} is already one of {other:?}"),
            ));
        }
    }
    Ok(())
}

fn check_provider(provider: &ProviderFile, path: &str) -> Result<()> {
    let source = |key: &str, place: String| {
        if provider.sources.contains_key(key) {
            Ok(())
        } else {
            Err(PricingError::catalog(
                place,
                format!("no source is called {key:?}"),
            ))
        }
    };
    for (key, uplift) in &provider.uplifts {
        let place = format!("{path}.uplifts.{key}");
        check_span(Validity::new(uplift.from, uplift.to), &place)?;
        source(&uplift.source, place)?;
    }
    for (i, rule) in provider.billed_as.iter().enumerate() {
        source(&rule.source, format!("{path}.billed_as[{i}]"))?;
    }
    for (key, cache) in &provider.caches {
        source(&cache.source, format!("{path}.caches.{key}"))?;
    }
    for (key, limits) in &provider.limits {
        source(&limits.source, format!("{path}.limits.{key}"))?;
    }
    for (i, tier) in provider.usage_tiers.iter().enumerate() {
        source(&tier.source, format!("{path}.usage_tiers[{i}]"))?;
    }
    for (key, rules) in &provider.image_rules {
        let place = format!("{path}.image_rules.{key}");
        check_versions(
            rules.iter().map(|rule| Validity::new(rule.from, rule.to)),
            &place,
        )?;
        for rule in rules {
            source(&rule.source, place.clone())?;
            check_image_rule(&rule.rule, &place)?;
        }
    }
    for (key, tables) in &provider.image_tables {
        let place = format!("{path}.image_tables.{key}");
        check_versions(
            tables
                .iter()
                .map(|table| Validity::new(table.from, table.to)),
            &place,
        )?;
        for table in tables {
            source(&table.source, place.clone())?;
        }
    }
    for (key, rules) in &provider.media_rules {
        let place = format!("{path}.media_rules.{key}");
        check_versions(
            rules.iter().map(|rule| Validity::new(rule.from, rule.to)),
            &place,
        )?;
        for rule in rules {
            source(&rule.source, place.clone())?;
        }
    }
    Ok(())
}

fn check_image_rule(rule: &ImageRuleKind, path: &str) -> Result<()> {
    let sides: &[u32] = match rule {
        ImageRuleKind::Patches {
            patch,
            auto,
            detail,
            ..
        } => {
            if !detail.contains_key(auto) {
                return Err(PricingError::catalog(
                    path,
                    format!("auto means {auto:?}, which is no detail of the rule"),
                ));
            }
            &[*patch]
        }
        ImageRuleKind::Tiles {
            tile, short_side, ..
        } => &[*tile, *short_side],
        ImageRuleKind::PatchCount {
            patch,
            max_side,
            max_patches,
            ..
        } => &[*patch, *max_side, *max_patches],
        ImageRuleKind::Area {
            divisor,
            max_side,
            max_tokens,
        } => &[*divisor, *max_side, *max_tokens],
        ImageRuleKind::SmallOrTiles { tile, .. } => &[*tile],
        ImageRuleKind::Fixed { tokens, auto } => {
            if !tokens.contains_key(auto) {
                return Err(PricingError::catalog(
                    path,
                    format!("auto means {auto:?}, which is no detail of the rule"),
                ));
            }
            &[]
        }
    };
    if sides.contains(&0) {
        return Err(PricingError::catalog(
            path,
            "a side, a limit or a divisor is 0",
        ));
    }
    Ok(())
}

fn check_model(provider: &ProviderFile, model: &ModelRecord, path: &str) -> Result<()> {
    let missing =
        |what: &str, key: &str| PricingError::catalog(path, format!("no {what} is called {key:?}"));
    macro_rules! refers_to {
        ($($field:ident in $table:ident as $what:literal),+ $(,)?) => {$(
            if let Some(key) = &model.$field && !provider.$table.contains_key(key) {
                return Err(missing($what, key));
            }
        )+};
    }
    refers_to!(
        source in sources as "source",
        uplift in uplifts as "uplift",
        cache in caches as "cache",
        limits in limits as "limits",
        image_rule in image_rules as "image rule",
        image_table in image_tables as "image table",
        media_rule in media_rules as "media rule",
    );
    let mut shared: Vec<&RateRow> = Vec::new();
    for key in &model.uses {
        shared.extend(
            provider
                .rate_sets
                .get(key)
                .ok_or_else(|| missing("rate set", key))?,
        );
    }
    if let Some(variant) = &model.default_variant
        && !model.variants.contains_key(variant)
    {
        return Err(missing("variant", variant));
    }
    for variant in model.hours.keys() {
        if !model.variants.contains_key(variant) {
            return Err(missing("variant", variant));
        }
        if model.default_variant.is_none() {
            return Err(PricingError::catalog(
                path,
                "hours need a default_variant, which holds at all other hours",
            ));
        }
    }
    for span in model.hours.values().flatten() {
        check_span(Validity::new(span.from, span.to), path)?;
    }
    if let Some(successor) = &model.served_by {
        if !provider
            .models
            .iter()
            .any(|other| other.id == successor.model)
        {
            return Err(missing("model", &successor.model));
        }
        if !provider.sources.contains_key(&successor.source) {
            return Err(missing("source", &successor.source));
        }
    }
    for refusal in &model.not_sold {
        if !provider.sources.contains_key(&refusal.source) {
            return Err(missing("source", &refusal.source));
        }
    }
    for (table, rows) in [("rates", &model.rates), ("fine_tuned", &model.fine_tuned)] {
        let rows: Vec<&RateRow> = rows.iter().chain(shared.iter().copied()).collect();
        for (i, row) in rows.iter().enumerate() {
            let place = format!("{path}.{table}[{i}]");
            check_row(provider, model, row, &place)?;
            if let Some(other) = rows[..i]
                .iter()
                .position(|other| can_both_price(other, row))
            {
                return Err(PricingError::catalog(
                    place,
                    format!(
                        "{:?}: this row and row {other} price the same thing on the same day",
                        model.id
                    ),
                ));
            }
        }
    }
    Ok(())
}

fn check_row(
    provider: &ProviderFile,
    model: &ModelRecord,
    row: &RateRow,
    path: &str,
) -> Result<()> {
    check_span(Validity::new(row.from, row.to), path)?;
    let key = row.source.as_ref().or(model.source.as_ref());
    let key = key.ok_or_else(|| {
        PricingError::catalog(path, "neither the row nor its model names a source")
    })?;
    if !provider.sources.contains_key(key) {
        return Err(PricingError::catalog(
            path,
            format!("no source is called {key:?}"),
        ));
    }
    for key in &row.confirmed_by {
        if !provider.sources.contains_key(key) {
            return Err(PricingError::catalog(
                path,
                format!("no source is called {key:?}"),
            ));
        }
    }
    if row.usd.is_empty() {
        return Err(PricingError::catalog(path, "the row has no rate"));
    }
    for (component, usd) in &row.usd {
        if usd.is_negative() {
            return Err(PricingError::catalog(
                path,
                format!("the {component} rate is negative"),
            ));
        }
        if !row.unit.suits(*component) {
            return Err(PricingError::catalog(
                path,
                format!("{component} is not sold by {}", row.unit),
            ));
        }
    }
    for (name, value) in [
        ("step", row.step),
        ("minimum", row.minimum),
        ("free", row.free),
    ] {
        if value.is_some_and(|value| value.is_negative() || (name == "step" && value.is_zero())) {
            return Err(PricingError::catalog(
                path,
                format!("{name} must be above 0"),
            ));
        }
    }
    if let Some(variant) = row.when.as_ref().and_then(|when| when.variant.as_ref())
        && !model.variants.contains_key(variant)
    {
        return Err(PricingError::catalog(
            path,
            format!("the model explains no variant {variant:?}"),
        ));
    }
    for dispute in &row.disputes {
        check_span(Validity::new(dispute.from, dispute.to), path)?;
    }
    Ok(())
}

/// Whether two rows have a rate of one component for the same tier, day and condition.
pub fn can_both_price(a: &RateRow, b: &RateRow) -> bool {
    let tier = a.every_tier || b.every_tier || a.tier == b.tier;
    tier && a.usd.keys().any(|component| b.usd.contains_key(component))
        && Validity::new(a.from, a.to).overlaps(Validity::new(b.from, b.to))
        && can_both_hold(a.when.as_ref(), b.when.as_ref())
}

/// Whether one request can meet both conditions. Rows of different variants never apply together, and
/// a row of a variant takes precedence over one without.
fn can_both_hold(a: Option<&Condition>, b: Option<&Condition>) -> bool {
    let plain = Condition::default();
    let (a, b) = (a.unwrap_or(&plain), b.unwrap_or(&plain));
    let compatible = |x: &Option<String>, y: &Option<String>| match (x, y) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    let memory = a.memory_gb.is_none() || b.memory_gb.is_none() || a.memory_gb == b.memory_gb;
    let bounds = a.basis != b.basis || {
        let low = lowest(a).max(lowest(b));
        let high = highest(a).min(highest(b));
        low <= high
    };
    a.variant == b.variant
        && compatible(&a.size, &b.size)
        && compatible(&a.quality, &b.quality)
        && compatible(&a.resolution, &b.resolution)
        && memory
        && bounds
}

/// The lower bound of a condition. Counts may be fractions in averages, but bounds that are disjoint
/// for whole numbers are so for fractions too.
fn lowest(when: &Condition) -> (u64, bool) {
    // The flag orders "more than n" after "at least n".
    when.above
        .map_or((0, false), |n| (n, true))
        .max(when.at_least.map_or((0, false), |n| (n, false)))
}

/// The upper bound of a condition.
fn highest(when: &Condition) -> (u64, bool) {
    // "Fewer than n" is the upper end of n - 1.
    let below = when
        .below
        .map_or((u64::MAX, true), |n| (n.saturating_sub(1), true));
    when.up_to
        .map_or((u64::MAX, true), |n| (n, false))
        .min(below)
}

fn check_span(span: Validity, path: &str) -> Result<()> {
    match (span.from, span.to) {
        (Some(from), Some(to)) if span.is_empty() => Err(PricingError::catalog(
            path,
            format!("it ends ({to}) before it begins ({from})"),
        )),
        _ => Ok(()),
    }
}

/// Checks that the dated versions of one rule do not overlap.
fn check_versions(spans: impl Iterator<Item = Validity>, path: &str) -> Result<()> {
    let spans: Vec<_> = spans.collect();
    for (i, span) in spans.iter().enumerate() {
        check_span(*span, path)?;
        if spans[..i].iter().any(|other| span.overlaps(*other)) {
            return Err(PricingError::catalog(
                path,
                "two versions of the rule hold on the same day",
            ));
        }
    }
    Ok(())
}
