//! The rates of one call from a day on: its rate card, its prompt cache and its context bands.

use super::basis::Basis;
use crate::pricing::schema::ContextBasis;
use crate::pricing::{Day, Exact, RateCard};
use crate::projection::error::ProjectionError;
use crate::projection::volume::calls::Call;
use crate::projection::volume::conversation::LengthBound;
use crate::projection::volume::numeric::Numeric;
use crate::projection::volume::prompt_cache::PromptCache;
use crate::sorting::sort_by;

/// The rates of one call from a day on.
pub(crate) struct CallRates<'a> {
    pub card: RateCard<'a>,
    /// `None` if cached input has no rate.
    pub cache: Option<PromptCache>,
    /// The prompt lengths at which the rates change, in ascending order, each with whether a prompt
    /// of exactly this length is still below the change. Only a conversation is split by them, so
    /// they are empty for a call that is none.
    conversation_bounds: Vec<(u64, bool)>,
}

impl<'a> CallRates<'a> {
    /// The rates of `call` on `day`. `is_conversation` says whether its tokens are those of several
    /// turns.
    pub fn new(
        call: &Call,
        is_conversation: bool,
        day: Day,
        basis: &Basis<'a>,
    ) -> Result<Self, ProjectionError> {
        let card = basis
            .catalog
            .rate_card(&call.model, day, call.tier, None)
            .map_err(|source| ProjectionError::pricing(&call.model_path, source))?;
        Ok(Self {
            cache: PromptCache::of(&card),
            conversation_bounds: if is_conversation {
                prompt_lengths(&card)
            } else {
                Vec::new()
            },
            card,
        })
    }

    /// The prompt lengths at which the turns of a conversation change their rates.
    pub fn conversation_bounds<R: Numeric>(&self) -> Vec<LengthBound<R>> {
        self.conversation_bounds
            .iter()
            .map(|(tokens, inclusive)| LengthBound {
                tokens: R::from_exact(Exact::whole(*tokens)),
                inclusive: *inclusive,
            })
            .collect()
    }
}

/// The prompt lengths at which a rate changes, of those conditions that count the whole prompt.
fn prompt_lengths(card: &RateCard<'_>) -> Vec<(u64, bool)> {
    let mut bounds: Vec<(u64, bool)> = card
        .rates()
        .filter_map(|(_, _, row)| row.when.as_ref())
        .filter(|when| when.basis == ContextBasis::InputTokens)
        .flat_map(|when| {
            let inclusive = [when.above, when.up_to].map(|bound| bound.map(|b| (b, true)));
            let exclusive = [when.at_least, when.below].map(|bound| bound.map(|b| (b, false)));
            inclusive.into_iter().chain(exclusive)
        })
        .flatten()
        .collect();
    sort_by(&mut bounds, Ord::cmp);
    bounds.dedup();
    bounds
}
