"""Success rates and file sizes with Polars, out of a Parquet file that mediaglot wrote.

    mediaglot normalize --out rows.parquet replies.jsonl
    python examples/columns_polars.py rows.parquet

Needs polars.
"""

from __future__ import annotations

import sys

import polars as pl


def success(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The share of calls that went well, and of those the user cancelled."""
    return (
        rows.group_by("vendor", "api")
        .agg(
            pl.len().alias("calls"),
            pl.col("ok").mean().round(3).alias("success"),
            (pl.col("kind") == "cancelled").sum().alias("cancelled"),
        )
        .sort("vendor", "api")
    )


def sizes(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Percentiles of file sizes, bytes."""
    size = pl.col("files").struct.field("size")
    return (
        rows.select("api", "files")
        .explode("files")
        .group_by("api")
        .agg(size.median().alias("median"), size.quantile(0.95).alias("p95"))
        .sort("api")
    )


def main(file: str) -> None:
    """Print both."""
    rows = pl.scan_parquet(file)
    print(success(rows).collect())
    print(sizes(rows).collect())


if __name__ == "__main__":
    main(sys.argv[1])
