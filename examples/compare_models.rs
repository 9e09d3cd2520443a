//! Compares models for a workload: the same articles on two models and on a mix of both, and the
//! causes of the difference.
//!
//! `cargo run --example compare_models`
use std::error::Error;
use std::fmt::Write;

use serde_json::{Map, Value, json};
use tokenfare::pricing::Catalog;
use tokenfare::projection::compare_scenarios;

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", report()?);
    Ok(())
}

pub(crate) fn report() -> Result<String, Box<dyn Error>> {
    let articles = |model: Value| {
        json!({ "workloads": [{
            "name": "articles", "model": model,
            "requests": { "perMonth": 5_000 },
            "request": { "inputTokens": 500, "outputTokens": 4_000 }
        }] })
    };
    let mut base = articles(json!("gpt-5.6-terra"));
    base["version"] = json!(1);
    base["start"] = json!("2027-01-01");
    base["months"] = json!(12);
    let mix = json!([
        { "model": "gpt-5.6-luna", "share": 0.8 },
        { "model": "gpt-5.6-terra", "share": 0.2 }
    ]);
    let variants: Map<String, Value> = Map::from_iter([
        ("luna".to_owned(), articles(json!("gpt-5.6-luna"))),
        ("router".to_owned(), articles(mix)),
    ]);

    let compared = compare_scenarios(&base, &variants, Catalog::embedded()?)?;
    let mut text = format!("terra: ${}\n", compared.base.total);
    for (name, projection) in &compared.variants {
        let mix = compared.deltas[name].mix;
        writeln!(
            text,
            "{name}: ${} ({mix} from the mix of models)",
            projection.total
        )?;
    }
    Ok(text)
}
