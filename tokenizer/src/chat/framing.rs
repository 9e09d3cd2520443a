//! The tokens that a chat format adds around each message, from OpenAI's cookbook ("How to count
//! tokens with tiktoken").

/// How a model frames messages.
pub struct Framing {
    /// Tokens for each message, beside its role and its content.
    pub per_message: usize,
    /// Tokens for the name of a message, beside the name itself.
    pub per_name: isize,
    /// Whether OpenAI publishes this framing for the model.
    pub is_published: bool,
    /// Whether the model is older than GPT-4o, which frames tools differently.
    pub is_before_gpt_4o: bool,
}

impl Framing {
    /// The framing of a model: 3 tokens for each message and 1 for a name, except for the first
    /// GPT-3.5 Turbo.
    pub fn of(model: &str) -> Self {
        let name = model.trim().to_ascii_lowercase();
        let name = name.rsplit('/').next().unwrap_or_default();
        let name = name.strip_prefix("ft:").unwrap_or(name);
        let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let first_turbo = begins(&["gpt-3.5-turbo-0301", "gpt-3.5-0301"]);
        let gpt_4o = begins(&["gpt-4o"]) && !begins(&["gpt-4o-audio", "gpt-4o-realtime"]);
        let later_gpt_4 = begins(&["gpt-4.1", "gpt-4.5"]);
        let gpt_4 = begins(&["gpt-4"]) && !begins(&["gpt-4o"]) && !later_gpt_4;
        let gpt_3_5 = begins(&["gpt-3.5-turbo", "gpt-35-turbo", "gpt-3.5-0301"]);
        Self {
            per_message: if first_turbo { 4 } else { 3 },
            per_name: if first_turbo { -1 } else { 1 },
            is_published: gpt_4o || gpt_4 || gpt_3_5,
            is_before_gpt_4o: gpt_4 || gpt_3_5,
        }
    }
}
