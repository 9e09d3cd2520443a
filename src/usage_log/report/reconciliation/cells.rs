//! Amounts by day and model, and how far two sets of them are apart.

use std::collections::HashMap;

use crate::pricing::{Day, Exact};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::amounts::{absolute, minus, plus};

/// A day and a model, each where it is known.
pub(super) type Cell = (Option<Day>, String);

/// Amounts by day and model.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cells(HashMap<Cell, Exact>);

/// What all lines of a bill tell apart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Detail {
    pub days: bool,
    pub models: bool,
}

impl Detail {
    /// The cell of a day and a model, as far as the bill tells them apart.
    pub fn cell(self, day: Option<Day>, model: &str) -> Cell {
        let model = if self.models { model } else { "" };
        (day.filter(|_| self.days), model.to_owned())
    }
}

impl Cells {
    pub fn add(&mut self, cell: Cell, amount: Exact) -> Result<(), UsageLogError> {
        let sum = self.0.entry(cell).or_insert(Exact::ZERO);
        *sum = plus(*sum, amount)?;
        Ok(())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Cell, Exact)> {
        self.0.iter().map(|(cell, amount)| (cell, *amount))
    }

    pub fn get(&self, cell: &Cell) -> Exact {
        self.0.get(cell).copied().unwrap_or(Exact::ZERO)
    }

    pub fn total(&self) -> Result<Exact, UsageLogError> {
        self.0.values().copied().try_fold(Exact::ZERO, plus)
    }

    /// The amounts of another set taken from those of this one.
    pub fn less(&self, other: &Self) -> Result<Self, UsageLogError> {
        let mut difference = self.clone();
        for (cell, amount) in other.iter() {
            difference.add(cell.clone(), amount.negated())?;
        }
        Ok(difference)
    }

    pub fn by_day(&self) -> Result<HashMap<Option<Day>, Exact>, UsageLogError> {
        self.by(|(day, _)| *day)
    }

    fn by_model(&self) -> Result<HashMap<String, Exact>, UsageLogError> {
        self.by(|(_, model)| model.clone())
    }

    fn by<K: Eq + std::hash::Hash>(
        &self,
        key: impl Fn(&Cell) -> K,
    ) -> Result<HashMap<K, Exact>, UsageLogError> {
        let mut sums = HashMap::new();
        for (cell, amount) in self.iter() {
            let sum = sums.entry(key(cell)).or_insert(Exact::ZERO);
            *sum = plus(*sum, amount)?;
        }
        Ok(sums)
    }

    /// How far this is from another set: the sum of all differences without their signs, of the whole,
    /// of the days, of the models, and of the models of days, as far as the bill tells them.
    pub fn distance(&self, other: &Self, detail: Detail) -> Result<Exact, UsageLogError> {
        let difference = self.less(other)?;
        let mut sum = absolute(difference.total()?);
        if detail.days {
            sum = plus(sum, size(difference.by_day()?.into_values())?)?;
        }
        if detail.models {
            sum = plus(sum, size(difference.by_model()?.into_values())?)?;
        }
        if detail.days && detail.models {
            sum = plus(sum, size(difference.0.into_values())?)?;
        }
        Ok(sum)
    }

    /// What this comes to less what another set does.
    pub fn difference(&self, other: &Self) -> Result<Exact, UsageLogError> {
        minus(self.total()?, other.total()?)
    }
}

fn size(amounts: impl Iterator<Item = Exact>) -> Result<Exact, UsageLogError> {
    amounts.map(absolute).try_fold(Exact::ZERO, plus)
}
