"""What a process of the pool does, in its copy of the checkout."""

from __future__ import annotations

import os
import re
import shlex
import signal
import time
from collections.abc import Sequence
from functools import cache
from multiprocessing.queues import Queue
from pathlib import Path

from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult
from mutation import reach, sandbox
from mutation.draw import Mutant
from mutation.marks import Marked, mark

FOR_A_FILE = 3600.0
"""Seconds for one test file while it is recorded: a test that hangs ends nothing else."""
FOR_SOUND_CODE = 7200.0
"""Seconds for the tests of a stage on the code as it is."""

FAILED = re.compile(r"^(?:FAILED|ERROR) (([^\s\[]+)(?:\[.*?\](?= - |$))?)", re.MULTILINE)
"""What pytest says of a test that fails, or of a file that cannot be read: the case, the test."""

_command: list[str] = []  # how pytest is started in this process's copy
_sound: set[str] = set()  # tests that have killed, and pass on the code as it is


def enter(copies: Queue[tuple[Path, Path]]) -> None:
    """Take a copy for this process and go there."""
    copy, python = copies.get()
    os.chdir(copy)
    # a shell's background job ignores it, and so would programs that tests interrupt
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["CI"] = "true"  # examples of hypothesis that do not change from run to run
    for name in ("MEDIAGLOT_ACCEPT", "PYTHONPATH"):
        os.environ.pop(name, None)
    words = ["-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=line"]
    _command[:] = [python.as_posix(), *words]


def sound(tests: Sequence[str]) -> tuple[float, str]:
    """Run tests on the sound code: seconds, and what they printed when they failed."""
    start = time.monotonic()
    outcome, output = run_tests(shlex.join([*_command, *tests]), FOR_SOUND_CODE)
    return time.monotonic() - start, "" if outcome is TestOutcome.SURVIVED else output


def trial(mutant: Mutant, tests: Sequence[str], limit: float) -> tuple[float, WorkResult]:
    """Run tests on a mutant, for `limit` seconds at most: seconds, and how they ended. One that
    fails on the code as it is, twice, has told nothing: then nothing was tried. Where no test is
    named, the process was ended by something: by the mutant, if it ends again."""
    start = time.monotonic()
    result = mutate_and_test([mutant.spec], shlex.join([*_command, *tests]), limit)
    seconds = time.monotonic() - start
    killed = result.test_outcome is TestOutcome.KILLED
    name = FAILED.search(result.output or "") if killed else None
    if killed and name is None and result.output != "timeout":
        result = mutate_and_test([mutant.spec], shlex.join([*_command, *tests]), limit)
        killed = result.test_outcome is TestOutcome.KILLED
        name = FAILED.search(result.output or "") if killed else None
    if name is not None and name[1] not in _sound:
        output = sound([name[1]])[1] and sound([name[2]])[1]
        if output:
            text = f"{name[2]} fails on the code as it is:\n{output}"
            return seconds, WorkResult(WorkerOutcome.EXCEPTION, text, TestOutcome.INCOMPETENT)
        _sound.add(name[1])
    return seconds, result


@cache
def _marked() -> Marked:
    """This process's copy, marked: once, for recording alone."""
    copy, beside = Path.cwd(), Path.cwd().parent.parent
    packages = sandbox.packages_of(beside / "venv")
    return mark(copy, reach.modules(copy), packages, beside / "marks")


def measure(test: str, into: Path) -> str:
    """Record what a test file reaches, into a file; gives what was printed where it fails."""
    found, output = reach.record(Path(_command[0]), Path.cwd(), _marked(), test, FOR_A_FILE)
    if found is not None:
        reach.keep(found, into)
    return output
