"""Ray Data: functions for `Dataset.map_batches(…, batch_format="pyarrow")`.

    ds.map_batches(tokenfare.ray.count_tokens("text"), batch_format="pyarrow")

Each is pure and can be pickled, so that Ray may run a batch again on another node.
"""

from __future__ import annotations

import functools
from typing import Any

import tokenfare


def count_tokens(column: str = "text", output: str = "tokens", **options: Any) -> Any:
    """Adds the column `output`, the number of tokens of each text. The options are those of
    `tokenfare.count_tokens`."""
    return functools.partial(_count_tokens, column, output, options)


def price(output: str = "usd", status: str = "status", **options: Any) -> Any:
    """Adds the columns `output` and `status`, the price of each row. The options are those of
    `tokenfare.price`; the digest of this process's catalog is among them, so that a worker with
    another one fails."""
    if options.get("catalog") is None:
        options.setdefault("digest", tokenfare.catalog().digest)
    return functools.partial(_price, output, status, options)


def _count_tokens(column: str, output: str, options: dict[str, Any], table: Any) -> Any:
    import pyarrow as pa

    counts = tokenfare.count_tokens(table.column(column), **options)
    return table.append_column(output, pa.array(counts))


def _price(output: str, status: str, options: dict[str, Any], table: Any) -> Any:
    import pyarrow as pa

    usd, reason = pa.array(tokenfare.price(table, **options)).flatten()
    return table.append_column(output, usd).append_column(status, reason.cast(pa.string()))
