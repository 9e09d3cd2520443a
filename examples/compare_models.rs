//! Compare models for a workload: the same articles on three models, and where a difference comes from.
//!
//! `cargo run --example compare_models`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Map, Value, json};
use tokenfare::pricing::Catalog;
use tokenfare::projection::compare_scenarios;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let workload = json!({
        "name": "articles", "model": "gpt-4o",
        "requests": { "perMonth": 5_000 },
        "request": { "inputTokens": 500, "outputTokens": 4_000 }
    });
    let base =
        json!({ "version": 1, "start": "2027-01-01", "months": 12, "workloads": [workload] });
    let on = |model: &str| {
        let mut changed = workload.clone();
        changed["model"] = json!(model);
        json!({ "workloads": [changed] })
    };
    let mut variants: Map<String, Value> = Map::new();
    variants.insert("mini".to_owned(), on("gpt-4o-mini"));
    variants.insert(
        "router".to_owned(),
        on_mix(&workload, &[("gpt-4o-mini", 0.8), ("gpt-4o", 0.2)]),
    );
    let compared = compare_scenarios(&base, &variants, Catalog::embedded()?)?;
    println!("gpt-4o: ${}", compared.base.total);
    for (name, projection) in &compared.variants {
        let delta = &compared.deltas[name];
        println!(
            "{name}: ${} ({} from the mix of models)",
            projection.total, delta.mix
        );
    }
    Ok(())
}

fn on_mix(workload: &Value, mix: &[(&str, f64)]) -> Value {
    let mut changed = workload.clone();
    changed["model"] = mix
        .iter()
        .map(|(model, share)| json!({ "model": model, "share": share }))
        .collect();
    json!({ "workloads": [changed] })
}
