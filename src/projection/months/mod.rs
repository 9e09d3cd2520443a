//! What every month costs: volumes times rates, exactly.
//!
//! | file | what it holds |
//! |---|---|
//! | `costs` | the costs of a workload or a fixed cost, month by month and line by line |
//! | `workload` | the months of a workload |
//! | `fixed` | the months of a fixed cost |
//! | `hard_budget` | the one rule of a hard budget |
//! | `forecast` | the months of the whole scenario, as they are requested |
//! | `served` | the months of the whole scenario, as they are served and billed |

pub(crate) mod costs;
mod fixed;
pub(crate) mod forecast;
pub(crate) mod hard_budget;
pub(crate) mod served;
pub(crate) mod workload;
