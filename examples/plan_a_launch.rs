//! Plan a launch: a support chat that starts small, grows, and has a budget and rate limits.
//!
//! `cargo run --example plan_a_launch`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use tokenfare::pricing::Catalog;
use tokenfare::projection::{Scenario, project};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::from_json(
        r#"{
        "version": 1, "name": "launch", "start": "2027-01-01", "months": 12,
        "workloads": [{
            "name": "support chat", "model": "gpt-4o-mini",
            "requests": { "users": { "low": 800, "mode": 1500, "high": 6000 }, "perUserPerDay": 2 },
            "growth": { "kind": "compound", "perMonth": { "low": 0.05, "mode": 0.15, "high": 0.3 } },
            "conversation": {
                "turns": 6, "systemTokens": 1500, "userTokens": 60,
                "answerTokens": { "p50": 180, "p95": 600 },
                "caching": "automatic", "gapSeconds": 45
            },
            "peakHourShare": 0.12, "latencySeconds": 4
        }],
        "budget": { "monthly": 1000 },
        "limits": { "tier": "tier 1" },
        "uncertainty": { "seed": 42 }
    }"#,
    )?;
    let plan = project(&scenario, Catalog::embedded()?)?;

    println!("month      requests        cost   one in ten above");
    if let Some(bands) = &plan.bands {
        for (month, p90) in plan.months.iter().zip(&bands.p90) {
            println!(
                "{}  {:>10.0}  {:>10.2}  {:>10.2}",
                month.month,
                month.requests,
                month.cost.to_f64(),
                p90
            );
        }
        if let Some(probability) = bands.probability_over_budget {
            println!(
                "over budget in some month: {:.0} % of the cases",
                probability * 100.0
            );
        }
    }
    for limit in plan.limits.iter().flatten() {
        println!(
            "{}: {:.0} % of {:?}",
            limit.model,
            limit.utilisation * 100.0,
            limit.binding
        );
        if let Some(month) = &limit.first_exceeded {
            println!("  passed in {month}; enough: {:?}", limit.sufficient_tier);
        }
    }
    for lever in plan.levers.iter().take(3) {
        println!("saves ${:.2}: {}", lever.saves.to_f64(), lever.explanation);
    }
    for warning in &plan.warnings {
        println!("{}: {}", warning.code, warning.message);
    }
    Ok(())
}
