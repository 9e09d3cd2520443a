"""The same tokens and dollars in every engine, and in Ray while a worker dies."""

import decimal
import os
import random
import shutil
import signal
import sys
import threading
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import tokenfare

ROWS, FILES = 40_000, 8
WORDS = ["the", " quick", " brown", "ſox", " 世界", "\n", " 12345", " jumped", "'ll", " naïve", "😀"]
MODELS = ["gpt-5.4", "gpt-5.4-mini", "claude-sonnet-4-5", "no-such-model"]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    generator = random.Random(5)
    for index in range(FILES):
        texts = ["".join(generator.choices(WORDS, k=60)) for _ in range(ROWS // FILES)]
        texts[:3] = [None, "", "\0"]
        table = {
            "text": texts,
            "model": generator.choices(MODELS, k=len(texts)),
            "on": pa.array([20_700 + row % 60 for row in range(len(texts))], pa.date32()),
            "input_tokens": [generator.randint(0, 300_000) for _ in texts],
            "output_tokens": [generator.randint(0, 9_999) for _ in texts],
        }
        pq.write_table(pa.table(table), folder / f"{index}.parquet", row_group_size=1_000)
    return folder


@pytest.fixture(scope="session")
def expected(corpus):
    table = pq.read_table(corpus)
    tokens = sum(filter(None, pa.array(tokenfare.count_tokens(table["text"])).to_pylist()))
    usd = pa.array(tokenfare.price(table)).field("usd").to_pylist()
    return tokens, sum(filter(None, usd), decimal.Decimal(0))


def test_duckdb(corpus, expected):
    import duckdb

    connection = duckdb.connect()
    tokenfare.duckdb.register(connection)
    types = {"model": "VARCHAR", "on": "DATE", "input_tokens": "BIGINT", "output_tokens": "BIGINT"}
    tokenfare.duckdb.register_price(connection, types)
    names = ", ".join(f'"{name}"' for name in types)
    query = f"select sum(count_tokens(text)), sum(price_tokens({names})) from '{corpus}/*.parquet'"
    assert connection.sql(query).fetchall() == [expected]


def test_polars(corpus, expected):
    import polars as pl

    frame = pl.read_parquet(f"{corpus}/*.parquet")
    counted = frame.select(tokenfare.polars.count_tokens(pl.col("text")))
    priced = tokenfare.polars.price(frame)
    assert counted["text"].sum() == expected[0]
    assert sum(filter(None, priced["usd"].to_list())) == expected[1]


def test_pandas(corpus, expected):
    import pandas as pd

    frame = pd.read_parquet(corpus)
    priced = pa.array(tokenfare.price(frame[["model", "on", "input_tokens", "output_tokens"]]))
    assert sum(filter(None, priced.field("usd").to_pylist())) == expected[1]


def test_datafusion(corpus, expected):
    import datafusion

    context = datafusion.SessionContext()
    context.register_parquet("corpus", str(corpus))
    count = datafusion.udf(
        lambda texts: pa.array(tokenfare.count_tokens(texts)),
        [pa.string_view()],
        pa.int64(),
        "immutable",
        "count_tokens",
    )
    context.register_udf(count)
    table = context.sql("select sum(count_tokens(text)) as tokens from corpus").to_arrow_table()
    assert table["tokens"][0].as_py() == expected[0]


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark(corpus, expected, monkeypatch):
    from pyspark.sql import SparkSession, functions as F

    # Workers must have the packages of this process.
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master("local[2]").getOrCreate()
    try:
        count = tokenfare.spark.count_tokens()
        names = ["model", "on", "input_tokens", "output_tokens"]
        price = tokenfare.spark.price(names)
        rows = spark.read.parquet(str(corpus)).select(
            count("text").alias("tokens"), price(*names).alias("price")
        )
        sums = rows.agg(F.sum("tokens"), F.sum("price.usd")).first()
        assert (sums[0], sums[1]) == expected
    finally:
        spark.stop()


@pytest.fixture
def cluster():
    import ray
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    for _ in range(2):
        cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False)
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def sums_of(corpus):
    import ray

    # Workers cannot import this file, and get functions within functions by value.
    def slowed(table):
        # Long enough for a node to go while its batches are under way.
        time.sleep(0.2)
        return table

    rows = (
        ray.data.read_parquet(str(corpus), override_num_blocks=FILES * 2)
        .map_batches(slowed, batch_format="pyarrow", batch_size=1_000)
        .map_batches(tokenfare.ray.count_tokens("text"), batch_format="pyarrow")
        .map_batches(tokenfare.ray.price(), batch_format="pyarrow")
        .select_columns(["tokens", "usd"])
    )
    tokens, usd = 0, decimal.Decimal(0)
    for batch in rows.iter_batches(batch_format="pyarrow"):
        tokens += sum(filter(None, batch["tokens"].to_pylist()))
        usd += sum(filter(None, batch["usd"].to_pylist()), decimal.Decimal(0))
    return tokens, usd


def test_ray_with_a_worker_killed(corpus, expected, cluster):
    import ray

    @ray.remote
    def pid():
        return os.getpid()

    victim = ray.get(pid.remote())
    killed = threading.Timer(3, os.kill, [victim, signal.SIGKILL])
    killed.start()
    assert sums_of(corpus) == expected
    killed.join()
