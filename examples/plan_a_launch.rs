//! Plans a launch: a support chat that starts small and grows, with a budget and rate limits.
//!
//! `cargo run --example plan_a_launch`
use std::error::Error;
use std::fmt::Write;

use tokenfare::pricing::Catalog;
use tokenfare::projection::{Scenario, project};

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", report()?);
    Ok(())
}

pub(crate) fn report() -> Result<String, Box<dyn Error>> {
    let scenario = Scenario::from_json(
        r#"{
        "version": 1, "name": "launch", "start": "2027-01-01", "months": 12,
        "workloads": [{
            "name": "support chat", "model": "gpt-5.6-luna",
            "requests": { "users": { "low": 800, "mode": 1500, "high": 6000 }, "perUserPerDay": 2 },
            "growth": { "kind": "compound", "perMonth": { "low": 0.05, "mode": 0.15, "high": 0.3 } },
            "conversation": {
                "turns": 6, "systemTokens": 1500, "userTokens": 60,
                "answerTokens": { "p50": 180, "p95": 600 },
                "caching": "automatic", "gapSeconds": 45
            },
            "peakHourShare": 0.12, "latencySeconds": 4
        }],
        "budget": { "monthly": 500 },
        "limits": { "tier": "tier 1" },
        "uncertainty": { "seed": 42 }
    }"#,
    )?;
    let plan = project(&scenario, Catalog::embedded()?)?;

    let mut text = "month      requests        cost   one in ten above\n".to_owned();
    if let Some(bands) = &plan.bands {
        for (month, p90) in plan.months.iter().zip(&bands.p90) {
            writeln!(
                text,
                "{}  {:>10.0}  {:>10.2}  {:>10.2}",
                month.month,
                month.requests,
                month.cost.to_f64(),
                p90
            )?;
        }
        if let Some(probability) = bands.probability_over_budget {
            writeln!(
                text,
                "over budget in some month: {:.0} % of the cases",
                probability * 100.0
            )?;
        }
    }
    for limit in plan.limits.iter().flatten() {
        writeln!(
            text,
            "{}: {:.0} % of {:?}",
            limit.model,
            limit.utilisation * 100.0,
            limit.binding
        )?;
        if let Some(month) = &limit.first_exceeded {
            writeln!(
                text,
                "  passed in {month}; enough: {:?}",
                limit.sufficient_tier
            )?;
        }
    }
    for lever in plan.levers.iter().take(3) {
        writeln!(
            text,
            "saves ${:.2}: {}",
            lever.saves.to_f64(),
            lever.explanation
        )?;
    }
    for warning in &plan.warnings {
        writeln!(text, "{}: {}", warning.code, warning.message)?;
    }
    Ok(text)
}
