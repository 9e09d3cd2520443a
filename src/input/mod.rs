//! Reads what callers hand over into the crate's types.
//!
//! Every public input type derives `serde::Deserialize`. This room decides how a value that does not
//! fit is reported: [`InputError`] says what was expected, where it stands
//! (`"workloads[0].requests.perDay"`), and which known name was probably meant. The same rules hold
//! whether the value is JSON text ([`from_json`]), a [`serde_json::Value`] ([`from_value`]) or, inside
//! the npm package, a JavaScript value (`src/wasm/border.rs`), because all of them go through one
//! [`Reader`]:
//!
//! - Unknown fields are errors, and near matches are suggested.
//! - An optional field may be left out; `null` is no value for it.
//! - Numbers keep all their digits.

mod error;
mod reader;
mod value;

pub use error::InputError;
pub use reader::{Reader, Scalar, Source, View};
pub use value::{MAX_DEPTH, from_json, from_value, parse};
