//! The usage of a response.

use serde_json::Value;

use super::read::{Read, read_all};
use super::reading::Item;
use super::result::ResponseUsage;
use crate::pricing::catalog::Catalog;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Count, Exact};
use crate::pricing::quote::{Quantities, Unread, UnreadValue};

impl Catalog {
    /// Reads the usage of a response: the body that an API answered or its whole stream (an array
    /// of its events, or the text of an SSE stream or of JSON Lines), an SDK's or a gateway's usage
    /// object, or one line of a log. Requests on one model are added up; what is billed on other
    /// models is named as unread, and priced by [`price_response`](Self::price_response).
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// // Anthropic's input_tokens exclude what was read from or written to the cache.
    /// let response = serde_json::json!({
    ///     "type": "message", "model": "claude-opus-4-8",
    ///     "usage": { "input_tokens": 10, "cache_read_input_tokens": 90, "output_tokens": 5 },
    /// });
    /// let usage = Catalog::embedded()?.usage_from_response(&response)?;
    /// assert_eq!(usage.format, "anthropic.messages");
    /// assert_eq!(usage.quantities.input_tokens, Some(100.into()));
    /// assert_eq!(usage.quantities.cached_input_tokens, Some(90.into()));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::InvalidUsage`] if there is no usage, or a count is not a number; the path
    /// says which. Also for several responses of different models, which only
    /// [`price_response`](Self::price_response) takes.
    pub fn usage_from_response(&self, response: &Value) -> Result<ResponseUsage> {
        let mut reads = read_all(response)?.into_iter();
        let Some(first) = reads.next() else {
            return Err(PricingError::usage("usage", "there is no response"));
        };
        let mut usage = self.usage_of(first)?;
        for next in reads {
            let next = self.usage_of(next)?;
            let same = (
                &usage.model,
                usage.tier,
                &usage.region,
                &usage.variant,
                usage.on,
            ) == (&next.model, next.tier, &next.region, &next.variant, next.on);
            if !same {
                return Err(PricingError::usage(
                    "usage",
                    "there are several responses that differ in model, tier, region or day; price them with \
                     priceResponse",
                ));
            }
            usage.quantities = added(&usage.quantities, &next.quantities)?;
            usage.unread.extend(next.unread);
            usage.partial |= next.partial;
        }
        Ok(usage)
    }

    fn usage_of(&self, read: Read) -> Result<ResponseUsage> {
        let Read {
            reading,
            mut unread,
            ..
        } = read;
        let provider = self.provider_of(&reading.main, &reading);
        let main = self.settled(reading.main, true);
        let mut quantities = main.quantities.clone();
        for other in reading.others {
            let other = self.settled(other, true);
            if (&other.model, other.tier) == (&main.model, main.tier) {
                quantities = added(&quantities, &other.quantities)?;
            } else {
                unread.extend(unread_of(&other));
            }
        }
        Ok(ResponseUsage {
            on: main.day(),
            model: main.model,
            provider,
            format: reading.format.to_owned(),
            tier: main.tier,
            region: main.region,
            variant: main.variant,
            quantities,
            unread,
            partial: reading.partial,
        })
    }
}

/// What is billed on another model, by that model's name.
fn unread_of(item: &Item) -> impl Iterator<Item = Unread> + '_ {
    let model = item.model.as_deref().unwrap_or("another model");
    item.quantities.given().map(move |(name, count)| Unread {
        path: format!("{model}: {name}"),
        value: UnreadValue::of(count.exact().to_string()),
    })
}

/// The quantities of two requests together.
fn added(a: &Quantities, b: &Quantities) -> Result<Quantities> {
    let mut sums = a.amounts().map(Option::<&Count>::copied);
    for (sum, count) in sums.iter_mut().zip(b.amounts()) {
        *sum = match (*sum, count) {
            (Some(a), Some(b)) => {
                let both = a.exact().checked_add(b.exact()).and_then(Count::new);
                Some(both.ok_or_else(|| PricingError::digits(Some("usage".to_owned())))?)
            }
            (a, b) => a.or(b.copied()),
        };
    }
    let mut both = a.with_amounts(sums);
    both.generated_images
        .extend(b.generated_images.iter().cloned());
    both.images.extend(b.images.iter().cloned());
    let requests = |q: &Quantities| q.requests.map_or(Exact::ONE, Count::exact);
    both.requests = requests(a).checked_add(requests(b)).and_then(Count::new);
    Ok(both)
}
