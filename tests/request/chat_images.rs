//! Images in chat requests. Totals are the rules of the vendors' guides, worked out beside each case.

use serde_json::Value;
use tokenfare::request::ChatImages;
use tokenfare::tokenizer::{ChatCount, Encoding, EncodingName, count_chat, encoding_for_model};

fn count(model: &str, parts: &str) -> ChatCount {
    let request = format!(
        r#"{{"model": "{model}", "messages": [{{"role": "user", "content": [{parts}]}}]}}"#
    );
    let request: Value = serde_json::from_str(&request).unwrap();
    let o200k = Encoding::embedded(EncodingName::O200kBase).unwrap();
    count_chat(o200k, &request, &ChatImages::default()).unwrap()
}

/// Tokens of the images alone: without 3 for the message, 1 for "user" and those that prime the reply.
fn images(model: &str, parts: &str) -> usize {
    let found = count(model, parts);
    assert_eq!(found.total, found.messages[0] + found.overhead);
    found.messages[0] - 4
}

/// RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| {
            bits << 8 | usize::from(three.get(at).copied().unwrap_or(0))
        });
        for place in 0..4 {
            if place <= three.len() {
                text.push(char::from(DIGITS[bits >> (18 - 6 * place) & 63]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 2, 0, 0, 0]);
    file
}

/// A JPEG of 400 × 300 pixels behind `segments` of metadata of 64 KB each.
fn jpeg(segments: usize) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8];
    for _ in 0..segments {
        file.extend([0xFF, 0xE2, 0xFF, 0xFF]);
        file.extend([0; 0xFFFD]);
    }
    file.extend([0xFF, 0xC0, 0, 17, 8, 1, 44, 1, 144, 3]);
    file.extend([1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xD9]);
    file
}

/// A content part in the shape of chat completions.
fn part(kind: &str, bytes: &[u8], more: &str) -> String {
    let data = base64(bytes);
    format!(
        r#"{{"type": "image_url", "image_url": {{"url": "data:image/{kind};base64,{data}"{more}}}}}"#
    )
}

#[test]
fn sizes_that_the_request_says() {
    let remote = |more: &str| {
        format!(
            r#"{{"type": "image_url", "image_url": {{"url": "https://x.example/a.png", {more}}}}}"#
        )
    };
    for (model, more, tokens) in [
        // 768 × 768: 4 tiles of 512; 85 + 4 × 170.
        ("gpt-4o", r#""width": 1024, "height": 1024"#, 765),
        // 1024 × 2048, then 768 × 1536: 2 × 3 tiles; 85 + 6 × 170.
        (
            "gpt-4o",
            r#""width": 2048, "height": 4096, "detail": "high""#,
            1105,
        ),
        // 2833 + 6 × 5667.
        ("gpt-4o-mini", r#""width": 2048, "height": 4096"#, 36835),
        // Low detail: 85, whatever the size.
        (
            "gpt-4o",
            r#""width": 4096, "height": 8192, "detail": "low""#,
            85,
        ),
        ("gpt-4o", r#""detail": "low""#, 85),
        // Auto means the original: 126 × 95 patches of 32 are more than 10,000: the longer side of
        // 4032 is below 6000, so sqrt(10000 × 4/3) = 115, sqrt(10000 × 3/4) = 86, and
        // 115 × 86 = 9890 patches × 1.2 = 11868, as measured.
        ("gpt-5.5", r#""width": 4032, "height": 3024"#, 11868),
    ] {
        assert_eq!(images(model, &remote(more)), tokens, "{model} {more}");
    }
}

#[test]
fn sizes_that_the_image_says() {
    // 640 × 480: 2 × 1 tiles; 85 + 2 × 170.
    assert_eq!(images("gpt-4o", &part("png", &png(640, 480), "")), 425);
    assert_eq!(
        images(
            "gpt-4o",
            &part("png", &png(640, 480), r#", "detail": "low""#)
        ),
        85
    );
    // 400 × 300: 1 tile; 85 + 170. The second has its size behind 128 KB of metadata.
    assert_eq!(images("gpt-4o", &part("jpeg", &jpeg(0), "")), 255);
    assert_eq!(images("gpt-4o", &part("jpeg", &jpeg(2), "")), 255);
    // Two in one message, beside a text of one token.
    let both = [
        r#"{"type": "text", "text": "Hello"}"#.to_owned(),
        part("png", &png(640, 480), ""),
        part("jpeg", &jpeg(0), ""),
    ];
    assert_eq!(images("gpt-4o", &both.join(",")), 1 + 425 + 255);
    // What the request says goes before what the image says.
    let said = part("png", &png(640, 480), r#", "width": 1024, "height": 1024"#);
    assert_eq!(images("gpt-4o", &said), 765);
}

#[test]
fn the_shape_of_the_responses_api() {
    let data = base64(&png(640, 480));
    let part = format!(
        r#"{{"type": "input_image", "image_url": "data:image/png;base64,{data}", "detail": "high"}}"#
    );
    assert_eq!(images("gpt-4o", &part), 425);
    let part = r#"{"type": "input_image", "file_id": "file-1", "width": 1024, "height": 1024}"#;
    assert_eq!(images("gpt-4o", part), 765);
}

#[test]
fn what_is_exact_and_what_is_not() {
    assert!(count("gpt-4o", &part("png", &png(640, 480), "")).exact);
    // 1280 × 720: 40 × 23 = 920 patches × 1.2 = 1104; the multiplier is disputed.
    let found = count("gpt-5.4-mini", &part("png", &png(1280, 720), ""));
    assert_eq!(found.total, 1104 + 3 + 1 + 2);
    let note = found.notes.iter().find(|note| note.contains("1.62"));
    assert!(note.is_some(), "{:?}", found.notes);
}

#[test]
fn factors_are_for_text_alone() {
    // ⌈1012 / 28⌉ × ⌈638 / 28⌉ = 37 × 23 = 851, Anthropic's own example. The
    // frame of the request has 7 tokens, which the factor is for.
    let found = count("claude-sonnet-4-5", &part("png", &png(1012, 638), ""));
    let frame = encoding_for_model("claude-sonnet-4-5").scaled(7) as usize;
    assert_eq!((found.messages, found.overhead), (vec![851], frame));
    assert_eq!(found.total, frame + 851);
}

#[test]
fn an_image_of_unknown_size_is_named() {
    let remote = r#"{"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}"#;
    let found = count("gpt-4o", remote);
    assert_eq!((found.total, found.exact), (7, false));
    assert_eq!(
        found.notes,
        [
            "an image is not counted: its size is not known, for nothing is fetched; say its `width` \
          and `height` in pixels beside its URL (messages[0].content[0])"
        ]
    );
    let found = count("gpt-4o", &format!("{remote},{remote},{remote}"));
    assert_eq!(found.notes.len(), 1);
    assert!(
        found.notes[0].starts_with("an image is not counted, 3 times: ")
            && found.notes[0].ends_with(" (first messages[0].content[0])"),
        "{:?}",
        found.notes
    );
}

#[test]
fn every_failure_leaves_a_note() {
    let data = |url: &str| format!(r#"{{"type": "image_url", "image_url": {{"url": "{url}"}}}}"#);
    for (model, part, reason) in [
        ("gpt-4o", data("data:image/png,x"), "begin no PNG"),
        ("gpt-4o", data("data:image/png;base64,A!"), "malformed"),
        ("gpt-4o", data("data:image/png;base64,AAAA"), "begin no PNG"),
        ("gpt-4o", part("png", &png(640, 480)[..20], ""), "cut off"),
        ("gpt-4o", part("png", &png(0, 480), ""), "0 pixels"),
        ("gpt-4o", part("png", &png(u32::MAX, 480), ""), "1000000"),
        (
            "gpt-4o",
            part("png", &png(1, 1), r#", "detail": "x""#),
            "no detail",
        ),
        ("gpt-4o", data(""), "size is not known"),
        (
            "gpt-4o",
            r#"{"type": "image_url"}"#.to_owned(),
            "size is not known",
        ),
        (
            "gpt-4o",
            r#"{"type": "image_url", "image_url": {"width": -1, "height": 1.5}}"#.to_owned(),
            "size is not known",
        ),
        ("gpt-3.5-turbo", part("png", &png(1, 1), ""), "no rule"),
        (
            "nobodys-model",
            part("png", &png(1, 1), ""),
            "no model of this name",
        ),
    ] {
        let found = count(model, &part);
        assert_eq!((found.total, found.exact), (7, false), "{reason}");
        assert!(
            found.notes.iter().any(|note| note.contains(reason)),
            "{reason}: {:?}",
            found.notes
        );
    }
}

#[test]
fn large_and_hostile_requests_are_bounded() {
    // 12 MB that begin no image: no more than the head is decoded twice, and nothing panics.
    let found = count("gpt-4o", &part("png", &vec![0; 9 << 20], ""));
    assert_eq!((found.total, found.exact), (7, false));
    // A JPEG with 20 MB before its size, of which 16 MB are read.
    let found = count("gpt-4o", &part("jpeg", &jpeg(320), ""));
    assert!(found.notes[0].contains("cut off"), "{:?}", found.notes);
    // Thousands of reasons make tens of notes.
    let parts: Vec<String> = (0..3000)
        .map(|i| part("png", &png(8, 8), &format!(r#", "detail": "{i}""#)))
        .chain((0..3000).map(|i| format!(r#"{{"type": "{i}"}}"#)))
        .collect();
    let found = count("gpt-4o", &parts.join(","));
    assert!(found.notes.len() <= 41, "{}", found.notes.len());
    assert!(
        found
            .notes
            .last()
            .unwrap()
            .starts_with("more of the request")
    );
    assert_eq!(found.total, 7);
}
