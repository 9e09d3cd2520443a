//! A model with what its text is counted with.

use serde::Serialize;

use crate::pricing::Model;
use crate::tokenizer::{EncodingMatch, encoding_for_model};

/// What is known of a model: the catalog's record, and the encoding of its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(rename = "Model"))]
pub struct DescribedModel {
    /// What the catalog knows.
    #[serde(flatten)]
    pub model: Model,
    /// What its text is counted with, and whether that is exact.
    pub encoding: EncodingMatch,
}

impl From<Model> for DescribedModel {
    fn from(model: Model) -> Self {
        let encoding = encoding_for_model(&model.id);
        Self { model, encoding }
    }
}
