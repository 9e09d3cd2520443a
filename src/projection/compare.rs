//! Scenarios side by side: merge patches over a base, and where the difference comes from.

use serde_json::{Map, Value};

use super::error::ProjectionError;
use super::merge_patch::merge;
use super::money::Dollars;
use super::project::{project, total};
use super::result::{Delta, ScenarioComparison};
use super::scenario::{Scenario, Workload, validate};
use crate::pricing::Catalog;
use crate::sorted_map::SortedMap;

/// The most variants that can be compared at once.
pub const MAX_VARIANTS: usize = 100;

/// Projects a base and its variants. Each variant is a JSON merge patch (RFC 7396): objects are
/// merged,
/// `null` removes a field, arrays are replaced as a whole.
///
/// ```
/// use serde_json::json;
/// use tokenfare::pricing::Catalog;
/// use tokenfare::projection::compare_scenarios;
///
/// let base = json!({
///     "version": 1, "start": "2027-01-01", "months": 1,
///     "workloads": [{
///         "name": "answers", "model": "gpt-4o-mini-2024-07-18",
///         "requests": { "perMonth": 1000 },
///         "request": { "inputTokens": 2000, "outputTokens": 500 }
///     }]
/// });
/// let variants = serde_json::from_value(json!({
///     "with tax": { "markup": 0.19 },
///     "a quarter": { "months": 3 },
/// }))?;
/// let comparison = compare_scenarios(&base, &variants, Catalog::embedded()?)?;
/// // 1,000 requests at $0.0006 are $0.60 a month.
/// assert_eq!(comparison.base.total.to_string(), "0.6");
/// let delta = |name: &str| comparison.deltas.get(name).copied();
/// let taxed = delta("with tax").map(|delta| delta.price.to_string());
/// assert_eq!(taxed.as_deref(), Some("0.114"));
/// let longer = delta("a quarter").map(|delta| delta.volume.to_string());
/// assert_eq!(longer.as_deref(), Some("1.2"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// - [`ProjectionError::Limit`] for more than [`MAX_VARIANTS`] variants, or a patch with too many
///   fields or levels.
/// - [`ProjectionError::Invalid`] if a patch is not an object, or a patched scenario is not valid.
/// - The errors of [`project`]. Those of a variant have its name before their path.
pub fn compare_scenarios(
    base: &Value,
    variants: &Map<String, Value>,
    catalog: &Catalog,
) -> Result<ScenarioComparison, ProjectionError> {
    if variants.len() > MAX_VARIANTS {
        return Err(ProjectionError::limit(
            "variants",
            format!("must be at most {MAX_VARIANTS}, not {}", variants.len()),
        ));
    }
    let first = Scenario::from_value(base)?;
    let mut comparison = ScenarioComparison {
        base: project(&first, catalog)?,
        variants: SortedMap::new(),
        deltas: SortedMap::new(),
    };
    for (name, patch) in variants {
        let named = |error: ProjectionError| error.under(&format!("variants.{name}"));
        if !patch.is_object() {
            return Err(ProjectionError::invalid(
                format!("variants.{name}"),
                "must be a merge patch, an object with the fields that differ",
            ));
        }
        let mut merged = base.clone();
        merge(&mut merged, patch, &format!("variants.{name}"), 0)?;
        let scenario = Scenario::from_value(&merged).map_err(named)?;
        let projection = project(&scenario, catalog).map_err(named)?;
        let delta = decompose(
            (&first, comparison.base.total),
            (&scenario, projection.total),
            catalog,
        )
        .ok_or_else(|| ProjectionError::limit(format!("variants.{name}"), "is too large"))?;
        comparison.deltas.insert(name.clone(), delta);
        comparison.variants.insert(name.clone(), projection);
    }
    Ok(comparison)
}

/// Splits the difference between base and variant in steps: first the volumes change, then the mix
/// of models and tiers, then the prices. What is left is the rest. A step that cannot be priced by
/// itself (a tier that the base's model lacks) counts with the rest.
fn decompose(
    (base, base_total): (&Scenario, Dollars),
    (variant, variant_total): (&Scenario, Dollars),
    catalog: &Catalog,
) -> Option<Delta> {
    let mut step = base.clone();
    let mut at = base_total;
    let mut moved = |step: &Scenario| -> Option<Dollars> {
        let now = total_of(step, catalog).unwrap_or(at);
        let delta = now.checked_sub(at)?;
        at = now;
        Some(delta)
    };

    step.months = variant.months;
    step.month_length = variant.month_length;
    step.workloads = matched(variant, base, |from, to| {
        to.requests = from.requests.clone();
        to.growth = from.growth.clone();
        to.seasonality = from.seasonality.clone();
    })
    .into();
    let volume = moved(&step)?;

    let base_like = step.clone();
    step.workloads = matched(variant, &base_like, |from, to| {
        to.model = from.model.clone();
        to.tier = from.tier;
        to.batch_share = from.batch_share;
    })
    .into();
    let mix = moved(&step)?;

    step.start = variant.start;
    step.price_change_per_year = variant.price_change_per_year;
    step.markup = variant.markup;
    let price = moved(&step)?;

    Some(Delta {
        total: variant_total.checked_sub(base_total)?,
        volume,
        mix,
        price,
        other: variant_total.checked_sub(at)?,
    })
}

/// The variant's workloads, by name: those of the base with a change, and new ones as they are.
fn matched(
    variant: &Scenario,
    base: &Scenario,
    change: impl Fn(&Workload, &mut Workload),
) -> Vec<Workload> {
    variant
        .workloads
        .iter()
        .map(
            |workload| match base.workloads.iter().find(|w| w.name == workload.name) {
                Some(known) => {
                    let mut changed = known.clone();
                    change(workload, &mut changed);
                    changed
                }
                None => workload.clone(),
            },
        )
        .collect()
}

/// The total of a scenario that was put together from two others.
fn total_of(scenario: &Scenario, catalog: &Catalog) -> Result<Dollars, ProjectionError> {
    validate(scenario)?;
    total(scenario, catalog)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::merge;

    #[test]
    fn the_examples_of_rfc_7396() {
        for (target, patch, result) in [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
            (json!({"a":"b"}), json!({"a":null}), json!({})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (
                json!({"a":{"b":"c"}}),
                json!({"a":{"b":"d","c":null}}),
                json!({"a":{"b":"d"}}),
            ),
            (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
            (json!({"e":null}), json!({"a":1}), json!({"e":null,"a":1})),
            (
                json!({}),
                json!({"a":{"bb":{"ccc":null}}}),
                json!({"a":{"bb":{}}}),
            ),
        ] {
            let mut target = target;
            merge(&mut target, &patch, "", 0).unwrap();
            assert_eq!(target, result);
        }
    }

    #[test]
    fn a_patch_that_is_too_large_is_refused_whole() {
        let nulls = |count: i32| -> Value {
            let names = (0..count).map(|i| (format!("x{i}"), Value::Null));
            Value::Object(names.collect())
        };
        let mut target = Value::Object(Map::new());
        assert!(merge(&mut target, &nulls(1_001), "variants.a", 0).is_err());
        assert!(merge(&mut target, &nulls(1_000), "variants.a", 0).is_ok());
        let mut deep = Value::Bool(true);
        for _ in 0..66 {
            deep = json!({ "a": deep });
        }
        let error = merge(&mut target, &deep, "variants.a", 0).unwrap_err();
        assert_eq!(crate::Coded::path(&error), Some("variants.a"));
    }
}
