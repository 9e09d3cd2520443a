//! Prepaid credits, day by day. Those that expire first are used first.

use crate::pricing::Day;
use crate::projection::money::Dollars;
use crate::projection::months::forecast::Forecast;
use crate::projection::result::{CreditsOutlook, Recharge};
use crate::projection::scenario::{AutoRecharge, Credits};
use crate::sorting::sort_by;

/// Credits that are left of one grant.
#[derive(Clone, Copy)]
struct Balance {
    left: Dollars,
    from: Day,
    expires: Option<Day>,
}

/// The rule of buying more, in exact amounts.
#[derive(Clone, Copy)]
struct RechargeRule {
    below: Dollars,
    amount: Dollars,
    monthly_max: Option<Dollars>,
}

/// All credits on one day.
struct Account {
    /// In the order of use. Bought credits never expire and come last.
    balances: Vec<Balance>,
    bought_this_month: Dollars,
}

/// Pays the costs of every day from the credits. `None` if an amount has too many digits.
pub(super) fn outlook(credits: &Credits, forecast: &Forecast<'_>) -> Option<CreditsOutlook> {
    let calendar = &forecast.basis.calendar;
    let mut account = Account::new(credits, calendar.start)?;
    let rule = match &credits.auto_recharge {
        Some(rule) => Some(RechargeRule::new(rule)?),
        None => None,
    };
    let mut outlook = CreditsOutlook {
        runs_out_on: None,
        runway_days: None,
        expired_unused: Dollars::ZERO,
        recharges: Vec::new(),
        unpaid: Dollars::ZERO,
        left: Dollars::ZERO,
    };
    for (index, month) in calendar.months.iter().enumerate() {
        account.bought_this_month = Dollars::ZERO;
        for (day, cost) in (0u32..).zip(forecast.daily_costs(index)) {
            let date = month.date(day);
            let expired = account.expire(date)?;
            outlook.expired_unused = outlook.expired_unused.checked_add(expired)?;
            if let Some(rule) = &rule {
                let amount = account.recharge(rule, cost, date)?;
                if amount > Dollars::ZERO {
                    outlook.recharges.push(Recharge { date, amount });
                }
            }
            let unpaid = account.pay(cost, date)?;
            if unpaid > Dollars::ZERO {
                outlook.unpaid = outlook.unpaid.checked_add(unpaid)?;
                if outlook.runs_out_on.is_none() {
                    outlook.runs_out_on = Some(date);
                    outlook.runway_days = Some(date.days_since(calendar.start));
                }
            }
        }
    }
    // Credits that expire on the day after the last one have expired unused as well.
    let expired = account.expire(calendar.end)?;
    outlook.expired_unused = outlook.expired_unused.checked_add(expired)?;
    outlook.left = sum(account.balances.iter())?;
    Some(outlook)
}

impl RechargeRule {
    fn new(rule: &AutoRecharge) -> Option<Self> {
        Some(Self {
            below: Dollars::exact(rule.below.0)?,
            amount: Dollars::exact(rule.amount.0)?,
            monthly_max: match rule.monthly_max {
                Some(most) => Some(Dollars::exact(most.0)?),
                None => None,
            },
        })
    }
}

impl Account {
    fn new(credits: &Credits, start: Day) -> Option<Self> {
        let mut balances = Vec::with_capacity(credits.grants.len() + 1);
        for grant in &credits.grants {
            balances.push(Balance {
                left: Dollars::exact(grant.amount.0)?,
                from: grant.from.unwrap_or(start),
                expires: grant.expires,
            });
        }
        // Credits that never expire come last; of equals, the older ones come first.
        let order = |b: &Balance| (b.expires.is_none(), b.expires, b.from);
        sort_by(&mut balances, |a, b| order(a).cmp(&order(b)));
        balances.push(Balance {
            left: Dollars::ZERO,
            from: start,
            expires: None,
        });
        Some(Self {
            balances,
            bought_this_month: Dollars::ZERO,
        })
    }

    /// Removes the credits that can no longer be used on `date` and returns how much that was.
    fn expire(&mut self, date: Day) -> Option<Dollars> {
        let is_expired = |b: &&mut Balance| b.expires.is_some_and(|expires| expires <= date);
        let mut expired = Dollars::ZERO;
        for balance in self.balances.iter_mut().filter(is_expired) {
            expired = expired.checked_add(balance.left)?;
            balance.left = Dollars::ZERO;
        }
        Some(expired)
    }

    /// Buys credits so that a day of this cost does not leave less than the rule allows, and
    /// returns how much that was.
    fn recharge(&mut self, rule: &RechargeRule, cost: Dollars, date: Day) -> Option<Dollars> {
        let usable = sum(self.balances.iter().filter(|b| b.from <= date))?;
        let missing = cost.checked_add(rule.below)?.checked_sub(usable)?;
        let mut count = missing.steps_up(rule.amount);
        if let Some(most) = rule.monthly_max {
            let allowed = most.checked_sub(self.bought_this_month)?;
            count = count.min(allowed.whole_steps(rule.amount));
        }
        let amount = rule.amount.checked_mul_whole(count)?;
        self.bought_this_month = self.bought_this_month.checked_add(amount)?;
        if let Some(bought) = self.balances.last_mut() {
            bought.left = bought.left.checked_add(amount)?;
        }
        Some(amount)
    }

    /// Pays what a day costs and returns what is left unpaid.
    fn pay(&mut self, cost: Dollars, date: Day) -> Option<Dollars> {
        let mut due = cost;
        for balance in self.balances.iter_mut().filter(|b| b.from <= date) {
            let paid = due.min(balance.left);
            balance.left = balance.left.checked_sub(paid)?;
            due = due.checked_sub(paid)?;
        }
        Some(due)
    }
}

fn sum<'b>(mut balances: impl Iterator<Item = &'b Balance>) -> Option<Dollars> {
    balances.try_fold(Dollars::ZERO, |sum, balance| sum.checked_add(balance.left))
}
