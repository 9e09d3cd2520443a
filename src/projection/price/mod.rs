//! What calls cost: the rates of every price period, looked up in the catalog once.
//!
//! | file | what it holds |
//! |---|---|
//! | `basis` | what all workloads share: the catalog, the months, the price path and the markup |
//! | `rates` | the rate card of a call, its prompt cache and its context bands |
//! | `plan` | a workload with its calls, their rate cards and its price periods |
//! | `periods` | the priced calls of a plan for given drivers, period by period |
//! | `fixed` | the price of a fixed cost, period by period |

pub(crate) mod basis;
pub(crate) mod fixed;
pub(crate) mod periods;
pub(crate) mod plan;
pub(crate) mod rates;
