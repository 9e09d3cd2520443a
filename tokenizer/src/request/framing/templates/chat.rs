//! What all templates are given, and how they write tools.

use serde_json::{Value, json};

use super::page::Page;
use super::turns::{Speaker, Turn};
use crate::request::conversation::Tool;
use crate::request::json::spaced;
use crate::request::result::{PartKind, RequestEndpoint};

/// A conversation as a template sees it.
pub struct Chat<'t> {
    pub turns: Vec<Turn<'t>>,
    pub tools: Vec<&'t Tool<'t>>,
    /// Whether the model is asked to think, where the request says so.
    pub thinks: Option<bool>,
    pub endpoint: RequestEndpoint,
    /// The position of the last turn of the user: thoughts after it are kept.
    pub last_of_user: Option<usize>,
}

impl<'t> Chat<'t> {
    /// Whether a turn follows the last one of the user.
    pub fn is_current(&self, at: usize) -> bool {
        self.last_of_user.is_none_or(|last| at > last)
    }

    /// Whether the turn before, or behind, is an answer of a tool too.
    pub fn is_answer(&self, at: Option<usize>) -> bool {
        let turn = at.and_then(|at| self.turns.get(at));
        turn.is_some_and(|turn| turn.speaker == Speaker::Tool)
    }

    /// Whether the first turn is the system's.
    pub fn has_system(&self) -> bool {
        let first = self.turns.first();
        first.is_some_and(|turn| turn.speaker == Speaker::System)
    }

    /// The system's turn, if it comes first, and all other turns.
    pub fn system_and_turns(&self) -> (Option<&Turn<'t>>, &[Turn<'t>]) {
        match self.turns.split_first() {
            Some((system, turns)) if self.has_system() => (Some(system), turns),
            _ => (None, &self.turns),
        }
    }

    /// Writes the definitions of all tools, with what stands before each, and around them all.
    pub fn write_tools(
        &self,
        page: &mut Page<'_, '_>,
        write: impl Fn(&mut Page<'_, '_>, &Tool<'_>),
    ) {
        for tool in &self.tools {
            page.begin_tool(tool.index, tool.name);
            write(page, tool);
        }
        page.begin(PartKind::Tools, None);
    }
}

/// The inner definition of a tool.
pub fn function_of(tool: &Tool<'_>) -> Value {
    let mut function = json!({ "name": tool.name });
    if let Some(description) = tool.description {
        function["description"] = Value::String(description.to_owned());
    }
    if !tool.parameters.is_null() {
        function["parameters"] = tool.parameters.clone();
    }
    function
}

/// The definition of a tool as it stands in the request.
pub fn definition_of(tool: &Tool<'_>) -> Value {
    json!({ "type": "function", "function": function_of(tool) })
}

/// Text as it is, any other value as JSON.
pub fn text_or_json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => spaced(other),
    }
}
