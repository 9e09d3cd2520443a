//! How many models of the catalog are counted exactly.

use std::collections::BTreeMap;

use tokenfare::pricing::{Catalog, ModelFilter};
use tokenfare::tokenizer::encoding_for_model;

/// Exact by the vendor's own publication, or for Claude by a reconstruction that was measured. The
/// catalog grows; no model that is counted exactly may fall back to an estimate.
#[test]
fn most_models_are_counted_exactly() {
    let catalog = Catalog::embedded().unwrap();
    let (mut exact, mut reconstructed, mut all) = (0, 0, 0);
    let mut estimated: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let models = catalog.models(&ModelFilter::default());
    for model in &models {
        all += 1;
        let found = encoding_for_model(&model.id);
        assert!(!(found.exact && found.reconstructed));
        exact += usize::from(found.exact);
        reconstructed += usize::from(found.reconstructed);
        if !found.exact && !found.reconstructed {
            estimated
                .entry(&model.provider)
                .or_default()
                .push(&model.id);
        }
    }
    println!("{exact} exact, {reconstructed} reconstructed, of {all}; estimated: {estimated:#?}");
    assert!(exact >= 339, "{exact}");
    assert!(reconstructed >= 25, "{reconstructed}");
}
