//! The numbers that drive a workload, each of which may be uncertain, in one place: the base case
//! reads them as decimals, the simulation as floats, the sensitivity replaces one of them.

use super::scenario::for_each_quantity;
use super::scenario::{Conversation, Growth, Number, RequestQuantities, Uncertain, Workload};
use crate::pricing::{Count, Exact, Quantities};
use crate::sorting::sort_by;

/// How many numeric quantities a request has.
pub(crate) const FIELDS: usize = RequestQuantities::NUMERIC.len();

/// One value per numeric quantity, in the order of [`RequestQuantities::NUMERIC`].
pub(crate) type Fields<T> = [Option<T>; FIELDS];

/// The index of a quantity by its JavaScript name.
pub(crate) const fn field(name: &str) -> usize {
    let mut index = 0;
    while index < FIELDS {
        if same(RequestQuantities::NUMERIC[index], name) {
            return index;
        }
        index += 1;
    }
    FIELDS
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// All drivers of a workload.
#[derive(Clone, Debug)]
pub(crate) struct Drivers<T> {
    pub per_day: Option<T>,
    pub per_month: Option<T>,
    pub users: Option<T>,
    pub per_user: Option<T>,
    /// `perMonth` of linear and compound growth, `capacity` of logistic growth.
    pub growth: Option<T>,
    pub request: Fields<T>,
    pub conversation: Option<Turns<T>>,
    pub steps: Vec<Fields<T>>,
}

/// The drivers of a conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turns<T> {
    pub turns: T,
    pub system: T,
    pub user: T,
    pub answer: T,
}

impl<T> Drivers<T> {
    /// Walks through every driver, with its path.
    pub fn of(
        workload: &Workload,
        path: &str,
        mut take: impl FnMut(&Uncertain, &dyn Fn() -> String) -> T,
    ) -> Self {
        let requests = &workload.requests;
        let mut take = |value: &Uncertain, tail: &str| take(value, &|| format!("{path}.{tail}"));
        let mut optional =
            |value: &Option<Uncertain>, tail: &str| value.as_ref().map(|value| take(value, tail));
        let per_day = optional(&requests.per_day, "requests.perDay");
        let per_month = optional(&requests.per_month, "requests.perMonth");
        let users = optional(&requests.users, "requests.users");
        let per_user = optional(&requests.per_user_per_day, "requests.perUserPerDay");
        let growth = workload.growth.as_ref().and_then(|growth| match growth {
            Growth::Linear { per_month } | Growth::Compound { per_month } => {
                Some(take(per_month, "growth.perMonth"))
            }
            Growth::Logistic { capacity, .. } => Some(take(capacity, "growth.capacity")),
            Growth::Steps { .. } | Growth::Series { .. } => None,
        });
        let mut fields = |quantities: &RequestQuantities, prefix: &str| {
            let mut values: Fields<T> = std::array::from_fn(|_| None);
            for (name, value) in quantities.given() {
                values[field(name)] = Some(take(value, &format!("{prefix}.{name}")));
            }
            values
        };
        let request = match &workload.request {
            Some(request) => fields(request, "request"),
            None => std::array::from_fn(|_| None),
        };
        let steps = workload
            .steps
            .iter()
            .flatten()
            .enumerate()
            .map(|(i, step)| fields(&step.request, &format!("steps[{i}].request")))
            .collect();
        let conversation = workload
            .conversation
            .as_ref()
            .map(|conversation: &Conversation| Turns {
                turns: take(&conversation.turns, "conversation.turns"),
                system: take(&conversation.system_tokens, "conversation.systemTokens"),
                user: take(&conversation.user_tokens, "conversation.userTokens"),
                answer: take(&conversation.answer_tokens, "conversation.answerTokens"),
            });
        Self {
            per_day,
            per_month,
            users,
            per_user,
            growth,
            request,
            conversation,
            steps,
        }
    }

    pub fn map<U>(&self, mut to: impl FnMut(&T) -> U) -> Drivers<U> {
        let mut fields =
            |values: &Fields<T>| std::array::from_fn(|i| values[i].as_ref().map(&mut to));
        let request = fields(&self.request);
        let steps = self.steps.iter().map(&mut fields).collect();
        Drivers {
            per_day: self.per_day.as_ref().map(&mut to),
            per_month: self.per_month.as_ref().map(&mut to),
            users: self.users.as_ref().map(&mut to),
            per_user: self.per_user.as_ref().map(&mut to),
            growth: self.growth.as_ref().map(&mut to),
            conversation: self.conversation.as_ref().map(|turns| Turns {
                turns: to(&turns.turns),
                system: to(&turns.system),
                user: to(&turns.user),
                answer: to(&turns.answer),
            }),
            request,
            steps,
        }
    }
}

impl Uncertain {
    /// The value of the base case: the number itself, `mode`, `p50`, or the median of the samples.
    pub fn base(&self) -> Exact {
        match self {
            Self::Fixed(Number(value)) => *value,
            Self::Range { mode, .. } => mode.0,
            Self::LogNormal { p50, .. } => p50.0,
            Self::Samples { samples } => median(samples),
        }
    }

    /// Whether every case has the same value.
    pub fn is_certain(&self) -> bool {
        match self {
            Self::Fixed(_) => true,
            Self::Range { low, high, .. } => low == high,
            Self::LogNormal { p50, p95 } => p50 == p95,
            Self::Samples { samples } => samples.windows(2).all(|pair| pair[0] == pair[1]),
        }
    }
}

/// The middle value, or the mean of the two in the middle.
fn median(samples: &[Number]) -> Exact {
    let mut sorted = samples.to_vec();
    sort_by(&mut sorted, Ord::cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => Exact::ZERO,
        n if n % 2 == 1 => sorted[middle].0,
        _ => sorted[middle - 1]
            .0
            .checked_add(sorted[middle].0)
            .and_then(|sum| sum.checked_div_rounded(2))
            .unwrap_or(sorted[middle].0),
    }
}

macro_rules! to_quantities {
    ($($(#[$doc:meta])* $field_name:ident $name:literal,)*) => {
        /// The quantities that pricing reads. Negative numbers cannot occur; the reader refuses them.
        pub(crate) fn quantities(values: &Fields<Exact>, rest: &RequestQuantities) -> Quantities {
            let count = |value: Option<Exact>| value.and_then(Count::new);
            Quantities {
                $($field_name: count(values[const { field($name) }]),)*
                images: rest.images.clone().unwrap_or_default(),
                generated_images: rest.generated_images.clone().unwrap_or_default(),
                video_resolution: rest.video_resolution.clone(),
                code_interpreter_memory_gb: count(rest.code_interpreter_memory_gb.map(|n| n.0)),
                ..Quantities::default()
            }
        }
    };
}
for_each_quantity!(to_quantities);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_index() {
        for (index, name) in RequestQuantities::NUMERIC.iter().enumerate() {
            assert_eq!(field(name), index);
        }
        assert_eq!(field("nothing"), FIELDS);
    }

    #[test]
    fn the_base_of_samples_is_their_median() {
        let samples = |list: &[u32]| Uncertain::Samples {
            samples: list.iter().map(|n| Number::from(*n)).collect(),
        };
        assert_eq!(samples(&[9, 1, 5]).base().to_string(), "5");
        assert_eq!(samples(&[1, 2, 10, 4]).base().to_string(), "3");
        assert!(samples(&[4, 4]).is_certain());
        assert!(!samples(&[4, 5]).is_certain());
    }
}
