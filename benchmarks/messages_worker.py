"""One Python contestant of bench_messages: JSON Lines in, JSON Lines out, timed in memory.

    python messages_worker.py CASE FILE [OUT]

With OUT it writes what it makes once; without, it does one run for every line on standard input.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

Lines = Callable[[bytes], bytes]
CHUNK = 1 << 20


def chunks(data: bytes) -> Iterator[bytes]:
    """Whole lines, about a mebibyte at a time, as a program reads a large file."""
    start = 0
    while start < len(data):
        end = data.rfind(b"\n", start, start + CHUNK) + 1 or len(data)
        yield data[start:end]
        start = end


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
    from reply_models import MyReply, WxReply

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


def volume(write: str | None) -> Lines:
    """Alipay's replies through mediaglot's fast path, which tells success from failure."""
    from mediaglot.adapters.lines.fast import Fast
    from mediaglot.adapters.lines.stream import LineSettings

    fast = Fast(LineSettings(read="my", write=write, api="chooseImage"))

    def lines(data: bytes) -> bytes:
        return fast.run(data).data

    return lines


def one_by_one() -> Lines:
    """The same a message at a time, by the public function; msgspec reads and writes the JSON."""
    import mediaglot as mg
    import msgspec

    result = mg.translate_result
    loads, dumps = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode

    def each(line: bytes) -> bytes:
        return dumps(result("chooseImage", loads(line), read="my", write="wx").value)

    return line_by_line(each)


CASES: dict[str, Callable[[], Lines]] = {
    "orjson": parse_only,
    "pydantic": base_model,
    "typeddict": typed_dict,
    "translate": lambda: volume("wx"),
    "normalize": lambda: volume(None),
    "one": one_by_one,
}


def main(case: str, file: str, out: str | None = None) -> None:
    """Run one case."""
    lines = CASES[case]()
    data = Path(file).read_bytes()
    if out:
        Path(out).write_bytes(b"".join(map(lines, chunks(data))))
        return
    for _ in sys.stdin:
        size = 0
        start = time.perf_counter()
        for chunk in chunks(data):
            size += len(lines(chunk))
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "bytes": size}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
