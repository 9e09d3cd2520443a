//! How much is used: the months, the requests in them, and the quantities of their calls.
//!
//! | file | what it holds |
//! |---|---|
//! | `calendar` | the months of the horizon and the days in them |
//! | `numeric` | one arithmetic for exact decimals and for floats |
//! | `drivers` | the numbers that drive a workload, each of which may be uncertain |
//! | `growth` | how the number of requests changes from month to month |
//! | `season` | how it changes with the day of the week and the month of the year |
//! | `quantities` | what one call uses, as pricing counts it |
//! | `prompt_cache` | what a model's prompt cache serves |
//! | `conversation` | the tokens of a conversation whose history is sent again on every turn |
//! | `calls` | the calls that a request brings about, and their quantities |
//! | `retries` | how often input and output are billed if attempts fail |

pub(crate) mod calendar;
pub(crate) mod calls;
pub(crate) mod conversation;
pub(crate) mod drivers;
pub(crate) mod growth;
pub(crate) mod numeric;
pub(crate) mod prompt_cache;
pub(crate) mod quantities;
pub(crate) mod retries;
pub(crate) mod season;
