//! What the bytes of a file in a request say: its text, the pages of a PDF, the length of sound. Nothing is
//! fetched.

use super::data_url;

/// Bytes that are decoded at most.
const MAX_BYTES: usize = 64 << 20;

/// Bytes of sound that are decoded to find its header.
const HEAD_BYTES: usize = 64 << 10;

/// The pages of a PDF in a `data:` URL: its page objects. Those of a file that keeps them in compressed
/// streams cannot be seen.
pub(super) fn pages(url: &str) -> Option<usize> {
    if !data_url::is_data_url(url) {
        return None;
    }
    let bytes = data_url::head(url, MAX_BYTES).ok()?;
    if !bytes.starts_with(b"%PDF") {
        return None;
    }
    let objects = bytes.windows(5).enumerate().filter(|(at, name)| {
        // `/Type /Page`, but not `/Pages`, `/PageLayout` and the like.
        let ends = !bytes.get(at + 5).is_some_and(u8::is_ascii_alphanumeric);
        *name == b"/Page" && ends && follows_type(&bytes, *at)
    });
    Some(objects.count()).filter(|pages| *pages > 0)
}

/// Whether `/Type` stands before this place.
fn follows_type(bytes: &[u8], at: usize) -> bool {
    bytes
        .get(..at)
        .is_some_and(|before| before.trim_ascii_end().ends_with(b"/Type"))
}

/// The text of a file in a `data:` URL whose media type, or the short name of it that Bedrock uses, is
/// one of text.
pub(super) fn text(url: &str) -> Option<String> {
    let kind = url.strip_prefix("data:")?.split([';', ',']).next()?;
    let is_text = kind.starts_with("text/")
        || matches!(
            kind.strip_prefix("application/").unwrap_or(kind),
            "csv" | "html" | "javascript" | "json" | "md" | "txt" | "xml" | "yaml" | "x-yaml"
        );
    if !is_text {
        return None;
    }
    let bytes = data_url::head(url, MAX_BYTES).ok()?;
    String::from_utf8(bytes).ok()
}

/// The length of a WAV file in a `data:` URL, in tenths of a second.
pub(super) fn tenths(url: &str) -> Option<usize> {
    if !data_url::is_data_url(url) {
        return None;
    }
    let head = data_url::head(url, HEAD_BYTES).ok()?;
    if !head.starts_with(b"RIFF") || head.get(8..12)? != b"WAVE" {
        return None;
    }
    let number = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = head.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let mut at = 12;
    let mut bytes_per_second = None;
    loop {
        let (name, size, content) = (head.get(at..at + 4)?, number(at + 4)?, at + 8);
        match name {
            b"fmt " => bytes_per_second = number(content + 8),
            b"data" => {
                // A recording that was streamed states no size.
                let encoded = url.split_once(',')?.1.trim_end_matches('=').len();
                let size = size.min((encoded / 4 * 3 + encoded % 4).saturating_sub(content));
                let rate = bytes_per_second.filter(|rate| *rate > 0)?;
                return size.checked_mul(10).map(|size| size / rate);
            }
            _ => {}
        }
        // Chunks have an even length.
        at = content.checked_add(size)?.checked_add(size % 2)?;
    }
}

#[cfg(test)]
mod tests {
    use super::{pages, tenths, text};

    #[test]
    fn pages_are_the_objects_of_type_page() {
        let pdf = |body: &str| format!("data:application/pdf,%25PDF-1.4 {body}");
        assert_eq!(
            pages(&pdf(
                "<</Type /Pages/Count 2>> <</Type/Page>> <</Type /Page /X 1>>"
            )),
            Some(2)
        );
        assert_eq!(pages(&pdf("<</Type /PageLabel>> /Page")), None);
        assert_eq!(pages("data:text/plain,/Type /Page"), None);
        assert_eq!(pages("https://x.example/a.pdf"), None);
    }

    #[test]
    fn files_of_text_are_read() {
        assert_eq!(text("data:text/plain;base64,Zm9v").as_deref(), Some("foo"));
        assert_eq!(text("data:md;base64,Zm9v").as_deref(), Some("foo"));
        assert_eq!(text("data:application/json,{}").as_deref(), Some("{}"));
        // PDF, bytes that are no UTF-8, an address.
        assert_eq!(text("data:application/pdf;base64,Zm9v"), None);
        assert_eq!(text("data:text/plain,%FF"), None);
        assert_eq!(text("https://x.example/a.txt"), None);
    }

    #[test]
    fn the_length_of_sound_is_its_size_by_its_rate() {
        // 16,000 bytes a second; 8,000 bytes of sound are half a second.
        let mut wav = String::from("RIFF%00%00%00%00WAVEfmt%20%10%00%00%00%01%00%01%00");
        wav.push_str("%40%1F%00%00%80%3E%00%00%02%00%10%00data%40%1F%00%00");
        wav.push_str(&"a".repeat(12_000));
        assert_eq!(tenths(&format!("data:audio/wav,{wav}")), Some(5));
        assert_eq!(tenths("data:audio/wav,RIFF"), None);
        assert_eq!(tenths("data:audio/mpeg,ID3"), None);
    }
}
