"""Messages: Alipay chooseImage replies to WeChat-shaped ones, JSON bytes to JSON bytes, one core.

Against bare JSON parsing (the floor), pydantic validation, a mapping written by hand in Node.js,
and what Taro's and uni-app's Alipay runtimes do to a reply: their own success callbacks, taken
from the published packages and called with every parsed line. Then one call at a time, dict to dict
in one process, against pydantic validating, mapping and dumping the same message.
"""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from harness import HERE, Context, Goal, Table, find_node, install

WORKER = HERE / "messages_worker.py"
CALLS_WORKER = HERE / "calls_worker.py"
CALLS = {
    "reply-1": "a reply of one file",
    "reply-9": "a reply of nine files",
    "request": "a request of three options",
    "request-bare": "a request of none: defaults are made explicit",
    "failure": "a failure",
}
TIMES = 20_000
SCRIPT = HERE / "js" / "messages.mjs"
LINES = {1: 200_000, 9: 40_000}
NODE = {
    "Node.js JSON.parse": "parse",
    "Node.js by hand": "hand",
    "Node.js Taro 4.2.0": "taro",
    "Node.js uni-app": "uni",
}
PYTHON = {
    "orjson.loads": "orjson",
    "pydantic BaseModel": "pydantic",
    "pydantic TypedDict + orjson": "typeddict",
    "mediaglot translate": "translate",
    "mediaglot normalize": "normalize",
    "mediaglot one by one": "one",
}
NOTES = {
    "orjson.loads": "parses only: the floor",
    "Node.js JSON.parse": "parses only",
    "Node.js Taro 4.2.0": "loses tempFilePaths of a reply without apFilePaths",
    "Node.js uni-app": "keeps apFilePaths, invents no sizes",
    "pydantic BaseModel": "validate_json, map, model_dump_json",
    "mediaglot translate": "the fast path, as `mediaglot normalize --to wx` runs it",
    "mediaglot normalize": "the same, canonical",
    "mediaglot one by one": "mg.translate_result of every line",
}


def generate(file: Path, files: int, lines: int) -> None:
    """Write replies of my.chooseImage with so many files each; the same bytes every time."""
    dice = random.Random(files)
    with file.open("w", encoding="ascii", newline="\n") as out:
        for _ in range(lines):
            paths = [
                f"https://resource/apml{dice.getrandbits(128):032x}.image" for _ in range(files)
            ]
            reply = {
                "apFilePaths": paths,
                "tempFilePaths": paths,
                "tempFiles": [
                    {"path": p, "size": dice.randrange(20_000, 9_000_000)} for p in paths
                ],
            }
            out.write(json.dumps(reply, separators=(",", ":")) + "\n")


def check(commands: dict[str, list[str | Path]], scratch: Path) -> None:
    """Fail unless mediaglot's lines say what the mapping written by hand says."""
    made: dict[str, list[object]] = {}
    for name in ("mediaglot translate", "Node.js by hand"):
        out = scratch / "made.jsonl"
        subprocess.run([str(part) for part in [*commands[name], out]], check=True, timeout=300)
        with out.open("rb") as opened:
            made[name] = [json.loads(line) for line in opened]
    ours, theirs = made.values()
    if ours != theirs:
        line = next(
            (i for i, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), 0
        )
        raise AssertionError(f"line {line + 1} differs:\n{ours[line]}\n{theirs[line]}")


def run(context: Context) -> list[Table]:
    """Measure both sizes of reply."""
    node = find_node()
    install(HERE / "js")
    assert node
    tables = []
    for files, full in LINES.items():
        lines = context.size(full)
        data = context.scratch / f"my-chooseImage-{files}-{lines}.jsonl"
        if not data.is_file():
            generate(data, files, lines)
        sample = context.scratch / f"sample-{files}.jsonl"
        generate(sample, files, 500)
        start = {name: [sys.executable, WORKER, case] for name, case in PYTHON.items()}
        start |= {name: [node, SCRIPT, case] for name, case in NODE.items()}
        check({name: [*command, sample] for name, command in start.items()}, context.scratch)
        title = f"my.chooseImage -> wx, {files} file{'s' if files > 1 else ''} a reply"
        with contextlib.ExitStack() as stack:
            cases: dict[str, Callable[[], float]] = {
                name: stack.enter_context(context.worker([*command, data]))
                for name, command in start.items()
            }
            rows = context.interleave(cases, lines, title)
        size = data.stat().st_size / lines
        tables.append(
            Table(
                title=f"{title} ({size:,.0f} bytes)",
                unit="messages/s",
                rows=[type(row)(row.name, row.rates, NOTES.get(row.name, "")) for row in rows],
                references=["orjson.loads", "Node.js by hand", "Node.js Taro 4.2.0"],
                goals=[
                    Goal("mediaglot translate", "orjson.loads", 1 / 1.5),
                    Goal("mediaglot translate", "Node.js by hand", 1.4),
                    Goal("mediaglot translate", "Node.js Taro 4.2.0", 2.5),
                    Goal("mediaglot translate", "pydantic BaseModel", 3.5),
                    Goal("mediaglot one by one", "pydantic BaseModel", 1),
                ],
            )
        )
    return tables + [call(context, message) for message in CALLS]


def _made(command: list[str | Path]) -> dict[str, object]:
    """What a contestant makes of its message."""
    line = [*map(str, command), "check"]
    done = subprocess.run(line, capture_output=True, timeout=60, check=True)
    made: dict[str, object] = json.loads(done.stdout)
    return made


def call(context: Context, message: str) -> Table:
    """Measure one call at a time on one message, in processor time."""
    times = context.size(TIMES)
    commands: dict[str, list[str | Path]] = {
        name: [sys.executable, CALLS_WORKER, name, message, str(times)]
        for name in ("pydantic", "mediaglot")
    }
    made = [_made(command) for command in commands.values()]
    known, ours = made  # of a request, what equals the target's default is left out
    same = ours == known
    if message.startswith("request"):
        same = all(known.get(key) == item for key, item in ours.items())
    if not same:
        raise AssertionError(f"{message} differs:\n{known}\n{ours}")
    title = f"one call, {CALLS[message]}"
    with contextlib.ExitStack() as stack:
        cases: dict[str, Callable[[], float]] = {
            name: stack.enter_context(context.worker(command)) for name, command in commands.items()
        }
        rows = context.interleave(cases, times, title)
    return Table(
        title=title,
        unit="messages/s",
        rows=rows,
        references=["pydantic"],
        goals=[Goal("mediaglot", "pydantic", 1)],
    )
