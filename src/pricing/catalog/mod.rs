//! The catalog: models by any of their names, and everything that is known of them.

#[cfg(feature = "authoring")]
pub mod authoring;
#[allow(clippy::module_inception)] // the room is named after its main type
mod catalog;
mod coverage;
mod extend;
mod model;
mod names;
mod resolved;
pub mod schema;
mod validate;
mod vocabulary;

pub use catalog::Catalog;
pub use coverage::Coverage;
pub use extend::CatalogOverrides;
pub use model::{Cache, Model, ModelFilter};
pub use names::NameMatch;
pub use resolved::Resolved;
pub use validate::can_both_price;
pub use vocabulary::{Component, Confidence, Modality, Tier, Unit};
