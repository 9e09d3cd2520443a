"""Usage to money. The figures are worked out by hand from the catalog's rates."""

import datetime
import decimal
import pickle
import random

import pyarrow as pa
import pytest

import tokenfare

D = decimal.Decimal


def price(table, **options):
    return pa.array(tokenfare.price(pa.table(table), **options)).to_pylist()


def test_each_row_has_its_price_or_its_reason():
    rows = price(
        {
            "model": ["gpt-5.4-mini", "no-such-model", "gpt-5.4-mini"],
            "on": [datetime.date(2026, 11, 1)] * 3,
            "input_tokens": [1_000, 1_000, 5],
            "cached_input_tokens": [800, 0, 6],
            "output_tokens": [100, 100, 0],
        }
    )
    # 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.50 / 1M
    assert rows[0] == {"usd": D("0.00066"), "status": "PRICED"}
    assert rows[1] == {"usd": None, "status": "UNKNOWN_MODEL"}
    assert rows[2] == {"usd": None, "status": "INVALID_USAGE"}


def test_columns_may_have_other_names():
    columns = {"model": "name", "on": "at", "input_tokens": "prompt"}
    at = datetime.datetime(2026, 11, 1, 23, 59, tzinfo=datetime.timezone.utc)
    table = {"name": ["gpt-5.4-mini"], "at": [at], "prompt": [4]}
    # 4 × 0.75 / 1M
    assert price(table, columns=columns)[0]["usd"] == D("0.000003")
    with pytest.raises(tokenfare.TokenfareError, match="no column 'prompts'|no column \"prompts\""):
        price(table, columns={**columns, "input_tokens": "prompts"})
    with pytest.raises(tokenfare.TokenfareError, match="usage has no"):
        price(table, columns={"tokens": "prompt"})


def test_every_row_equals_its_quote_in_any_order_and_partition():
    generator = random.Random(7)
    models = ["gpt-5.4", "gpt-5.4-mini", "claude-sonnet-4-5", "gemini-2.5-pro", "nobody/knows"]
    rows = [
        {
            "model": generator.choice(models),
            "on": f"2026-{generator.randint(3, 11):02}-{generator.randint(1, 28):02}",
            "tier": generator.choice([None, "standard", "batch", "priority"]),
            "input_tokens": generator.choice([100, 200_000, 200_001, 300_000]),
            "output_tokens": generator.randint(0, 999),
        }
        for _ in range(400)
    ]

    def quoted(row):
        try:
            total = tokenfare.quote(**{k: v for k, v in row.items() if v is not None})["total"]
            return D(total["exact"]), None
        except tokenfare.TokenfareError as error:
            return None, error.code

    priced = pa.array(tokenfare.price(pa.Table.from_pylist(rows))).to_pylist()
    for row, found in zip(rows, priced):
        usd, code = quoted(row)
        assert found["usd"] == usd, row
        assert code is None or found["status"] == code, row
    total = sum(found["usd"] or 0 for found in priced)
    generator.shuffle(rows)
    table = pa.Table.from_pylist(rows)
    for size in [1, 7, 400]:
        parts = pa.Table.from_batches(table.to_batches(max_chunksize=size))
        usd = pa.array(tokenfare.price(parts)).field("usd")
        assert sum(value.as_py() or 0 for value in usd) == total


def test_a_catalog_travels_and_a_job_names_its_digest():
    catalog = tokenfare.catalog()
    travelled = pickle.loads(pickle.dumps(catalog))
    assert travelled.digest == catalog.digest
    assert "gpt-5.4" in catalog.models()
    table = {"model": ["gpt-5.4"], "input_tokens": [1]}
    assert price(table, digest=catalog.digest) == price(table, catalog=travelled)
    with pytest.raises(tokenfare.TokenfareError) as error:
        price(table, digest="0")
    assert error.value.code == "INVALID_CATALOG"
    with pytest.raises(tokenfare.TokenfareError):
        tokenfare.catalog("{}")


def test_a_quote_has_lines_and_fractional_quantities():
    # 30.5 s × $0.006 / 60 s
    assert tokenfare.quote("whisper-1", audio_input_seconds=30.5)["total"]["exact"] == "0.00305"
    with pytest.raises(tokenfare.TokenfareError) as error:
        tokenfare.quote("gpt-5.5-mimi", input_tokens=1)
    assert error.value.code == "UNKNOWN_MODEL" and error.value.path == "model"


def test_tokens_without_a_known_name_are_not_left_out_in_silence():
    table = {"model": ["gpt-5.4-mini"], "input_tokens": [4], "thinking_tokens": [9]}
    with pytest.raises(tokenfare.TokenfareError, match="thinking_tokens") as error:
        price(table)
    assert error.value.path == "thinking_tokens"
    columns = {"model": "model", "input_tokens": "input_tokens"}
    # 4 × 0.75 / 1M
    assert price(table, columns=columns, digest=None)[0]["usd"] == D("0.000003")
    del table["thinking_tokens"]
    assert price({**table, "total_tokens": [4], "tokens": [4], "id": ["a"]})[0]["usd"] == D("0.000003")


def test_rows_that_are_null_as_a_whole_are_refused():
    table = pa.array([{"model": "gpt-5.4-mini", "input_tokens": 4}, None])
    with pytest.raises(tokenfare.TokenfareError, match="null as a whole"):
        tokenfare.price(table)


def test_tables_that_are_none_are_errors():
    for table in [pa.array([1]), [1], None]:
        with pytest.raises(tokenfare.TokenfareError):
            tokenfare.price(table)
    with pytest.raises(tokenfare.TokenfareError, match="model"):
        price({"input_tokens": [1]})
