"""Which tests a mutant meets, stage by stage.

Where the record says what reaches a mutant, it meets the tests that execute it, and all files in
whose process it is executed: what is remembered between tests, or made while a module is imported,
shows in others. Of both the quickest, for a minute, come before the rest: to gather a whole suite's
tests takes longer than most mutants live. Those of other areas count as some seconds slower, since
they say less of what happens here. Where nothing is recorded, it meets its area's own tests, those
of the nearest callers, then the rest of the suite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs
from mutation.areas import AREAS, ROOT, Area, stages
from mutation.reach import Record

OWN, NEAR, REST = "own tests", "nearest callers", "rest of the suite"
EXECUTE, OTHERS = "tests that execute it", "others that do"
QUICKEST, FILES = "their quickest files", "their other files"
NAMES = (EXECUTE, QUICKEST, OTHERS, FILES, OWN, NEAR, REST)
LAST = (OTHERS, FILES, REST)
FIRST = 60.0
"""Seconds on sound code for the first of the tests that execute a mutant, or of their files."""
TO_READ = 2.0
"""Seconds, about, that a file takes until its tests begin."""
AWAY = (0.0, 2.0, 3.0)
"""Seconds that a file counts as slower by its nearness: an area's own, its callers', the rest."""
OF_ALL = ("tests/contract/test_canon.py", "tests/contract/test_defaults.py")
"""Files of tables that speak of every area."""
# A limit for tests of a mutant, from what they take on sound code: generous, for a busy machine.
TIMES, AT_LEAST = 5.0, 120.0
ONE_TEST = 600.0  # at least, for one test


@attrs.frozen
class Stage:
    """Tests that a mutant meets: their names, what they are of, and what they take on sound code in
    seconds, all and the longest, where that was recorded."""

    name: str
    tests: tuple[str, ...]
    seconds: float | None = None
    longest: float = 0.0

    def limit(self, seconds: float) -> float:
        """The limit of time for a mutant, from what its tests take on sound code."""
        return max(AT_LEAST, TIMES * seconds)

    def limit_of_one(self) -> float:
        """The limit of time for each test of a mutant."""
        return max(ONE_TEST, TIMES * self.longest)


def asked(
    name: str, module: str, lines: tuple[int, int], record: Record | None, root: Path = ROOT
) -> list[Stage]:
    """The stages for what is mutated in the lines of a module of an area, by the record where it
    knows the place."""
    area = AREAS[name]
    found = record.reaching(root, module, *lines) if record is not None else None
    if record is None or found is None:
        return [Stage(*pair) for pair in zip((OWN, NEAR, REST), stages(area), strict=True)]
    took = {test: record.seconds.get(test, 0.0) for test in found.tests}
    by_file, all_of = _by_file(found.tests), _by_file(record.seconds)

    def takes(file: str) -> float:
        return sum(took[test] for test in by_file[file])

    def soonest(file: str, seconds: float) -> float:
        return seconds + AWAY[_nearness(file, area)]

    ordered = sorted(by_file, key=lambda file: soonest(file, takes(file)))
    single = [test for file in ordered for test in by_file[file]]
    # asked whole already, or without a test that is run here
    done = {file for file in found.files if set(all_of[file]) <= set(by_file[file])}
    left = set(found.files) - done
    quickest = sorted(left, key=lambda file: soonest(file, record.took([file])))
    soon, late = _parted(quickest, record)
    late.sort(key=lambda file: (_nearness(file, area), record.took([file])))
    first, others = _parted(single, record)
    others.sort(key=lambda test: _nearness(test.partition("::")[0], area))
    names = ((EXECUTE, first), (QUICKEST, soon), (OTHERS, others), (FILES, late))
    return [
        Stage(name, tuple(tests), record.took(tests), record.longest(tests))
        for name, tests in names
        if tests
    ]


def _parted(tests: Sequence[str], record: Record) -> tuple[list[str], list[str]]:
    """The first of some tests or files, one at least, and the others."""
    seconds, first, files = 0.0, list[str](), set[str]()
    for test in tests:
        file = test.partition("::")[0]
        seconds += record.seconds[test] if test in record.seconds else record.took([test])
        seconds += TO_READ if file not in files else 0
        if first and seconds > FIRST:
            break
        first.append(test)
        files.add(file)
    return first, list(tests[len(first) :])


def _by_file(tests: Iterable[str]) -> defaultdict[str, list[str]]:
    """Tests by their files."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for test in tests:
        found[test.partition("::")[0]].append(test)
    return found


def _nearness(file: str, area: Area) -> int:
    """Whether a test file is its area's own, of the nearest callers, or of the rest."""
    for number, names in enumerate(((*area.own, *OF_ALL), area.near)):
        if any(file == name or file.startswith(f"{name}/") for name in names):
            return number
    return 2
