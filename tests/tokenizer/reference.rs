//! Every encoding against the reference, tiktoken-rs.

use tiktoken_rs::CoreBPE;
use tokenfare::tokenizer::{Encoding, EncodingName};

fn reference(name: EncodingName) -> &'static CoreBPE {
    match name {
        EncodingName::O200kBase => tiktoken_rs::o200k_base_singleton(),
        EncodingName::O200kHarmony => tiktoken_rs::o200k_harmony_singleton(),
        EncodingName::Cl100kBase => tiktoken_rs::cl100k_base_singleton(),
        EncodingName::P50kBase => tiktoken_rs::p50k_base_singleton(),
        EncodingName::P50kEdit => tiktoken_rs::p50k_edit_singleton(),
        EncodingName::R50kBase | EncodingName::Gpt2 => tiktoken_rs::r50k_base_singleton(),
        other => panic!("no reference for {other}"),
    }
}

const TEXTS: &[&str] = &[
    "",
    "Hello, world!",
    "The quick brown fox jumps over the lazy dog. It's 1234567 o'clock, isn't it? WE'LL SEE'S\n\n  \tfoo\r\n\r\n   ",
    "\u{feff}# Title\n\u{85}\u{a0}\u{3000}x",
    "日本語のテキストを分割する。中文字符测试，漢字。한국어 텍스트",
    "Привет, мир! Ünïcödé straße ΑΒΓ αβγ",
    "camelCase HTTPResponse propertyIsEnumerable isPrototypeOf toLocaleString __proto__ constructor",
    "👩‍👩‍👧‍👦🏳️‍🌈 ½ Ⅷ ٣ e\u{301}\u{301} \u{301}AB ǅx ʰA",
    ".\n/ //\n/. ;\n\n/x !\u{301} \u{301}a",
    "a<|endoftext|>b",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "                                                                                               x",
    "=====================================================================\n------------------------",
    "can'ts 'ſ x'ſ y'Sſ don'T it'LL",
    "    if (x) {\n        return y;\n    }\n\n\n\t\t\n",
    "pneumonoultramicroscopicsilicovolcanoconiosis antidisestablishmentarianism supercalifragilisticexpialidocious",
];

#[test]
fn each_encoding_equals_the_reference() {
    for name in EncodingName::OPENAI {
        let encoding = Encoding::embedded(name).unwrap();
        let reference = reference(name);
        for text in TEXTS {
            let expected = reference.encode_ordinary(text);
            assert_eq!(
                encoding.encode_ordinary(text).unwrap(),
                expected,
                "{name} {text:?}"
            );
            assert_eq!(encoding.count_ordinary(text), expected.len());
            assert_eq!(encoding.decode(&expected).unwrap(), *text);
        }
    }
}
