//! What a reading leaves open until the model is known.

use super::reading::{Item, Reading};
use crate::pricing::catalog::{Catalog, Component, Resolved};
use crate::pricing::number::{Count, Exact};

impl Catalog {
    /// The model of an item, where the catalog knows it: of the seller that the response names, if
    /// any.
    pub(super) fn model_of(&self, item: &Item, allow_guess: bool) -> Option<Resolved<'_>> {
        let model = item.model.as_ref()?;
        let day = item.day().unwrap_or(self.checked());
        let of_seller = item.seller.and_then(|seller| {
            self.resolve_on(&format!("{seller}/{model}"), day, false)
                .ok()
        });
        of_seller.or_else(|| self.resolve_on(model, day, allow_guess).ok())
    }

    /// The provider of an item: of its model, else of its shape.
    pub(super) fn provider_of(&self, item: &Item, reading: &Reading) -> String {
        let resolved = self.model_of(item, true);
        let known = resolved.map(|resolved| resolved.provider().to_owned());
        let of_shape = item.seller.unwrap_or(reading.vendor);
        known.unwrap_or_else(|| of_shape.to_owned())
    }

    /// Settles what depends on the model: in which unit searches are billed, whether the variant that
    /// a response tells is one of the model's, and which one holds at its hour.
    pub(super) fn settled(&self, mut item: Item, allow_guess: bool) -> Item {
        let resolved = self.model_of(&item, allow_guess);
        let record = resolved.map(|resolved| resolved.record());
        item.variant = item
            .variant
            .filter(|variant| record.is_some_and(|record| record.variants.contains_key(variant)))
            .or_else(|| Some(resolved?.variant_at(item.at?)?.to_owned()));
        if let Some(searches) = item.searches.take() {
            let by_prompt = resolved.is_some_and(|resolved| {
                resolved
                    .rows()
                    .any(|row| row.usd.contains_key(&Component::GroundedPrompt))
            });
            let quantities = &mut item.quantities;
            let count = |number| Count::new(Exact::whole(number));
            if by_prompt {
                quantities.grounded_prompts = count(searches.prompts);
            } else {
                quantities.web_search_calls = count(searches.queries);
            }
        }
        item
    }
}
