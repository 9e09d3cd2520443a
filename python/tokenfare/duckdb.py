"""DuckDB: functions in SQL.

    tokenfare.duckdb.register(connection)
    connection.sql("select sum(count_tokens(text)) from 'corpus/*.parquet'")
"""

from __future__ import annotations

import inspect
from typing import Any

import tokenfare


def register(connection: Any, name: str = "count_tokens", **options: Any) -> None:
    """Creates the SQL function `name(text)`, the number of tokens. The options are those of
    `tokenfare.count_tokens`."""

    def count(texts: Any) -> Any:
        import pyarrow as pa

        return pa.array(tokenfare.count_tokens(texts, **options))

    connection.create_function(
        name, count, ["VARCHAR"], "BIGINT", type="arrow", null_handling="special"
    )


def register_price(
    connection: Any, columns: dict[str, str], name: str = "price_tokens", **options: Any
) -> None:
    """Creates the SQL function `name(…)` of arguments that state `columns`, in their order, with
    their SQL types: `{"model": "VARCHAR", "on": "DATE", "input_tokens": "BIGINT"}`. It gives a
    `DECIMAL(38, 18)`, null where there is no price; `tokenfare.price` also says why."""

    def price(*arrays: Any) -> Any:
        import pyarrow as pa

        arrays = [a.combine_chunks() if isinstance(a, pa.ChunkedArray) else a for a in arrays]
        usage = pa.StructArray.from_arrays(arrays, names=list(columns))
        return pa.array(tokenfare.price(usage, **options)).field("usd")

    # DuckDB counts the parameters, which `*arrays` hides.
    kind = inspect.Parameter.POSITIONAL_ONLY
    names = [f"column_{index}" for index in range(len(columns))]
    price.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])
    types, usd = list(columns.values()), "DECIMAL(38, 18)"
    connection.create_function(name, price, types, usd, type="arrow", null_handling="special")
