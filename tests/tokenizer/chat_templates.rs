//! Requests to open models against their published chat templates, rendered by Jinja
//! (`tests/oracles/chat_templates.py`). The vectors name the package and the digest of each template.

use serde_json::Value;
use tokenfare::tokenizer::request::{NoImages, RequestOptions, count_request};
use tokenfare::tokenizer::{Encoding, encoding_for_model};

const VECTORS: &str = include_str!("../fixtures/chat_templates.json");

/// The tokens of a prompt: its texts, and one for each special token, which is `null`.
fn tokens(pieces: &[Value], encoding: &Encoding) -> usize {
    pieces
        .iter()
        .map(|piece| match piece.as_str() {
            Some(text) => encoding.count_ordinary(text),
            None => 1,
        })
        .sum()
}

#[test]
fn conversations_have_the_tokens_of_the_published_templates() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let conversations = vectors["conversations"].as_array().unwrap();
    let mut compared = 0;
    for family in vectors["families"].as_array().unwrap() {
        let model = family["model"].as_str().unwrap();
        let encoding = Encoding::embedded(encoding_for_model(model).encoding).unwrap();
        for (conversation, prompt) in conversations
            .iter()
            .zip(family["prompts"].as_array().unwrap())
        {
            // A text in place of a prompt says why the template refuses the conversation.
            let Some(pieces) = prompt.as_array() else {
                continue;
            };
            let options = RequestOptions {
                model: Some(model),
                endpoint: None,
            };
            let request = &conversation["request"];
            let found = count_request(request, options, Encoding::embedded, &NoImages).unwrap();
            let title = conversation["title"].as_str().unwrap();
            assert_eq!(found.total, tokens(pieces, encoding), "{model}: {title}");
            compared += 1;
        }
    }
    // 35 conversations for each of 13 families but 27, which the templates refuse.
    assert_eq!(compared, 428);
}
