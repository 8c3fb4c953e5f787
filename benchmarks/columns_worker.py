"""One contestant of bench_volume's columns: a file of lines to a Parquet file.

    python columns_worker.py CASE FILE OUT

One run for every line on standard input. The query is what one would write by hand for Alipay's
chooseImage: it trusts every line. ``lean`` has of a file its path and size alone; ``whole`` gives
the columns that mediaglot gives.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable

SEEN = """
SELECT error IS NULL AS ok,
  CASE error WHEN 11 THEN 'cancelled' WHEN 2001 THEN 'auth_denied'
    WHEN 2002 THEN 'auth_denied_forever' WHEN 2003 THEN 'auth_denied_forever' END AS kind,
  CAST(error AS VARCHAR) AS code, errorMessage AS message,
  CASE WHEN error IS NULL THEN {files} END AS files
FROM read_json($file, format='newline_delimited', ignore_errors=true, columns={{
  tempFilePaths: 'VARCHAR[]', apFilePaths: 'VARCHAR[]', error: 'BIGINT', errorMessage: 'VARCHAR',
  tempFiles: 'STRUCT(path VARCHAR, size BIGINT)[]'}})
"""
LEAN = "list_transform(tempFiles, lambda x: {'path': x.path, 'size': x.size})"
RUN = Callable[[], object]


def mediaglot(file: str, out: str) -> RUN:
    """The command's own function."""
    from mediaglot.adapters.lines.stream import LineSettings
    from mediaglot.adapters.volume.job import Job
    from mediaglot.adapters.volume.run import run

    settings = LineSettings(read="my", api="chooseImage")
    return lambda: run(Job(settings=settings, files=[file], out=out), io.BytesIO())


def by_hand(file: str, out: str, *, whole: bool) -> RUN:
    """DuckDB's query on one thread, into the same format."""
    import duckdb
    from mediaglot.adapters.volume.rows import DIAGNOSTIC, EXTRA, FILE

    database = duckdb.connect()
    database.execute("SET threads = 1")
    query = SEEN.format(files=LEAN)
    if whole:
        words = {"string": "VARCHAR", "int64": "BIGINT", "float64": "DOUBLE"}

        def struct(columns: dict[str, str]) -> str:
            return f"STRUCT({', '.join(f'{key} {words[kind]}' for key, kind in columns.items())})[]"

        files = [f"'{key}': {f'x.{key}' if key in ('path', 'size') else 'NULL'}" for key in FILE]
        made = (
            f"CAST(list_transform(tempFiles, lambda x: {{{', '.join(files)}}}) AS {struct(FILE)})"
        )
        inner = SEEN.format(files=made)
        query = f"""SELECT $file AS file, 'my' AS vendor, 'my' AS client, 'chooseImage' AS api, *,
          CAST(NULL AS VARCHAR) AS detail, CAST(NULL AS VARCHAR) AS media,
          CAST([] AS {struct(EXTRA)}) AS extra, CAST([] AS {struct(DIAGNOSTIC)}) AS diagnostics,
          CAST(NULL AS VARCHAR) AS envelope, CAST(NULL AS VARCHAR) AS error FROM ({inner})"""
    text = f"COPY ({query}) TO '{out}' (FORMAT parquet, COMPRESSION zstd)".replace(
        "$file", "'" + file.replace("'", "''") + "'"
    )
    return lambda: database.execute(text).fetchall()


CASES: dict[str, Callable[[str, str], RUN]] = {
    "mediaglot": mediaglot,
    "lean": lambda file, out: by_hand(file, out, whole=False),
    "whole": lambda file, out: by_hand(file, out, whole=True),
}


def main(case: str, file: str, out: str) -> None:
    """Run one case."""
    run = CASES[case](file, out)
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
