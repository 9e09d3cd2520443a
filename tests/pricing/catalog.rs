//! The shipped catalog as a whole keeps its own rules.

use tokenfare::pricing::Catalog;

const SHIPPED: &str = include_str!("../../pricing/catalog.json");

#[test]
fn the_shipped_catalog_passes_every_check() {
    let checked = Catalog::parse(SHIPPED)
        .unwrap_or_else(|error| panic!("{error} ({:?})", tokenfare::Coded::path(&error)));
    let embedded = Catalog::embedded().unwrap();
    assert_eq!(checked.file(), embedded.file());
}
