"""Hunting: cases judged in processes of their own, so that a crash is seen; what is found, smaller.

Run by `run.py`, and with `--serve` the process on the other side.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Self, cast

import attrs
from fuzz import cases
from fuzz.cases import HERE, Case

SECONDS = 30
"""CPU time of one case: a hundred times what an ordinary one takes."""
WAITED = 300.0
"""Seconds of the clock after which a process is given up, whatever it does."""
ROOT = HERE.parent.parent


@attrs.frozen
class Told:
    """What became of a case: a word for it; or what is wrong, and a key that is the same for what
    is likely the same fault."""

    outcome: str = ""
    wrong: str = ""
    key: str = ""


# The process that judges ----------------------------------------------------------------------


def serve(name: str) -> None:
    """Judge what is asked for, a line of JSON each: `{"run", "number"}` or `{"case"}`."""
    if hasattr(os, "nice"):
        os.nice(5)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    goal = cases.target(name)
    for line in sys.stdin:
        asked = json.loads(line)
        _limit()
        try:
            if "case" in asked:
                case = Case.decoded(base64.b64decode(asked["case"]))
            else:
                case = cases.variant(name, asked["run"], asked["number"])
            told = {"outcome": goal.check(case)}
        except Exception as error:  # noqa: BLE001  (this is what is looked for)
            told = {"wrong": f"{type(error).__name__}: {error}"[:2000], "key": key_of(error)}
        out.write(json.dumps(told) + "\n")
        out.flush()


def key_of(error: BaseException) -> str:
    """What is likely the same for the same fault: kind, words without numbers and names, place."""
    words = re.sub(r"'[^']*'|\"[^\"]*\"|\d+", "", str(error).partition("\n")[0].partition(":")[0])
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
    ]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else ""
    return f"{type(error).__name__} {words[:60].strip()} {place}"


def _limit() -> None:
    if os.name == "nt":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + SECONDS, hard))


class Judge:
    """A process that judges cases of one target; a new one where it ended. A context manager."""

    def __init__(self, name: str, script: Path = HERE / "run.py") -> None:
        self.name, self.script = name, script
        self.process: subprocess.Popen[str] | None = None

    def number(self, run: int, number: int) -> Told:
        """What becomes of the case of a number."""
        return self._asked({"run": run, "number": number})

    def case(self, case: Case) -> Told:
        """What becomes of a case."""
        return self._asked({"case": base64.b64encode(case.encoded()).decode()})

    def _asked(self, message: dict[str, Any]) -> Told:
        process = self.process or self._started()
        late: list[bool] = []
        timer = threading.Timer(WAITED, lambda: (late.append(True), process.kill()))
        timer.daemon = True
        timer.start()
        try:
            stdin = cast("IO[str]", process.stdin)
            stdin.write(json.dumps(message) + "\n")
            stdin.flush()
            line = cast("IO[str]", process.stdout).readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if line:
            return Told(**json.loads(line))
        code = process.wait()
        self.process = None
        why = f"nothing came for {WAITED:g} s" if late else f"the process ended: {code}"
        return Told(wrong=why, key=why)

    def _started(self) -> subprocess.Popen[str]:
        self.process = subprocess.Popen(
            [sys.executable, str(self.script), "--serve", self.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libtiff prints what it thinks of a file
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        return self.process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            for pipe in (self.process.stdin, self.process.stdout):
                cast("IO[str]", pipe).close()
            self.process.wait()
            self.process = None


# Smaller --------------------------------------------------------------------------------------


def smaller(
    case: Case, pieces: tuple[re.Pattern[bytes], ...], holds: Callable[[Case], bool]
) -> Case:
    """A case of which no piece can be left out: `holds` says whether one still shows the fault.

    Pieces of every coarseness are left out, many at once first, until none can be.
    """
    for pattern in pieces:
        parts = [match[0] for match in pattern.finditer(case.body)]
        size = len(parts)
        while size >= 1:
            at, gone = 0, False
            while at < len(parts):
                less = parts[:at] + parts[at + size :]
                tried = attrs.evolve(case, body=b"".join(less))
                if len(less) < len(parts) and holds(tried):
                    case, parts, gone = tried, less, True
                else:
                    at += size
            size = min(size, len(parts)) if gone and size == 1 else size // 2
            if size == 1 and gone and len(parts) > 400:
                break  # once is enough where one more round costs hundreds of runs
    return case


def minimised(judge: Judge, case: Case, told: Told, seconds: float) -> Case:
    """The case as far as it gets smaller in so many seconds."""
    end = time.monotonic() + seconds

    def holds(tried: Case) -> bool:
        return time.monotonic() < end and judge.case(tried).key == told.key

    return smaller(case, cases.target(judge.name).PIECES, holds)


# Hunting --------------------------------------------------------------------------------------


@attrs.frozen
class Finding:
    """One kind of fault, by the first case that showed it."""

    number: int
    told: Told
    case: Case


@attrs.define
class Hunt:
    """What a run came to."""

    name: str
    run: int
    cases: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = attrs.field(factory=Counter)
    findings: list[Finding] = attrs.field(factory=list)
    wrong: Counter[str] = attrs.field(factory=Counter)


def hunt(
    name: str,
    run: int,
    *,
    first: int = 0,
    count: int | None = None,
    seconds: float | None = None,
    shrink: float = 0.0,
    heard: Callable[[Hunt, Finding | None], None] = lambda *_: None,
    script: Path = HERE / "run.py",
) -> Hunt:
    """Judge the cases of a run from number `first`: so many, or for so many seconds.

    `heard` is called after every case, with a finding where it is the first of its kind.
    """
    done = Hunt(name, run)
    begin = time.monotonic()
    number = first
    with Judge(name, script) as judge:
        while (count is None or number < first + count) and (
            seconds is None or time.monotonic() - begin < seconds
        ):
            told = judge.number(run, number)
            done.cases += 1
            finding = None
            if told.wrong:
                done.wrong[told.key] += 1
                if done.wrong[told.key] == 1:
                    case = cases.variant(name, run, number)
                    finding = Finding(number, told, minimised(judge, case, told, shrink))
                    done.findings.append(finding)
            else:
                done.outcomes[told.outcome] += 1
            done.seconds = time.monotonic() - begin
            heard(done, finding)
            number += 1
    return done
