//! A conversation as chat templates see it: turns of text, thoughts and calls, where every answer of a
//! tool is a turn of its own.

use crate::request::conversation::{Answer, Block, Call, Conversation, Media, Message, Role, Tool};
use crate::request::json::spaced;
use crate::request::result::{PartKind, RequestEndpoint};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    System,
    User,
    Assistant,
    Tool,
}

impl Speaker {
    /// The role as templates write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::User => "user",
            Self::Assistant => "assistant",
            Self::Tool => "tool",
        }
    }
}

/// A turn.
pub struct Turn<'t> {
    pub speaker: Speaker,
    pub text: String,
    pub thoughts: String,
    pub calls: Vec<&'t Call<'t>>,
    /// The name of an answer's tool, where the answer states it.
    pub name: Option<&'t str>,
    pub media: Vec<&'t Media<'t>>,
    /// The position of its message in the body.
    pub index: Option<usize>,
}

impl<'t> Turn<'t> {
    fn new(speaker: Speaker, index: Option<usize>) -> Self {
        Self {
            speaker,
            text: String::new(),
            thoughts: String::new(),
            calls: Vec::new(),
            name: None,
            media: Vec::new(),
            index,
        }
    }

    /// The part of the request that it is.
    pub fn part(&self) -> PartKind {
        match self.speaker {
            Speaker::System => PartKind::System,
            _ => PartKind::Message,
        }
    }

    /// Its thoughts and its text. Thoughts may stand at the beginning of the text, up to `</think>`.
    pub fn thoughts_and_text(&self) -> (&str, &str) {
        if !self.thoughts.is_empty() {
            return (&self.thoughts, &self.text);
        }
        match self.text.rsplit_once("</think>") {
            Some((thoughts, text)) => {
                let thoughts = thoughts.split("</think>").next().unwrap_or_default();
                let thoughts = thoughts.trim_end_matches('\n');
                let thoughts = thoughts.rsplit("<think>").next().unwrap_or_default();
                (
                    thoughts.trim_start_matches('\n'),
                    text.trim_start_matches('\n'),
                )
            }
            None => ("", &self.text),
        }
    }

    fn blocks(&mut self, blocks: &'t [Block<'t>]) {
        for block in blocks {
            match block {
                Block::Text(text) => self.text.push_str(text),
                Block::Thought(thoughts) => self.thoughts.push_str(thoughts),
                Block::Call(call) => self.calls.push(call),
                Block::Json(value) => self.text.push_str(&spaced(value)),
                Block::Media(media) => self.media.push(media),
                Block::Group(blocks) => self.blocks(blocks),
                Block::Tools(_)
                | Block::FoundTools(_)
                | Block::Answer(_)
                | Block::Encrypted(_)
                | Block::Reference(_) => {}
            }
        }
    }

    fn answer(answer: &'t Answer<'t>, index: Option<usize>) -> Self {
        let mut turn = Self::new(Speaker::Tool, index);
        turn.name = answer.name;
        turn.blocks(&answer.content);
        turn
    }
}

/// The turns of a conversation.
pub fn turns<'t>(conversation: &'t Conversation<'t>, endpoint: RequestEndpoint) -> Vec<Turn<'t>> {
    let mut turns: Vec<Turn<'t>> = Vec::new();
    for message in &conversation.messages {
        for turn in turns_of(message) {
            // Thoughts, text and calls of one answer are items of their own in Responses.
            let joins =
                endpoint == RequestEndpoint::OpenAiResponses && turn.speaker == Speaker::Assistant;
            match turns.last_mut() {
                Some(last) if joins && last.speaker == Speaker::Assistant => {
                    last.text.push_str(&turn.text);
                    last.thoughts.push_str(&turn.thoughts);
                    last.calls.extend(turn.calls);
                    last.media.extend(turn.media);
                }
                _ => turns.push(turn),
            }
        }
    }
    turns
}

/// The turns of a message: the answers in it, and what else it says.
fn turns_of<'t>(message: &'t Message<'t>) -> Vec<Turn<'t>> {
    let mut turns = Vec::new();
    let mut own = Turn::new(
        match message.role {
            Role::System | Role::Developer => Speaker::System,
            Role::Assistant => Speaker::Assistant,
            Role::Tool | Role::Function => Speaker::Tool,
            Role::User | Role::Other(_) => Speaker::User,
        },
        message.index,
    );
    own.name = message.name;
    let mut is_answer = false;
    for block in &message.content {
        match block {
            Block::Answer(answer) => {
                is_answer = true;
                turns.push(Turn::answer(answer, message.index));
            }
            block => own.blocks(std::slice::from_ref(block)),
        }
    }
    if !is_answer || !own.text.is_empty() || !own.media.is_empty() {
        turns.push(own);
    }
    turns
}

/// The position of the last turn of the user.
pub fn last_of_user(turns: &[Turn<'_>]) -> Option<usize> {
    turns.iter().rposition(|turn| turn.speaker == Speaker::User)
}

/// All tools: those of the request, and those that become known in the conversation.
pub fn tools<'t>(conversation: &'t Conversation<'t>) -> Vec<&'t Tool<'t>> {
    let mut tools = conversation.prompted_tools();
    for message in &conversation.messages {
        for block in &message.content {
            if let Block::Tools(later) | Block::FoundTools(later) = block {
                tools.extend(later);
            }
        }
    }
    tools
}
