//! Rows and models as text, in the form of the price files.

use std::fmt::Write as _;

use tokenfare::pricing::Unit;
use tokenfare::pricing::schema::{Condition, ContextBasis, ModelRecord, RateRow};

use super::draft::grouped;

/// The keys of the sources that a row names.
pub fn cited(row: &RateRow) -> impl Iterator<Item = &str> {
    let keys = row.source.iter().chain(&row.confirmed_by);
    keys.map(String::as_str)
}

/// The beginning of a new provider's file.
pub fn header(provider: &str) -> String {
    format!(
        "#:schema ./schema.json\n\
         # What {provider} sells, by the words of README.md in this folder.\n\
         # US dollars as decimal strings, from open price projects: each row says which.\n\n\
         provider = \"{provider}\"\nname = \"{provider}\"\n\n\
         [sources]\n"
    )
}

/// A row as an inline table.
pub fn row(row: &RateRow) -> String {
    let mut keys = Vec::new();
    if row.every_tier {
        keys.push("every_tier = true".to_owned());
    } else if row.tier.as_str() != "standard" {
        keys.push(format!("tier = \"{}\"", row.tier));
    }
    if row.unit != Unit::MillionTokens {
        keys.push(format!("unit = \"{}\"", row.unit));
    }
    if let Some(when) = &row.when {
        keys.push(format!("when = {{ {} }}", condition(when)));
    }
    for (key, day) in [
        ("from", row.from),
        ("to", row.to),
        ("at_least_until", row.at_least_until),
    ] {
        if let Some(day) = day {
            keys.push(format!("{key} = \"{day}\""));
        }
    }
    let rates: Vec<String> = row
        .usd
        .iter()
        .map(|(component, usd)| format!("{component} = \"{usd}\""))
        .collect();
    keys.push(format!("usd = {{ {} }}", rates.join(", ")));
    if let Some(source) = &row.source {
        keys.push(format!("source = {source:?}"));
    }
    if let Some(day) = row.checked {
        keys.push(format!("checked = \"{day}\""));
    }
    if row.confidence.as_str() != "confirmed" {
        keys.push(format!("confidence = \"{}\"", row.confidence));
    }
    if !row.confirmed_by.is_empty() {
        keys.push(format!("confirmed_by = {:?}", row.confirmed_by));
    }
    if let Some(note) = &row.note {
        keys.push(format!("note = {note:?}"));
    }
    format!("{{ {} }}", keys.join(", "))
}

fn condition(when: &Condition) -> String {
    let mut keys = Vec::new();
    match when.basis {
        ContextBasis::UncachedInputTokens => {
            keys.push("basis = \"uncached_input_tokens\"".to_owned())
        }
        ContextBasis::TotalTokens => keys.push("basis = \"total_tokens\"".to_owned()),
        _ => {}
    }
    for (key, bound) in [
        ("above", when.above),
        ("at_least", when.at_least),
        ("up_to", when.up_to),
        ("below", when.below),
    ] {
        if let Some(bound) = bound {
            keys.push(format!("{key} = {}", grouped(bound)));
        }
    }
    for (key, word) in [
        ("size", &when.size),
        ("quality", &when.quality),
        ("resolution", &when.resolution),
        ("variant", &when.variant),
    ] {
        if let Some(word) = word {
            keys.push(format!("{key} = {word:?}"));
        }
    }
    keys.join(", ")
}

/// A model as a block of the file.
pub fn model(record: &ModelRecord) -> String {
    let mut text = format!("[[model]]\nid = {:?}\n", record.id);
    let words = |list: Vec<&str>| {
        format!(
            "[{}]",
            list.iter()
                .map(|w| format!("{w:?}"))
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {value}");
        }
    };
    let list = |modalities: &[tokenfare::pricing::Modality]| {
        let names: Vec<&str> = modalities
            .iter()
            .map(|modality| modality.as_str())
            .collect();
        (!names.is_empty()).then(|| words(names))
    };
    line("name", record.name.as_ref().map(|name| format!("{name:?}")));
    line("context_window", record.context_window.map(grouped));
    line("max_output_tokens", record.max_output_tokens.map(grouped));
    line("input", list(&record.input));
    line("output", list(&record.output));
    line("released", record.released.map(|day| format!("\"{day}\"")));
    line("retires", record.retires.map(|day| format!("\"{day}\"")));
    line(
        "successor",
        record.successor.as_ref().map(|name| format!("{name:?}")),
    );
    line(
        "knowledge_cutoff",
        record
            .knowledge_cutoff
            .as_ref()
            .map(|day| format!("{day:?}")),
    );
    if !record.variants.is_empty() {
        let variants: Vec<String> = record
            .variants
            .iter()
            .map(|(name, words)| format!("{name} = {words:?}"))
            .collect();
        line("variants", Some(format!("{{ {} }}", variants.join(", "))));
    }
    line(
        "default_variant",
        record
            .default_variant
            .as_ref()
            .map(|name| format!("{name:?}")),
    );
    line(
        "default_resolution",
        record
            .default_resolution
            .as_ref()
            .map(|name| format!("{name:?}")),
    );
    text.push_str("rates = [\n");
    for rate in &record.rates {
        let _ = writeln!(text, "    {},", row(rate));
    }
    text.push_str("]\n");
    text
}
