//! Names in the price data: nobody must get another model's price by its name.

use std::collections::BTreeMap;

use tokenfare::pricing::{Catalog, Modality, NameMatch};
use tokenfare::tokenizer::encoding_for_model;

/// Every name of every model, with the model's id.
fn names(catalog: &Catalog) -> Vec<(&str, &str)> {
    let models = catalog
        .file()
        .providers
        .iter()
        .flat_map(|provider| &provider.models);
    models
        .flat_map(|model| {
            std::iter::once(&model.id)
                .chain(&model.aliases)
                .chain(&model.snapshots)
                .map(|name| (name.as_str(), model.id.as_str()))
        })
        .collect()
}

#[test]
fn every_name_resolves_to_its_own_model() {
    let catalog = Catalog::embedded().unwrap();
    for (name, id) in names(catalog) {
        let found = catalog.resolve(name, false).unwrap();
        assert_eq!(found.record().id, id, "{name}");
    }
}

/// "GPT-4.1" and "gpt-4-1" are taken for "gpt-4.1": then no other model may be spelled so.
#[test]
fn no_two_models_are_spelled_alike() {
    let catalog = Catalog::embedded().unwrap();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, id) in names(catalog) {
        let spelling = name.to_ascii_lowercase().replace('.', "-");
        let first = seen.entry(spelling).or_insert(id);
        assert_eq!(*first, id, "{name} is spelled like a name of {first}");
    }
}

#[test]
fn a_name_with_its_providers_prefix_is_the_same_model() {
    let catalog = Catalog::embedded().unwrap();
    for provider in &catalog.file().providers {
        for prefix in &provider.prefixes {
            for model in &provider.models {
                let name = format!("{prefix}{}", model.id);
                let found = catalog.resolve(&name, false).unwrap();
                // Where a host prices a prefixed name apart, that name is a model of its own.
                let own = found.matched() == NameMatch::Exact;
                assert!(own || found.record().id == model.id, "{name}");
            }
        }
    }
}

/// The next member of a family is unknown, not the member that its name begins with.
#[test]
fn a_longer_name_is_never_taken_for_a_shorter_one() {
    let catalog = Catalog::embedded().unwrap();
    for (name, id) in names(catalog) {
        if name == id {
            let longer = format!("{name}-unheard-of");
            assert!(catalog.resolve(&longer, false).is_err(), "{longer}");
        }
    }
}

#[test]
fn snapshots_carry_a_date_or_version_and_match_as_snapshots() {
    let catalog = Catalog::embedded().unwrap();
    for provider in &catalog.file().providers {
        for model in &provider.models {
            for name in &model.snapshots {
                let digits = name.chars().filter(char::is_ascii_digit).count();
                assert!(digits >= 2, "{name} has no date");
                let found = catalog.resolve(name, false).unwrap();
                assert_eq!(found.matched(), NameMatch::Snapshot, "{name}");
            }
        }
    }
}

/// Families whose encodings the tokenizer knows, exactly or by a factor.
const KNOWN_FAMILIES: &[&str] = &[
    "claude-",
    "deepseek-",
    "gemini-",
    "gpt-",
    "grok-",
    "o1",
    "o3",
];

#[test]
fn every_text_models_encoding_is_known() {
    let catalog = Catalog::embedded().unwrap();
    let mut known = 0;
    for (name, id) in names(catalog) {
        let model = catalog.resolve(id, false).unwrap();
        let reads_text = model.record().input.contains(&Modality::Text);
        if !reads_text || !KNOWN_FAMILIES.iter().any(|family| name.starts_with(family)) {
            continue;
        }
        known += 1;
        let encoding = encoding_for_model(name);
        assert!(
            !encoding.source.starts_with("unknown model"),
            "{name}: the tokenizer does not know its family"
        );
    }
    assert!(known > 200, "only {known} names were looked at");
}
