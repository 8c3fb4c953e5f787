"""Volume: faulty lines, streams of all vendors and APIs, two processes, memory, columns."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench_messages import generate
from harness import HERE, Context, Goal, Row, Table

WORKER = HERE / "volume_worker.py"
COLUMNS_WORKER = HERE / "columns_worker.py"
FAULTS = (b'{"tempFilePaths":["a.image"', b"nope", b'{"error":11,"error":12}', b'["a"]', b"\xff")
MEGABYTES = (10, 100, 2000)
MEASURE = """
import re, resource, sys
from pathlib import Path
from mediaglot.adapters.cli.main import main
status = main(sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
proc = Path("/proc/self/status")
if proc.exists():  # on Linux the other figure starts from the parent's
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", proc.read_text())[1])
print(status, peak if sys.platform == "darwin" else peak * 1024)
"""


def faulty(clean: Path, file: Path, every: int) -> None:
    """Copy lines, each so many-th of them replaced by one that is bad."""
    with clean.open("rb") as lines, file.open("wb") as out:
        for number, line in enumerate(lines):
            bad = number % every == every // 2
            out.write(FAULTS[number // every % len(FAULTS)] + b"\n" if bad else line)


def streams(folder: Path, lines: int) -> tuple[list[Path], Path]:
    """So many lines of each kind of reply in envelopes, and all of them shuffled."""
    dice = random.Random(6)
    kinds = [(vendor, api) for vendor, apis in REPLIES.items() for api in apis]
    files, every = [], []
    for vendor, api in kinds:
        made = []
        for number in range(lines):
            payload = REPLIES[vendor][api](dice)
            if number % 20 == 0:
                payload = FAILURES[vendor](api, dice)
            line = {"api": api, "read": vendor, "ts": 1_700_000_000 + number, "payload": payload}
            made.append(json.dumps(line, separators=(",", ":")) + "\n")
        file = folder / f"{vendor}-{api}-{lines}.jsonl"
        file.write_text("".join(made))
        files.append(file)
        every += made
    dice.shuffle(every)
    mixed = folder / f"mixed-{lines}.jsonl"
    mixed.write_text("".join(every))
    return files, mixed


Reply = Callable[[random.Random], dict[str, object]]


def _paths(dice: random.Random, scheme: str) -> list[str]:
    return [f"{scheme}{dice.getrandbits(64):016x}" for _ in range(dice.randint(1, 5))]


def _image(scheme: str, message: str) -> Reply:
    def reply(dice: random.Random) -> dict[str, object]:
        paths = _paths(dice, scheme)
        files = [{"path": path, "size": dice.randrange(10**4, 10**7)} for path in paths]
        made: dict[str, object] = {"tempFilePaths": paths, "tempFiles": files}
        return made | ({"errMsg": message} if message else {})

    return reply


def _media(scheme: str, kind: str, whole: bool) -> Reply:
    def reply(dice: random.Random) -> dict[str, object]:
        files = [
            {"tempFilePath": path, "size": dice.randrange(10**4, 10**7), kind: "image"}
            for path in _paths(dice, scheme)
        ]
        made: dict[str, object] = {"tempFiles": files, "errMsg": "chooseMedia:ok"}
        return made | ({"type": "image"} if whole else {})

    return reply


def _info(scheme: str, **more: object) -> Reply:
    def reply(dice: random.Random) -> dict[str, object]:
        sides = {"width": dice.randrange(1, 9000), "height": dice.randrange(1, 9000)}
        return {**sides, "path": scheme + "x", **more}

    return reply


def _video(scheme: str, **more: object) -> Reply:
    def reply(dice: random.Random) -> dict[str, object]:
        sizes = {"size": dice.randrange(10**5, 10**8), "duration": dice.randrange(10, 600) / 10}
        return {"tempFilePath": scheme + "v", **sizes, "width": 720, "height": 1280, **more}

    return reply


REPLIES: dict[str, dict[str, Reply]] = {
    "wx": {
        "chooseImage": _image("wxfile://tmp_", "chooseImage:ok"),
        "chooseMedia": _media("wxfile://tmp_", "fileType", True),
        "chooseVideo": _video("wxfile://tmp_", errMsg="chooseVideo:ok"),
        "getImageInfo": _info("wxfile://", orientation="up", type="jpeg", errMsg="getImageInfo:ok"),
    },
    "my": {
        "chooseImage": _image("https://resource/", ""),
        "chooseVideo": _video("https://resource/"),
        "getImageInfo": _info("https://resource/", orientation="up", type="jpg"),
    },
    "tt": {
        "chooseImage": _image("ttfile://temp/", "chooseImage:ok"),
        "chooseMedia": _media("ttfile://temp/", "type", False),
        "getImageInfo": _info("ttfile://temp/", errMsg="getImageInfo:ok"),
    },
}
FAILURES: dict[str, Callable[[str, random.Random], dict[str, object]]] = {
    "wx": lambda api, dice: {"errMsg": f"{api}:fail {dice.choice(['cancel', 'auth deny'])}"},
    "my": lambda _, dice: {"error": dice.choice([11, 2001]), "errorMessage": "no"},
    "tt": lambda api, dice: {"errno": dice.choice([1300001, 107]), "errMsg": f"{api}:fail"},
}


def measured(
    context: Context, title: str, cases: dict[str, tuple[str, list[Path]]], lines: int
) -> list[Row]:
    """Rates of cases of the worker, each over its own files of so many lines."""
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(context.worker([sys.executable, WORKER, case, *files]))
            for name, (case, files) in cases.items()
        }
        return context.interleave(running, lines, title)


def faults(context: Context) -> Table:
    """Bad lines among good ones."""
    lines = context.size(40_000)
    clean = context.scratch / f"volume-{lines}.jsonl"
    generate(clean, 9, lines)
    cases: dict[str, tuple[str, list[Path]]] = {}
    for name, every in (("one in 1000", 1000), ("one in 100", 100)):
        file = context.scratch / f"volume-{every}-{lines}.jsonl"
        faulty(clean, file, every)
        cases[f"orjson.loads, {name} bad"] = ("parse", [file])
        cases[f"mediaglot, {name} bad"] = ("translate", [file])
    cases["mediaglot columns"] = ("columns", [clean])
    title = "my.chooseImage -> wx, 9 files a reply, bad lines among them"
    rows = measured(context, title, cases, lines)
    return Table(
        title=title,
        unit="messages/s",
        rows=rows,
        references=["orjson.loads, one in 1000 bad", "orjson.loads, one in 100 bad"],
        goals=[
            Goal("mediaglot, one in 1000 bad", "orjson.loads, one in 1000 bad", 1 / 1.5),
        ],
        notes=["mediaglot columns: JSON text in an Arrow column to an Arrow table, none bad"],
    )


def mixture(context: Context) -> Table:
    """All vendors and APIs shuffled, against the same lines sorted."""
    each = context.size(10_000)
    files, mixed = streams(context.scratch, each)
    title = f"{len(files)} kinds of reply in envelopes, one in 20 a failure, canonical"
    rows = measured(
        context,
        title,
        {
            "orjson.loads, shuffled": ("parse", [mixed]),
            "mediaglot, one kind after another": ("normalize", files),
            "mediaglot, shuffled": ("normalize", [mixed]),
        },
        each * len(files),
    )
    return Table(
        title=title,
        unit="messages/s",
        rows=rows,
        references=["mediaglot, one kind after another", "orjson.loads, shuffled"],
        goals=[Goal("mediaglot, shuffled", "mediaglot, one kind after another", 1 / 1.3)],
    )


def columns(context: Context, files: int, full: int) -> Table:
    """A file of lines to a Parquet file, against queries for DuckDB written by hand."""
    lines = context.size(full)
    source = context.scratch / f"volume-columns-{files}-{lines}.jsonl"
    generate(source, files, lines)
    names = {
        "DuckDB by hand, path and size": "lean",
        "DuckDB by hand, the same columns": "whole",
        "mediaglot": "mediaglot",
    }
    title = f"my.chooseImage, {files} files a reply, lines to Parquet, one core"
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(
                context.worker(
                    [
                        sys.executable,
                        COLUMNS_WORKER,
                        case,
                        source,
                        context.scratch / f"{case}.parquet",
                    ]
                )
            )
            for name, case in names.items()
        }
        rows = context.interleave(running, lines, title)
    return Table(
        title=title,
        unit="messages/s",
        rows=rows,
        references=["DuckDB by hand, path and size", "DuckDB by hand, the same columns"],
        goals=[Goal("mediaglot", "DuckDB by hand, the same columns", 0.8)],
        notes=["the queries take every line for what it should be; mediaglot proves it"],
    )


def command(source: Path, out: Path | None, jobs: int) -> list[str]:
    """The command line that is measured: from a file to another, or to standard output."""
    return [
        *("normalize", "-q", "--from", "my", "--to", "wx", "--api", "chooseImage"),
        *("--jobs", str(jobs), *(("--out", str(out)) if out else ()), str(source)),
    ]


def processes(context: Context) -> Table:
    """One process and two: so many lines that starting them is little of it.

    With the output thrown away the processes are measured; to a file, the disk is, too.
    """
    lines = 400_000 if context.quick else 800_000
    block = context.scratch / f"volume-block-{lines}.jsonl"
    generate(block, 9, lines // 20)
    source, file = context.scratch / f"volume-big-{lines}.jsonl", context.scratch / "out.jsonl"
    data = block.read_bytes()
    with source.open("wb") as big:
        for _ in range(20):
            big.write(data)
        big.flush()
        os.fsync(big.fileno())  # what is still to be written would be written while we measure

    def case(jobs: int, out: Path | None) -> Callable[[], float]:
        def run() -> float:
            start = time.perf_counter()
            line = [sys.executable, "-m", "mediaglot", *command(source, out, jobs)]
            subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
            return time.perf_counter() - start

        return run

    title = "mediaglot normalize of a file, start-up and all"
    rows: list[Row] = []
    for out in (None, file):
        cases = {
            f"mediaglot --jobs {jobs}{', to a file' if out else ''}": case(jobs, out)
            for jobs in (1, 2)
        }
        rows += context.interleave(cases, lines // 20 * 20, title)
    file.unlink()
    return Table(
        title=title,
        unit="messages/s",
        rows=rows,
        references=["mediaglot --jobs 1", "mediaglot --jobs 1, to a file"],
        goals=[Goal("mediaglot --jobs 2", "mediaglot --jobs 1", 1.8)],
        notes=[
            f"{source.stat().st_size / 1e6:,.0f} MB of input; needs two cores that are idle",
            "to a file: as fast as the disk takes it, which differs from run to run",
        ],
    )


def memory(context: Context) -> Table:
    """Peak memory for small and large inputs."""
    block = context.scratch / "volume-memory.jsonl"
    generate(block, 9, 5_000)
    data = block.read_bytes()
    rows, notes = [], []
    source, out = context.scratch / "memory.jsonl", context.scratch / "memory.out"
    for size in MEGABYTES[:2] if context.quick else MEGABYTES:
        with source.open("wb") as big:
            for _ in range(max(1, size * 1_000_000 // len(data))):
                big.write(data)
        context.say(f"memory: {size} MB")
        line = [sys.executable, "-c", MEASURE, *command(source, out, 1)]
        said = subprocess.run(line, check=True, capture_output=True, text=True).stdout.split()
        if said[0] != "0":
            raise RuntimeError(f"normalize ended with {said[0]}")
        rows.append(Row(f"mediaglot, {size:,} MB of input", [1e9 / int(said[1])]))
        notes.append(f"{size:,} MB of input: peak {int(said[1]) / 1e6:,.0f} MB of memory")
    source.unlink()
    out.unlink()
    return Table(
        title="Peak memory of mediaglot normalize (how many such runs fit into a gigabyte)",
        unit="runs/GB",
        rows=rows,
        references=[rows[0].name],
        goals=[Goal(rows[-1].name, rows[0].name, 0.9)],
        notes=notes,
    )


def run(context: Context) -> list[Table]:
    """Measure all of it."""
    return [
        faults(context),
        mixture(context),
        columns(context, 9, 60_000),
        columns(context, 1, 300_000),
        processes(context),
        memory(context),
    ]
