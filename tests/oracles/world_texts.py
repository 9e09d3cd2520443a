"""Writes tokenizer/tests/fixtures/world_texts.json: what the vendors' own tokenizers, or an independent
one, give for 501 languages and for 1,763 files of source code; and tokenizer/tests/fixtures/languages.json,
the beginning of the text in each language, which the tests encode without the rest.

    pip install tokenizers==0.23.3 tiktoken==0.14.0 mistral-common==1.13.1 zstandard==0.25.0 \\
        sentencepiece==0.2.3 protobuf
    python tests/oracles/world_texts.py FILES TEXTS GEMMA LLAMA

FILES is the folder that tokenizer/tests/fixtures/vocabularies/make.py describes, GEMMA and LLAMA are the
two files that sentence_piece_ids.py describes. TEXTS is tests/fixtures of https://github.com/sanderland/ctok
at version 1.3.0: udhr.jsonl.gz (the Universal Declaration of Human Rights, which may be copied freely),
rosetta.jsonl.gz (Rosetta Code, under the GNU Free Documentation License, so that it is not copied here)
and multipl_e.jsonl.gz. Their sha256 are checked below.

For each encoding and set, the file has the number of texts, the number of ids, and FNV-1a with 64 bits
of all ids, with a mark after each text. It prints how the counts of pairs of vocabularies differ: the
bands of the estimates in tokenizer/src/models/estimates.rs are those.
"""

import gzip
import hashlib
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).parents[2]
FIXTURES = ROOT / "tokenizer/tests/fixtures"
sys.path.insert(0, str(FIXTURES / "vocabularies"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import make  # noqa: E402
import sentencepiece  # noqa: E402
import sentence_piece_models  # noqa: E402

SETS = {
    "udhr": "fbe66450b72d671f2faee70f466ab061792bd7127844b06133615453dd5acde0",
    "rosetta": "7502a15923c4c9dddad31ecf844bdd1ccdeaf53cccea2a09c71771a8b5faba38",
    "multipl_e": "47429c3eb17c1cf47bff425d94e20f37065071911ca6142f2035b1b82caf3381",
}
# Characters of each text that are copied.
BEGINNING = 160
# Who is estimated by whom: a vendor's older vocabulary and its newer one; then any two of a size.
PAIRS = [("qwen_2", "qwen_3_5"), ("glm_4", "glm_5"), ("llama_3", "llama_4"), ("mistral_spm", "mistral_tekken"), ("llama_2", "llama_3")]


def texts(folder, name):
    path = folder / f"{name}.jsonl.gz"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == SETS[name], path
    return [json.loads(line)["text"] for line in gzip.open(path, "rt", encoding="utf-8")]


def digested(encode, all_texts):
    """The digest, and the count of each text."""
    counts, state = [], 0xCBF29CE484222325
    for start in range(0, len(all_texts), 500):
        for ids in encode(all_texts[start : start + 500]):
            counts.append(len(ids))
            for id in [*ids, 0xFFFFFFFF]:
                state = ((state ^ id) * 0x100000001B3) & make.MASK
    return {"texts": len(counts), "ids": sum(counts), "digest": f"{state:016x}"}, counts


def encoders(files, gemma, llama):
    for name, (file, sha256) in make.FILES.items():
        path = files / file
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256, path
        yield name, make.oracle(name, path)[0]
    for name, model in sentence_piece_models.models(gemma, llama).items():
        processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        yield name, lambda texts, processor=processor: [processor.encode(text) for text in texts]


def differences(counts):
    """By how much the count of the second vocabulary differs from that of the first, in percent."""
    others = sorted(name for name in counts if name != "o200k_base")
    pairs = PAIRS + ([("o200k_base", name) for name in others] if "o200k_base" in counts else [])
    for first, second in pairs:
        for name in SETS:
            ratios = sorted(b / a - 1 for a, b in zip(counts[first][name], counts[second][name]))
            at = lambda share: round(100 * ratios[min(int(len(ratios) * share), len(ratios) - 1)], 1)
            sizes = sorted(abs(ratio) for ratio in ratios)
            p90 = round(100 * sizes[int(len(sizes) * 0.9)], 1)
            print(f"{first} -> {second}, {name}: p5 {at(0.05)} median {at(0.5)} p95 {at(0.95)} %, 90 % within {p90} %")


def main():
    files, folder, gemma, llama = (pathlib.Path(argument) for argument in sys.argv[1:5])
    sets = {name: texts(folder, name) for name in SETS}
    beginnings = [text[:BEGINNING] for text in sets["udhr"]]
    (FIXTURES / "languages.json").write_text(json.dumps(beginnings, ensure_ascii=False, indent=0) + "\n")
    vectors, counts = {}, {}
    for name, encode in encoders(files, gemma, llama):
        of_sets = {"languages": digested(encode, beginnings)[0]}
        counts[name] = {}
        for key, all_texts in sets.items():
            of_sets[key], counts[name][key] = digested(encode, all_texts)
        vectors[name] = of_sets
        print(name, of_sets, flush=True)
    out = {"sha256": SETS, "encodings": dict(sorted(vectors.items()))}
    (FIXTURES / "world_texts.json").write_text(json.dumps(out, indent=1) + "\n")
    counts["o200k_base"] = o200k(sets)
    differences(counts)


def o200k(sets):
    """Counts by tiktoken's own table, which it fetches, or finds in TIKTOKEN_CACHE_DIR."""
    import tiktoken

    encoding = tiktoken.get_encoding("o200k_base")
    batch = lambda texts: [len(ids) for ids in encoding.encode_ordinary_batch(texts, num_threads=1)]
    return {key: batch(all_texts) for key, all_texts in sets.items()}


main()
