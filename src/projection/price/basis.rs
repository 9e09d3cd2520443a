//! What all workloads of a scenario share: the catalog, the months, and what changes its rates.

use crate::pricing::{Catalog, Exact};
use crate::projection::error::ProjectionError;
use crate::projection::money::{Dollars, UnitPrice};
use crate::projection::scenario::Scenario;
use crate::projection::volume::calendar::Calendar;

/// Decimal places of a rate that the price path has changed.
const CHANGED_RATE_UNIT: f64 = 1e8;

/// What all workloads of a scenario share.
pub(crate) struct Basis<'a> {
    pub catalog: &'a Catalog,
    pub calendar: Calendar,
    /// The what-if path of prices: a factor on all rates, month by month. `None` if rates stay.
    price_path: Option<Vec<f64>>,
    /// 1 + the markup of the scenario. `None` if there is no markup.
    markup: Option<Exact>,
}

impl<'a> Basis<'a> {
    pub fn new(scenario: &Scenario, catalog: &'a Catalog) -> Result<Self, ProjectionError> {
        let start = scenario.start.unwrap_or(catalog.checked());
        let months = scenario.months.get();
        let calendar = Calendar::new(start, months, scenario.month_length).ok_or_else(|| {
            ProjectionError::invalid("start", "is too far from today to count months")
        })?;
        let change = scenario.price_change_per_year.map(|change| change.to_f64());
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
            price_path,
            markup,
        })
    }

    /// The factor of the price path on the rates of a month.
    pub fn price_factor(&self, month: usize) -> f64 {
        self.price_path.as_ref().map_or(1.0, |path| path[month])
    }

    /// 1 + the markup, as a float.
    pub fn markup_factor(&self) -> f64 {
        self.markup.map_or(1.0, Exact::to_f64)
    }

    /// The price of one unit in a month. `scale` is the power of ten and the divisor from the unit
    /// of the rate to one. A rate that the price path changes is rounded at 8 decimal places.
    /// `None` if the price has too many digits.
    pub fn unit_price(&self, rate: Exact, scale: (i32, u32), month: usize) -> Option<UnitPrice> {
        let factor = self.price_factor(month);
        let rate = if factor == 1.0 {
            rate
        } else {
            let changed = libm::rint(rate.to_f64() * factor * CHANGED_RATE_UNIT);
            Exact::from_f64(changed / CHANGED_RATE_UNIT)?
        };
        let (shift, divisor) = scale;
        UnitPrice::new(rate, shift, divisor, self.markup.as_slice())
    }

    /// An amount that the scenario states, with the markup. `None` if it has too many digits.
    pub fn marked_up(&self, amount: Exact) -> Option<Dollars> {
        Dollars::exact(match self.markup {
            Some(factor) => amount.checked_mul(factor)?,
            None => amount,
        })
    }
}
