"""Questions about a week of replies, asked in SQL.

    python examples/columns_duckdb.py replies.jsonl [more.jsonl ...]

Lines are envelopes: {"api": "chooseImage", "read": "my/android@10.2", "payload": {...}}.
Needs duckdb and mediaglot[arrow].
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import mediaglot as mg
import pyarrow as pa
import pyarrow.json as pa_json

FAILURES = """
    select client, api, kind, code, count(*) as times
    from rows where not ok group by all order by times desc, client, api limit 10
"""
SIZES = """
    select api, count(*) as files, round(avg(file.size)) as mean, max(file.size) as largest
    from (select api, unnest(files) as file from rows) group by api order by api
"""
UNKNOWN = """
    select vendor, api, coalesce(code, message) as said, count(*) as times
    from rows where kind = 'unknown' group by all order by times desc, said
"""


def load(files: list[str]) -> pa.Table:
    """Rows of all files. For more than fits into memory: `mediaglot normalize --out x.parquet`."""
    found = []
    for file in files:
        lines = [line for line in Path(file).read_bytes().splitlines() if line.strip()]
        envelopes = pa_json.read_json(pa.BufferReader(b"\n".join(lines)))
        found.append(mg.arrow.normalize(envelopes))
    return pa.concat_tables(found)


def main(files: list[str]) -> None:
    """Print three answers."""
    rows = load(files)
    with duckdb.connect() as database:
        database.register("rows", rows)
        for title, query in (("Failures", FAILURES), ("Files", SIZES), ("Unknown", UNKNOWN)):
            answer = database.execute(query)
            print(title, "|", ", ".join(column[0] for column in answer.description or ()))
            for row in answer.fetchall():
                print("  ", *row)


if __name__ == "__main__":
    main(sys.argv[1:])
