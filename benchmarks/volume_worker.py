"""One contestant of bench_volume: lines of a file, a chunk at a time, in memory.

    python volume_worker.py CASE FILE [FILE ...]

One run, over all files in their order, for every line on standard input.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson
from messages_worker import chunks

Lines = Callable[[bytes], int]


def parse() -> Lines:
    """Parse every line; count those that cannot be."""
    loads, wrong = orjson.loads, orjson.JSONDecodeError

    def lines(data: bytes) -> int:
        bad = 0
        for line in data.splitlines():
            try:
                loads(line)
            except wrong:
                bad += 1
        return bad

    return lines


def fast(**settings: str) -> Lines:
    """Replies through the fast path."""
    from mediaglot.adapters.lines.fast import Fast
    from mediaglot.adapters.lines.stream import LineSettings

    made = Fast(LineSettings(**settings))  # type: ignore[arg-type]
    return lambda data: len(made.run(data).data)


def columns() -> Lines:
    """Replies as Arrow columns, from a column of JSON text."""
    import mediaglot as mg
    import pyarrow as pa

    def lines(data: bytes) -> int:
        column = pa.array(data.splitlines(), pa.binary())
        made: int = mg.arrow.normalize(column, read="my", api="chooseImage").nbytes
        return made

    return lines


CASES: dict[str, Callable[[], Lines]] = {
    "parse": parse,
    "translate": lambda: fast(read="my", write="wx", api="chooseImage"),
    "normalize": fast,
    "columns": columns,
}


def main(case: str, *files: str) -> None:
    """Run one case."""
    lines = CASES[case]()
    found = [Path(file).read_bytes() for file in files]
    for _ in sys.stdin:
        start = time.perf_counter()
        for data in found:
            for chunk in chunks(data):
                lines(chunk)
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
