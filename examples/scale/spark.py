"""Counts a Parquet corpus and prices a Parquet usage table with Spark 4.1 or later.

    pip install tokenfare pyspark pyarrow
    python spark.py corpus/ text usage/
"""

import sys

import tokenfare.spark
from pyspark.sql import SparkSession, functions as F

corpus, column, usage = sys.argv[1:]
spark = SparkSession.builder.config(
    "spark.sql.execution.arrow.maxRecordsPerBatch", "50000"
).getOrCreate()

count = tokenfare.spark.count_tokens(encoding="o200k_base")
spark.read.parquet(corpus).select(F.sum(count(column)).alias("tokens")).show()

names = ["model", "on", "input_tokens", "cached_input_tokens", "output_tokens"]
price = tokenfare.spark.price(names)
priced = spark.read.parquet(usage).select(price(*names).alias("price"))
priced.groupBy("price.status").agg(F.sum("price.usd"), F.count("*")).show(truncate=False)
