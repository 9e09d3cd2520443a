//! Byte-pair encoding as textbooks have it. Read this first.
//!
//! An encoding has a pattern, which is a regular expression, and a vocabulary, which gives each token
//! a rank. To encode a text:
//!
//! 1. Split it into pre-tokens, the matches of the pattern.
//! 2. Start each pre-token as its single bytes, each of which is a token.
//! 3. Find the pair of neighbours whose concatenation is the token of the lowest rank, the leftmost of
//!    equals, and replace the pair by that token. Repeat until no pair is a token.
//!
//! A token's id is its rank. That is all; the rest of this crate gives the same tokens a hundred times
//! as fast. The tests compare the two, and both with tiktoken (`tests/tokenizer` of the repository).

use std::collections::HashMap;

use fancy_regex::Regex;

use crate::encoding::Encoding;
use crate::model::Model;
use crate::pattern::Pattern;

/// An encoding without special tokens.
pub struct Reference {
    pattern: Regex,
    ranks: HashMap<Vec<u8>, u32>,
}

impl Reference {
    /// The pattern and the ranks of an encoding.
    pub fn of(encoding: &Encoding) -> Self {
        let Model::BytePair(model) = &encoding.model else {
            panic!("the reference merges bytes");
        };
        let ids = 0..model.ids() as u32;
        let token = |id| Some((model.token(id)?.to_vec(), id));
        Self {
            pattern: Regex::new(published_pattern(model.pattern)).unwrap(),
            ranks: ids.filter_map(token).collect(),
        }
    }

    /// The tokens of a text.
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let pre_tokens = self.pattern.find_iter(text);
        pre_tokens
            .flat_map(|pre_token| self.merge(pre_token.unwrap().as_str().as_bytes()))
            .collect()
    }

    /// The tokens of one pre-token.
    fn merge(&self, pre_token: &[u8]) -> Vec<u32> {
        let mut parts: Vec<Vec<u8>> = pre_token.iter().map(|byte| vec![*byte]).collect();
        while let Some(left) = self.next_merge(&parts) {
            let right = parts.remove(left + 1);
            parts[left].extend(right);
        }
        parts.iter().map(|part| self.ranks[part]).collect()
    }

    /// The index of the left part of the pair to merge next.
    fn next_merge(&self, parts: &[Vec<u8>]) -> Option<usize> {
        let rank = |left: usize| self.ranks.get(&parts[left..left + 2].concat());
        let pairs = 0..parts.len().saturating_sub(1);
        let mergeable = pairs.filter_map(|left| Some((rank(left)?, left)));
        mergeable.min().map(|(_, left)| left)
    }
}

/// The patterns as OpenAI publishes them, in `tiktoken_ext/openai_public.py`.
/// Where a pre-token of [`Pattern::Spaced`] begins.
macro_rules! spaced_border {
    () => {
        concat!(
            r"(?<!>)(?= )|(?<=>)(?= (?!</))|(?=[0-9])|(?<=[0-9])",
            r"|(?<=[A-Za-z])(?=[\x00-\x1f!-/:-@\[-`{-\x7f])|(?<=[\x00-\x1f!-/:-@\[-`{-\x7f])(?=[A-Za-z])",
            r"|(?<=[぀-ヺー-ヿ一-\x{9fff}가-\x{d77f}\x{4000}-\x{4dff}])(?=[\x00-\x1f!-/:-\x7f、-〃〈-】〔-〟！-／：-＠])",
            r"|(?<=[\x00-\x1f!-/:-\x7f、-〃〈-】〔-〟！-／：-＠])(?=[぀-ヺー-ヿ一-\x{9fff}가-\x{d77f}\x{4000}-\x{4dff}])",
        )
    };
}

fn published_pattern(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::R50k => {
            r"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"
        }
        Pattern::Cl100k => {
            r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
        }
        Pattern::Llama3 => {
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
        }
        Pattern::Qwen2 => {
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
        }
        Pattern::Qwen35 => {
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
        }
        Pattern::Tekken => concat!(
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+",
            r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*",
            r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ),
        Pattern::KimiK2 => concat!(
            r"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ),
        // Three patterns in a row as one: a number or an ideograph ends what stands before it.
        Pattern::DeepseekV3 => concat!(
            r"\p{N}{1,3}|[一-龥\u{3040}-\u{309f}\u{30a0}-\u{30ff}]+|[!-/:-@\[-`{-~][A-Za-z]+",
            r"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}&&[^一-龥\u{3040}-\u{309f}\u{30a0}-\u{30ff}]]+",
            r"| ?[\p{P}\p{S}&&[^一-龥\u{3040}-\u{309f}\u{30a0}-\u{30ff}]]+[\r\n]*|\s*[\r\n]+",
            r"|\s+(?![^\s\p{N}一-龥\u{3040}-\u{309f}\u{30a0}-\u{30ff}])|\s+",
            r"|(?:(?![^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}&&[^一-龥\u{3040}-\u{309f}\u{30a0}-\u{30ff}]])[^\s\p{L}\p{M}\p{N}\p{P}\p{S}一-龥\u{3040}-\u{309f}\u{30a0}-\u{30ff}])+",
        ),
        Pattern::O200k => concat!(
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ),
        // These two are this project's own.
        Pattern::Spaced => concat!(r"(?s:.)(?:(?!", spaced_border!(), r")(?s:.))*"),
        Pattern::SpacedRuns => concat!(
            r"\n{1,31}|\t{1,31}| {2,31}|(?s:.)(?:(?!",
            spaced_border!(),
            r"|[\n\t])(?s:.))*",
        ),
    }
}

mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::{ProptestConfig, any, prop_assert_eq, prop_oneof};
    use proptest::strategy::{Just, Strategy};
    use proptest::{collection, proptest, sample};

    use fancy_regex::Regex;

    use super::{Reference, published_pattern};
    use crate::encoding::Encoding;
    use crate::encoding_name::EncodingName;
    use crate::pattern::Pattern;
    use crate::pretokenize::pre_token_end;

    /// One encoding for each pattern.
    static ENCODINGS: LazyLock<Vec<(&Encoding, Reference)>> = LazyLock::new(|| {
        let names = [
            EncodingName::O200kBase,
            EncodingName::Cl100kBase,
            EncodingName::P50kBase,
        ];
        let encodings = names.map(|name| Encoding::embedded(name).unwrap());
        encodings
            .map(|encoding| (encoding, Reference::of(encoding)))
            .into()
    });

    #[test]
    fn the_reference_gives_the_published_tokens_of_a_sentence() {
        // tiktoken 0.12, o200k_base: encode("Hello, world!").
        let (_, o200k) = &ENCODINGS[0];
        assert_eq!(o200k.encode("Hello, world!"), [13225, 11, 2375, 0]);
    }

    const UNITS: &[&str] = &[
        "the",
        "The",
        "THE",
        "don't",
        "WE'LL",
        "x's",
        "ſ",
        "1",
        "12345",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\u{a0}",
        "\u{3000}",
        "=",
        "========",
        "-->",
        "//",
        "{\"a\":",
        "é",
        "e\u{301}",
        "Straße",
        "и",
        "Привет",
        "日本語",
        "の",
        "한국어",
        "สวัสดี",
        "नमस्ते",
        "😀",
        "👩‍👩‍👧",
        "\u{0}",
    ];

    /// Words, scripts, white space, digits and punctuation, and any character at all.
    fn text() -> impl Strategy<Value = String> {
        let unit = prop_oneof![
            8 => sample::select(UNITS).prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
            1 => (sample::select(UNITS), 2..20_usize).prop_map(|(unit, n)| unit.repeat(n)),
            1 => Just(String::new()),
        ];
        collection::vec(unit, 0..40).prop_map(|units| units.concat())
    }

    /// Each pattern with its published expression.
    static PATTERNS: LazyLock<Vec<(Pattern, Regex)>> = LazyLock::new(|| {
        let compiled = |pattern| (pattern, Regex::new(published_pattern(pattern)).unwrap());
        Pattern::ALL.map(compiled).into()
    });

    /// The pre-tokens of a text, and what the expression matches.
    fn splits<'a>(
        pattern: Pattern,
        published: &Regex,
        text: &'a str,
    ) -> (Vec<&'a str>, Vec<&'a str>) {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let end = pre_token_end(pattern, text.as_bytes(), at);
            found.push(&text[at..end]);
            at = end;
        }
        let expected = published.find_iter(text);
        (
            found,
            expected.map(|found| found.unwrap().as_str()).collect(),
        )
    }

    /// Characters that the patterns treat in their own ways, and what stands beside each.
    #[test]
    fn every_pair_and_triple_of_kinds_is_split_as_published() {
        let kinds = [
            "a", "B", "é", "É", "ǅ", "ʰ", "ª", "\u{301}", "1", "½", "〇", "々", "⺀", "中", "あ",
            "゛", "・", "ー", "\u{3040}", "\u{3099}", "ㄅ", "한", "𠀀", " ", "\t", "\u{a0}", "\n",
            "\r", "'", "'s", "'ſ", "/", ".", "$", "、", "€", "😀", "\u{200d}", "\u{0}", "\u{e000}",
            "\u{378}",
        ];
        for (pattern, published) in &*PATTERNS {
            for first in kinds {
                for second in kinds {
                    for third in kinds {
                        let text = [first, second, third].concat();
                        let (found, expected) = splits(*pattern, published, &text);
                        assert_eq!(found, expected, "{pattern:?} {text:?}");
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn all_patterns_split_as_published(text in text()) {
            for (pattern, published) in &*PATTERNS {
                let (found, expected) = splits(*pattern, published, &text);
                prop_assert_eq!(found, expected, "{:?}", pattern);
            }
        }

        #[test]
        fn the_fast_path_gives_the_tokens_of_the_reference(text in text()) {
            for (encoding, reference) in &*ENCODINGS {
                let expected = reference.encode(&text);
                prop_assert_eq!(encoding.encode_ordinary(&text).unwrap(), &expected[..]);
                // Counted, and encoded again from the cache.
                prop_assert_eq!(encoding.count_ordinary(&text), expected.len());
                prop_assert_eq!(encoding.encode_ordinary(&text).unwrap(), expected);
            }
        }
    }
}
