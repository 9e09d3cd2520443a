//! The one rule of a hard budget: fixed costs are paid in any case, requests are what it holds back.

/// What a month costs under a hard budget of `monthly`, where `requested` is the cost of its requests
/// and its fixed costs, and `fixed` is the cost of the latter alone.
pub(crate) fn cost_under_hard_budget<M: Copy + PartialOrd>(
    requested: M,
    fixed: M,
    monthly: M,
) -> M {
    let most = if fixed > monthly { fixed } else { monthly };
    if requested > most { most } else { requested }
}

#[cfg(test)]
mod tests {
    use super::cost_under_hard_budget;

    #[test]
    fn requests_are_held_back_and_fixed_costs_are_not() {
        assert_eq!(cost_under_hard_budget(80, 30, 100), 80);
        assert_eq!(cost_under_hard_budget(180, 30, 100), 100);
        assert_eq!(cost_under_hard_budget(180, 150, 100), 150);
        assert_eq!(cost_under_hard_budget(150, 150, 100), 150);
    }
}
