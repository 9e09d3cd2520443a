"""Exact token counts and prices of language models, for Arrow columns and Python, offline.

>>> import tokenfare
>>> tokenfare.count_tokens("Hello, world!")
4
>>> tokenfare.count_tokens(["Hello, world!", None, ""], encoding="o200k_base")
[4, None, 0]
>>> quote = tokenfare.quote("gpt-5.4-mini", input_tokens=1000, output_tokens=100, on="2026-11-01")
>>> quote["total"]["exact"]
'0.0012'

Everything that takes texts takes one ``str``, a list of them, or any Arrow column: an object with
``__arrow_c_array__`` or ``__arrow_c_stream__``, such as those of pyarrow, Polars, pandas, DuckDB
and DataFusion. A ``str`` gives one result, a list a list, and a column an :class:`Array`, which the
same libraries take without a copy (``pyarrow.array(result)``).

Functions release the interpreter's lock, start no threads, read no files and open no connections.
They can be pickled, and called in a forked process. What they cannot do is a
:class:`TokenfareError`.
"""

from __future__ import annotations

import functools
import json
from typing import Any

from ._tokenfare import (
    Array,
    Catalog,
    TokenfareError,
    count_tokens,
    decode,
    encode,
    encoding_for_model,
    truncate,
)

__all__ = [
    "Array",
    "Catalog",
    "TokenfareError",
    "catalog",
    "count_tokens",
    "decode",
    "encode",
    "encoding_for_model",
    "price",
    "quote",
    "truncate",
]


@functools.cache
def _embedded() -> Catalog:
    return Catalog()


def catalog(json: str | None = None) -> Catalog:
    """The package's catalog of prices, or one in JSON text (`pricing/catalog.json`)."""
    return _embedded() if json is None else Catalog(json)


def price(
    table: Any,
    *,
    columns: dict[str, str] | None = None,
    catalog: Catalog | None = None,
    digest: str | None = None,
) -> Array:
    """The price of each row of a usage table: a struct of ``usd`` and ``status``.

    ``table`` is any Arrow table. ``columns`` says which of its columns states what, such as
    ``{"model": "model_name", "on": "timestamp", "input_tokens": "prompt_tokens"}``; without it,
    columns of the names ``model``, ``provider``, ``on``, ``tier``, ``region``, ``input_tokens``,
    ``cached_input_tokens``, ``output_tokens`` and so on are taken. Totals include their parts, as
    vendors report them.

    ``usd`` is an exact ``decimal128(38, 18)``. A row without a price is null, and its status says
    why: ``UNKNOWN_MODEL``, ``NO_PRICE``, ``INVALID_USAGE``, ``INVALID_ARGUMENT`` or
    ``LIMIT_EXCEEDED``. All others are ``PRICED``, or ``ESTIMATED`` where a rate is an estimate.

    A cluster whose workers have different catalogs would add up different prices: pass the
    ``digest`` of the one that the job began with, and another is refused.
    """
    prices = _embedded() if catalog is None else catalog
    if digest is not None and prices.digest != digest:
        raise _error(
            f"this process has the catalog {prices.digest}, and the job wants {digest}; install "
            "the same version of tokenfare everywhere",
            "INVALID_CATALOG",
            "digest",
        )
    return prices.price(table, columns)


def quote(
    model: str,
    *,
    provider: str | None = None,
    on: str | None = None,
    tier: str | None = None,
    region: str | None = None,
    variant: str | None = None,
    catalog: Catalog | None = None,
    **quantities: float,
) -> dict[str, Any]:
    """The price of one request, line by line: the `Quote` that `schemas/` describes.

    Quantities have the names of the columns of :func:`price`. ``on`` is a day, ``"2026-11-28"``;
    the catalog's own, if left out.
    """
    prices = _embedded() if catalog is None else catalog
    request: dict[str, Any] = {"model": model, "quantities": {}}
    options = {"provider": provider, "on": on, "tier": tier, "region": region, "variant": variant}
    request.update({name: value for name, value in options.items() if value is not None})
    for name, amount in quantities.items():
        head, *tail = name.split("_")
        request["quantities"][head + "".join(word.capitalize() for word in tail)] = amount
    return json.loads(prices.quote_json(json.dumps(request)))


def _error(message: str, code: str, path: str) -> TokenfareError:
    error = TokenfareError(message)
    error.code, error.path, error.suggestions = code, path, []
    return error


def __getattr__(name: str) -> Any:
    # Adapters are read when they are first named, so that counting starts without them.
    if name in ("duckdb", "polars", "ray", "spark"):
        import importlib

        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
