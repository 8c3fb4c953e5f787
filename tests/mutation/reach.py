"""Which tests execute which blocks: recorded once, outside of git, and asked for a mutant's own.

Each test file runs in a process of its own, in a copy of the checkout whose modules mark each block
that runs (marks.py); after each test, its cases together, what is marked is the test's, by whatever
process. What is remembered from one test to the next, or made while a module is imported, is
executed in the first that asks and seen by others, so a block is also its file's. The record stands
for modules and tests whose text it saw: of a module that has changed since, it knows which tests
reached it at all, and a test file that has changed, or that failed while it was recorded, is asked
whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from mutation import blocks
from mutation.areas import AREAS, recorded
from mutation.marks import Marked

ENDED = "MEDIAGLOT_ENDED"
"""In the environment of pytest: the file for how the tests ended."""
ANY_BLOCK = -1
"""Stands for all blocks of a module, where it is not known which were executed."""
PYTEST = """\
import sys
sys.path.insert(0, "tests")
import pytest
from mutation import contexts
sys.exit(pytest.main(sys.argv[1:], plugins=[contexts]))
"""


@attrs.frozen
class Reached:
    """What reaches a place: tests that execute it, and all test files in whose process it is
    executed, among them those that are not recorded."""

    tests: tuple[str, ...]
    files: tuple[str, ...]


@attrs.frozen
class Part:
    """What the tests of one file reach, by the texts that stood there.

    `texts`: digests of all modules that are mutated; `reached`: by module and test, or the file
    where none of its tests ran, the blocks as the bits of a number; `seconds`: how long each test
    took.
    """

    test: str
    texts: dict[str, str]
    reached: dict[str, dict[str, int]]
    seconds: dict[str, float]


@attrs.frozen
class Record:
    """What the tests of all files reach, of the modules as they are now; `anew`: test files of
    which nothing is known, since they are new, or not what they were, or failed."""

    known: frozenset[str]
    reached: dict[str, dict[str, int]]
    seconds: dict[str, float]
    anew: tuple[str, ...] = ()

    def reaching(self, root: Path, module: str, first: int, last: int) -> Reached | None:
        """What reaches the lines of a module; None for one that was not recorded, or of which
        nothing was reached: a script that is run by its path marks nothing."""
        reached = self.reached.get(module)
        if module not in self.known or not reached:
            return None
        source = (root / module).read_text(encoding="utf-8")
        wanted = sum(1 << number for number in blocks.at(source, first, last))
        found = {test for test, blocks in reached.items() if blocks & wanted}
        files = {test.partition("::")[0] for test in found}
        tests = {test for test in found if "::" in test}
        return Reached(tuple(sorted(tests)), tuple(sorted(files.union(self.anew))))

    def took(self, names: Iterable[str]) -> float:
        """How long tests took, those of whole files among them, in seconds."""
        return sum(self._took(names))

    def longest(self, names: Iterable[str]) -> float:
        """How long the longest of tests took, its cases together, in seconds."""
        return max(self._took(names), default=0.0)

    def _took(self, names: Iterable[str]) -> Iterator[float]:
        wanted = set(names)
        for test, seconds in self.seconds.items():
            if test in wanted or test.partition("::")[0] in wanted:
                yield seconds


def digest(text: str) -> str:
    """A short name of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def modules(root: Path) -> list[str]:
    """The modules that are mutated, as paths from the root, sorted."""
    return sorted({name for area in AREAS.values() for name in area.modules(root)})


def texts(root: Path) -> dict[str, str]:
    """The digests of the modules that are mutated."""
    return {name: digest((root / name).read_text(encoding="utf-8")) for name in modules(root)}


def record(
    python: Path, copy: Path, marked: Marked, test: str, limit: float
) -> tuple[Part | None, str]:
    """Run a test file in a marked copy of the checkout and say what it reaches; or None, and what
    was printed where it failed or did not end in `limit` seconds."""
    marked.clear()
    ended = marked.file.with_name("ended.json")
    ended.unlink(missing_ok=True)
    environment = {**os.environ, "CI": "true", ENDED: str(ended)}
    for name in ("MEDIAGLOT_ACCEPT", "PYTHONPATH"):
        environment.pop(name, None)
    words = [str(python), "-c", PYTEST, "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=line"]
    try:
        done = subprocess.run(
            [*words, test], cwd=copy, env=environment, timeout=limit,
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None, f"{test} did not end in {limit:.0f} s"
    if done.returncode not in (0, 5):  # 5: a file of which all is skipped at its head
        return None, done.stdout[-4000:] + done.stderr[-2000:] or f"{test} ended its process"
    if not ended.exists():
        return None, f"{test} ended its process"
    told = json.loads(ended.read_text(encoding="utf-8"))
    reached: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, numbers in told["reached"].items():
        held = set(numbers)
        for module, own in marked.blocks.items():
            if bits := sum(1 << n - own.start for n in own if n in held):
                reached[module][name or test] = bits
    return Part(test, texts(copy), dict(reached), told["seconds"]), ""


def joined(parts: Iterable[Part], root: Path) -> Record:
    """One record of those of test files, for the modules as they are in `root`: what reached a
    module that was another then may reach any block of it."""
    now = texts(root)
    seconds: dict[str, float] = {}
    reached: defaultdict[str, dict[str, int]] = defaultdict(dict)
    known: set[str] = set()
    left = dict.fromkeys(recorded(root))
    for part in parts:
        left.pop(part.test, None)
        seconds |= part.seconds
        known.update(part.texts)
        for module, tests in part.reached.items():
            same = part.texts[module] == now.get(module)
            reached[module] |= tests if same else dict.fromkeys(tests, ANY_BLOCK)
    return Record(frozenset(known), dict(reached), seconds, tuple(left))


def place(root: Path, folder: Path, test: str) -> Path:
    """The file for the record of a test file as it is now."""
    return folder / f"{digest(test + (root / test).read_text(encoding='utf-8'))}.json"


def kept(root: Path, folder: Path) -> Record | None:
    """What is recorded in a folder; None where nothing is."""
    files = [place(root, folder, test) for test in recorded(root)]
    parts = [read(file) for file in files if file.exists()]
    return joined(parts, root) if parts else None


def read(file: Path) -> Part:
    """The record of a test file."""
    told = json.loads(file.read_text(encoding="utf-8"))
    reached = {
        module: {test: int(bits, 16) for test, bits in tests.items()}
        for module, tests in told["reached"].items()
    }
    return Part(told["test"], told["texts"], reached, told["seconds"])


def keep(found: Part, file: Path) -> None:
    """Write the record of a test file down."""
    reached = {
        module: {test: f"{bits:x}" for test, bits in tests.items()}
        for module, tests in found.reached.items()
    }
    part = file.with_name(f"{file.name}.part")
    part.write_text(json.dumps({**attrs.asdict(found), "reached": reached}), encoding="utf-8")
    part.replace(file)
