"""Prices the responses of tests/fixtures/pricing with genai-prices, and prints where it differs.

    pip install genai-prices==0.2.3
    python benches/peers/genai-prices/compare.py

The other side of the table is `total` in the fixtures, which `cargo test` holds the crate to.
"""

import json
import pathlib
from datetime import datetime, timezone
from decimal import Decimal

from genai_prices import Usage, calc_price, extract_usage

FIXTURES = pathlib.Path(__file__).parents[3] / "tests/fixtures/pricing"
# Provider and API flavour, as genai-prices wants its caller to name them, by our format.
FLAVOURS = {
    "openai.chat": ("openai", "chat"),
    "openai.responses": ("openai", "responses"),
    "openai.embeddings": ("openai", "embeddings"),
    "anthropic.messages": ("anthropic", "default"),
    "google.generate": ("google", "default"),
    "bedrock.converse": ("aws", "default"),
    "cohere": ("cohere", "default"),
}
VENDORS = {
    "grok": "x-ai",
    "mistral": "mistral",
    "llama3": "groq",
    "gemini": "google",
    "sonar": "perplexity",
    "claude": "anthropic",
    "deepseek": "deepseek",
    "kimi": "moonshotai",
    "glm-5p2": "fireworks",
    "Llama-3.3-70B": "together",
    "GLM-5.3": "together",
}
# Those whose API genai-prices calls "chat", as OpenAI's.
CHAT = ("azure", "cerebras", "deepseek", "fireworks", "moonshotai", "together")
HOSTS = {"time_info": "cerebras", "prompt_filter_results": "azure"}


def flavour(form, response):
    """The provider and the API, given as well as genai-prices can be told them."""
    provider, api = FLAVOURS.get(form, ("openai", "chat"))
    model = str(response.get("model", response.get("model_name", ""))).split("/")[-1]
    if form.startswith(("openai", "perplexity")):
        for begin, vendor in VENDORS.items():
            if model.startswith(begin):
                provider = vendor
    for mark, host in HOSTS.items():
        if mark in response:
            provider = host
    if form == "mistral.ocr" or "ocr" in model:
        return "mistral", "ocr"
    if str(response.get("model", "")).startswith("openai/"):
        provider = "openrouter"
    if provider != "openai" and provider not in CHAT:
        api = "chat" if provider in ("google", "anthropic") and form == "openai.chat" else "default"
    return provider, api


def time_of(response):
    """When a response was made; a day on which the prices of most cases hold, if it does not say."""
    created = response.get("created")
    if isinstance(created, int):
        return datetime.fromtimestamp(created, timezone.utc)
    return datetime(2026, 11, 20, tzinfo=timezone.utc)


def theirs(form, response, known):
    provider, api = flavour(form, response)
    try:
        found = extract_usage(response, provider_id=provider, api_flavor=api)
        model = getattr(found.model, "id", None) or known
        price = calc_price(found.usage, model_ref=model or known, provider_id=provider, genai_request_timestamp=time_of(response))
        return price.total_price
    except Exception as error:  # every failure is a line of the table
        return f"{type(error).__name__}: {str(error)[:60]}"


def cases():
    for shape in json.loads((FIXTURES / "response-shapes.json").read_text()):
        for kind in ("minimal", "full"):
            yield f"{shape['format']} ({shape['seen']}, {kind})", shape["format"], shape[kind]["response"], shape.get("model"), shape[kind]["total"]
    for case in json.loads((FIXTURES / "usage-cases.json").read_text()):
        response = case["response"]
        if "total" in case and isinstance(response, dict):
            yield case["id"], guessed(response), response, case.get("model"), case["total"]


def guessed(response):
    if response.get("type") == "message":
        return "anthropic.messages"
    if response.get("object") == "response":
        return "openai.responses"
    if "usageMetadata" in response:
        return "google.generate"
    return "openai.chat"


same = 0
for name, form, response, known, total in cases():
    found = theirs(form, response, known)
    if isinstance(found, Decimal) and found == Decimal(total):
        same += 1
    else:
        print(f"| {name} | {total} | {found} |")
print(f"{same} agree")
