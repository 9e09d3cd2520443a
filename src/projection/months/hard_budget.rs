//! The one rule of a hard budget: fixed costs are paid in any case, requests are what it holds
//! back.

use crate::projection::money::Dollars;

/// What a month costs under a hard budget of `monthly`, where `requested` is the cost of its
/// requests and of its fixed costs, and `fixed` is the cost of the latter alone.
pub(crate) fn cost_under_hard_budget<M: Copy + PartialOrd>(
    requested: M,
    fixed: M,
    monthly: M,
) -> M {
    let most = if fixed > monthly { fixed } else { monthly };
    if requested > most { most } else { requested }
}

/// What a hard budget holds back of each workload's cost in a month: in proportion to the costs,
/// with the rounding in the last one.
pub(super) fn held_back(monthly: Dollars, workloads: &[Dollars], fixed: Dollars) -> Vec<Dollars> {
    let requested: Dollars = workloads.iter().copied().sum();
    let over = requested
        .checked_add(fixed)
        .and_then(|cost| cost.checked_sub(cost_under_hard_budget(cost, fixed, monthly)))
        .unwrap_or(Dollars::ZERO);
    if over <= Dollars::ZERO {
        return vec![Dollars::ZERO; workloads.len()];
    }
    let last = workloads.iter().rposition(|cost| *cost > Dollars::ZERO);
    let mut left = over;
    let mut held_back = Vec::with_capacity(workloads.len());
    for (index, cost) in workloads.iter().enumerate() {
        let part = if Some(index) == last {
            left
        } else {
            cost.share_of(over, requested)
        };
        left = left.checked_sub(part).unwrap_or(Dollars::ZERO);
        held_back.push(part);
    }
    held_back
}

#[cfg(test)]
mod tests {
    use super::{cost_under_hard_budget, held_back};
    use crate::projection::money::{Dollars, dollars};

    #[test]
    fn requests_are_held_back_and_fixed_costs_are_not() {
        assert_eq!(cost_under_hard_budget(80, 30, 100), 80);
        assert_eq!(cost_under_hard_budget(180, 30, 100), 100);
        assert_eq!(cost_under_hard_budget(180, 150, 100), 150);
        assert_eq!(cost_under_hard_budget(150, 150, 100), 150);
    }

    #[test]
    fn every_workload_is_held_back_in_proportion() {
        // 30 + 60 + 40 of fixed costs are 30 above 100: 10 of the first, 20 of the second.
        let held = held_back(
            dollars("100"),
            &[dollars("30"), dollars("60")],
            dollars("40"),
        );
        assert_eq!(held, [dollars("10"), dollars("20")]);
        // Fixed costs above the budget leave nothing to the workloads.
        let held = held_back(
            dollars("100"),
            &[dollars("30"), dollars("60")],
            dollars("150"),
        );
        assert_eq!(held, [dollars("30"), dollars("60")]);
        let held = held_back(dollars("100"), &[dollars("30")], dollars("70"));
        assert_eq!(held, [Dollars::ZERO]);
    }
}
