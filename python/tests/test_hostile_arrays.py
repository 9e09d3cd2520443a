"""Arrays that break Arrow's format: an exception, and the process lives."""

import random
import struct

import pyarrow as pa
import pytest

import tokenfare


def strings(offsets, data):
    """A column with these offsets, which pyarrow itself would refuse: they are written later."""
    memory = bytearray(4 * len(offsets))
    buffers = [None, pa.py_buffer(memory), pa.py_buffer(data)]
    column = pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)
    memory[:] = struct.pack(f"<{len(offsets)}i", *offsets)
    return column


@pytest.mark.parametrize(
    "offsets", [[0, 3, 1], [3, 0, 5], [-1, 2, 5], [0, -5, 5], [5, 4, 3]], ids=str
)
def test_offsets_that_fall_or_are_negative_are_refused(offsets):
    with pytest.raises(tokenfare.TokenfareError):
        tokenfare.count_tokens(strings(offsets, b"Hello"))
    assert tokenfare.count_tokens("Hello, world!") == 4


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x82", b"\xc0\x80"], ids=repr)
def test_bytes_that_are_no_utf8_are_refused(data):
    with pytest.raises(tokenfare.TokenfareError) as error:
        tokenfare.count_tokens(strings([0, len(data)], data))
    assert error.value.code == "INVALID_ARGUMENT"


def test_a_character_cut_between_two_rows_is_refused():
    with pytest.raises(tokenfare.TokenfareError):
        tokenfare.encode(strings([0, 1, 3], "€".encode()))


def test_keys_beyond_the_dictionary_are_refused():
    keys = pa.array([0, 7], pa.int8())
    column = pa.DictionaryArray.from_arrays(keys, pa.array(["a"]), safe=False)
    with pytest.raises(tokenfare.TokenfareError):
        tokenfare.count_tokens(column)


def test_random_offsets_over_valid_bytes_never_end_the_process():
    generator = random.Random(3)
    data = "Hello, wörld! 世界".encode()
    for _ in range(500):
        offsets = [generator.randint(-2, len(data)) for _ in range(generator.randint(2, 6))]
        if generator.random() < 0.5:
            offsets.sort()
        try:
            counts = tokenfare.count_tokens(strings(offsets, data))
        except tokenfare.TokenfareError:
            continue
        assert len(counts) == len(offsets) - 1


def test_a_stream_that_fails_is_an_error():
    def batches():
        yield pa.record_batch({"model": ["gpt-5.4"], "input_tokens": [1]})
        raise RuntimeError("the disk is gone")

    schema = pa.schema({"model": pa.string(), "input_tokens": pa.int64()})
    reader = pa.RecordBatchReader.from_batches(schema, batches())
    with pytest.raises(tokenfare.TokenfareError, match="the disk is gone"):
        tokenfare.price(reader)
