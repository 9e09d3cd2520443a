//! Mistral's instruction format, version 13 of mistral-common, which has no ids of calls. Every text
//! stands between special tokens.

use serde_json::Value;

use super::chat::{Chat, definition_of};
use super::page::Page;
use super::template::Template;
use super::turns::Speaker;
use crate::request::json::spaced;
use crate::request::result::PartKind;

/// What Mistral's own host adds to requests to small models, as recorded requests show.
const MORE_OF_SMALL: usize = 12;

pub fn write(chat: &Chat<'_>, template: Template, page: &mut Page<'_, '_>) {
    page.special(1);
    if template == Template::MistralSmall {
        page.add(MORE_OF_SMALL);
    }
    if !chat.tools.is_empty() {
        page.begin(PartKind::Tools, None);
        page.special(1);
        page.text("[");
        let first = chat.tools.first().map(|tool| tool.index);
        chat.write_tools(page, |page, tool| {
            if Some(tool.index) != first {
                page.text(", ");
            }
            let mut definition = definition_of(tool);
            // mistral-common writes a description and parameters in any case.
            let function = &mut definition["function"];
            if function["description"].is_null() {
                function["description"] = Value::String(String::new());
            }
            page.text(&spaced(&definition));
        });
        page.text("]");
        page.special(1);
    }
    for turn in &chat.turns {
        page.begin(turn.part(), turn.index);
        match turn.speaker {
            Speaker::Assistant => {
                page.text(&turn.text);
                for call in &turn.calls {
                    page.special(1);
                    page.text(call.name);
                    page.special(1);
                    page.text(&spaced(&call.arguments.value()));
                }
                page.special(1);
            }
            Speaker::System | Speaker::User | Speaker::Tool => {
                page.special(1);
                page.text(&turn.text);
                page.special(1);
            }
        }
    }
}
