"""One Python contestant of bench_messages: JSON Lines in, JSON Lines out, timed in memory.

    python messages_worker.py CASE FILE [OUT]

With OUT it writes what it makes once; without, it does one run for every line on standard input.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

Lines = Callable[[bytes], bytes]


def line_by_line(each: Callable[[bytes], bytes]) -> Lines:
    """Apply a function to every line."""

    def lines(data: bytes) -> bytes:
        return b"\n".join([each(line) for line in data.splitlines()]) + b"\n"

    return lines


def parse_only() -> Lines:
    """Parse every line and throw it away."""
    loads = orjson.loads

    def lines(data: bytes) -> bytes:
        for line in data.splitlines():
            loads(line)
        return b""

    return lines


def base_model() -> Lines:
    """Models of both shapes, as a careful backend would write them with pydantic."""
    from pydantic import BaseModel

    class File(BaseModel):
        path: str
        size: int

    class MyReply(BaseModel):
        apFilePaths: list[str] = []  # noqa: N815
        tempFilePaths: list[str]  # noqa: N815
        tempFiles: list[File]  # noqa: N815

    class WxReply(BaseModel):
        tempFilePaths: list[str]  # noqa: N815
        tempFiles: list[File]  # noqa: N815
        errMsg: str  # noqa: N815

    def each(line: bytes) -> bytes:
        reply = MyReply.model_validate_json(line)
        made = WxReply(
            tempFilePaths=reply.tempFilePaths, tempFiles=reply.tempFiles, errMsg="chooseImage:ok"
        )
        return made.model_dump_json().encode()

    return line_by_line(each)


def typed_dict() -> Lines:
    """Validation of a TypedDict, pydantic's fastest, with orjson to write."""
    from pydantic import TypeAdapter
    from typing_extensions import TypedDict

    class File(TypedDict):
        path: str
        size: int

    class MyReply(TypedDict):
        tempFilePaths: list[str]
        tempFiles: list[File]

    validate = TypeAdapter(MyReply).validate_json
    dumps = orjson.dumps

    def each(line: bytes) -> bytes:
        reply = validate(line)
        return dumps({**reply, "errMsg": "chooseImage:ok"})

    return line_by_line(each)


def translate() -> Lines:
    """Alipay's reply in WeChat's shape, by mediaglot."""
    import mediaglot as mg

    result = mg.translate_result
    loads, dumps = orjson.loads, orjson.dumps

    def each(line: bytes) -> bytes:
        return dumps(result("chooseImage", loads(line), read="my", write="wx").value)

    return line_by_line(each)


def normalize() -> Lines:
    """Alipay's reply as canonical JSON, by mediaglot; success is told from failure."""
    import mediaglot as mg
    from mediaglot.canonical.results import to_plain

    loads, dumps = orjson.loads, orjson.dumps

    def each(line: bytes) -> bytes:
        return dumps(to_plain(mg.normalize("chooseImage", loads(line), read="my").value))

    return line_by_line(each)


CASES: dict[str, Callable[[], Lines]] = {
    "orjson": parse_only,
    "pydantic": base_model,
    "typeddict": typed_dict,
    "translate": translate,
    "normalize": normalize,
}


def main(case: str, file: str, out: str | None = None) -> None:
    """Run one case."""
    lines: Any = CASES[case]()
    data = Path(file).read_bytes()
    if out:
        Path(out).write_bytes(lines(data))
        return
    for _ in sys.stdin:
        start = time.perf_counter()
        made = lines(data)
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "bytes": len(made)}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
