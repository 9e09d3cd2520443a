//! Capping the longest answers.

use std::collections::HashMap;

use super::lever::{Basis, UsageLever, amount};
use crate::pricing::{Count, Exact, Money, Quantities};
use crate::sorting::{sort_by, sorted_distinct};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::record::RecordKind;
use crate::usage_log::report::amounts::plus;
use crate::usage_log::report::distribution::percentile;
use crate::usage_log::report::what_if::Change;

/// A lever for each model whose requests are known one by one.
pub(super) fn levers(basis: &Basis<'_>) -> Result<Vec<UsageLever>, UsageLogError> {
    /// Fewer answers have no longest twentieth.
    const LEAST_REQUESTS: usize = 20;
    let mut outputs: HashMap<(String, String), Vec<(Exact, u32)>> = HashMap::new();
    for ((record, _), at) in basis.log.iter().zip(&basis.alike.of_record) {
        if let (RecordKind::Request, Some(at)) = (record.shape.kind, at) {
            let (model, provider) = basis.log.model(&record);
            let outputs = outputs
                .entry((model.to_owned(), provider.to_owned()))
                .or_default();
            outputs.push((amount(record.quantities.output_tokens), *at));
        }
    }
    let mut levers = Vec::new();
    for name in sorted_distinct(outputs.keys().cloned()) {
        let Some(outputs) = outputs.get(&name).filter(|o| o.len() >= LEAST_REQUESTS) else {
            continue;
        };
        let mut sorted: Vec<Exact> = outputs.iter().map(|(output, _)| *output).collect();
        sort_by(&mut sorted, Exact::cmp);
        let Some(cap) = percentile(&sorted, 95).filter(|cap| !cap.is_zero()) else {
            continue;
        };
        let mut excess: HashMap<usize, Exact> = HashMap::new();
        for (output, at) in outputs {
            if let Some(more) = output.checked_sub(cap).filter(|more| !more.is_negative()) {
                let sum = excess.entry(*at as usize).or_insert(Exact::ZERO);
                *sum = plus(*sum, more)?;
            }
        }
        let saves = basis.saving(|at, alike| {
            let quantities = without_output(&alike.quantities, *excess.get(&at)?)?;
            Some((Change::default(), quantities))
        })?;
        levers.push(UsageLever {
            name: "output-cap",
            saves: Money::new(saves),
            explanation: format!(
                "Limit the answers of {} to at most {cap} tokens; 95 of 100 are no longer than that. \
                 Longer ones would be cut off, unless the prompt asks for short answers.",
                name.0
            ),
            model: Some(name.0),
        });
    }
    Ok(levers)
}

/// The quantities with fewer output tokens; reasoning remains a part of them.
fn without_output(quantities: &Quantities, less: Exact) -> Option<Quantities> {
    let output = amount(quantities.output_tokens).checked_sub(less)?;
    let reasoning = quantities
        .reasoning_tokens
        .map(|reasoning| reasoning.exact().min(output));
    Some(Quantities {
        output_tokens: Count::new(output),
        reasoning_tokens: reasoning.and_then(Count::new),
        ..quantities.clone()
    })
}
