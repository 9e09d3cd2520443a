//! A month's budget: what is spent, what the month will come to, and when shares of the budget were
//! passed.

use serde::Serialize;

use super::amounts::{divided, mean, plus, times, total};
use super::days::{DayUse, Days};
use super::options::UsageBudget;
use crate::pricing::{Day, Exact, Money};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;

/// The last month of a log against its budget.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageBudgetOutlook {
    /// The month, "2026-11".
    pub month: String,
    /// The last day of the log, which counts as a whole day.
    pub through: Day,
    /// What the month cost through that day, in US dollars.
    pub month_to_date: Money,
    /// What the month will cost: the days that are left cost what their weekdays cost on average in the
    /// 28 days before.
    pub projected: Money,
    /// The month, if each day that is left costs as much as in the cheapest week of those 28 days.
    pub low: Money,
    /// The month, if each day that is left costs as much as in the most expensive week of those 28 days.
    pub high: Money,
    /// The shares of the budget that are passed, and when.
    pub crossed: Vec<UsageCrossing>,
    /// The day on which the budget will be used up if the month goes on like that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runs_out: Option<Day>,
    /// What is left of the credits after all records of the log; negative where they did not suffice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits_left: Option<Money>,
}

/// A share of a budget that is passed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageCrossing {
    /// The share, 0.8 for 80 %.
    pub share: f64,
    /// The first day on which the month had cost that much.
    pub day: Day,
}

/// Shares of the budget whose crossing is told, if the budget names none.
const ALERTS: [&str; 3] = ["0.5", "0.8", "1"];
/// From how many days before its end a log tells what days cost.
const PATTERN_DAYS: usize = 28;
const WEEK: usize = 7;

/// The last month of the log against a budget; `None` if no record has a time.
pub(super) fn outlook(
    budget: &UsageBudget,
    days: &Days,
    spent: Exact,
) -> Result<Option<UsageBudgetOutlook>, UsageLogError> {
    let Some(last) = days.days.last() else {
        return Ok(None);
    };
    let through = last.day;
    let of_month = |day: Day| (day.date().year(), day.date().month());
    let month: Vec<&DayUse> = days
        .days
        .iter()
        .filter(|day| of_month(day.day) == of_month(through))
        .collect();
    let to_date = total(month.iter().map(|day| day.used.cost))?;
    let pattern = Pattern::of(&days.days)?;
    let mut left: Vec<Day> = Vec::new();
    while let Some(next) = left.last().unwrap_or(&through).checked_add_days(1)
        && of_month(next) == of_month(through)
    {
        left.push(next);
    }
    let mut projected = to_date;
    let mut runs_out = None;
    for day in &left {
        projected = plus(projected, pattern.of_day(*day))?;
        if projected > budget.monthly && to_date <= budget.monthly {
            runs_out = runs_out.or(Some(*day));
        }
    }
    let days_left = Exact::whole(left.len() as u64);
    let with = |each: Exact| plus(to_date, times(each, days_left)?).map(Money::new);
    let credits_left = budget
        .credits
        .map(|credits| credits.checked_sub(spent).ok_or_else(UsageLogError::digits));
    Ok(Some(UsageBudgetOutlook {
        month: through.to_string().chars().take(7).collect(),
        through,
        month_to_date: Money::new(to_date),
        projected: Money::new(projected),
        low: with(pattern.least)?,
        high: with(pattern.most)?,
        crossed: crossed(budget, &month)?,
        runs_out,
        credits_left: credits_left.transpose()?.map(Money::new),
    }))
}

fn crossed(budget: &UsageBudget, month: &[&DayUse]) -> Result<Vec<UsageCrossing>, UsageLogError> {
    let mut alerts: Vec<Exact> = match budget.alerts.is_empty() {
        true => ALERTS
            .iter()
            .filter_map(|share| share.parse().ok())
            .collect(),
        false => budget.alerts.clone(),
    };
    sort_by(&mut alerts, Exact::cmp);
    let mut crossed = Vec::new();
    for share in alerts {
        let bound = times(budget.monthly, share)?;
        let mut sum = Exact::ZERO;
        for day in month {
            sum = plus(sum, day.used.cost)?;
            if sum >= bound && !sum.is_zero() {
                crossed.push(UsageCrossing {
                    share: share.to_f64(),
                    day: day.day,
                });
                break;
            }
        }
    }
    Ok(crossed)
}

/// What days cost, as the last days of a log say.
struct Pattern {
    /// By weekday, Monday first; `None` where there was no such day.
    weekdays: [Option<Exact>; WEEK],
    /// Of all days.
    mean: Exact,
    /// A day of the cheapest and of the most expensive week; in a shorter log, the days themselves.
    least: Exact,
    most: Exact,
}

impl Pattern {
    fn of(days: &[DayUse]) -> Result<Self, UsageLogError> {
        let recent = days
            .get(days.len().saturating_sub(PATTERN_DAYS)..)
            .unwrap_or(days);
        let costs: Vec<Exact> = recent.iter().map(|day| day.used.cost).collect();
        let mut weekdays = [None; WEEK];
        for (number, weekday) in weekdays.iter_mut().enumerate() {
            let of_weekday = recent.iter().filter(|day| day.weekday() == number);
            let costs: Vec<Exact> = of_weekday.map(|day| day.used.cost).collect();
            if !costs.is_empty() {
                *weekday = Some(mean(&costs)?);
            }
        }
        let length = if costs.len() < 2 * WEEK { 1 } else { WEEK };
        let by = u32::try_from(length).map_err(|_| UsageLogError::digits())?;
        let weeks: Result<Vec<Exact>, _> = costs
            .windows(length)
            .map(|week| divided(total(week.iter().copied())?, by))
            .collect();
        let weeks = weeks?;
        let zero = Exact::ZERO;
        Ok(Self {
            weekdays,
            mean: mean(&costs)?,
            least: weeks.iter().min().copied().unwrap_or(zero),
            most: weeks.iter().max().copied().unwrap_or(zero),
        })
    }

    fn of_day(&self, day: Day) -> Exact {
        let weekday = usize::from(day.date().weekday().number_days_from_monday());
        let known = self.weekdays.get(weekday).copied().flatten();
        known.unwrap_or(self.mean)
    }
}
