"""Which tests execute which lines: recorded once, outside of git, and asked for a mutant's own.

The suite runs under coverage.py in a copy of the checkout, each test a context of its own (its
cases together); processes that a test starts count as the test's. The record stands for modules
and tests whose text it saw: of a module that has changed nothing is known, and a test file that has
changed is asked whole.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

HERE = Path(__file__).resolve().parent
NAME = "reached"
VARIABLE = "MEDIAGLOT_TEST"
"""In the environment of a test: its name, for the processes that it starts."""
SETTINGS = """\
[run]
parallel = true
core = ctrace
context = ${MEDIAGLOT_TEST-}
source =
    {copy}/canonical
    {copy}/profiles
    {copy}/adapters
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
class Record:
    """Lines and tests, by the texts that stood there. `tests`: what executes a line of a module."""

    texts: dict[str, str]
    tests: dict[str, dict[int, tuple[str, ...]]]

    def reaching(self, root: Path, module: str, first: int, last: int) -> list[str] | None:
        """The tests that execute a mutated place, and those that are not recorded; None where it is
        not known: of lines outside of functions, which run once for all tests, of a module that has
        changed since, and where nothing is recorded."""
        source = (root / module).read_text(encoding="utf-8")
        span = inside_function(source, first, last)
        if span is None or self.texts.get(module) != digest(source):
            return None
        lines = self.tests.get(module, {})
        found = {test for line in range(span[0], span[1] + 1) for test in lines.get(line, ())}
        if not found:
            return None
        anew = set(self._anew(root))
        return sorted({test for test in found if test.partition("::")[0] not in anew} | anew)

    def _anew(self, root: Path) -> Iterator[str]:
        """Test files that are new, or not what they were."""
        for name in files(root, "tests"):
            if Path(name).name.startswith("test_"):
                text = (root / name).read_text(encoding="utf-8")
                if self.texts.get(name) != digest(text):
                    yield name


def inside_function(source: str, first: int, last: int) -> tuple[int, int] | None:
    """The lines of the statement in a function that holds some lines: of one with a body, its head.
    None outside of functions."""
    found: tuple[int, int] | None = None
    todo: list[tuple[ast.AST, bool]] = [(ast.parse(source), False)]
    while todo:
        node, inside = todo.pop()
        for child in ast.iter_child_nodes(node):
            within = inside or isinstance(child, ast.Lambda)
            if isinstance(child, ast.stmt) and child.lineno <= first <= (child.end_lineno or 0):
                body = getattr(child, "body", None)
                ends = body[0].lineno - 1 if isinstance(body, list) and body else child.end_lineno
                end = max(ends or child.lineno, child.lineno)
                if inside and not (isinstance(body, list) and first > end):
                    found = child.lineno, max(end, last)
            deeper = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
            todo.append((child, deeper or (within and not isinstance(child, ast.ClassDef))))
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


def record(python: Path, copy: Path, folder: Path, tests: Sequence[str]) -> str:
    """Run tests in a copy of the checkout and keep what they reach in `folder`; gives what they
    printed where they failed."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "settings.ini"
    settings.write_text(SETTINGS.replace("{copy}", str(copy)), encoding="utf-8")
    environment = {
        **os.environ, "CI": "true", VARIABLE: "",
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
            [*words, *tests], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
    finally:
        start.unlink()
    return "" if done.returncode == 0 else done.stdout[-4000:] + done.stderr[-2000:]


def gathered(folders: Iterable[tuple[Path, Path]]) -> Record:
    """The record of what runs kept: each in a copy of the checkout, and the folder of its own."""
    from coverage import CoverageData

    tests: dict[str, dict[int, set[str]]] = {}
    runs = [(copy, file) for copy, folder in folders for file in sorted(folder.glob("data.*"))]
    copy = runs[0][0]
    for home, file in runs:
        data = CoverageData(str(file))
        data.read()
        for measured in data.measured_files():
            module = Path(measured).relative_to(home).as_posix()
            lines = tests.setdefault(module, {})
            for line, names in data.contexts_by_lineno(measured).items():
                lines.setdefault(line, set()).update(name for name in names if name)
    texts = {
        name: digest((copy / name).read_text(encoding="utf-8"))
        for name in files(copy, "canonical", "profiles", "adapters", "tests")
    }
    return Record(
        texts,
        {
            module: {line: tuple(sorted(names)) for line, names in lines.items()}
            for module, lines in tests.items()
        },
    )


def kept(file: Path) -> Record | None:
    """The record of a file; None without one."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    names: list[str] = told["names"]
    return Record(
        told["texts"],
        {
            module: {int(line): tuple(names[n] for n in numbers) for line, numbers in lines.items()}
            for module, lines in told["tests"].items()
        },
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
    told = {"texts": found.texts, "tests": tests, "names": list(numbers)}
    file.write_text(json.dumps(told), encoding="utf-8")
