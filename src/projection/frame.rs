//! What all workloads of a scenario have in common: the months, the prices, what is put on top.

use super::calendar::Calendar;
use super::dollars::{Dollars, UnitPrice};
use super::error::ProjectionError;
use super::evaluate::PricedLine;
use super::scenario::Scenario;
use crate::pricing::{Catalog, Day, Exact};

type Outcome<T> = Result<T, ProjectionError>;

/// What all workloads of a scenario have in common.
pub(crate) struct Frame<'c> {
    pub catalog: &'c Catalog,
    pub calendar: Calendar,
    pub start: Day,
    /// The first day after the last month.
    pub end: Day,
    /// Factors of the what-if price path, month by month; `None` for none.
    price_path: Option<Vec<f64>>,
    /// 1 + markup.
    pub markup: Option<Exact>,
}

impl<'c> Frame<'c> {
    pub fn new(scenario: &Scenario, catalog: &'c Catalog) -> Outcome<Self> {
        let start = scenario.start.unwrap_or(catalog.checked());
        let too_far = || ProjectionError::invalid("start", "is too far from today to count months");
        let calendar =
            Calendar::new(start, scenario.months, scenario.month_length).ok_or_else(too_far)?;
        let end = calendar.end().ok_or_else(too_far)?;
        let change = scenario.price_change_per_year.map(|change| change.to_f64());
        let months = scenario.months;
        let price_path = change.filter(|change| *change != 0.0).map(|change| {
            (0..months)
                .map(|month| libm::pow(1.0 + change, f64::from(month) / 12.0))
                .collect()
        });
        let markup = scenario
            .markup
            .and_then(|markup| Exact::ONE.checked_add(markup.0))
            .filter(|factor| *factor != Exact::ONE);
        Ok(Self {
            catalog,
            calendar,
            start,
            end,
            price_path,
            markup,
        })
    }

    /// The factor of the what-if path on the rates of a month.
    pub fn price_factor(&self, month: usize) -> f64 {
        self.price_path.as_ref().map_or(1.0, |path| path[month])
    }

    /// The price of one unit in a month. A rate on the what-if path is kept to 8 decimals.
    pub fn unit_price(&self, line: &PricedLine, month: usize) -> Option<UnitPrice> {
        let (places, divisor) = line.scale;
        let rate = match &self.price_path {
            None => line.rate,
            Some(path) => {
                let changed = libm::rint(line.rate.to_f64() * path[month] * 1e8) / 1e8;
                if path[month] == 1.0 {
                    line.rate
                } else {
                    Exact::from_f64(changed)?
                }
            }
        };
        UnitPrice::new(rate, places, divisor, self.markup.as_slice())
    }

    /// An amount of the scenario with the markup.
    pub fn marked_up(&self, amount: Exact) -> Option<Dollars> {
        Dollars::exact(match self.markup {
            Some(factor) => amount.checked_mul(factor)?,
            None => amount,
        })
    }
}
