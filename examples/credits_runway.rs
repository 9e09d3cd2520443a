//! When do my credits run out? Three grants, one of which expires.
//!
//! `cargo run --example credits_runway`
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
        "version": 1, "start": "2027-01-01", "months": 12,
        "workloads": [{
            "name": "summaries", "model": "gpt-5.6-luna",
            "requests": { "perDay": 3000, "activeDays": "weekdays" },
            "growth": { "kind": "compound", "perMonth": 0.1 },
            "request": { "inputTokens": 4000, "outputTokens": 400 }
        }],
        "credits": { "grants": [
            { "amount": 100, "expires": "2027-02-01" },
            { "amount": 250 },
            { "amount": 50, "from": "2027-04-01" }
        ] }
    }"#,
    )?;
    let plan = project(&scenario, Catalog::embedded()?)?;
    let mut text = String::new();
    if let Some(credits) = plan.credits {
        match credits.runs_out_on {
            Some(day) => writeln!(text, "The credits do not pay all of {day}.")?,
            None => writeln!(text, "The credits last; ${} are left.", credits.left)?,
        }
        writeln!(text, "${} expire unused.", credits.expired_unused)?;
    }
    Ok(text)
}
