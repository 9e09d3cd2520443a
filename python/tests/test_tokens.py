"""Texts to tokens and back. The tokens are tiktoken's for o200k_base."""

import multiprocessing
import pickle
import subprocess
import sys

import pyarrow as pa
import pytest

import tokenfare

HOSTILE = ["", None, "\0", "a" * 1_000_000, "👩‍👩‍👧 é 世界", "<|endoftext|>", "\ufeff\r\n\t "]


def test_one_text_gives_one_result_and_a_list_a_list():
    assert tokenfare.count_tokens("Hello, world!") == 4
    assert tokenfare.encode("Hello, world!") == [13225, 11, 2375, 0]
    assert tokenfare.decode([13225, 11, 2375, 0]) == "Hello, world!"
    assert tokenfare.count_tokens(["Hello, world!", None, ""]) == [4, None, 0]
    assert tokenfare.encode(["Hello", None]) == [[13225], None]
    assert tokenfare.truncate("one two three four", 3, marker="…") == "one two …"
    assert tokenfare.truncate(["one two", None], 1, keep="end") == [" two", None]


@pytest.mark.parametrize(
    "type_", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
def test_every_layout_gives_the_same_also_as_a_slice_and_in_chunks(type_):
    expected = tokenfare.count_tokens(HOSTILE)
    plain = pa.array(["before", *HOSTILE, "after"])
    column = plain.dictionary_encode() if pa.types.is_dictionary(type_) else plain.cast(type_)
    column = column.slice(1, len(HOSTILE))
    assert pa.array(tokenfare.count_tokens(column)).to_pylist() == expected
    assert pa.array(tokenfare.encode(column)).to_pylist() == tokenfare.encode(HOSTILE)
    chunks = pa.chunked_array([column, column.slice(0, 0), column])
    assert pa.array(tokenfare.count_tokens(chunks)).to_pylist() == expected * 2
    short = pa.array(tokenfare.truncate(column, 2)).to_pylist()
    assert short == tokenfare.truncate(HOSTILE, 2)


def test_a_stream_without_chunks_has_no_rows():
    assert len(tokenfare.count_tokens(pa.chunked_array([], pa.string()))) == 0


def test_special_tokens_are_text_tokens_or_an_error():
    # Of o200k_base: 7 tokens as text, 1 as itself.
    assert tokenfare.count_tokens("<|endoftext|>") == 7
    assert tokenfare.encode("<|endoftext|>", special="token") == [199_999]
    with pytest.raises(tokenfare.TokenfareError, match="row 0") as error:
        tokenfare.count_tokens("<|endoftext|>", special="error")
    assert error.value.code == "DISALLOWED_SPECIAL_TOKEN"


def test_a_model_counts_with_its_published_encoding_and_estimates_are_refused():
    assert tokenfare.count_tokens("Hello, world!", model="gpt-4") == tokenfare.count_tokens(
        "Hello, world!", encoding="cl100k_base"
    )
    with pytest.raises(tokenfare.TokenfareError, match="estimated"):
        tokenfare.count_tokens("Hello", model="claude-opus-4-8")
    with pytest.raises(tokenfare.TokenfareError) as error:
        tokenfare.count_tokens("Hello", encoding="o200k_bass")
    assert error.value.code == "UNKNOWN_ENCODING"
    assert "o200k_base" in error.value.suggestions


def test_what_is_no_text_is_an_error():
    for texts in [1, [1], {"a"}, pa.array([1])]:
        with pytest.raises(tokenfare.TokenfareError):
            tokenfare.count_tokens(texts)
    with pytest.raises(UnicodeEncodeError):
        tokenfare.count_tokens(["\ud800"])
    with pytest.raises(tokenfare.TokenfareError) as error:
        tokenfare.encode("Hello", encoding="claude_3")
    assert error.value.code == "NO_IDS"
    with pytest.raises(tokenfare.TokenfareError) as error:
        tokenfare.decode([4_000_000])
    assert error.value.code == "UNKNOWN_TOKEN"


def test_functions_can_be_pickled():
    for function in [tokenfare.count_tokens, tokenfare.price, tokenfare.quote]:
        assert pickle.loads(pickle.dumps(function)) is function


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS's own libraries do not survive a fork")
def test_a_forked_process_counts_on():
    tokenfare.count_tokens("before the fork")
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(tokenfare.count_tokens, ["Hello, world!"] * 4) == [4] * 4


def test_counting_opens_no_connection_and_loads_no_arrow_library():
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('a connection')\n"
        "socket.socket.connect = refuse\n"
        "socket.getaddrinfo = refuse\n"
        "import tokenfare\n"
        "assert tokenfare.count_tokens('Hello, world!') == 4\n"
        "assert tokenfare.quote('gpt-4o', input_tokens=1)['exact'] in (True, False)\n"
        "assert not {'pyarrow', 'numpy', 'polars', 'ray'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
