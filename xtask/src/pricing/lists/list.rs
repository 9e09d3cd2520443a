//! A list of prices, and where it comes from.

use tokenfare::pricing::Day;
use tokenfare::pricing::price_list::ListedModel;

/// Where figures come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The key of `[sources]` in the price files.
    pub key: String,
    /// The package and its version: "litellm 1.110.2".
    pub name: String,
    /// Where the project publishes its list.
    pub url: String,
    /// The day of the data.
    pub day: Day,
    /// Lists of one family copy from each other, so that they count as one source.
    pub family: String,
}

/// A list whose vendors have our ids.
#[derive(Clone, Debug)]
pub struct List {
    /// Where it comes from.
    pub origin: Origin,
    /// The models of vendors that the catalog has, or may have.
    pub models: Vec<ListedModel>,
    /// Vendors that the catalog has no id for, with the number of their models.
    pub others: Vec<(String, usize)>,
}
