//! Walks over JSON without building values. Most bytes of a log are prompts and answers; they are
//! passed over at the speed of a search for quotes.
//!
//! The walk checks brackets and strings, and gives up (`None`) at anything that it does not expect.
//! A line on which it gives up is parsed in full, which decides.

use memchr::memchr2;

/// A place in a line.
#[derive(Clone, Copy, Debug)]
pub(in crate::usage_log) struct Scanner<'a> {
    rest: &'a [u8],
}

/// A value of JSON, as it stands in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::usage_log) enum Token<'a> {
    /// A string without escapes.
    Text(&'a str),
    /// A whole number.
    Whole(u64),
    True,
    False,
    Null,
    /// An object, an array, another number, or a string with escapes: all of it.
    Other(&'a [u8]),
}

impl<'a> Scanner<'a> {
    pub fn new(json: &'a [u8]) -> Self {
        Self { rest: json }
    }

    fn skip_blanks(&mut self) {
        while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// Takes a byte, after blanks.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.skip_blanks();
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        (*first == byte).then_some(())
    }

    fn next_is(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        self.rest.first() == Some(&byte)
    }

    /// Whether nothing follows.
    fn is_at_end(&mut self) -> bool {
        self.skip_blanks();
        self.rest.is_empty()
    }

    /// Hands on the members of an object that is all of the text.
    pub fn members(
        mut self,
        mut member: impl FnMut(&'a str, Token<'a>) -> Option<()>,
    ) -> Option<()> {
        self.take(b'{')?;
        if self.next_is(b'}') {
            self.take(b'}')?;
            return self.is_at_end().then_some(());
        }
        loop {
            self.skip_blanks();
            let Token::Text(name) = self.string()? else {
                return None;
            };
            self.take(b':')?;
            member(name, self.value()?)?;
            if self.next_is(b',') {
                self.take(b',')?;
                continue;
            }
            self.take(b'}')?;
            return self.is_at_end().then_some(());
        }
    }

    fn value(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        match self.rest.first()? {
            b'"' => self.string(),
            b'{' | b'[' => self.nested(),
            _ => self.scalar(),
        }
    }

    fn string(&mut self) -> Option<Token<'a>> {
        let start = self.rest;
        let (text, has_escapes) = self.pass_string()?;
        if has_escapes {
            let length = start.len() - self.rest.len();
            return Some(Token::Other(start.get(..length)?));
        }
        Some(Token::Text(std::str::from_utf8(text).ok()?))
    }

    /// Passes over a string; gives what stands between its quotes, and whether it has escapes.
    fn pass_string(&mut self) -> Option<(&'a [u8], bool)> {
        let text = self.rest.strip_prefix(b"\"")?;
        let mut at = 0;
        let mut has_escapes = false;
        loop {
            at += memchr2(b'"', b'\\', text.get(at..)?)?;
            if text.get(at) == Some(&b'"') {
                self.rest = text.get(at + 1..)?;
                return Some((text.get(..at)?, has_escapes));
            }
            has_escapes = true;
            at += 2;
        }
    }

    /// Passes over an object or an array, all that stands in it included.
    fn nested(&mut self) -> Option<Token<'a>> {
        /// Deeper ones are for the parser to refuse.
        const MAX_DEPTH: u32 = 64;
        let start = self.rest;
        // One bit for each bracket that is open: 1 for an object.
        let (mut open, mut depth) = (0_u64, 0_u32);
        loop {
            match self.rest.first()? {
                b'"' => {
                    self.pass_string()?;
                    continue;
                }
                byte @ (b'{' | b'[') => {
                    depth += 1;
                    open = open << 1 | u64::from(*byte == b'{');
                    if depth > MAX_DEPTH {
                        return None;
                    }
                }
                byte @ (b'}' | b']') => {
                    if (open & 1 == 1) != (*byte == b'}') {
                        return None;
                    }
                    depth -= 1;
                    open >>= 1;
                }
                byte if is_plain(*byte) => {}
                _ => return None,
            }
            self.rest = self.rest.get(1..)?;
            if depth == 0 {
                let length = start.len() - self.rest.len();
                return Some(Token::Other(start.get(..length)?));
            }
        }
    }

    fn scalar(&mut self) -> Option<Token<'a>> {
        let end = self
            .rest
            .iter()
            .position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'));
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        Some(match word {
            b"true" => Token::True,
            b"false" => Token::False,
            b"null" => Token::Null,
            _ if is_whole(word) => Token::Whole(
                word.iter()
                    .fold(0, |number, digit| number * 10 + u64::from(digit - b'0')),
            ),
            _ if word.iter().all(|byte| is_plain(*byte)) && !word.is_empty() => Token::Other(word),
            _ => return None,
        })
    }
}

/// Whether a byte may stand outside of strings, brackets aside.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'E' | b'+' | b'-' | b'.' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n')
}

/// Whether a word is a whole number that a `u64` holds in any case.
fn is_whole(word: &[u8]) -> bool {
    const MAX_DIGITS: usize = 18;
    let is_number = !word.is_empty() && word.iter().all(u8::is_ascii_digit);
    is_number && word.len() <= MAX_DIGITS && (word.len() == 1 || !word.starts_with(b"0"))
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Token};

    fn members(json: &str) -> Option<Vec<(String, String)>> {
        let mut found = Vec::new();
        Scanner::new(json.as_bytes()).members(|name, token| {
            let token = match token {
                Token::Other(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                other => format!("{other:?}"),
            };
            found.push((name.to_owned(), token));
            Some(())
        })?;
        Some(found)
    }

    #[test]
    fn members_are_handed_on_as_they_stand() {
        let json = r#" {"a":"x", "b" : [1,{"c":"]}\"\\"}], "d":12,"e":null,"f":true,"g":-1.5e3,"h":"\u00e9","i":{}} "#;
        let found = members(json).unwrap();
        let tokens: Vec<&str> = found.iter().map(|(_, token)| token.as_str()).collect();
        let expected = [
            "Text(\"x\")",
            r#"[1,{"c":"]}\"\\"}]"#,
            "Whole(12)",
            "Null",
            "True",
            "-1.5e3",
            r#""\u00e9""#,
            "{}",
        ];
        assert_eq!(tokens, expected);
        assert_eq!(members("{}").unwrap(), []);
    }

    #[test]
    fn what_is_unexpected_is_left_to_the_parser() {
        for json in [
            "",
            "{",
            "[]",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\":1} x",
            "{\"a\":\"x}",
            "{\"a\":[1}",
            "{\"a\":{]}}",
            "{\"a\":NaN}",
            "{a:1}",
            "{\"\\u0061\":1}",
            "{\"a\":1 2}",
            "{\"a\":\"\\",
            "{\"a\":[\u{1}]}",
        ] {
            assert_eq!(members(json), None, "{json}");
        }
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(65), "]".repeat(65));
        assert_eq!(members(&deep), None);
    }
}
