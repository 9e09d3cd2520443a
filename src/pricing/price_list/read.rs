//! Tells the shapes of price lists apart.

use serde_json::Value;

use super::list::PriceList;
use super::{genai_prices, litellm, models_dev};

/// Whether the value has the shape of a list that [`read`] knows.
pub fn is_price_list(value: &Value) -> bool {
    shape(value).is_some()
}

/// Reads a list, whichever of the three it is; `None` for anything else.
///
/// What a list says badly, such as a price that is a text, is listed in
/// [`PriceList::unread`] or left out; nothing in a list is an error.
///
/// ```
/// use serde_json::json;
/// use tokenfare::pricing::price_list::read;
///
/// let list = read(&json!({
///     "gpt-4o": { "litellm_provider": "openai", "input_cost_per_token": 2.5e-6 },
/// }));
/// let list = list.ok_or("litellm's map is known")?;
/// assert_eq!(list.project, "litellm");
/// assert_eq!(list.models[0].rates[0].usd.to_string(), "2.5");
/// # Ok::<(), &str>(())
/// ```
pub fn read(value: &Value) -> Option<PriceList> {
    Some(match shape(value)? {
        Shape::Litellm => litellm::read(value),
        Shape::ModelsDev => models_dev::read(value),
        Shape::GenaiPrices => genai_prices::read(value),
    })
}

enum Shape {
    Litellm,
    ModelsDev,
    GenaiPrices,
}

fn shape(value: &Value) -> Option<Shape> {
    match value {
        Value::Array(providers) => providers
            .iter()
            .any(|provider| provider.get("models").is_some_and(Value::is_array))
            .then_some(Shape::GenaiPrices),
        Value::Object(entries) => {
            let any = |test: fn(&Value) -> bool| entries.values().any(test);
            if any(|entry| entry.get("models").is_some_and(Value::is_object)) {
                Some(Shape::ModelsDev)
            } else if any(|entry| entry.get("litellm_provider").is_some()) {
                Some(Shape::Litellm)
            } else {
                None
            }
        }
        _ => None,
    }
}
