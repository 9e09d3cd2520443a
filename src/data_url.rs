//! The first bytes of what a `data:` URL holds.

/// Whether it is a `data:` URL, of which no more than the scheme is looked at.
pub fn is_data_url(url: &str) -> bool {
    after_scheme(url).is_some()
}

/// At most the first `most` bytes of a `data:` URL in base64; reads no further than it must.
///
/// White space, percent escapes and the URL-safe alphabet are taken as browsers and APIs do.
///
/// # Errors
///
/// What is wrong with the URL.
pub fn head(url: &str, most: usize) -> Result<Vec<u8>, &'static str> {
    let rest = after_scheme(url).ok_or("it is no data: URL")?;
    let (kind, data) = rest.split_once(',').ok_or("its data: URL has no comma")?;
    let (_, coding) = kind.rsplit_once(';').unwrap_or_default();
    if !coding.trim().eq_ignore_ascii_case("base64") {
        return Err("its data: URL is not in base64");
    }
    let mut bytes = Vec::with_capacity(most.min(data.len() / 4 * 3 + 3));
    let (mut bits, mut held) = (0_u32, 0);
    let mut rest = data.bytes();
    while let Some(byte) = rest.next() {
        let digit = match byte {
            b'%' => unescaped(&mut rest),
            other => Some(other),
        };
        let value = match digit {
            Some(digit @ b'A'..=b'Z') => digit - b'A',
            Some(digit @ b'a'..=b'z') => digit - b'a' + 26,
            Some(digit @ b'0'..=b'9') => digit - b'0' + 52,
            Some(b'+' | b'-') => 62,
            Some(b'/' | b'_') => 63,
            Some(b'=') => break,
            Some(space) if space.is_ascii_whitespace() => continue,
            _ => return Err("the base64 of its data: URL is broken"),
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            if bytes.len() == most {
                break;
            }
            bytes.push((bits >> held) as u8);
        }
    }
    Ok(bytes)
}

fn after_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim_start().split_at_checked("data:".len())?;
    scheme.eq_ignore_ascii_case("data:").then_some(rest)
}

/// The byte that two hexadecimal digits write.
fn unescaped(digits: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let mut digit = || char::from(digits.next()?).to_digit(16);
    let (high, low) = (digit()?, digit()?);
    u8::try_from(high << 4 | low).ok()
}

#[cfg(test)]
mod tests {
    use super::{head, is_data_url};

    #[test]
    fn the_test_vectors_of_rfc_4648_and_their_other_spellings() {
        for (url, bytes) in [
            ("data:;base64,", &b""[..]),
            ("data:;base64,Zg==", b"f"),
            ("data:image/png;base64,Zm8=", b"fo"),
            (" Data:image/png;base64,Zm8", b"fo"),
            ("data:image/png;charset=x;BASE64,Zm9v", b"foo"),
            ("data:;base64,Zm9v\r\n Yg%3D%3D", b"foob"),
            // 0xfb 0xff: "+/8=" with the usual digits, "-_8" with those for URLs, without padding.
            ("data:;base64,+/8=", &[0xfb, 0xff]),
            ("data:;base64,-_8", &[0xfb, 0xff]),
            ("data:;base64,%2B%2f8=", &[0xfb, 0xff]),
        ] {
            assert!(is_data_url(url), "{url}");
            assert_eq!(head(url, 100).unwrap(), bytes, "{url}");
        }
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        assert_eq!(head("data:;base64,Zm9vYmFy", 4).unwrap(), b"foob");
        // What is broken behind that is not seen.
        assert_eq!(head("data:;base64,Zm9vYmFy!", 4).unwrap(), b"foob");
        assert_eq!(head("data:;base64,Zm9v", 0).unwrap(), b"");
    }

    #[test]
    fn what_is_no_base64_says_so() {
        for url in [
            "",
            "data",
            "dat\u{e9}:x",
            "https://x.example/a.png",
            "data:image/png;base64",
            "data:image/svg+xml,<svg/>",
            "data:;base64,Zm9!",
            "data:;base64,Zm9%",
            "data:;base64,Zm9%2",
            "data:;base64,Zm9%zz",
            "data:;base64,\u{e9}",
        ] {
            assert!(head(url, 100).is_err(), "{url}");
        }
    }
}
