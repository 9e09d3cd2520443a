//! Paths of a scenario's fields, as errors and results name them: `"workloads[0].requests.perDay"`.

/// The path of an element of an array: `"workloads"` and 0 are `"workloads[0]"`.
pub(crate) fn element(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

/// The path of a quantity, where pricing says `"quantities.images[0]"` and the quantities are those
/// of
/// `place`. `None` if the path names something else.
pub(crate) fn of_quantity(place: &str, pricing_path: Option<&str>) -> Option<String> {
    let tail = pricing_path?.strip_prefix("quantities")?;
    Some(format!("{place}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_pricing_becomes_one_of_the_scenario() {
        let place = format!("{}.request", element("workloads", 2));
        assert_eq!(
            of_quantity(&place, Some("quantities.images[0]")).as_deref(),
            Some("workloads[2].request.images[0]")
        );
        assert_eq!(of_quantity(&place, Some("model")), None);
        assert_eq!(of_quantity(&place, None), None);
    }
}
