//! The tier that served a request, in the words of the vendors.

use super::node::Node;
use crate::pricing::catalog::Tier;
use crate::pricing::quote::WarningCode;

/// Words that mean capacity which was bought before: no price list has its price.
const COMMITTED: &[&str] = &["provisioned_throughput", "scale", "reserved", "provisioned"];

/// The tier of a vendor's word under a key; `None` for "auto" and unknown words.
pub(in crate::pricing::response) fn tier(node: &Node<'_>, key: &str) -> Option<Tier> {
    let word = node.text(key)?.to_ascii_lowercase();
    if COMMITTED.contains(&word.as_str()) {
        node.warn(
            WarningCode::EstimatedPrice,
            format!(
                "{key} {word:?} is capacity that was bought before, at a price of its own; the list \
                 price is that of the standard tier"
            ),
        );
        return None;
    }
    match word.as_str() {
        // Google's words on Vertex, and Groq's.
        "on_demand" | "on_demand_standard" | "ondemand" => Some(Tier::Standard),
        "on_demand_flex" => Some(Tier::Flex),
        "on_demand_priority" => Some(Tier::Priority),
        _ => Tier::from_word(&word),
    }
}
