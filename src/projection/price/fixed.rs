//! The price of a fixed cost: a plain amount, quantities at a model's rates, or both.

use super::basis::Basis;
use super::periods::{LineItem, PricedLine, item_index};
use crate::Coded;
use crate::pricing::{Day, PricingError, Tier};
use crate::projection::error::ProjectionError;
use crate::projection::money::Dollars;
use crate::projection::path;
use crate::projection::scenario::{Every, FixedCost};
use crate::projection::volume::numeric::{Numeric, Volume};

/// What a fixed cost comes to each time that it is due.
pub(crate) struct FixedPrices {
    pub every: Every,
    /// The plain amount with the markup, and the index of its [`LineItem`].
    pub amount: Option<(Dollars, usize)>,
    /// The first day of every price period, in order; the first is the first day of the scenario.
    pub period_starts: Vec<Day>,
    /// For every price period, what the quantities cost.
    pub periods: Vec<Vec<PricedLine>>,
    /// What the lines of all periods are about.
    pub items: Vec<LineItem>,
}

impl FixedPrices {
    /// Prices the fixed cost at `path` of the scenario.
    pub fn new(cost: &FixedCost, path: &str, basis: &Basis<'_>) -> Result<Self, ProjectionError> {
        let calendar = &basis.calendar;
        let mut period_starts = vec![calendar.start];
        if let Some(model) = &cost.model {
            let changes = basis
                .catalog
                .price_changes(model, calendar.start, calendar.end)
                .map_err(|source| ProjectionError::pricing(format!("{path}.model"), source))?;
            period_starts.extend(changes);
        }
        let mut items = Vec::new();
        let periods = period_starts
            .iter()
            .map(|day| priced_lines(cost, *day, path, basis, &mut items))
            .collect::<Result<Vec<_>, _>>()?;
        let amount = match cost.amount {
            Some(amount) => {
                let amount = basis.marked_up(amount.0);
                let item = item_index(&mut items, "", Tier::Standard, "fixed", "payment");
                Some((
                    amount.ok_or_else(|| ProjectionError::too_large(path))?,
                    item,
                ))
            }
            None => None,
        };
        Ok(Self {
            every: cost.every.unwrap_or(Every::Month),
            amount,
            period_starts,
            periods,
            items,
        })
    }
}

fn priced_lines(
    cost: &FixedCost,
    day: Day,
    path: &str,
    basis: &Basis<'_>,
    items: &mut Vec<LineItem>,
) -> Result<Vec<PricedLine>, ProjectionError> {
    let (Some(model), Some(quantities)) = (&cost.model, &cost.quantities) else {
        return Ok(Vec::new());
    };
    let to_error = |source: PricingError| {
        let quantity = path::of_quantity(&format!("{path}.quantities"), source.path());
        ProjectionError::pricing(quantity.unwrap_or_else(|| format!("{path}.model")), source)
    };
    let card = basis
        .catalog
        .rate_card(model, day, Tier::Standard, None)
        .map_err(to_error)?;
    let usage = card.usage(quantities).map_err(to_error)?;
    let parts = card.price(&usage).map_err(to_error)?;
    Ok(parts
        .into_iter()
        .map(|part| PricedLine {
            call: 0,
            component: part.component,
            per_request: Volume::from_exact(part.quantity),
            rate: part.rate,
            scale: part.unit.scale(part.component),
            item: item_index(
                items,
                model,
                Tier::Standard,
                part.component.as_str(),
                part.unit.as_str(),
            ),
        })
        .collect())
}
