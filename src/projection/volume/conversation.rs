//! A conversation whose history is sent again on every turn: exact sums in closed form.
//!
//! S is the system prompt, U a user message, A an answer. The prompt of turn t is
//! `P(t) = S + t·U + (t − 1)·A`. Over n turns that sums up to
//! `n·S + n·U + (U + A)·n(n − 1)/2` input and `n·A` output tokens. An application that cuts its
//! prompt to W tokens sends `min(P(t), W)`.
//!
//! With a prompt cache, turn t reads the whole prompt of turn t − 1, provided that it is long
//! enough, and writes the rest (the answer that followed and the new message). Once the prompt is
//! cut, its beginning changes with every turn and only the system prompt is still found. If only a
//! share h of the turns comes within the cache's lifetime, the reads are multiplied by h and the
//! rest is written.
//!
//! Prompts grow from turn to turn, so the turns within a context band are the first ones, and a
//! conversation that ends there has their tokens. This is how a long-context rate is applied turn
//! by turn without a loop.

use super::drivers::ConversationDrivers;
use super::numeric::Numeric;

/// How a conversation uses the model's prompt cache.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CachePolicy<R> {
    /// Share of the turns that come within the cache's lifetime.
    pub hit_rate: R,
    /// The shortest prompt that is cached, in tokens.
    pub minimum: R,
    /// Automatic caches are read in whole blocks of this many tokens. 0 if reads have no
    /// granularity.
    pub block: R,
}

/// The tokens of one conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ConversationTokens<R> {
    pub turns: R,
    /// All input tokens, including those read from and written to the cache.
    pub input: R,
    pub read: R,
    pub written: R,
    pub output: R,
    /// The prompt of the last turn.
    pub longest: R,
}

/// A prompt length at which a context band ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LengthBound<R> {
    pub tokens: R,
    /// Whether a prompt of exactly this length is still within the band.
    pub inclusive: bool,
}

impl<R: Numeric> ConversationTokens<R> {
    /// The tokens of the turns after `beginning`, the first turns of the same conversation.
    fn after(self, beginning: Self) -> Self {
        Self {
            turns: self.turns - beginning.turns,
            input: self.input - beginning.input,
            read: self.read - beginning.read,
            written: self.written - beginning.written,
            output: self.output - beginning.output,
            longest: self.longest,
        }
    }

    /// A value between the two conversations: `part` 0 is this one, 1 the other.
    fn interpolated(self, other: Self, part: R) -> Self {
        let between = |a: R, b: R| a + (b - a) * part;
        Self {
            turns: between(self.turns, other.turns),
            input: between(self.input, other.input),
            read: between(self.read, other.read),
            written: between(self.written, other.written),
            output: between(self.output, other.output),
            longest: other.longest,
        }
    }
}

/// The tokens of a conversation. A fractional number of turns is interpolated: 4.25 turns are 75 %
/// of conversations with 4 turns and 25 % with 5.
pub(crate) fn conversation_tokens<R: Numeric>(
    turns: &ConversationDrivers<R>,
    max_context: Option<R>,
    cache: Option<CachePolicy<R>>,
) -> ConversationTokens<R> {
    interpolate(turns, |count| {
        tokens_of_turns(turns, count, max_context, cache)
    })
}

/// The tokens of a conversation by context band: of the turns up to the first bound, of those from
/// each bound to the next, and of those beyond the last. The bounds must be in ascending order.
pub(crate) fn conversation_tokens_by_band<R: Numeric>(
    turns: &ConversationDrivers<R>,
    max_context: Option<R>,
    cache: Option<CachePolicy<R>>,
    bounds: &[LengthBound<R>],
) -> Vec<ConversationTokens<R>> {
    let up_to = |bound: Option<&LengthBound<R>>| {
        interpolate(turns, |count| {
            let within = bound.map_or(count, |bound| {
                turns_within(turns, *bound, max_context, count)
            });
            tokens_of_turns(turns, within, max_context, cache)
        })
    };
    let ends = bounds.iter().map(Some).chain(std::iter::once(None));
    let mut before: Option<ConversationTokens<R>> = None;
    ends.map(|bound| {
        let all = up_to(bound);
        let part = before.map_or(all, |before| all.after(before));
        before = Some(all);
        part
    })
    .collect()
}

/// `tokens` of the number of turns, interpolated between whole numbers.
fn interpolate<R: Numeric>(
    turns: &ConversationDrivers<R>,
    tokens: impl Fn(R) -> ConversationTokens<R>,
) -> ConversationTokens<R> {
    let count = turns.turns.max(R::one());
    let whole = count.floor();
    let below = tokens(whole);
    let part = count - whole;
    if part <= R::zero() {
        return below;
    }
    below.interpolated(tokens(whole + R::one()), part)
}

/// How many of the first `count` turns have a prompt within the bound.
fn turns_within<R: Numeric>(
    turns: &ConversationDrivers<R>,
    bound: LengthBound<R>,
    max_context: Option<R>,
    count: R,
) -> R {
    let within = |prompt: R| {
        if bound.inclusive {
            prompt <= bound.tokens
        } else {
            prompt < bound.tokens
        }
    };
    // Prompts that are cut never leave the bound.
    if max_context.is_some_and(within) {
        return count;
    }
    let first = turns.system + turns.user;
    let step = turns.user + turns.answer;
    if !within(first) {
        return R::zero();
    }
    if step <= R::zero() {
        return count;
    }
    let steps = (bound.tokens - first) / step;
    let within = if bound.inclusive {
        steps.floor() + R::one()
    } else {
        steps.ceil()
    };
    within.min(count)
}

/// The tokens of the first `count` turns, a whole number.
fn tokens_of_turns<R: Numeric>(
    turns: &ConversationDrivers<R>,
    count: R,
    max_context: Option<R>,
    cache: Option<CachePolicy<R>>,
) -> ConversationTokens<R> {
    let (zero, one) = (R::zero(), R::one());
    let first = turns.system + turns.user;
    let step = turns.user + turns.answer;
    // Σ P(t) for t = 1 … n
    let sum = |n: R| n * first + step * n * (n - one) / R::from_u32(2);
    let prompt = |turn: R| first + step * (turn - one);
    // The last turn whose prompt is at most `limit` long.
    let last_within = |limit: R| {
        if first > limit {
            zero
        } else if step > zero {
            ((limit - first) / step).floor() + one
        } else {
            count
        }
    };
    let whole = max_context.map_or(count, |limit| last_within(limit).min(count));
    let cut = count - whole;
    let limit = max_context.unwrap_or(zero);
    let input = sum(whole) + cut * limit;
    let longest = if cut > zero { limit } else { prompt(count) };

    let (mut read, mut written) = (zero, zero);
    if let Some(cache) = cache {
        // Turns 1 … short have a prompt too short for the cache.
        let short = if cache.minimum > first {
            if step > zero {
                ((cache.minimum - first) / step).ceil().min(count)
            } else {
                count
            }
        } else {
            zero
        };
        // Turn t ≥ 2, not cut, reads P(t − 1): Σ P(j) for j = short + 1 … whole − 1.
        let until = (whole - one).max(zero);
        let from = short.min(until);
        let mut full = if cache.block > one {
            sum_of_blocks(&prompt, from, until, cache.block)
        } else {
            sum(until) - sum(from)
        };
        // Cut turns find the system prompt alone.
        let system = turns.system.min(limit);
        if cut > zero && system >= cache.minimum {
            let found = if cache.block > one {
                (system / cache.block).floor() * cache.block
            } else {
                system
            };
            full = full + (cut - (one - whole).max(zero)) * found;
        }
        read = full * cache.hit_rate;
        let long_enough = sum(whole) - sum(short.min(whole))
            + if limit >= cache.minimum {
                cut * limit
            } else {
                zero
            };
        written = (long_enough - read).max(zero);
    }
    ConversationTokens {
        turns: count,
        input,
        read,
        written,
        output: count * turns.answer,
        longest,
    }
}

/// Σ ⌊P(j) ÷ block⌋·block for j = from + 1 … until; at most 10,000 turns.
fn sum_of_blocks<R: Numeric>(prompt: &impl Fn(R) -> R, from: R, until: R, block: R) -> R {
    let mut sum = R::zero();
    let mut turn = from + R::one();
    while turn <= until {
        sum = sum + (prompt(turn) / block).floor() * block;
        turn = turn + R::one();
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::projection::volume::numeric::Volume;

    /// The tokens of a conversation, turn by turn: input, read, written, output.
    fn oracle(
        [turns, system, user, answer]: [u32; 4],
        max_context: Option<u32>,
        cache: Option<(u32, u32)>,
    ) -> [u64; 4] {
        let (mut input, mut read, mut written, mut output) = (0, 0, 0, 0);
        let mut before: Option<(u64, bool)> = None;
        for turn in 1..=u64::from(turns) {
            let full = u64::from(system) + turn * u64::from(user) + (turn - 1) * u64::from(answer);
            let limit = max_context.map_or(u64::MAX, u64::from);
            let (prompt, cut) = (full.min(limit), full > limit);
            input += prompt;
            output += u64::from(answer);
            if let Some((minimum, block)) = cache {
                let (minimum, block) = (u64::from(minimum), u64::from(block.max(1)));
                let shared = match before {
                    None => 0,
                    Some(_) if cut => u64::from(system).min(limit),
                    Some((previous, _)) => previous,
                };
                let found = if shared >= minimum {
                    shared / block * block
                } else {
                    0
                };
                read += found;
                if prompt >= minimum {
                    written += prompt - found;
                }
            }
            before = Some((prompt, cut));
        }
        [input, read, written, output]
    }

    fn closed<R: Numeric>(
        [turns, system, user, answer]: [u32; 4],
        max_context: Option<u32>,
        cache: Option<(u32, u32)>,
    ) -> ConversationTokens<R> {
        let turns = ConversationDrivers {
            turns: R::from_u32(turns),
            system: R::from_u32(system),
            user: R::from_u32(user),
            answer: R::from_u32(answer),
        };
        let cache = cache.map(|(minimum, block)| CachePolicy {
            hit_rate: R::one(),
            minimum: R::from_u32(minimum),
            block: R::from_u32(block),
        });
        conversation_tokens(&turns, max_context.map(R::from_u32), cache)
    }

    #[test]
    fn thirty_turns_with_and_without_caching() {
        // S = 1,500, U = 60, A = 240, 30 turns.
        // input  = 30·1,500 + 30·60 + 300·30·29/2 = 45,000 + 1,800 + 130,500 = 177,300
        // output = 30·240 = 7,200
        // read   = Σ P(t), t = 1…29 = 29·1,560 + 300·29·28/2 = 45,240 + 121,800 = 167,040
        // written = 177,300 − 167,040 = 10,260 = S + 30·U + 29·A = 1,500 + 1,800 + 6,960
        let none = closed::<Volume>([30, 1500, 60, 240], None, None);
        assert_eq!(none.input, Volume::from_u32(177_300));
        assert_eq!(none.output, Volume::from_u32(7_200));
        let cached = closed::<Volume>([30, 1500, 60, 240], None, Some((1024, 0)));
        assert_eq!(cached.read, Volume::from_u32(167_040));
        assert_eq!(cached.written, Volume::from_u32(10_260));
    }

    /// The turns within the first band, counted turn by turn.
    fn oracle_within(
        [turns, system, user, answer]: [u32; 4],
        max_context: Option<u32>,
        bound: u32,
        inclusive: bool,
    ) -> u32 {
        let prompt = |turn: u32| {
            let full = system + turn * user + (turn - 1) * answer;
            max_context.map_or(full, |limit| full.min(limit))
        };
        let within = |prompt: u32| prompt < bound || (inclusive && prompt == bound);
        let count = (1..=turns).filter(|turn| within(prompt(*turn))).count();
        u32::try_from(count).unwrap()
    }

    #[test]
    fn a_fractional_number_of_turns_is_interpolated() {
        let tokens = |turns: f64| {
            let turns = ConversationDrivers {
                turns,
                system: 100.0,
                user: 10.0,
                answer: 20.0,
            };
            conversation_tokens(&turns, None, None).input
        };
        assert_eq!(tokens(4.25), tokens(4.0) * 0.75 + tokens(5.0) * 0.25);
    }

    proptest! {
        #[test]
        fn the_closed_form_is_the_loop(
            turns in 1u32..80,
            system in 0u32..4000,
            user in 0u32..500,
            answer in 0u32..900,
            max_context in proptest::option::of(1u32..30_000),
            cache in proptest::option::of((0u32..3000, prop_oneof![Just(0u32), Just(128)])),
            bound in 1u32..40_000,
            inclusive in proptest::bool::ANY,
        ) {
            let numbers = [turns, system, user, answer];
            let [input, read, written, output] = oracle(numbers, max_context, cache);
            let exact = closed::<Volume>(numbers, max_context, cache);
            let whole = |n: u64| Volume::from_u32(u32::try_from(n).unwrap());
            prop_assert_eq!(exact.input, whole(input));
            prop_assert_eq!(exact.read, whole(read));
            prop_assert_eq!(exact.written, whole(written));
            prop_assert_eq!(exact.output, whole(output));
            // The same, split at a bound: a conversation that ends there, and the rest.
            let [turns, ..] = numbers;
            let within = oracle_within(numbers, max_context, bound, inclusive);
            let drivers = ConversationDrivers {
                turns: Volume::from_u32(turns),
                system: Volume::from_u32(numbers[1]),
                user: Volume::from_u32(numbers[2]),
                answer: Volume::from_u32(numbers[3]),
            };
            let policy = cache.map(|(minimum, block)| CachePolicy {
                hit_rate: Volume::one(),
                minimum: Volume::from_u32(minimum),
                block: Volume::from_u32(block),
            });
            let bounds = [LengthBound { tokens: Volume::from_u32(bound), inclusive }];
            let limit = max_context.map(Volume::from_u32);
            let parts = conversation_tokens_by_band(&drivers, limit, policy, &bounds);
            let [input_there, read_there, written_there, output_there] =
                oracle([within, numbers[1], numbers[2], numbers[3]], max_context, cache);
            prop_assert_eq!(parts[0].turns, Volume::from_u32(within));
            prop_assert_eq!(parts[0].input, whole(input_there));
            prop_assert_eq!(parts[0].read, whole(read_there));
            prop_assert_eq!(parts[0].written, whole(written_there));
            prop_assert_eq!(parts[0].output, whole(output_there));
            prop_assert_eq!(parts[1].turns, Volume::from_u32(turns - within));
            prop_assert_eq!(parts[1].input, whole(input - input_there));
            prop_assert_eq!(parts[1].read, whole(read - read_there));
            prop_assert_eq!(parts[1].written, whole(written - written_there));
            let float = closed::<f64>(numbers, max_context, cache);
            #[allow(clippy::cast_precision_loss)]
            { prop_assert_eq!(float.read, read as f64); }
        }
    }
}
