"""Polars: expressions.

    df.with_columns(tokens=tokenfare.polars.count_tokens(pl.col("text")))
"""

from __future__ import annotations

from typing import Any

import tokenfare


def count_tokens(texts: Any, **options: Any) -> Any:
    """An expression: the number of tokens of each text. The options are those of
    `tokenfare.count_tokens`."""
    import polars as pl

    def count(series: Any) -> Any:
        return pl.Series(series.name, tokenfare.count_tokens(series, **options))

    return texts.map_batches(count, return_dtype=pl.Int64)


def price(table: Any, **options: Any) -> Any:
    """A data frame of `usd` and `status`, one row for each of a usage table's. The options are
    those of `tokenfare.price`."""
    import polars as pl

    return pl.Series("price", tokenfare.price(table, **options)).struct.unnest()
