"""Which tests execute which lines: recorded once, outside of git, and asked for a mutant's own.

Each test file runs under coverage.py in a process of its own, in a copy of the checkout, each test
a context of its own (its cases together); processes that a test starts count as the test's. What is
remembered from one test to the next, or made while a module is imported, is executed in the first
that asks and seen by others, so a line is also its file's. The record stands for modules and tests
whose text it saw: of a module that has changed since, nothing is known, and a test file that has
changed, or that failed while it was recorded, is asked whole.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from mutation.areas import AREAS, recorded

VARIABLE = "MEDIAGLOT_TEST"
"""In the environment of a test: its name, for the processes that it starts."""
ENDED = "MEDIAGLOT_ENDED"
"""In the environment of pytest: the file for how the tests ended."""
ANY_LINE = 0
"""Stands for all lines of a module, where it is not known which were executed."""
MEASURED = ("canonical", "profiles", "adapters")
SETTINGS = """\
[run]
parallel = true
core = ctrace
context = ${MEDIAGLOT_TEST-}
source =
{folders}
disable_warnings =
    no-data-collected
    module-not-measured
    couldnt-parse
"""
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
class Record:
    """Lines and tests, by the texts that stood there.

    `tests`: what executes a line of a module, or a file where no test of it does while it runs;
    `seconds`: how long each test took.
    """

    texts: dict[str, str]
    tests: dict[str, dict[int, tuple[str, ...]]]
    seconds: dict[str, float]

    def reaching(self, root: Path, module: str, first: int, last: int) -> Reached | None:
        """What reaches a mutated place; None where it is not known: of a module that has changed
        since it was recorded."""
        source = (root / module).read_text(encoding="utf-8")
        if self.texts.get(module) != digest(source):
            return None
        begin, end = statement(source, first, last)
        lines = self.tests.get(module, {})
        asked = (ANY_LINE, *range(begin, end + 1))
        found = {test for line in asked for test in lines.get(line, ())}
        anew = set(self.anew(root))
        files = {test.partition("::")[0] for test in found}
        tests = {test for test in found if "::" in test and test.partition("::")[0] not in anew}
        return Reached(tuple(sorted(tests)), tuple(sorted(files | anew)))

    def anew(self, root: Path) -> Iterator[str]:
        """Test files that are new, or not what they were, or failed when they were recorded."""
        for name in recorded(root):
            if self.texts.get(name) != digest((root / name).read_text(encoding="utf-8")):
                yield name

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


def statement(source: str, first: int, last: int) -> tuple[int, int]:
    """The lines of the innermost statement that holds some lines: of one with a body, its head."""
    found = first, last
    todo: list[ast.AST] = [ast.parse(source)]
    while todo:
        for child in ast.iter_child_nodes(todo.pop()):
            todo.append(child)
            if not isinstance(child, ast.stmt):
                continue
            heads = [d.lineno for d in getattr(child, "decorator_list", [])]
            begin, whole = min([child.lineno, *heads]), child.end_lineno or child.lineno
            if not begin <= first <= whole:
                continue
            body = getattr(child, "body", None)
            end = (
                max(body[0].lineno - 1, child.lineno) if isinstance(body, list) and body else whole
            )
            if first <= end:
                found = begin, max(end, last)
    return found


def digest(text: str) -> str:
    """A short name of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def files(root: Path, *folders: str) -> Iterator[str]:
    """The Python files of some folders as paths from the root."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            if "node_modules" not in file.parts:
                yield file.relative_to(root).as_posix()


def record(python: Path, copy: Path, folder: Path, test: str, limit: float) -> tuple[Record, str]:
    """Run a test file in a copy of the checkout and say what it reaches; and what was printed where
    it failed or did not end in `limit` seconds: it is then no part of the record. `folder`: for
    what is measured."""
    folder.mkdir(parents=True, exist_ok=True)
    settings, ended = folder / "settings.ini", folder / "ended.json"
    folders = "\n".join(f"    {copy / name}" for area in AREAS.values() for name in area.folders)
    settings.write_text(SETTINGS.replace("{folders}", folders), encoding="utf-8")
    environment = {
        **os.environ, "CI": "true", VARIABLE: "", ENDED: str(ended),
        "COVERAGE_FILE": str(folder / "data"), "COVERAGE_PROCESS_START": str(settings),
    }  # fmt: skip
    for name in ("MEDIAGLOT_ACCEPT", "PYTHONPATH"):
        environment.pop(name, None)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    told = subprocess.run([str(python), "-c", where], capture_output=True, text=True, check=True)
    # read as each process of that environment starts
    start = Path(told.stdout.strip(), "c_measured.pth")
    start.write_text("import coverage; coverage.process_startup()\n", encoding="utf-8")
    words = [str(python), "-c", PYTEST, "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=line"]
    try:
        done = subprocess.run(
            [*words, test], cwd=copy, env=environment, timeout=limit,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        output = done.stdout[-4000:] + done.stderr[-2000:]
        failed = done.returncode not in (0, 5)  # 5: a file of which all is skipped at its head
    except subprocess.TimeoutExpired:
        output, failed = f"{test} did not end in {limit:.0f} s", True
    finally:
        start.unlink()
    if failed or not ended.exists():
        return Record({}, {}, {}), output or f"{test} ended its process"
    return _measured(copy, folder, test, json.loads(ended.read_text(encoding="utf-8"))), ""


def _measured(copy: Path, folder: Path, test: str, told: dict[str, dict[str, float]]) -> Record:
    """The record of one test file, of what was kept in a folder."""
    from coverage import CoverageData
    from coverage.exceptions import DataError

    tests: dict[str, dict[int, set[str]]] = {}
    for file in sorted(folder.glob("data.*")):
        data = CoverageData(str(file))
        try:
            data.read()
        except DataError:  # of a process that was ended while it wrote
            continue
        for measured in data.measured_files():
            lines = tests.setdefault(Path(measured).relative_to(copy).as_posix(), {})
            for line, names in data.contexts_by_lineno(measured).items():
                lines.setdefault(line, set()).update(name or test for name in names)
    texts = {
        name: digest((copy / name).read_text(encoding="utf-8"))
        for name in (*files(copy, *MEASURED), test)
    }
    return Record(
        texts,
        {
            module: {line: tuple(sorted(names)) for line, names in lines.items()}
            for module, lines in tests.items()
        },
        told["seconds"],
    )


def joined(records: Iterable[Record], root: Path) -> Record:
    """One record of several, for the modules as they are in `root`. What reached a module that was
    another then may reach any line of it."""
    now = {
        name: digest((root / name).read_text(encoding="utf-8")) for name in files(root, *MEASURED)
    }
    texts: dict[str, str] = {}
    seconds: dict[str, float] = {}
    tests: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in records:
        texts |= one.texts
        seconds |= one.seconds
        for module, lines in one.tests.items():
            if one.texts[module] == now.get(module):
                for line, names in lines.items():
                    tests[module][line].extend(names)
            else:
                names = {name.partition("::")[0] for found in lines.values() for name in found}
                tests[module][ANY_LINE].extend(names)
    return Record(
        texts | now,
        {
            module: {line: tuple(sorted(names)) for line, names in lines.items()}
            for module, lines in tests.items()
        },
        seconds,
    )


def kept(file: Path) -> Record | None:
    """The record of a file; None without one, or where it is of an earlier form."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        names: list[str] = told["names"]
        seconds = told["seconds"]
    except (FileNotFoundError, KeyError):
        return None
    return Record(
        told["texts"],
        {
            module: {int(line): tuple(names[n] for n in numbers) for line, numbers in lines.items()}
            for module, lines in told["tests"].items()
        },
        seconds,
    )


def keep(found: Record, file: Path) -> None:
    """Write a record down; each test's name once."""
    numbers: dict[str, int] = {}
    tests = {
        module: {
            line: [numbers.setdefault(name, len(numbers)) for name in names]
            for line, names in lines.items()
        }
        for module, lines in found.tests.items()
    }
    told = {"texts": found.texts, "tests": tests, "names": list(numbers), "seconds": found.seconds}
    part = file.with_name(f"{file.name}.part")
    part.write_text(json.dumps(told), encoding="utf-8")
    part.replace(file)
