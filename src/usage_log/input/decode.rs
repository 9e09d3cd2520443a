//! UTF-8, with or without a byte order mark, and UTF-16 become UTF-8.

/// How many bytes tell what a source is written in.
const HEAD: usize = 16;

/// What a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    Utf8,
    Utf16 { little_endian: bool },
}

/// Decodes a source as it arrives.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    charset: Option<Charset>,
    /// The first bytes, until they tell the charset; later, the bytes of an incomplete character.
    kept: Vec<u8>,
    text: String,
}

/// A source that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotText(pub &'static str);

impl Decoder {
    /// Hands on what is decoded so far.
    ///
    /// # Errors
    /// The source is no text.
    pub fn push(&mut self, bytes: &[u8], out: &mut dyn FnMut(&[u8])) -> Result<(), NotText> {
        match self.charset {
            Some(Charset::Utf8) => out(bytes),
            Some(Charset::Utf16 { little_endian }) => self.utf16(bytes, little_endian, out),
            None => {
                self.kept.extend_from_slice(bytes);
                if self.kept.len() >= HEAD {
                    self.begin(out)?;
                }
            }
        }
        Ok(())
    }

    /// Hands on the rest.
    ///
    /// # Errors
    /// The source is no text.
    pub fn finish(&mut self, out: &mut dyn FnMut(&[u8])) -> Result<(), NotText> {
        if self.charset.is_none() {
            self.begin(out)?;
        }
        Ok(())
    }

    fn begin(&mut self, out: &mut dyn FnMut(&[u8])) -> Result<(), NotText> {
        let head = std::mem::take(&mut self.kept);
        if let Some((_, what)) = SIGNATURES.iter().find(|(mark, _)| head.starts_with(mark)) {
            return Err(NotText(what));
        }
        let (charset, mark) = charset_of(&head);
        self.charset = Some(charset);
        self.push(head.get(mark..).unwrap_or_default(), out)
    }

    fn utf16(&mut self, bytes: &[u8], little_endian: bool, out: &mut dyn FnMut(&[u8])) {
        self.kept.extend_from_slice(bytes);
        let mut units: Vec<u16> = self
            .kept
            .chunks_exact(2)
            .map(|pair| match little_endian {
                true => u16::from_le_bytes([pair[0], pair[1]]),
                false => u16::from_be_bytes([pair[0], pair[1]]),
            })
            .collect();
        // The first half of a pair waits for the second.
        if units
            .last()
            .is_some_and(|unit| (0xd800..0xdc00).contains(unit))
        {
            units.pop();
        }
        self.kept.drain(..units.len() * 2);
        self.text.clear();
        let decoded = char::decode_utf16(units);
        self.text
            .extend(decoded.map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
        out(self.text.as_bytes());
    }
}

/// How files begin that people drop although they are no text, and what to do with them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "is compressed with gzip; unpack it"),
    (
        b"PK\x03\x04",
        "is a ZIP archive or a workbook; unpack it, or export it as CSV",
    ),
    (
        b"SQLite format 3",
        "is an SQLite database; export its table as CSV or JSON",
    ),
    (b"PAR1", "is a Parquet file; export it as CSV or JSON Lines"),
    (b"%PDF", "is a PDF; export the data as CSV"),
];

/// The charset by the first bytes, and the length of the mark in front of the text.
fn charset_of(head: &[u8]) -> (Charset, usize) {
    let utf16 = |little_endian| Charset::Utf16 { little_endian };
    match head {
        [0xef, 0xbb, 0xbf, ..] => (Charset::Utf8, 3),
        [0xff, 0xfe, ..] => (utf16(true), 2),
        [0xfe, 0xff, ..] => (utf16(false), 2),
        // Text of these formats begins with ASCII.
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => (utf16(true), 0),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => (utf16(false), 0),
        _ => (Charset::Utf8, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, NotText};

    fn decoded(chunks: &[&[u8]]) -> Result<String, NotText> {
        let (mut decoder, mut text) = (Decoder::default(), Vec::new());
        for chunk in chunks {
            decoder.push(chunk, &mut |bytes| text.extend_from_slice(bytes))?;
        }
        decoder.finish(&mut |bytes| text.extend_from_slice(bytes))?;
        Ok(String::from_utf8(text).unwrap())
    }

    #[test]
    fn every_charset_gives_the_same_text_however_it_is_cut() {
        let text = "a,b\n≤ 200k,😀 and more text\n";
        let mut forms = vec![
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        ];
        for (mark, little_endian) in [(true, true), (true, false), (false, true), (false, false)] {
            let units = mark
                .then_some(0xfeff)
                .into_iter()
                .chain(text.encode_utf16());
            let bytes = |unit: u16| match little_endian {
                true => unit.to_le_bytes(),
                false => unit.to_be_bytes(),
            };
            forms.push(units.flat_map(bytes).collect());
        }
        for form in forms {
            assert_eq!(decoded(&[&form]).unwrap(), text);
            let bytes: Vec<&[u8]> = form.chunks(1).collect();
            assert_eq!(decoded(&bytes).unwrap(), text);
        }
        assert_eq!(decoded(&[b"{}"]).unwrap(), "{}");
        assert_eq!(decoded(&[]).unwrap(), "");
    }

    #[test]
    fn what_is_no_text_is_said() {
        let gzip = decoded(&[b"\x1f\x8b\x08\x00"]).unwrap_err();
        assert_eq!(gzip, NotText("is compressed with gzip; unpack it"));
    }
}
