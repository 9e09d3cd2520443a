//! The uncertainty of a projection: simulated cases, and how much each input contributes.
//!
//! | file | what it holds |
//! |---|---|
//! | `distribution` | the distribution of an uncertain number, as a quantile function |
//! | `inputs` | the uncertain inputs of a scenario, each with a generator of its own |
//! | `call_model` | the cost of a call as a linear function of its quantities |
//! | `single_requests` | what is left, over many, of the differences between single requests |
//! | `workload_model` | the cost of a workload in floats |
//! | `scenario_model` | the cost of the scenario in floats |
//! | `run` | the simulated cases and their quantile bands |
//! | `sensitivity` | one input at a time, exactly |
//! | `simulate` | bands and sensitivity of a forecast |

mod call_model;
mod distribution;
mod inputs;
mod run;
mod scenario_model;
mod sensitivity;
pub(crate) mod simulate;
mod single_requests;
mod workload_model;
