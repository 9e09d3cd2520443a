//! The numbers that drive a workload, each of which may be uncertain.
//!
//! The base case reads them as decimals, the simulation as floats, and a sensitivity replaces one
//! of them. All of them walk through the drivers here, so that none can forget one.

use super::numeric::{Numeric, Volume};
use super::quantities::{QuantityValues, quantity_index};
use crate::projection::scenario::{Conversation, Growth, RequestQuantities, Uncertain, Workload};

/// All drivers of a workload.
#[derive(Clone, Debug)]
pub(crate) struct Drivers<T> {
    pub per_day: Option<T>,
    pub per_month: Option<T>,
    pub users: Option<T>,
    pub per_user: Option<T>,
    /// `perMonth` of linear and of compound growth, `capacity` of logistic growth.
    pub growth: Option<T>,
    pub request: QuantityValues<T>,
    pub conversation: Option<ConversationDrivers<T>>,
    pub steps: Vec<QuantityValues<T>>,
}

/// The drivers of a conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConversationDrivers<T> {
    pub turns: T,
    pub system: T,
    pub user: T,
    pub answer: T,
}

impl Drivers<Volume> {
    /// The base case: every driver at the value that the scenario states as the usual one.
    pub fn base_case(workload: &Workload) -> Self {
        Self::of(workload, "", |value, _| Volume::from_exact(value.base()))
    }
}

impl<T> Drivers<T> {
    /// Calls `take` with every driver of the workload at `path`. The second argument makes the path
    /// of the driver, for those who need it.
    pub fn of(
        workload: &Workload,
        path: &str,
        mut take: impl FnMut(&Uncertain, &dyn Fn() -> String) -> T,
    ) -> Self {
        let requests = &workload.requests;
        let mut take = |value: &Uncertain, tail: &str| take(value, &|| format!("{path}.{tail}"));
        let mut optional =
            |value: Option<&Uncertain>, tail: &str| value.map(|value| take(value, tail));
        let per_day = optional(requests.per_day.as_deref(), "requests.perDay");
        let per_month = optional(requests.per_month.as_deref(), "requests.perMonth");
        let users = optional(requests.users.as_deref(), "requests.users");
        let per_user = optional(
            requests.per_user_per_day.as_deref(),
            "requests.perUserPerDay",
        );
        let growth = workload.growth.as_ref().and_then(|growth| match growth {
            Growth::Linear { per_month } | Growth::Compound { per_month } => {
                Some(take(per_month, "growth.perMonth"))
            }
            Growth::Logistic { capacity, .. } => Some(take(capacity, "growth.capacity")),
            Growth::Steps { .. } | Growth::Series { .. } => None,
        });
        let mut fields = |quantities: &RequestQuantities, prefix: &str| {
            let mut values: QuantityValues<T> = std::array::from_fn(|_| None);
            for (name, value) in quantities.given() {
                values[quantity_index(name)] = Some(take(value, &format!("{prefix}.{name}")));
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
            .map(|conversation: &Conversation| ConversationDrivers {
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

    /// The drivers with `to` applied to each of them.
    pub fn map<U>(&self, mut to: impl FnMut(&T) -> U) -> Drivers<U> {
        let mut fields =
            |values: &QuantityValues<T>| std::array::from_fn(|i| values[i].as_ref().map(&mut to));
        let request = fields(&self.request);
        let steps = self.steps.iter().map(&mut fields).collect();
        Drivers {
            per_day: self.per_day.as_ref().map(&mut to),
            per_month: self.per_month.as_ref().map(&mut to),
            users: self.users.as_ref().map(&mut to),
            per_user: self.per_user.as_ref().map(&mut to),
            growth: self.growth.as_ref().map(&mut to),
            conversation: self.conversation.as_ref().map(|turns| ConversationDrivers {
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
