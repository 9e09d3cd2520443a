//! Mistral's OCR, which bills pages; more for pages with annotations.

use crate::pricing::error::Result;
use crate::pricing::quote::Quantities;
use crate::pricing::response::reading::{Item, Node, Reading, time_of, total};

pub(super) fn usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    body.object("usage_info")
        .filter(|usage| usage.has("pages_processed"))
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let pages = total(usage.count("pages_processed")?);
    let annotated = body.has("document_annotation");
    let quantities = Quantities {
        pages: pages.filter(|_| !annotated),
        annotated_pages: pages.filter(|_| annotated),
        ..Quantities::default()
    };
    let item = Item {
        model: body.owned("model"),
        at: time_of(body),
        quantities,
        ..Item::default()
    };
    Ok(Reading::new("mistral.ocr", "mistral", item))
}
