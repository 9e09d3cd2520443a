//! What a token costs under one model, day, tier and region.
//!
//! [`Catalog::quote`] prices one request. In a table most rows differ in their amounts alone, so
//! that its answer for one of them is the price of a token for the others: those that are billed by
//! the same components and lie in the same context band. A [`Card`] remembers these prices as
//! integers, each taken from a quote and checked against its total.

use tokenfare::pricing::schema::{Condition, ContextBasis};
use tokenfare::pricing::{Catalog, Component, Count, Exact, Quantities, Quote, QuoteRequest};
use tokenfare::{Coded, ErrorCode};

/// Decimals of an amount in US dollars.
pub const DECIMALS: u32 = 18;

/// The amounts of [`Quantities::NAMES`] that are tokens of a prompt or an answer, and the requests:
/// the first of them.
pub const LINEAR: usize = 15;

/// The amounts of a row, by their index among [`Quantities::NAMES`].
pub type Amounts = [Option<u64>; AMOUNTS];

/// How many there are.
pub const AMOUNTS: usize = 34;

/// The price of a row in units of 10⁻¹⁸ dollars, or why it has none.
pub type RowPrice = Result<Priced, ErrorCode>;

/// A price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    /// In units of 10⁻¹⁸ dollars.
    pub units: i128,
    /// Whether no rate is an estimate.
    pub is_exact: bool,
}

/// The components that are billed by the token, and the requests, in the order of [`Split`].
const COMPONENTS: [Component; 13] = [
    Component::Input,
    Component::CachedInput,
    Component::CacheWrite,
    Component::LongCacheWrite,
    Component::AudioInput,
    Component::ImageInput,
    Component::VideoInput,
    Component::Output,
    Component::ReasoningOutput,
    Component::AudioOutput,
    Component::ImageOutput,
    Component::VideoOutput,
    Component::Request,
];

/// The amounts of a row as disjoint parts.
struct Split {
    parts: [u64; COMPONENTS.len()],
    input: u64,
    uncached_input: u64,
    total: u64,
    requests: u64,
}

impl Split {
    /// Splits amounts by the rule of [`RateCard::usage`](tokenfare::pricing::RateCard::usage).
    /// `None` for what is rare or contradictory, which the catalog prices or refuses itself.
    fn of(amounts: &Amounts) -> Option<Self> {
        let [
            requests,
            input,
            cached,
            written,
            written_long,
            audio,
            cached_audio,
            image,
            cached_image,
            video,
            output,
            reasoning,
            audio_output,
            image_output,
            video_output,
        ] = *amounts.first_chunk::<LINEAR>()?;
        let is_rare = amounts.iter().skip(LINEAR).any(Option::is_some)
            || cached_audio.is_some()
            || cached_image.is_some()
            || requests == Some(0);
        if is_rare {
            return None;
        }
        let or_none = |amount: Option<u64>| amount.unwrap_or(0);
        let rest = |total: u64, parts: &[Option<u64>]| {
            let mut parts = parts.iter().copied().map(or_none);
            parts.try_fold(total, u64::checked_sub)
        };
        let (all_input, all_output) = (or_none(input), or_none(output));
        let fresh = rest(
            all_input,
            &[cached, written, written_long, audio, image, video],
        )?;
        let plain = rest(
            all_output,
            &[reasoning, audio_output, image_output, video_output],
        )?;
        let requests = requests.unwrap_or(1);
        Some(Self {
            parts: [
                fresh,
                or_none(cached),
                or_none(written),
                or_none(written_long),
                or_none(audio),
                or_none(image),
                or_none(video),
                plain,
                or_none(reasoning),
                or_none(audio_output),
                or_none(image_output),
                or_none(video_output),
                requests,
            ],
            input: all_input,
            uncached_input: all_input.checked_sub(or_none(cached))?,
            total: all_input.checked_add(all_output)?,
            requests,
        })
    }

    /// Which parts there are, one bit each.
    fn present(&self) -> u16 {
        let bits = self.parts.iter().enumerate();
        bits.fold(0, |bits, (index, part)| {
            bits | u16::from(*part > 0) << index
        })
    }

    /// The tokens that decide the band; `None` for a basis that is not known here.
    fn context(&self, basis: ContextBasis) -> Option<u64> {
        match basis {
            ContextBasis::InputTokens => Some(self.input),
            ContextBasis::UncachedInputTokens => Some(self.uncached_input),
            ContextBasis::TotalTokens => Some(self.total),
            _ => None,
        }
    }
}

/// What rows of one kind cost.
#[derive(Debug)]
enum Plan {
    /// So many units of 10⁻¹⁸ dollars for one of each component.
    Linear {
        units: Box<[i128; COMPONENTS.len()]>,
        is_exact: bool,
    },
    /// No price, for the same reason.
    Refused(ErrorCode),
    /// The catalog prices each row by itself.
    ByRow,
}

/// The rates of one model, day, tier and region.
#[derive(Debug)]
pub struct Card {
    request: QuoteRequest,
    /// Conditions on the length of context, whose bounds part the rows into bands.
    bounds: Vec<Condition>,
    /// Whether any rate depends on the length of context. What several requests cost together may
    /// then be an estimate, even where each row meets the same conditions.
    has_bands: bool,
    /// Components with free quantities, steps or minimums.
    stepped: u16,
    /// Plans by band and by the parts that there are.
    plans: Vec<((u64, u16), Plan)>,
}

/// The most conditions on the length of context: one bit each.
const MAX_BOUNDS: usize = 64;

impl Card {
    /// The rates for a request, whose quantities have no effect.
    ///
    /// # Errors
    ///
    /// The code of [`Catalog::card_for`]'s error.
    pub fn new(catalog: &Catalog, request: QuoteRequest) -> Result<Self, ErrorCode> {
        let card = catalog.card_for(&request).map_err(|error| error.code())?;
        let exclusions = card.resolved().record().not_sold.iter();
        let conditions = card
            .rates()
            .filter_map(|(_, _, row)| row.when.as_ref())
            .chain(exclusions.filter_map(|exclusion| exclusion.when.as_ref()));
        let mut bounds: Vec<Condition> = Vec::new();
        for condition in conditions.filter(|condition| condition.has_bounds()) {
            if !bounds.contains(condition) {
                bounds.push(condition.clone());
            }
        }
        let mut rows = card.resolved().rows();
        let has_bands = rows.any(|row| row.when.as_ref().is_some_and(Condition::has_bounds));
        let stepped = card.rates().filter(|(_, _, row)| {
            row.free.is_some() || row.step.is_some() || row.minimum.is_some()
        });
        let stepped = stepped.fold(0, |bits, (component, ..)| bits | bit(component));
        Ok(Self {
            request,
            bounds,
            has_bands,
            stepped,
            plans: Vec::new(),
        })
    }

    /// The price of a row.
    pub fn price(&mut self, catalog: &Catalog, amounts: &Amounts) -> RowPrice {
        let is_regular = |split: &Split| {
            self.bounds.len() <= MAX_BOUNDS && !(self.has_bands && split.requests > 1)
        };
        let Some(split) = Split::of(amounts).filter(is_regular) else {
            return self.by_row(catalog, amounts);
        };
        let Some(band) = self.band(&split) else {
            return self.by_row(catalog, amounts);
        };
        let key = (band, split.present());
        let place = match self.plans.iter().position(|(known, _)| *known == key) {
            Some(place) => place,
            None => {
                let plan = self.plan(catalog, amounts, &split);
                self.plans.push((key, plan));
                self.plans.len() - 1
            }
        };
        match self.plans.get(place).map(|(_, plan)| plan) {
            Some(Plan::Linear { units, is_exact }) => match sum(&**units, &split.parts) {
                Some(units) => Ok(Priced {
                    units,
                    is_exact: *is_exact,
                }),
                None => self.by_row(catalog, amounts),
            },
            Some(Plan::Refused(code)) => Err(*code),
            Some(Plan::ByRow) | None => self.by_row(catalog, amounts),
        }
    }

    /// Which conditions a row meets, one bit each.
    fn band(&self, split: &Split) -> Option<u64> {
        let mut bits = self.bounds.iter().enumerate();
        bits.try_fold(0, |bits, (index, condition)| {
            let tokens = u128::from(split.context(condition.basis)?);
            let all = |bound: u64| u128::from(bound) * u128::from(split.requests);
            let is_met = condition.above.is_none_or(|bound| tokens > all(bound))
                && condition.at_least.is_none_or(|bound| tokens >= all(bound))
                && condition.up_to.is_none_or(|bound| tokens <= all(bound))
                && condition.below.is_none_or(|bound| tokens < all(bound));
            Some(bits | u64::from(is_met) << index)
        })
    }

    /// The plan for rows like this one, from its quote.
    fn plan(&self, catalog: &Catalog, amounts: &Amounts, split: &Split) -> Plan {
        let quote = match self.quote(catalog, amounts) {
            Ok(quote) => quote,
            // A number that is too large for one row may not be for the next.
            Err(ErrorCode::LimitExceeded | ErrorCode::InvalidUsage) => return Plan::ByRow,
            Err(code) => return Plan::Refused(code),
        };
        let mut units = [0; COMPONENTS.len()];
        for line in &quote.lines {
            let index = COMPONENTS.iter().position(|known| *known == line.component);
            let part = index.and_then(|index| Some((index, *split.parts.get(index)?)));
            let unit = part.and_then(|(index, part)| {
                let is_whole = line.quantity == Exact::whole(part);
                let is_linear = is_whole && self.stepped & bit(line.component) == 0;
                let amount = units_of(line.amount.amount()).filter(|_| is_linear)?;
                let part = i128::from(part);
                (part > 0 && amount % part == 0).then(|| (index, amount / part))
            });
            match unit.and_then(|(index, unit)| Some((units.get_mut(index)?, unit))) {
                Some((slot, unit)) => *slot = unit,
                None => return Plan::ByRow,
            }
        }
        if sum(&units, &split.parts) != units_of(quote.total.amount()) {
            return Plan::ByRow;
        }
        Plan::Linear {
            units: Box::new(units),
            is_exact: quote.exact,
        }
    }

    fn by_row(&self, catalog: &Catalog, amounts: &Amounts) -> RowPrice {
        let quote = self.quote(catalog, amounts)?;
        Ok(Priced {
            units: units_of(quote.total.amount()).ok_or(ErrorCode::LimitExceeded)?,
            is_exact: quote.exact,
        })
    }

    fn quote(&self, catalog: &Catalog, amounts: &Amounts) -> Result<Quote, ErrorCode> {
        let counts = amounts.map(|amount| amount.map(Count::from));
        let request = QuoteRequest {
            quantities: <Quantities>::default().with_amounts(counts),
            ..self.request.clone()
        };
        catalog.quote(&request).map_err(|error| error.code())
    }
}

/// The bit of a component; none for those that are not billed by the token.
fn bit(component: Component) -> u16 {
    let index = COMPONENTS.iter().position(|known| *known == component);
    index.map_or(0, |index| 1 << index)
}

fn sum(units: &[i128], parts: &[u64]) -> Option<i128> {
    let mut terms = units.iter().zip(parts);
    let total = terms.try_fold(0_i128, |sum, (unit, part)| {
        sum.checked_add(unit.checked_mul(i128::from(*part))?)
    });
    total.filter(|total| *total < 10_i128.pow(38))
}

/// An amount in units of 10⁻¹⁸ dollars, if it is a whole number of them.
fn units_of(amount: Exact) -> Option<i128> {
    let (number, decimals) = amount.as_ratio();
    let units = number.checked_mul(10_i128.checked_pow(DECIMALS.checked_sub(decimals)?)?);
    units.filter(|units| *units < 10_i128.pow(38))
}

#[cfg(test)]
mod tests {
    use super::{AMOUNTS, LINEAR};
    use tokenfare::pricing::Quantities;

    #[test]
    fn amounts_stand_in_the_order_that_split_relies_on() {
        let names = <Quantities>::NAMES;
        assert_eq!(names.len(), AMOUNTS);
        assert_eq!(
            names[..LINEAR],
            [
                "requests",
                "inputTokens",
                "cachedInputTokens",
                "cacheWriteTokens",
                "longCacheWriteTokens",
                "audioInputTokens",
                "cachedAudioInputTokens",
                "imageInputTokens",
                "cachedImageInputTokens",
                "videoInputTokens",
                "outputTokens",
                "reasoningTokens",
                "audioOutputTokens",
                "imageOutputTokens",
                "videoOutputTokens",
            ]
        );
    }
}
