//! Prepaid credits, day by day: what expires first is used first.

use super::dollars::Dollars;
use super::outline::Outline;
use super::result::{CreditsOutlook, Recharge};
use super::scenario::Credits;
use crate::pricing::Day;
use crate::sorting::sort_by;

#[derive(Clone, Copy)]
struct Balance {
    left: Dollars,
    from: Day,
    expires: Option<Day>,
}

/// Burns the credits down. `None` if an amount has more digits than can be reckoned exactly.
pub(super) fn outlook(credits: &Credits, outline: &Outline<'_>) -> Option<CreditsOutlook> {
    let start = outline.frame.start;
    let mut balances = Vec::with_capacity(credits.grants.len() + 1);
    for grant in &credits.grants {
        balances.push(Balance {
            left: Dollars::exact(grant.amount.0)?,
            from: grant.from.unwrap_or(start),
            expires: grant.expires,
        });
    }
    // In the order of use; what never expires comes last, among equals the older.
    let order = |b: &Balance| (b.expires.is_none(), b.expires, b.from);
    sort_by(&mut balances, |a, b| order(a).cmp(&order(b)));
    // What is bought does not expire.
    let bought = balances.len();
    balances.push(Balance {
        left: Dollars::ZERO,
        from: start,
        expires: None,
    });
    let recharge = match &credits.auto_recharge {
        None => None,
        Some(auto) => Some((
            Dollars::exact(auto.below.0)?,
            Dollars::exact(auto.amount.0)?,
            match auto.monthly_max {
                Some(most) => Some(Dollars::exact(most.0)?),
                None => None,
            },
        )),
    };

    let mut outlook = CreditsOutlook {
        runs_out_on: None,
        runway_days: None,
        expired_unused: Dollars::ZERO,
        recharges: Vec::new(),
        unpaid: Dollars::ZERO,
        left: Dollars::ZERO,
    };
    for (index, month) in outline.frame.calendar.months.iter().enumerate() {
        let mut bought_this_month = Dollars::ZERO;
        for (day, cost) in (0u32..).zip(outline.days(index)) {
            let date = month.date(day);
            for balance in &mut balances {
                if balance.expires.is_some_and(|expires| expires <= date) {
                    outlook.expired_unused = outlook.expired_unused.checked_add(balance.left)?;
                    balance.left = Dollars::ZERO;
                }
            }
            let mut usable = Dollars::ZERO;
            for balance in balances.iter().filter(|b| b.from <= date) {
                usable = usable.checked_add(balance.left)?;
            }
            if let Some((below, amount, monthly_max)) = recharge {
                let missing = cost.checked_add(below)?.checked_sub(usable)?;
                let mut count = missing.steps_up(amount);
                if let Some(most) = monthly_max {
                    count = count.min(most.checked_sub(bought_this_month)?.whole_steps(amount));
                }
                if count > 0 {
                    let sum = amount.times_whole(count)?;
                    bought_this_month = bought_this_month.checked_add(sum)?;
                    balances[bought].left = balances[bought].left.checked_add(sum)?;
                    outlook.recharges.push(Recharge { date, amount: sum });
                }
            }
            let mut due = cost;
            for balance in balances.iter_mut().filter(|b| b.from <= date) {
                let paid = due.min(balance.left);
                balance.left = balance.left.checked_sub(paid)?;
                due = due.checked_sub(paid)?;
            }
            if due > Dollars::ZERO {
                outlook.unpaid = outlook.unpaid.checked_add(due)?;
                if outlook.runs_out_on.is_none() {
                    outlook.runs_out_on = Some(date);
                    outlook.runway_days = Some(date.days_since(start));
                }
            }
        }
    }
    for balance in &balances {
        // What expires on the day after the last one has expired unused, too.
        if balance.expires.is_some_and(|day| day <= outline.frame.end) {
            outlook.expired_unused = outlook.expired_unused.checked_add(balance.left)?;
        } else {
            outlook.left = outlook.left.checked_add(balance.left)?;
        }
    }
    Some(outlook)
}
