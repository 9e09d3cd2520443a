//! Counts a conversation by its model's template.

use super::chat::Chat;
use super::page::Page;
use super::template::Template;
use super::turns::{last_of_user, tools, turns};
use super::{deepseek, glm, kimi, llama, minimax, mistral, qwen};
use crate::request::conversation::Conversation;
use crate::request::result::RequestEndpoint;
use crate::request::tally::Tally;

/// Counts a conversation as `template` writes it.
pub fn template(
    conversation: &Conversation<'_>,
    template: Template,
    endpoint: RequestEndpoint,
    tally: &mut Tally<'_>,
) {
    tally.notes.estimate(format!(
        "messages are framed by {}; hosts may use a template of their own",
        template.source()
    ));
    let turns = turns(conversation, endpoint);
    let chat = Chat {
        last_of_user: last_of_user(&turns),
        turns,
        tools: tools(conversation),
        thinks: conversation.thinks,
        endpoint,
    };
    let mut page = Page::new(tally);
    for turn in &chat.turns {
        for media in &turn.media {
            page.media(media, turn.index);
        }
    }
    match template {
        Template::Llama3 | Template::Llama31 | Template::Llama4 => {
            llama::write(&chat, template, &mut page);
        }
        Template::Qwen25 | Template::Qwen3 => qwen::write(&chat, template, &mut page),
        Template::Qwen3Coder => qwen::write_for_coder(&chat, &mut page),
        Template::DeepseekV3 | Template::DeepseekR1 | Template::DeepseekV31 => {
            deepseek::write_v3(&chat, template, &mut page);
        }
        Template::DeepseekV32 => deepseek::write_v32(&chat, &mut page),
        Template::DeepseekV4 => deepseek::write_v4(&chat, &mut page),
        Template::Mistral | Template::MistralSmall => mistral::write(&chat, template, &mut page),
        Template::Glm46 | Template::Glm47 | Template::Glm5 => {
            glm::write(&chat, template, &mut page);
        }
        Template::KimiK2 | Template::KimiK2Thinking => kimi::write(&chat, template, &mut page),
        Template::MinimaxM2 => minimax::write(&chat, &mut page),
    }
    page.finish();
}
