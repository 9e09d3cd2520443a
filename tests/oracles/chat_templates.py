"""Renders conversations by the published chat templates of open models, with Jinja as an independent
reference, and writes tests/fixtures/chat_templates.json: the conversations as requests, and for every
family the pieces of the prompts, from which the test takes the tokens with the family's vocabulary.

    pip download --no-deps --no-binary :all: llama-cpp-python==0.3.36    # and unpack it
    pip install jinja2 && python tests/oracles/chat_templates.py UNPACKED/vendor/llama.cpp/models/templates

The templates are those of the vendors' repositories, as the package ships them.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

import jinja2
import jinja2.sandbox

ROOT = Path(__file__).resolve().parents[2]

# The model that the test names, its template, and the tokens of its vocabulary that a template writes.
FAMILIES = {
    "llama-3.3-70b": ("meta-llama-Llama-3.3-70B-Instruct.jinja", r"<\|[a-z_]+\|>"),
    "qwen2.5-72b-instruct": ("Qwen-Qwen2.5-7B-Instruct.jinja", r"<\|im_(?:start|end)\|>"),
    "qwen3-32b": ("Qwen-Qwen3-0.6B.jinja", r"<\|im_(?:start|end)\|>"),
    "qwen3-coder-480b": ("Qwen3-Coder.jinja", r"<\|im_(?:start|end)\|>"),
    "deepseek-v3.1": ("deepseek-ai-DeepSeek-V3.1.jinja", r"<｜[^｜]+｜>|</?think>"),
    "deepseek-v3.2": ("deepseek-ai-DeepSeek-V3.2.jinja", r"<｜(?:begin|end|User|Assistant)[^｜]*｜>|</?think>"),
    "deepseek-v4-flash": ("deepseek-ai-DeepSeek-V4.jinja", r"<｜(?:begin|end|User|Assistant)[^｜]*｜>|</?think>"),
    "glm-4.6": ("GLM-4.6.jinja", r"\[gMASK\]|<sop>|<\|[a-z]+\|>|/nothink"),
    "glm-4.7": ("GLM-4.7-Flash.jinja", r"\[gMASK\]|<sop>|<\|[a-z]+\|>|</?think>"),
    "kimi-k2-instruct": ("Kimi-K2-Instruct.jinja", r"<\|[a-z_]+\|>"),
    "kimi-k2-thinking": ("Kimi-K2-Thinking.jinja", r"<\|[a-z_]+\|>"),
    "minimax-m2": ("MiniMax-M2.jinja", r"\]~!b\[|\]~b\]|\[e~\["),
    "gpt-oss-120b": ("openai-gpt-oss-120b.jinja", r"<\|[a-z]+\|>"),
}

WITHOUT_TOOLS = {"deepseek-v3.1"}

# What a template is given besides messages and tools, and what it calls the start of a text.
SETTINGS = {
    "llama-3.3-70b": {"bos_token": "<|begin_of_text|>"},
    "deepseek-v3.1": {"bos_token": "<｜begin▁of▁sentence｜>"},
    "deepseek-v3.2": {"bos_token": "<｜begin▁of▁sentence｜>"},
    "deepseek-v4-flash": {"bos_token": "<｜begin▁of▁sentence｜>", "thinking": True},
    # The package's copy leaves the model's name out; MiniMax's own says it.
    "minimax-m2": {
        "model_identity": "You are a helpful assistant. Your name is MiniMax-M2 and is built by MiniMax."
    },
}


def tool(name, description, properties, required=()):
    parameters = {"type": "object", "properties": properties}
    if required:
        parameters["required"] = list(required)
    return {
        "type": "function",
        "function": {"name": name, "description": description, "parameters": parameters},
    }


WEATHER = tool(
    "get_weather",
    "Get the current weather of a city.",
    {
        "city": {"type": "string", "description": "The city, as people write it: Zürich"},
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
    },
    ["city"],
)
ADD = tool(
    "add",
    "Adds numbers.",
    {"a": {"type": "number"}, "b": {"type": "number"}, "exact": {"type": "boolean"}},
    ["a", "b"],
)
NOW = tool("now", "The time.", {})


def say(role, content):
    return {"role": role, "content": content}


def call(*calls, content="", thoughts=None):
    message = {
        "role": "assistant",
        "content": content,
        "tool_calls": [
            {
                "id": f"call_{number}",
                "type": "function",
                "function": {"name": name, "arguments": arguments},
            }
            for number, (name, arguments) in enumerate(calls)
        ],
    }
    if thoughts is not None:
        message["reasoning_content"] = thoughts
    return message


def answer(content, number=0):
    return {"role": "tool", "tool_call_id": f"call_{number}", "content": content}


def conversations():
    hello = say("user", "Hello, how are you?")
    brief = say("system", "Be brief.")
    fine = say("assistant", "Fine, thank you!")
    zurich = call(("get_weather", {"city": "Zürich", "unit": "celsius"}))
    paris = call(("get_weather", {"city": "Paris"}), content="Let me look that up.")
    added = call(("add", {"a": 1, "b": 2.5, "exact": True}))
    both = call(("get_weather", {"city": "Oslo"}), ("add", {"a": 1, "b": 2}))
    ask = say("user", "What is the weather in Zürich?")
    sunny = answer('{"weather": "sunny", "degrees": 21}')
    long = "The quick brown fox jumps over the lazy dog. " * 4
    yield "user", [hello], None
    yield "system, user", [brief, hello], None
    yield "two turns", [hello, fine, say("user", "And tomorrow?")], None
    yield "system, two turns", [brief, hello, fine, say("user", "And tomorrow?")], None
    yield "three turns", [hello, fine, ask, fine, hello], None
    yield "other scripts", [say("system", "日本語で答えて。"), say("user", "Γειά σου, мир! 😀")], None
    yield "long", [say("system", long), say("user", long)], None
    yield "code", [say("user", "```python\nprint('a')\n```\n\n\tx = 1")], None
    yield "digits", [say("user", "1234567890 1,000.50")], None
    yield "empty system", [say("system", ""), hello], None
    tools = [WEATHER]
    yield "tool", [ask], tools
    yield "tool, system", [brief, ask], tools
    yield "tool, turns", [brief, hello, fine, ask], tools
    yield "two tools", [ask], [WEATHER, ADD]
    yield "three tools", [brief, ask], [WEATHER, ADD, NOW]
    yield "tool without arguments", [ask], [NOW]
    yield "call", [ask, zurich, sunny], tools
    yield "call, system", [brief, ask, zurich, sunny], tools
    yield "call beside text", [ask, paris, sunny], tools
    yield "call with numbers", [say("user", "Add."), added, answer("3.5")], [ADD]
    yield "call, answer", [ask, zurich, sunny, fine, hello], tools
    yield "call, answer, system", [brief, ask, zurich, sunny, fine, hello], tools
    yield "two calls in turn", [ask, zurich, sunny, added, answer("3.5")], [WEATHER, ADD]
    yield "call without arguments", [ask, call(("now", {})), answer("12:00")], [NOW]
    yield "long answer", [ask, zurich, answer(long)], tools
    yield "answer of lines", [ask, zurich, answer("a\nb\n\nc")], tools
    yield "answer in quotes", [ask, zurich, answer('He said "no" \\ yes')], tools
    yield "call, then user", [ask, zurich, sunny, fine, ask, zurich, sunny], tools
    nested = call(("get_weather", {"city": "Oslo", "days": [1, 2], "more": {"a": None, "b": "ö"}}))
    yield "nested arguments", [ask, nested, sunny], tools
    yield "parallel calls", [ask, both, sunny, answer("3", 1)], [WEATHER, ADD]
    yield "parallel calls, answer", [brief, ask, both, sunny, answer("3", 1), fine, hello], [WEATHER, ADD]
    thinking = call(("get_weather", {"city": "Oslo"}), thoughts="The user wants the weather.")
    yield "thoughts", [ask, thinking, sunny], tools
    yield "thoughts of an earlier turn", [ask, thinking, sunny, fine, hello], tools
    yield "thoughts before text", [hello, {**fine, "reasoning_content": "Polite."}, ask], None
    yield "thoughts in text", [hello, say("assistant", "<think>\nPolite.\n</think>\n\nFine."), ask], None


def fail(message):
    raise ValueError(message)


def to_json(value, ensure_ascii=False, indent=None):
    if isinstance(value, Raw):
        return f'"{value}"'
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent)


def environment():
    made = jinja2.sandbox.SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    made.filters["tojson"] = to_json
    made.filters["from_json"] = json.loads
    made.globals["raise_exception"] = fail
    made.globals["strftime_now"] = lambda _: "2025-06-28"
    return made


class Raw(str):
    """A text that is written between quotes as it is. Recorded bills of gpt-oss show that hosts write
    answers so, where the template would escape what JSON escapes."""


def for_template(model, messages):
    """Messages as a family's template takes them."""
    if model.startswith("gpt-oss"):
        messages = [dict(message) for message in messages]
        for message in messages:
            if len(message.get("tool_calls", [])) > 1:
                fail("The template writes the first call of a message only")
            if "reasoning_content" in message:
                message["thinking"] = message.pop("reasoning_content")
            if message["role"] == "tool":
                message["content"] = Raw(message["content"])
    return messages


def pieces(prompt, special):
    """Texts, and `null` for each special token."""
    parts, at = [], 0
    for found in re.finditer(special, prompt):
        if found.start() > at:
            parts.append(prompt[at : found.start()])
        parts.append(None)
        at = found.end()
    if at < len(prompt):
        parts.append(prompt[at:])
    return parts


def body(messages, tools):
    """The request to Chat Completions: arguments of calls are JSON as text."""
    messages = json.loads(json.dumps(messages))
    for message in messages:
        for called in message.get("tool_calls", []):
            arguments = called["function"]["arguments"]
            called["function"]["arguments"] = json.dumps(arguments, ensure_ascii=False)
    return {"messages": messages, **({"tools": tools} if tools else {})}


def rendered(made, model, folder):
    name, special = FAMILIES[model]
    source = (Path(folder) / name).read_text()
    template = made.from_string(source)
    prompts = []
    for _, messages, tools in conversations():
        arguments = dict(SETTINGS.get(model, {}))
        if tools:
            arguments["tools"] = tools
        try:
            if tools and model in WITHOUT_TOOLS:
                fail("The template says nothing of tools")
            prompt = template.render(
                messages=for_template(model, messages), add_generation_prompt=True, **arguments
            )
            prompts.append(pieces(prompt, special))
        except ValueError as error:
            # The template refuses the conversation.
            prompts.append(str(error))
    digest = hashlib.sha256(source.encode()).hexdigest()
    return {"model": model, "template": name, "sha256": digest, "prompts": prompts}


def main(folder):
    made = environment()
    vectors = {
        "source": "llama-cpp-python 0.3.36 (PyPI), vendor/llama.cpp/models/templates",
        "conversations": [
            {"title": title, "request": body(messages, tools)}
            for title, messages, tools in conversations()
        ],
        "families": [rendered(made, model, folder) for model in FAMILIES],
    }
    file = ROOT / "tests/fixtures/chat_templates.json"
    file.write_text(json.dumps(vectors, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
