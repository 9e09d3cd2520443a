//! The first bytes of what a `data:` URL holds.

use data_url::DataUrl;
use data_url::DataUrlError;
use data_url::forgiving_base64::DecodeError;

/// Ends the decoding when enough bytes were read.
struct Enough;

/// Whether `url` is a `data:` URL. Looks at no more than the scheme.
pub(super) fn is_data_url(url: &str) -> bool {
    !matches!(DataUrl::process(url), Err(DataUrlError::NotADataUrl))
}

/// Decodes at most the first `limit` bytes of a `data:` URL, as browsers do
/// (<https://fetch.spec.whatwg.org/#data-url-processor>). Nothing after them is looked at.
///
/// # Errors
/// What is wrong with the URL, in words.
pub(super) fn head(url: &str, limit: usize) -> Result<Vec<u8>, &'static str> {
    let url = DataUrl::process(url).map_err(|error| match error {
        DataUrlError::NotADataUrl => "it is no data: URL",
        DataUrlError::NoComma => "its data: URL has no comma",
    })?;
    let mut bytes = Vec::new();
    let decoded = url.decode(|chunk| {
        let room = limit - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if bytes.len() == limit {
            Err(Enough)
        } else {
            Ok(())
        }
    });
    match decoded {
        Ok(_) | Err(DecodeError::WriteError(Enough)) => Ok(bytes),
        Err(DecodeError::InvalidBase64(_)) => Err("the base64 of its data: URL is malformed"),
    }
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
            ("data:;base64,+/8=", &[0xfb, 0xff]),
            ("data:;base64,%2B%2f8=", &[0xfb, 0xff]),
            // Without base64, the bytes are percent-encoded.
            ("data:image/png,%89PNG", b"\x89PNG"),
            ("data:image/svg+xml,<svg/>", b"<svg/>"),
        ] {
            assert!(is_data_url(url), "{url}");
            assert_eq!(head(url, 100).unwrap(), bytes, "{url}");
        }
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        assert_eq!(head("data:;base64,Zm9vYmFy", 4).unwrap(), b"foob");
        // What is malformed behind that is not seen.
        assert_eq!(head("data:;base64,Zm9vYmFy!", 4).unwrap(), b"foob");
        assert_eq!(head("data:;base64,Zm9v", 0).unwrap(), b"");
    }

    #[test]
    fn what_is_no_base64_is_an_error() {
        for url in [
            "",
            "data",
            "dat\u{e9}:x",
            "https://x.example/a.png",
            "data:image/png;base64",
            // The alphabet for URLs, which browsers refuse in a data: URL.
            "data:;base64,-_8",
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
