//! The special tokens of vocabularies that are published as a list of ranks: the vendor's own code has
//! them.

/// Llama 3, by llama-models 0.3.0, `llama3/tokenizer.py`.
pub fn llama_3() -> Vec<(String, u32)> {
    let names = named(&[
        "<|begin_of_text|>",
        "<|end_of_text|>",
        "<|reserved_special_token_0|>",
        "<|reserved_special_token_1|>",
        "<|finetune_right_pad_id|>",
        "<|step_id|>",
        "<|start_header_id|>",
        "<|end_header_id|>",
        "<|eom_id|>",
        "<|eot_id|>",
        "<|python_tag|>",
        "<|image|>",
    ]);
    let reserved = (2..246).map(|n| format!("<|reserved_special_token_{n}|>"));
    numbered(128_000, names.into_iter().chain(reserved))
}

/// Llama 4, by llama-models 0.3.0, `llama4/tokenizer.py`.
pub fn llama_4() -> Vec<(String, u32)> {
    let reserved = |name: &str, numbers: std::ops::Range<usize>| -> Vec<String> {
        numbers
            .map(|n| format!("<|{name}_reserved_special_token_{n}|>"))
            .collect()
    };
    let mut tokens = [
        named(&[
            "<|begin_of_text|>",
            "<|end_of_text|>",
            "<|fim_prefix|>",
            "<|fim_middle|>",
            "<|fim_suffix|>",
            "<|header_start|>",
            "<|header_end|>",
            "<|eom|>",
            "<|eot|>",
            "<|step|>",
        ]),
        reserved("text_post_train", 0..6),
        named(&[
            "<|python_start|>",
            "<|python_end|>",
            "<|finetune_right_pad|>",
        ]),
        reserved("text_post_train", 8..69),
        named(&["<|image_start|>", "<|image_end|>"]),
        reserved("vision", 0..2),
        named(&["<|tile_x_separator|>", "<|tile_y_separator|>"]),
        reserved("vision", 2..6),
        named(&["<|image|>"]),
        reserved("vision", 6..7),
        named(&["<|patch|>"]),
        reserved("vision", 7..1048),
        reserved("reasoning", 0..8),
        named(&["<|reasoning_thinking_start|>", "<|reasoning_thinking_end|>"]),
    ]
    .concat();
    let others = 2048 - tokens.len();
    tokens.extend((0..others).map(|n| format!("<|reserved_special_token_{n}|>")));
    numbered(200_000, tokens.into_iter())
}

/// The first special token of Kimi K2.
pub const FIRST_OF_KIMI: u32 = 163_584;

/// Kimi K2, by the crate tiktoken 4.1.2.
pub fn kimi_k2() -> Vec<(String, u32)> {
    let tokens = [
        ("[BOS]", 163_584),
        ("[EOS]", 163_585),
        ("<|im_end|>", 163_586),
        ("<|im_user|>", 163_587),
        ("<|im_assistant|>", 163_588),
        ("<|start_header_id|>", 163_590),
        ("<|end_header_id|>", 163_591),
        ("[EOT]", 163_593),
        ("<|im_system|>", 163_594),
        ("<|tool_calls_section_begin|>", 163_595),
        ("<|tool_calls_section_end|>", 163_596),
        ("<|tool_call_begin|>", 163_597),
        ("<|tool_call_argument_begin|>", 163_598),
        ("<|tool_call_end|>", 163_599),
        ("<|im_middle|>", 163_601),
        ("[UNK]", 163_838),
        ("[PAD]", 163_839),
    ];
    tokens.map(|(text, id)| (text.to_owned(), id)).into()
}

fn named(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn numbered(first: u32, texts: impl Iterator<Item = String>) -> Vec<(String, u32)> {
    texts.zip(first..).collect()
}
