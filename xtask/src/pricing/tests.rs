//! The readers, the comparison and the edits, on lists of a few models.

use tokenfare::pricing::{Catalog, Day, authoring};

use super::diff;
use super::known::Known;
use super::lists::{List, read_text};
use super::refresh::edit::{Agreements, edited};
use super::refresh::propose::{Change, Proposal, propose};

const OURS: &str = r#"
# The file of a vendor.
provider = "openai"
name = "OpenAI"

[sources.page]
name = "a page"
url = "https://example.com"
checked = "2026-06-22"

[[model]]
id = "gpt-5.4"
snapshots = ["gpt-5.4-2026-03-05"]
source = "page"
rates = [
    { when = { up_to = 272_000 }, usd = { input = "2.50", cached_input = "0.25", output = "15" } },
    { when = { above = 272_000 }, usd = { input = "5", cached_input = "0.50", output = "22.50" } },
    { tier = "batch", when = { up_to = 272_000 }, usd = { input = "1.25", cached_input = "0.13", output = "7.50" } },
]

# Priced by the minute.
[[model]]
id = "whisper-1"
source = "page"
rates = [{ unit = "minute", usd = { audio_duration = "0.006" } }]

[[model]]
id = "gpt-4.1"
source = "page"
rates = [{ usd = { input = "2", output = "8" } }]
"#;

const LITELLM: &str = include_str!("../../fixtures/litellm.json");
const MODELS_DEV: &str = include_str!("../../fixtures/models-dev.json");
const GENAI_PRICES: &str = include_str!("../../fixtures/genai-prices.json");

fn day() -> Day {
    "2026-09-22".parse().unwrap()
}

fn catalog(text: &str) -> Catalog {
    let provider = authoring::parse_provider(text).unwrap();
    Catalog::from_file(authoring::assemble(vec![provider])).unwrap()
}

fn list(json: &str) -> List {
    read_text(json, day()).unwrap().remove(0)
}

fn report(json: &str, known: &str) -> (String, usize) {
    diff::report(&catalog(OURS), &list(json), &Known::parse(known).unwrap())
}

#[test]
fn litellm_is_compared_rate_by_rate() {
    let (text, unexplained) = report(LITELLM, "");
    assert_eq!(
        text,
        "gpt-5.4 (openai)\n    \
         batch cached_input: ours 0.13, theirs 0.125\n    \
         priority input: ours none, theirs 5\n    \
         standard output above 272000: ours 22.5, theirs 20\n\
         only theirs: 1\n    gpt-9 (openai)\n\
         only ours: 1\n    gpt-4.1\n\
         litellm 1, 2026-09-22: 2 models compared, 1 equal or explained, 1 different\n"
    );
    assert_eq!(unexplained, 4);
}

#[test]
fn an_explained_difference_is_counted_with_its_reason() {
    let known = r#"
[[difference]]
list = ["litellm"]
model = ["gpt-5.*"]
reason = "the page prints ours"

[[difference]]
unknown_model = true
model = ["gpt-9"]
reason = "there is no such model"
"#;
    let (text, unexplained) = report(LITELLM, known);
    assert_eq!(
        text,
        "only ours: 1\n    gpt-4.1\n\
         explained: 4\n    3 × the page prints ours\n    1 × there is no such model\n\
         litellm 1, 2026-09-22: 2 models compared, 2 equal or explained, 0 different\n"
    );
    assert_eq!(unexplained, 0);
}

#[test]
fn models_dev_is_compared_and_its_noise_is_not() {
    let (text, _) = report(MODELS_DEV, "");
    assert_eq!(
        text,
        "gpt-4.1 (openai)\n    standard output: ours 8, theirs 80\n\
         only ours: 1\n    whisper-1\n\
         models.dev 1, 2026-09-22: 2 models compared, 1 equal or explained, 1 different\n"
    );
}

#[test]
fn genai_prices_are_those_in_force_on_the_day() {
    let (text, _) = report(GENAI_PRICES, "");
    assert_eq!(
        text,
        "gpt-5.4 (openai)\n    standard input above 272000: ours 5, theirs 4\n\
         genai-prices 1, 2026-09-22: 3 models compared, 2 equal or explained, 1 different\n"
    );
}

/// One after the other: what one list confirms, lacks and adds, until nothing is left to propose.
#[test]
fn accepted_proposals_are_not_proposed_again() {
    let lists = [list(LITELLM), list(GENAI_PRICES)];
    let known = Known::default();
    let before = catalog(OURS);
    let proposals = propose(&before, &lists, &known);
    let accepted: Vec<&Proposal> = proposals
        .iter()
        .filter(|proposal| proposal.kind().is_some())
        .collect();
    let agreements = Agreements::of(&before, &lists);
    let text = edited(OURS, "openai", &accepted, &lists, &agreements).unwrap();

    // Comments stay, and what is confirmed says by whom.
    assert!(text.contains("# Priced by the minute."), "{text}");
    let minute = r#"audio_duration = "0.006" }, confirmed_by = ["genai-prices", "litellm"] }"#;
    assert!(text.contains(minute), "{text}");
    assert!(text.contains("id = \"gpt-9\""), "{text}");
    let after = catalog(&text);
    let whisper = after.resolve("whisper-1", false).unwrap();
    let checked = whisper.source_of(&whisper.record().rates[0]).1;
    assert_eq!(checked, Some(day()));

    // The rates that differ are a person's to judge; all else is done.
    let left = propose(&after, &lists, &known);
    let kinds: Vec<&Change> = left.iter().map(|proposal| &proposal.change).collect();
    assert!(
        kinds
            .iter()
            .all(|change| matches!(change, Change::Differs { .. })),
        "{kinds:?}"
    );
    assert_eq!(kinds.len(), 3);
}

/// A week in which one list cannot be had does not take back what it confirmed.
#[test]
fn what_a_list_confirmed_stands_until_the_list_is_read_again() {
    let known = Known::default();
    let both = [list(LITELLM), list(GENAI_PRICES)];
    let before = catalog(OURS);
    let proposals = propose(&before, &both, &known);
    let accepted: Vec<&Proposal> = proposals
        .iter()
        .filter(|proposal| proposal.kind().is_some())
        .collect();
    let agreements = Agreements::of(&before, &both);
    let text = edited(OURS, "openai", &accepted, &both, &agreements).unwrap();
    let after = catalog(&text);
    for alone in both {
        let left = propose(&after, &[alone], &known);
        let confirms = |proposal: &&Proposal| matches!(proposal.change, Change::Confirm { .. });
        let confirmed: Vec<_> = left.iter().filter(confirms).collect();
        assert!(confirmed.is_empty(), "{confirmed:?}");
    }
}

/// A copy of the list in which a row was read does not make the row surer, whether or not that list
/// is read again.
#[test]
fn a_copy_of_the_own_source_confirms_nothing() {
    let ours = OURS
        .replace("[sources.page]", "[sources.\"models.dev\"]")
        .replace("source = \"page\"", "source = \"models.dev\"")
        .replace(
            "output = \"8\" }",
            "output = \"8\" }, confidence = \"single-source\"",
        );
    let mut copy = list(&MODELS_DEV.replace("\"output\": 80", "\"output\": 8"));
    copy.origin.key = "pi-ai".to_owned();
    let proposals = propose(&catalog(&ours), &[copy], &Known::default());
    let of_model = proposals
        .iter()
        .filter(|proposal| proposal.model == "gpt-4.1");
    let sure: Vec<&str> = of_model
        .filter_map(|proposal| match &proposal.change {
            Change::Confirm { confidence, .. } => Some(confidence.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(sure, ["single-source"]);
}

#[test]
fn a_file_of_facts_is_one_list_for_each_source() {
    let json = r#"{ "facts": [
        { "provider": "openai", "model": "gpt-4.1", "component": "input", "usd": "2",
          "source": "page", "name": "a page", "url": "https://example.com", "read": "2026-11-20" },
        { "provider": "openai", "model": "gpt-4.1", "component": "input", "usd": "1", "tier": "batch",
          "source": "other", "name": "another", "url": "https://example.org", "read": "2026-11-21" }
    ] }"#;
    let lists = read_text(json, day()).unwrap();
    assert_eq!(lists.len(), 2);
    assert_eq!(lists[0].origin.key, "other");
    assert_eq!(lists[0].models[0].rates[0].usd.to_string(), "1");
    assert_eq!(lists[1].origin.day.to_string(), "2026-11-20");
}

#[test]
fn openrouters_list_is_read() {
    let json = r#"{ "data": [ { "id": "deepseek/deepseek-chat", "context_length": 64000,
        "pricing": { "prompt": "0.00000027", "completion": "0.0000011", "request": "0" } } ] }"#;
    let list = list(json);
    assert_eq!(list.models[0].name, "openrouter/deepseek/deepseek-chat");
    let rates: Vec<String> = list.models[0]
        .rates
        .iter()
        .map(|rate| rate.usd.to_string())
        .collect();
    assert_eq!(rates, ["0.27", "1.1"]);
}

#[test]
fn anything_else_is_refused_in_words() {
    let error = read_text("{\"a\": 1}", day()).unwrap_err();
    assert!(error.to_string().starts_with("neither litellm's map"));
}

/// A list cut off anywhere, or with any of its values replaced, is read or refused, and never a
/// reason to panic.
#[test]
fn broken_lists_do_no_harm() {
    let facts = r#"{ "facts": [ { "provider": "a", "model": "b", "component": "input", "usd": "1",
        "source": "s", "name": "n", "url": "u", "read": "2026-11-20" } ] }"#;
    let ours = catalog(OURS);
    for whole in [LITELLM, MODELS_DEV, GENAI_PRICES, facts] {
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            assert!(read_text(&whole[..end], day()).is_err() || whole[end..].trim().is_empty());
        }
        for bad in ["null", "-1", "1e999", "\"\"", "[]", "{}", "[[{}]]", "true"] {
            for (at, _) in whole.match_indices(": ") {
                let rest = &whole[at + 2..];
                let end = rest.find([',', '\n', '}']).unwrap_or(rest.len());
                let broken = format!("{}{bad}{}", &whole[..at + 2], &rest[end..]);
                if let Ok(lists) = read_text(&broken, day()) {
                    propose(&ours, &lists, &Known::default());
                }
            }
        }
    }
}
