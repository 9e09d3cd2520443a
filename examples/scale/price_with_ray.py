"""Prices a Parquet usage table with Ray Data: each row at the prices of its day.

    pip install tokenfare "ray[data]"
    python price_with_ray.py usage/

The table has the columns model, on, input_tokens, cached_input_tokens, output_tokens.
"""

import collections
import decimal
import sys

import ray
import tokenfare.ray

priced = (
    ray.data.read_parquet(sys.argv[1])
    .map_batches(tokenfare.ray.price(), batch_format="pyarrow")
    .select_columns(["usd", "status"])
)
# Added up as exact decimals, in any order.
dollars, rows = decimal.Decimal(0), collections.Counter()
for batch in priced.iter_batches(batch_format="pyarrow", batch_size=100_000):
    dollars += sum(filter(None, batch["usd"].to_pylist()))
    rows.update(batch["status"].to_pylist())
print(f"${dollars.normalize():f}", dict(rows))
