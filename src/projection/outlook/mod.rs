//! What the months' costs mean for a budget, for credits and for rate limits.
//!
//! | file | what it holds |
//! |---|---|
//! | `outlooks` | the outlooks that a scenario asks for |
//! | `budget` | when a monthly budget is crossed, and how many requests it pays for |
//! | `credits` | how long prepaid credits last |
//! | `limits` | how near each model is to its rate limits, and which usage tier would suffice |
//! | `demand` | what each model must serve in the busiest hour |
//! | `waiting` | how long requests wait in the queue of a rate limit |
//! | `break_even` | when a one-off cost has paid for itself |

pub(crate) mod break_even;
mod budget;
mod credits;
mod demand;
mod limits;
pub(crate) mod outlooks;
mod waiting;
