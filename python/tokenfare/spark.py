"""Spark 4.1 and later: Arrow functions, which take and give columns without a copy to Python.

    df.select(tokenfare.spark.count_tokens()("text"))
    df.withColumn("price", tokenfare.spark.price(["model", "on", "input_tokens"])(…))

Spark passes as many rows at once as `spark.sql.execution.arrow.maxRecordsPerBatch` says.
"""

from typing import Any

import tokenfare


def count_tokens(**options: Any) -> Any:
    """A function of a column of texts: the number of tokens of each. The options are those of
    `tokenfare.count_tokens`."""
    # Spark reads the annotations of the functions within, which must not be texts.
    import pyarrow as pa
    from pyspark.sql.functions import arrow_udf

    def count(texts: pa.Array) -> pa.Array:
        import pyarrow as pa

        return pa.array(tokenfare.count_tokens(texts, **options))

    return arrow_udf(count, "long")


def price(columns: list[str], **options: Any) -> Any:
    """A function of columns that state `columns`, in their order: a struct of `usd` and
    `status`."""
    import pyarrow as pa
    from pyspark.sql.functions import arrow_udf

    if options.get("catalog") is None:
        options.setdefault("digest", tokenfare.catalog().digest)

    def price_rows(*arrays: pa.Array) -> pa.Array:
        import pyarrow as pa

        usage = pa.StructArray.from_arrays(arrays, names=columns)
        usd, status = pa.array(tokenfare.price(usage, **options)).flatten()
        return pa.StructArray.from_arrays([usd, status.cast(pa.string())], ["usd", "status"])

    return arrow_udf(price_rows, "usd decimal(38, 18), status string")
