//! Chat templates of open models, as their vendors publish them beside the weights
//! (`tokenizer_config.json` or `chat_template.jinja` of each model on Hugging Face). Hosts may use a
//! template of their own; what recorded requests show is named beside each.

/// What stands around one kind of message: special tokens, which are one token each, and text.
#[derive(Clone, Copy)]
pub struct Frame {
    /// Special tokens before the role.
    pub before: usize,
    /// Whether the role is written.
    pub has_role: bool,
    /// Special tokens after the role.
    pub after_role: usize,
    /// Text before the content.
    pub gap: &'static str,
    /// Special tokens after the content.
    pub after: usize,
    /// Text after those.
    pub tail: &'static str,
}

/// A template.
pub struct Template {
    /// Special tokens at the start.
    pub start: usize,
    pub system: Frame,
    pub user: Frame,
    pub assistant: Frame,
    /// The start of the reply.
    pub reply: Frame,
    pub reply_role: &'static str,
    /// What the system message says besides the caller's, and whether that is written without one too.
    pub preface: &'static str,
    pub has_preface: bool,
    /// Around the definitions of tools, which are JSON.
    pub tools_before: &'static str,
    pub tools_after: &'static str,
    /// Tokens of text around the tools that is not quoted here.
    pub tools: usize,
    /// Whether tools need a system message, which is written where the request has none.
    pub joins_system: bool,
    /// Whether the thoughts in an earlier answer, up to `</think>`, are dropped.
    pub drops_thoughts: bool,
    /// What the vendor's own host adds to requests in the shape of OpenAI's Responses.
    pub responses: usize,
    /// Whether a definition holds `type` and `function`, as in the request.
    pub wraps_tools: bool,
    /// Tokens around a call and around an answer.
    pub call: usize,
    pub answer: usize,
    /// Where it is published.
    pub source: &'static str,
}

const NONE: Frame = Frame {
    before: 0,
    has_role: false,
    after_role: 0,
    gap: "",
    after: 0,
    tail: "",
};

const LLAMA: Frame = Frame {
    before: 1,
    has_role: true,
    after_role: 1,
    gap: "\n\n",
    after: 1,
    tail: "",
};

/// Llama 3.1 to 3.3. The dates are written whether or not there is a system message.
pub const LLAMA_3_1: Template = Template {
    start: 1,
    system: LLAMA,
    user: LLAMA,
    assistant: LLAMA,
    reply: Frame { after: 0, ..LLAMA },
    reply_role: "assistant",
    preface: "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n",
    has_preface: true,
    tools_before: "Environment: ipython\nGiven the following functions, please respond with a JSON for \
        a function call with its proper arguments that best answers the given prompt.\n\nRespond in the \
        format {\"name\": function name, \"parameters\": dictionary of argument name and its value}.Do \
        not use variables.\n\n",
    tools_after: "",
    tools: 0,
    joins_system: true,
    drops_thoughts: false,
    responses: 0,
    wraps_tools: true,
    call: 10,
    answer: 7,
    source: "Meta's chat template of Llama 3.1 to 3.3",
};

/// The first Llama 3.
pub const LLAMA_3: Template = Template {
    preface: "",
    has_preface: false,
    source: "Meta's chat template of Llama 3",
    ..LLAMA_3_1
};

/// Llama 4. Instructions for tools have some 640 tokens at Groq (12 recorded requests) and 480 at
/// another host.
pub const LLAMA_4: Template = Template {
    preface: "",
    has_preface: false,
    tools_before: "",
    tools: 640,
    source: "Meta's chat template of Llama 4; what it says of tools is fitted on recorded requests",
    ..LLAMA_3_1
};

const CHATML: Frame = Frame {
    before: 1,
    has_role: true,
    after_role: 0,
    gap: "\n",
    after: 1,
    tail: "\n",
};

/// Qwen 3.
pub const QWEN_3: Template = Template {
    start: 0,
    system: CHATML,
    user: CHATML,
    assistant: CHATML,
    reply: Frame {
        after: 0,
        tail: "",
        ..CHATML
    },
    reply_role: "assistant",
    preface: "",
    has_preface: false,
    tools_before: "# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou are \
        provided with function signatures within <tools></tools> XML tags:\n<tools>\n",
    tools_after: "</tools>\n\nFor each function call, return a json object with function name and \
        arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n{\"name\": <function-name>, \
        \"arguments\": <args-json-object>}\n</tool_call>",
    tools: 0,
    joins_system: true,
    drops_thoughts: true,
    responses: 0,
    wraps_tools: true,
    call: 12,
    answer: 6,
    source: "Alibaba's chat template of Qwen 3",
};

/// Qwen 2.5, which speaks of itself where no system message is given.
pub const QWEN_2_5: Template = Template {
    preface: "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.",
    has_preface: true,
    source: "Alibaba's chat template of Qwen 2.5",
    ..QWEN_3
};

/// Qwen 3 Coder writes tools as XML.
pub const QWEN_3_CODER: Template = Template {
    tools_before: "",
    tools_after: "",
    tools: 213,
    source: "Alibaba's chat template of Qwen 3 Coder; what it says of tools is fitted on recorded requests",
    ..QWEN_3
};

const DEEPSEEK: Frame = Frame { before: 1, ..NONE };

/// DeepSeek V3, R1 and later.
pub const DEEPSEEK_V3: Template = Template {
    start: 1,
    system: NONE,
    user: DEEPSEEK,
    assistant: Frame {
        after: 1,
        ..DEEPSEEK
    },
    reply: DEEPSEEK,
    reply_role: "",
    preface: "",
    has_preface: false,
    tools_before: "",
    tools_after: "",
    tools: 208,
    joins_system: false,
    drops_thoughts: false,
    responses: 80,
    wraps_tools: true,
    call: 20,
    answer: 10,
    source: "DeepSeek's chat template; what it says of tools is fitted on recorded requests",
};

/// Mistral's models with its third tokenizer and later ones.
pub const MISTRAL: Template = Template {
    start: 1,
    system: Frame {
        before: 1,
        after: 1,
        ..NONE
    },
    user: Frame {
        before: 1,
        after: 1,
        ..NONE
    },
    assistant: Frame { after: 1, ..NONE },
    reply: NONE,
    reply_role: "",
    preface: "",
    has_preface: false,
    tools_before: "",
    tools_after: "",
    tools: 2,
    joins_system: false,
    drops_thoughts: false,
    responses: 0,
    wraps_tools: true,
    call: 4,
    answer: 3,
    source: "Mistral's instruction format (mistral-common)",
};

/// The small models, to which Mistral's own host adds 12 tokens.
pub const MISTRAL_SMALL: Template = Template {
    start: 13,
    source: "Mistral's instruction format (mistral-common), and 12 tokens that recorded requests show",
    ..MISTRAL
};

const GLM: Frame = Frame {
    before: 1,
    gap: "\n",
    ..NONE
};

/// GLM 4.5 to 4.7.
pub const GLM_4: Template = Template {
    start: 2,
    system: GLM,
    user: Frame { gap: "", ..GLM },
    assistant: GLM,
    reply: Frame { before: 2, ..NONE },
    reply_role: "",
    preface: "",
    has_preface: false,
    tools_before: "",
    tools_after: "",
    tools: 82,
    joins_system: true,
    drops_thoughts: true,
    responses: 0,
    wraps_tools: true,
    call: 20,
    answer: 13,
    source: "Z.ai's chat template of GLM 4.5; what it says of tools is fitted on recorded requests",
};

/// GLM 5, with 7 tokens more at each of three hosts.
pub const GLM_5: Template = Template {
    start: 9,
    source: "Z.ai's chat template of GLM 4.5, and 7 tokens that recorded requests of GLM 5 show",
    ..GLM_4
};

const KIMI: Frame = Frame {
    before: 1,
    has_role: true,
    after_role: 1,
    gap: "",
    after: 1,
    tail: "",
};

/// Kimi K2 and K3.
pub const KIMI_K2: Template = Template {
    start: 0,
    system: KIMI,
    user: KIMI,
    assistant: KIMI,
    reply: Frame { after: 0, ..KIMI },
    reply_role: "assistant",
    preface: "You are Kimi, an AI assistant created by Moonshot AI.",
    has_preface: true,
    tools_before: "",
    tools_after: "",
    tools: 6,
    joins_system: true,
    drops_thoughts: true,
    responses: 0,
    wraps_tools: true,
    call: 12,
    answer: 10,
    source: "Moonshot's chat template of Kimi K2",
};

/// MiniMax M2.
pub const MINIMAX_M2: Template = Template {
    start: 1,
    system: CHATML,
    user: CHATML,
    assistant: CHATML,
    reply: Frame {
        after: 0,
        tail: "",
        ..CHATML
    },
    reply_role: "ai",
    preface: "You are a helpful assistant. Your name is MiniMax-M2 and is built by MiniMax.",
    has_preface: true,
    tools_before: "\n\n# Tools\nYou may call one or more tools to assist with the user query.\nHere are the \
        tools available in JSONSchema format:\n\n<tools>\n",
    tools_after: "</tools>\n\n",
    tools: 100,
    joins_system: true,
    drops_thoughts: true,
    responses: 0,
    wraps_tools: true,
    call: 20,
    answer: 10,
    source: "MiniMax's chat template of M2",
};
