//! A vocabulary in memory: the bytes of each token, the pair that it merges, and the tables that find a
//! token by its bytes and by its pair.
//!
//! | file | finds |
//! |---|---|
//! | [`tables`] | everything: [`Vocabulary`], all tables together |
//! | [`parts`] | the tokens of a file and of the vocabulary that it extends |
//! | [`tokens`], [`starts`] | the bytes of a token, and the pair that it merges |
//! | [`short_table`] | tokens of up to seven bytes, by their bytes |
//! | [`id_table`] | all longer ones, by their bytes |
//! | [`byte_tokens`], [`characters`] | tokens of one and two bytes, and of characters of three |
//! | [`pair_table`], [`pair_filter`] | the token that a pair merges into |
//! | [`prefix_table`], [`long_tokens`] | the longest token that a text begins with |
//! | [`crossings`] | tokens that span a boundary between characters |
//! | [`apart`] | tokens that no merges make |
//! | [`of_higher`] | whether a pre-token needs merging by the definition |

mod apart;
mod byte_tokens;
mod characters;
mod crossings;
mod id_table;
mod long_tokens;
mod of_higher;
mod pair_filter;
mod pair_table;
mod parts;
mod prefix_table;
mod short_table;
mod starts;
mod tables;
mod tokens;

pub use long_tokens::SearchState;
pub use pair_table::PairQuery;
pub use tables::Vocabulary;
