//! What would save money. Each lever is a changed workload that the same engine projects, so its
//! saving is exactly the difference that its patch makes.
//!
//! A lever that rests on an assumption (half of the prompt repeats, one request in ten is a
//! repetition) states it. No lever gives up a stated need: a latency, a modality, a context length,
//! a conversation.
//!
//! | file | what it holds |
//! |---|---|
//! | `find` | the levers of a forecast, best first, with their savings and patches |
//! | `candidate` | a change that may save, and helpers to make one |
//! | `tier` | other tiers: batch, flex, standard |
//! | `prompt` | shorter prompts and answers, coarser images |
//! | `caching` | prompt caching, and a response cache of one's own |
//! | `model` | a cheaper model |
//! | `fine_tune` | a fine-tuned model in place of a long prompt |

mod caching;
mod candidate;
pub(crate) mod find;
mod fine_tune;
mod model;
mod prompt;
mod tier;
