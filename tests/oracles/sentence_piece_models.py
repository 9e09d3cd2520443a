"""SentencePiece's models of Gemma 3, Llama 2 and Mistral, from the files that sentence_piece_ids.py names."""

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path

from sentencepiece import sentencepiece_model_pb2


def read(path, sha256):
    content = Path(path).read_bytes()
    assert hashlib.sha256(content).hexdigest() == sha256, path
    return content


def models(gemma, llama):
    mistral = read(
        files("mistral_common") / "data/tokenizer.model.v1",
        "dadfd56d766715c61d2ef780a525ab43b8e6da4de6865bda3d95fdef5e134055",
    )
    llama = read(llama, "34a7b9f7579d40486444590c37cba6564ef40c3dd98ecdfc2f7c886ae72c898d").decode()
    return {
        "gemma_3": read(gemma, "1299c11d7cf632ef3b4e11937501358ada021bbdf7c47638d13c0ee982f2e79c"),
        "llama_2": llama_model(mistral, llama),
        "mistral_spm": mistral,
    }


def llama_model(mistral, llama):
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(mistral)
    del model.pieces[:]
    pieces = base64.b64decode(re.search(r'llama_vocab_base64 = "([^"]*)"', llama).group(1)).decode().split("\n")
    assert len(pieces) == 32000
    for index, piece in enumerate(pieces):
        kind = 2 if index == 0 else 3 if index < 3 else 6 if index < 259 else 1
        score = -1e9 if len(piece) > 1 and set(piece) == {"▁"} else -float(index)
        model.pieces.add(piece=piece, score=score, type=kind)
    model.trainer_spec.vocab_size = len(pieces)
    return model.SerializeToString()
