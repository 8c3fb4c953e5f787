"""What is mutated, and which tests are asked about it, the quickest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]

# Tests that cannot tell a mutant in these areas from the sound code, or only after minutes: how the
# wheel is built, a real cluster, how Node.js is found, and this driver's own.
LEFT_OUT = (
    "tests/fuzz",
    "tests/mutation",
    "tests/test_jsenv.py",
    "tests/test_packaging.py",
    "tests/volume/test_cluster.py",
)

# The suite in the order in which survivors of an area's own tests meet it.
SUITE = (
    "tests/test_*.py",
    "tests/messages",
    "tests/profiles",
    "tests/contract",
    "tests/engine",
    "tests/cli",
    "tests/host",
    "tests/source",
    "tests/markup",
    "tests/style",
    "tests/components",
    "tests/config",
    "tests/verify",
    "tests/volume",
    "tests/runtime",
    "tests/realm",
    "tests/probe",
    "tests/typings",
    "tests/matrix",
    "tests/battery",
    "tests/studio",
    "tests/traps",
    "tests/docsite",
)


@attrs.frozen
class Area:
    """A part of the package: its folders, its own tests, and those of its nearest callers."""

    folders: tuple[str, ...]
    own: tuple[str, ...]
    near: tuple[str, ...]
    without: tuple[str, ...] = ()

    def modules(self, root: Path = ROOT) -> list[str]:
        """Return the area's modules as paths from the root, sorted."""
        found = {
            file.relative_to(root).as_posix()
            for folder in self.folders
            for file in (root / folder).rglob("*.py")
        }
        return sorted(m for m in found if not m.startswith(tuple(f"{w}/" for w in self.without)))


AREAS = {
    "canonical": Area(
        ("canonical",),
        ("tests/test_values.py", "tests/messages"),
        ("tests/engine", "tests/host", "tests/profiles", "tests/cli", "tests/test_docs_fresh.py"),
        without=("canonical/engine",),
    ),
    "engine": Area(
        ("canonical/engine",),
        ("tests/engine",),
        ("tests/host", "tests/realm", "tests/verify/test_verify.py"),
    ),
    "profiles": Area(
        ("profiles",),
        ("tests/profiles",),
        ("tests/messages", "tests/contract/test_profile_contract.py", "tests/cli", "tests/host"),
    ),
    "messages": Area(
        ("adapters/messages", "adapters/plan", "adapters/lines"),
        ("tests/messages",),
        ("tests/volume/test_fast.py", "tests/cli", "tests/contract", "tests/test_values.py"),
    ),
    "source": Area(
        ("adapters/source",),
        # a test is run once, where it is first asked for
        ("tests/source/test_golden.py", "tests/source/test_paths.py", "tests/source"),
        ("tests/contract", "tests/cli", "tests/battery/test_differential.py"),
    ),
}


def stages(area: Area, root: Path = ROOT) -> Iterator[tuple[str, ...]]:
    """Yield what pytest is told, stage by stage: own tests, the nearest, the rest of the suite.

    No stage repeats a test of an earlier one.
    """
    yield area.own
    yield area.near
    done = (*area.own, *area.near, *LEFT_OUT)
    rest = [
        found
        for name in SUITE
        for found in ([p.relative_to(root).as_posix() for p in sorted(root.glob(name))])
        if found not in done
    ]
    inside = [d for d in done if any(d.startswith(f"{folder}/") for folder in rest)]
    yield (*rest, *(f"--ignore={d}" for d in inside))


def asked_before(test: str, area: Area) -> bool:
    """Whether the stages before the last have asked a test, or none does."""
    file = test.partition("::")[0]
    done = (*area.own, *area.near, *LEFT_OUT)
    return any(file == name or file.startswith(f"{name}/") for name in done)


def recorded(root: Path = ROOT) -> list[str]:
    """The test files of the suite but for those left out, sorted."""
    found = {p.relative_to(root).as_posix() for p in (root / "tests").rglob("test_*.py")}
    none = Area((), (), ())
    return sorted(n for n in found if "node_modules" not in n and not asked_before(n, none))
