"""Writes tests/fixtures/claude_counts.json: texts with their counts by ctok.

    python3.13 -m venv ctok && ctok/bin/pip install ctok==1.3.0
    ctok/bin/python tests/oracles/claude_counts.py

ctok 1.3.0 packs pieces_v3.json (sha256 4c6db216…9b) and pieces_v4_7.json (a785fc24…93). Each entry is a
text and the tokens of a single user message of it for Claude 3 to 4.6, for Claude 4.7 and for
Claude 4.8 and later, with their frames.
"""

import json
import random
import sys
from importlib.metadata import version
from pathlib import Path

from ctok import token_count

assert version("ctok") == "1.3.0" and sys.version_info[:2] == (3, 13)

TRAPS = [
    "Hello, world", " a", "  a", "a", "'First", "x 'REXX", "it's", "x's", "x'S", "1's", "漢's", "!'s", "²'s",
    "a" + "\n" * 28, "a" + "\n" * 29, "\n" * 40, "\n", "\u00a0a", "\x01 a", " ", "1", "日本語。テスト",
    "日本語 テスト", "１２３ ４５", "٣٤ ٣٤", "½ ½", "a\u0301b\u0301", "e\u0301 cafe\u0301", "\u0301abc",
    "⚖️ ⚖️", "👩‍👩‍👧", "HELLO HELLo HeLLO ABC ABCD", "İstanbul aİb", "STRAẞE", "ΣΙΣΥΦΟΣ Σίσυφος", "ǅ", "ϴ Ϝ",
    "“quoted” ‘single’ „low“", "a\r\nb\r\n", "a\tb\t\tc", "    indent", "def f(x):\n    return x", "foo_bar",
    "</div>", "});", "...", "\u0e4d\u0e32", "\u0e4d\x01\u0e32", "ក្រ", "한국어 조선말", "ヲBUTTヲ", "းUNDPA",
    "\ufdd0\ufdd1", "\ue000a\ue000b", "Ⓐ's Ⅷ's", "\u0711\u0730a", "1234567 12", "a 1 b", "( 'a' )", "12' 3'",
]

PARTS = [
    "a", "the", "Hello", "HELLO", "IDs", "McDonald", "foo_bar", "HTTPResponse", "İ", "ẞ", "ǅ", "Σίσυφος", "ΣΙΣΥΦΟΣ",
    "Привет", "ПРИВЕТ", "שלום", "مرحبا", "नमस्ते", "ภาษาไทย", "\u0e4d", "\u0e32", "한국어", "日本語", "カタカナ", "々", "〇",
    "漢字", "、", "。", "？", "1", "12", "1234567", "٣٤", "۱۲", "९", "½", "²", "Ⅷ", "Ⓐ", " ", "  ", "   ", "\n", "\n\n", "\t",
    "\r\n", "\u00a0", "\u2003", "\u3000", "\u200b", "\u200d", "\ufe0f", "⚖️", "😀", "👩‍👩‍👧", "'", "''", "'s", "'t", "'ll", "'re",
    "'ve", "'d", "'S", "’s", "“", "”", "!", "?", ".", "...", "==", "=>", "});", "//", "<html>", "</b>", '"', "(", "]", "{",
    "_", "-", "--", "—", "…", "€", "«", "\u0301", "\u0300\u0323", "e\u0301", "\u0711", "\u0730", "\u093f", "\u094d",
    "\u0bcd", "\u20dd", "\x00", "\x01", "\x7f", "\ue000", "\ufdd0", "\uffff", "\u0378", "ﷺ", "ſ", "ß", "ﬁ", "\u1100",
    "\u1161", "\U0001d400", "\U0002f800", "ϴ", "ℂ", "K", "\u1c89", "\ua7cb", "か\u3099", "ー", "s", "t", "ll", "o'clock",
]

random.seed(20261128)
texts = list(TRAPS)
while len(texts) < 900:
    texts.append("".join(random.choice(PARTS) for _ in range(random.choice((2, 3, 5, 9, 20)))))
rows = [[text, *(token_count(text, family) for family in ("3.0", "4.7", "4.8"))] for text in texts]
path = Path(__file__).parent.parent / "fixtures/claude_counts.json"
lines = ",\n".join(json.dumps(row) for row in rows)
path.write_text(f"[\n{lines}\n]\n")
