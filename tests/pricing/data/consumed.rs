//! Everything in the price data is used: each rate can be quoted, each shared table has a reader.

use std::collections::BTreeSet;

use tokenfare::pricing::schema::{Condition, ProviderFile, RateRow};
use tokenfare::pricing::{
    Catalog, Component, Count, Day, ImageOutput, Quantities, QuoteRequest, Resolved,
};

/// A price that no quote can reach is a price that is not charged: the fate of the 1-hour cache key
/// that one catalog had and no formula read. So each rate of each row is asked for by a quote that
/// meets its tier, day and condition, and must come back.
#[test]
fn every_rate_comes_back_in_a_quote() {
    let catalog = Catalog::embedded().unwrap();
    let mut asked = 0;
    for model in catalog.all() {
        let record = model.record();
        for row in record.rates.iter().chain(shared(&model)) {
            // Since it is retired, another model's rates hold for its requests.
            let redirected = record.served_by.as_ref().map(|successor| successor.from);
            asked += ask(catalog, &record.id, row, redirected);
        }
        for row in &record.fine_tuned {
            let name = format!("ft:{}:somebody::id", record.id);
            asked += ask(catalog, &name, row, None);
        }
    }
    assert!(asked > 2_500, "only {asked} rates were asked for");
}

fn shared<'c>(model: &Resolved<'c>) -> impl Iterator<Item = &'c RateRow> + use<'c> {
    let sets = &model.provider_file().rate_sets;
    model.record().uses.iter().flat_map(|key| &sets[key])
}

fn ask(catalog: &Catalog, model: &str, row: &RateRow, end: Option<Day>) -> usize {
    let when = row.when.clone().unwrap_or_default();
    for (component, rate) in &row.usd {
        let request = QuoteRequest {
            model: model.to_owned(),
            quantities: quantities(*component, &when, row),
            on: Some(day_of(row, end, catalog.checked())),
            tier: Some(row.tier),
            variant: when.variant.clone(),
            ..QuoteRequest::default()
        };
        let quote = catalog
            .quote(&request)
            .unwrap_or_else(|error| panic!("{model} {}: {component}: {error}", row.tier));
        assert!(
            quote
                .lines
                .iter()
                .any(|line| line.component == *component && line.rate == *rate),
            "{model} {}: no line with {component} at {rate}: {:?}",
            row.tier,
            quote.lines
        );
    }
    row.usd.len()
}

fn day_of(row: &RateRow, end: Option<Day>, checked: Day) -> Day {
    match (row.from, row.to.or(end)) {
        (Some(from), _) => from,
        (None, Some(to)) => to.previous_day().unwrap(),
        (None, None) => checked,
    }
}

/// The smallest usage that meets the condition and asks for the component.
fn quantities(component: Component, when: &Condition, row: &RateRow) -> Quantities {
    use Component as C;
    let least = when.at_least.unwrap_or(when.above.map_or(0, |n| n + 1));
    let prompt = Some(Count::from(least.max(1)));
    let one = Some(Count::from(1));
    let mut q = Quantities::default();
    match component {
        C::Input => q.input_tokens = prompt,
        C::CachedInput => {
            q.input_tokens = prompt;
            q.cached_input_tokens = prompt;
        }
        C::CacheWrite => {
            q.input_tokens = prompt;
            q.cache_write_tokens = prompt;
        }
        C::LongCacheWrite => {
            q.input_tokens = prompt;
            q.long_cache_write_tokens = prompt;
        }
        C::AudioInput => {
            q.input_tokens = prompt;
            q.audio_input_tokens = prompt;
        }
        C::CachedAudioInput => {
            q.input_tokens = prompt;
            q.audio_input_tokens = prompt;
            q.cached_input_tokens = prompt;
            q.cached_audio_input_tokens = prompt;
        }
        C::ImageInput => {
            q.input_tokens = prompt;
            q.image_input_tokens = prompt;
        }
        C::CachedImageInput => {
            q.input_tokens = prompt;
            q.image_input_tokens = prompt;
            q.cached_input_tokens = prompt;
            q.cached_image_input_tokens = prompt;
        }
        C::VideoInput => {
            q.input_tokens = prompt;
            q.video_input_tokens = prompt;
        }
        C::Output | C::ReasoningOutput | C::AudioOutput | C::ImageOutput | C::VideoOutput => {
            if least > 0 {
                q.input_tokens = prompt;
            }
            q.output_tokens = one;
            match component {
                C::ReasoningOutput => q.reasoning_tokens = one,
                C::AudioOutput => q.audio_output_tokens = one,
                C::ImageOutput => q.image_output_tokens = one,
                C::VideoOutput => q.video_output_tokens = one,
                _ => {}
            }
        }
        C::CitationOutput => q.citation_tokens = one,
        C::ImageGeneration => q.generated_images.push(ImageOutput {
            size: when.size.clone().unwrap_or_else(|| "1024x1024".to_owned()),
            quality: when.quality.clone(),
            count: None,
        }),
        C::AudioDuration => q.audio_input_seconds = one,
        C::SpeechCharacters => q.speech_characters = one,
        C::VideoDuration => {
            q.video_seconds = one;
            q.video_resolution.clone_from(&when.resolution);
        }
        C::Training => q.training_tokens = one,
        C::TrainingTime => q.training_hours = one,
        // More than the free part, so that something is billed.
        C::Storage => q.storage_gb_days = Some(Count::from(if row.free.is_some() { 2 } else { 1 })),
        C::CacheStorage => q.cache_storage_token_hours = one,
        C::WebSearch => q.web_search_calls = one,
        C::Page => q.pages = one,
        C::AnnotatedPage => q.annotated_pages = one,
        C::Message => q.messages = one,
        C::GroundedPrompt => q.grounded_prompts = one,
        C::MapsSearch => q.maps_search_calls = one,
        C::FileSearch => q.file_search_calls = one,
        C::RerankSearch => q.rerank_searches = one,
        C::CodeInterpreter => {
            q.code_interpreter_sessions = one;
            q.code_interpreter_memory_gb = when.memory_gb.map(|gb| Count::from(u64::from(gb)));
        }
        C::Request => q.requests = one,
        other => panic!("{other} is not known to this test"),
    }
    q
}

#[test]
fn every_shared_table_has_a_reader() {
    let catalog = Catalog::embedded().unwrap();
    for provider in &catalog.file().providers {
        let models = &provider.models;
        let used = |keys: BTreeSet<&str>, table: Vec<&String>, what: &str| {
            for key in table {
                assert!(
                    keys.contains(key.as_str()),
                    "{}: nothing reads {what} {key:?}",
                    provider.provider
                );
            }
        };
        macro_rules! each {
            ($($field:ident of $table:ident),+ $(,)?) => {$(
                let keys = models.iter().filter_map(|model| model.$field.as_deref()).collect();
                used(keys, provider.$table.keys().collect(), stringify!($table));
            )+};
        }
        each!(
            cache of caches,
            limits of limits,
            image_rule of image_rules,
            image_table of image_tables,
            media_rule of media_rules,
        );
        let of_all = provider
            .uplifts
            .iter()
            .filter(|(_, uplift)| uplift.every_model);
        let of_all = of_all.map(|(key, _)| key.as_str());
        let uplifts = models.iter().filter_map(|model| model.uplift.as_deref());
        used(
            uplifts.chain(of_all).collect(),
            provider.uplifts.keys().collect(),
            "uplifts",
        );
        let sets = models.iter().flat_map(|model| &model.uses);
        let sets = sets.map(String::as_str).collect();
        used(sets, provider.rate_sets.keys().collect(), "rate_sets");
        used(
            cited(provider),
            provider.sources.keys().collect(),
            "sources",
        );
        for model in models {
            let rows = model.rates.iter().chain(&model.fine_tuned);
            let rows = rows.chain(model.uses.iter().flat_map(|key| &provider.rate_sets[key]));
            let variants: BTreeSet<&str> = rows
                .filter_map(|row| row.when.as_ref()?.variant.as_deref())
                .collect();
            used(variants, model.variants.keys().collect(), "variants");
        }
        let tiers: BTreeSet<&str> = provider
            .limits
            .values()
            .flat_map(|limits| &limits.tiers)
            .map(|limit| limit.tier.as_str())
            .collect();
        let known = provider.usage_tiers.iter().map(|tier| &tier.tier);
        used(tiers, known.collect(), "usage tier");
    }
}

/// Keys of sources that anything in the file names.
fn cited(provider: &ProviderFile) -> BTreeSet<&str> {
    let json = serde_json::to_value(provider).unwrap();
    let mut found = BTreeSet::new();
    collect(&json, &mut found);
    provider
        .sources
        .keys()
        .map(String::as_str)
        .filter(|key| found.contains(*key))
        .collect()
}

fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                if key == "confirmed_by" {
                    let keys = value.as_array().into_iter().flatten();
                    found.extend(keys.filter_map(|key| Some(key.as_str()?.to_owned())));
                }
                if let ("source", Some(text)) = (key.as_str(), value.as_str()) {
                    found.insert(text.to_owned());
                }
                collect(value, found);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}
