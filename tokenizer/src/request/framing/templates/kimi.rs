//! Moonshot's templates of Kimi K2.

use super::chat::{Chat, definition_of};
use super::page::Page;
use super::template::Template;
use super::turns::{Speaker, Turn};
use crate::request::json::spaced;
use crate::request::result::PartKind;

const PREFACE: &str = "You are Kimi, an AI assistant created by Moonshot AI.";

pub fn write(chat: &Chat<'_>, template: Template, page: &mut Page<'_, '_>) {
    if !chat.tools.is_empty() {
        page.begin(PartKind::Tools, None);
        open(page, "tool_declare");
        page.text("[");
        let first = chat.tools.first().map(|tool| tool.index);
        chat.write_tools(page, |page, tool| {
            if Some(tool.index) != first {
                page.text(", ");
            }
            page.text(&spaced(&definition_of(tool)));
        });
        page.text("]");
        page.special(1);
    }
    if !chat.has_system() {
        page.begin(PartKind::Framing, None);
        open(page, "system");
        page.text(PREFACE);
        page.special(1);
        if template == Template::KimiK2 {
            page.text("\n");
        }
    }
    // Thoughts are kept after the last answer without a call.
    let said = |turn: &Turn<'_>| turn.speaker == Speaker::Assistant && turn.calls.is_empty();
    let kept_after = chat.turns.iter().rposition(said);
    let mut ids = Ids::default();
    for (at, turn) in chat.turns.iter().enumerate() {
        page.begin(turn.part(), turn.index);
        let role = turn.name.filter(|_| turn.speaker != Speaker::Tool);
        open(page, role.unwrap_or(turn.speaker.word()));
        if turn.speaker == Speaker::Tool {
            page.text(&format!("## Return of {}\n", ids.answered(turn)));
        }
        if template == Template::KimiK2Thinking && turn.speaker == Speaker::Assistant {
            let is_kept = kept_after.is_none_or(|said| at > said);
            page.text("<think>");
            page.text(if is_kept { &turn.thoughts } else { "" });
            page.text("</think>");
        }
        page.text(&turn.text);
        if !turn.calls.is_empty() {
            page.special(1);
            for call in &turn.calls {
                page.special(1);
                page.text(&ids.called(call.name));
                page.special(1);
                page.text(&call.arguments.text());
                page.special(1);
            }
            page.special(1);
        }
        page.special(1);
    }
    page.begin(PartKind::Framing, None);
    open(page, "assistant");
}

fn open(page: &mut Page<'_, '_>, role: &str) {
    page.special(1);
    page.text(role);
    page.special(1);
}

/// Calls are numbered, and answered in turn.
#[derive(Default)]
struct Ids {
    calls: Vec<String>,
    answers: usize,
}

impl Ids {
    fn called(&mut self, name: &str) -> String {
        let id = format!("functions.{name}:{}", self.calls.len());
        self.calls.push(id.clone());
        id
    }

    fn answered(&mut self, turn: &Turn<'_>) -> String {
        let id = self.calls.get(self.answers).cloned();
        self.answers += 1;
        id.unwrap_or_else(|| {
            let name = turn.name.unwrap_or("unknown");
            format!("functions.{name}:{}", self.calls.len())
        })
    }
}
