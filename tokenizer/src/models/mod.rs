//! Which encoding a model uses.
//!
//! | file | has |
//! |---|---|
//! | [`find`] | how a name is looked up |
//! | [`openai`] | OpenAI's own table |
//! | [`vendors`] | families of models whose vocabulary their vendor publishes |
//! | [`claude`] | Claude, whose vocabularies were reconstructed |
//! | [`estimates`] | all others: the nearest encoding, a factor and a band |

mod claude;
mod encoding_match;
mod estimates;
mod find;
mod openai;
mod vendors;

pub use encoding_match::EncodingMatch;
pub use find::encoding_for_model;
