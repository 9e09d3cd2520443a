"""Counts a Parquet corpus and prices a Parquet usage table in DuckDB.

    pip install tokenfare duckdb pyarrow
    python duckdb_sql.py 'corpus/*.parquet' text 'usage/*.parquet'
"""

import sys

import duckdb
import tokenfare.duckdb

corpus, column, usage = sys.argv[1:]
connection = duckdb.connect()
tokenfare.duckdb.register(connection, encoding="o200k_base")
print(connection.sql(f"select sum(count_tokens({column})) as tokens from '{corpus}'"))

types = {"model": "VARCHAR", "on": "DATE"} | dict.fromkeys(
    ["input_tokens", "cached_input_tokens", "output_tokens"], "BIGINT"
)
tokenfare.duckdb.register_price(connection, types)
arguments = ", ".join(f'"{name}"' for name in types)
print(
    connection.sql(
        f"select model, sum(usd) as usd, count(*) - count(usd) as unpriced from "
        f"(select model, price_tokens({arguments}) as usd from '{usage}') group by model"
    )
)
