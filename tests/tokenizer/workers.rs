//! Workers: many texts with one set of caches, with the same tokens as tiktoken-rs.

use std::thread;

use tokenfare::tokenizer::{Encoding, EncodingName, SpecialSet, SpecialTokenOptions};

/// Texts that leave different things in the caches; some are met again.
fn texts() -> Vec<String> {
    let words = [
        "Hello",
        " world",
        "ſomething",
        " 世界",
        "\u{301}",
        "\r\n",
        " 12345",
        "👩‍👩‍👧",
    ];
    let mut texts = vec![String::new(), "\0".to_owned(), "x".repeat(20_000)];
    for index in 0..400_usize {
        let many = 1 + index * 7 % 23;
        let text = (0..many).map(|place| words[(index * place + place) % words.len()]);
        texts.push(text.collect());
    }
    texts
}

#[test]
fn a_worker_gives_the_tokens_of_each_text_whatever_it_saw_before() {
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let reference = tiktoken_rs::o200k_base_singleton();
    let mut worker = encoding.worker();
    let mut tokens = Vec::new();
    for text in texts() {
        let expected = reference.encode_ordinary(&text);
        assert_eq!(worker.count_ordinary(&text), expected.len(), "{text:?}");
        tokens.clear();
        worker.encode_ordinary(&text, &mut tokens).unwrap();
        assert_eq!(tokens, expected, "{text:?}");
        let (all, fewer) = (expected.len(), expected.len().saturating_sub(1));
        assert_eq!(worker.count_up_to_ordinary(&text, all), Some(all));
        assert_eq!(
            worker.count_up_to_ordinary(&text, fewer).is_none(),
            all > fewer
        );
    }
}

#[test]
fn a_worker_appends_and_finds_special_tokens_where_they_are_allowed() {
    let mut worker = Encoding::embedded(EncodingName::O200kBase)
        .unwrap()
        .worker();
    let allowed = SpecialTokenOptions {
        allowed: SpecialSet::All,
        ..Default::default()
    };
    let disallowed = SpecialTokenOptions {
        disallowed: SpecialSet::All,
        ..Default::default()
    };
    let mut tokens = vec![7];
    worker
        .encode("Hello<|endoftext|>", allowed, &mut tokens)
        .unwrap();
    // "Hello" is 13225 and the special token 199999 in OpenAI's o200k_base.
    assert_eq!(tokens, [7, 13225, 199_999]);
    assert_eq!(worker.count("Hello<|endoftext|>", allowed), Ok(2));
    assert!(worker.count("Hello<|endoftext|>", disallowed).is_err());
    assert_eq!(worker.count_ordinary("<|endoftext|>"), 7);
}

#[test]
fn workers_of_several_threads_count_every_encoding_alike() {
    let texts = texts();
    for name in EncodingName::ALL {
        let encoding = Encoding::embedded(name).unwrap();
        let alone: Vec<usize> = texts
            .iter()
            .map(|text| encoding.count_ordinary(text))
            .collect();
        let count = |texts: &[String]| -> Vec<usize> {
            let mut worker = encoding.worker();
            texts
                .iter()
                .map(|text| worker.count_ordinary(text))
                .collect()
        };
        let (first, last) = texts.split_at(texts.len() / 3);
        let together = thread::scope(|scope| {
            let [first, last] = [first, last].map(|part| scope.spawn(move || count(part)));
            [first.join().unwrap(), last.join().unwrap()].concat()
        });
        assert_eq!(together, alone, "{name}");
    }
}
