"""Takes mutants through their stages of tests until one tells, and remembers what was tried."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path
from typing import Any

import attrs
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult
from mutation import workers
from mutation.areas import ROOT
from mutation.asking import AT_LEAST, NAMES, Stage
from mutation.draw import Mutant


class Unsound(Exception):
    """Tests fail on the code as it is, or a mutant was not tried; the text says which and how."""


@attrs.frozen
class Tried:
    """A mutant and how it ended: by which stage it was killed, or None, and by what test."""

    mutant: Mutant
    killed: str | None
    how: str = ""


class Trials:
    """The trials of mutants on a pool of processes, each in a copy of the checkout.

    `folder` is for lists of tests; what was tried stays in `db`.
    """

    def __init__(
        self,
        pool: Executor,
        jobs: int,
        db: WorkDB,
        folder: Path,
        tell: Callable[[str], None],
    ) -> None:
        self._pool, self._jobs, self._db, self._folder, self._tell = pool, jobs, db, folder, tell
        self._lived: defaultdict[str, list[str]] = defaultdict(list)
        self._took: defaultdict[str, list[float]] = defaultdict(list)
        self._texts: dict[str, str] = {}

    def run(
        self, mutants: Sequence[Mutant], stages_of: Callable[[Mutant], list[Stage]]
    ) -> list[Tried]:
        """Take mutants through their stages; what this session has tried is not tried again.

        Raises Unsound.
        """
        ended, left = self._before(mutants)
        if ended:
            self._tell(f"{len(ended)} of {len(mutants)} were killed in this session before")
        todo = {m.digest: [s for s in stages_of(m) if not self._outlived(m, s)] for m in left}
        sound: dict[tuple[str, ...], float] = {}  # seconds
        waiting: dict[tuple[str, ...], list[Mutant]] = {}  # for tests to pass on the sound code
        asking: dict[Future[Any], tuple[Mutant | None, Stage]] = {}

        def go_on(mutant: Mutant) -> None:
            """Begin a mutant's next stage, or end it."""
            if not todo[mutant.digest]:
                ended[mutant.digest] = Tried(mutant, None)
                self._progress(ended, len(mutants), asking, mutant, "ALIVE")
                return
            stage = todo[mutant.digest][0]
            seconds = stage.seconds if stage.seconds is not None else sound.get(stage.tests)
            if seconds is None:
                if stage.tests not in waiting:
                    asking[self._pool.submit(workers.sound, stage.tests)] = None, stage
                waiting.setdefault(stage.tests, []).append(mutant)
                return
            limit = stage.limit(seconds)
            tests = self._words(mutant, stage)
            asking[self._pool.submit(workers.trial, mutant, tests, limit)] = mutant, stage

        for mutant in left:
            go_on(mutant)
        while asking:
            for run in wait(asking, return_when=FIRST_COMPLETED).done:
                tried, stage = asking.pop(run)
                if tried is None:  # the sound code: the mutants that wait for it go on
                    sound[stage.tests] = self._sound(stage, run)
                    for mutant in waiting.pop(stage.tests):
                        go_on(mutant)
                    continue
                seconds, result = run.result()
                self._took[stage.name].append(seconds)
                if self._keep(tried, stage, result):
                    how = _how(result.output or "")
                    ended[tried.digest] = Tried(tried, stage.name, how)
                    todo[tried.digest] = []
                    self._progress(ended, len(mutants), asking, tried, f"killed by {how}")
                else:
                    todo[tried.digest].pop(0)
                    go_on(tried)
        return [ended[m.digest] for m in mutants]

    def _before(self, mutants: Sequence[Mutant]) -> tuple[dict[str, Tried], list[Mutant]]:
        """What the session has killed, and the others; notes what those have outlived."""
        stored = {item.job_id for item in self._db.work_items}
        new = [m for m in mutants if m.digest not in stored]
        self._db.add_work_items(WorkItem(m.digest, [m.spec]) for m in new)
        results = {str(name): result for name, result in self._db.results}
        ended: dict[str, Tried] = {}
        for mutant in mutants:
            result = results.get(mutant.digest)
            if result is None:
                continue
            if result.test_outcome is TestOutcome.KILLED:
                stage, _, output = (result.output or "").partition("\n")
                ended[mutant.digest] = Tried(mutant, stage, _how(output))
            else:
                self._lived[mutant.digest] = str(result.output or "").splitlines()
        return ended, [m for m in mutants if m.digest not in ended]

    def _keep(self, mutant: Mutant, stage: Stage, result: WorkResult) -> bool:
        """Write a trial down; gives whether the mutant was killed."""
        if result.worker_outcome is not WorkerOutcome.NORMAL:
            raise Unsound(f"{mutant.place} was not tried:\n{result.output}")
        killed = result.test_outcome is TestOutcome.KILLED
        if killed:
            output = f"{stage.name}\n{result.output}"
        else:
            lived = self._lived[mutant.digest]
            lived.append(self._mark(stage))
            output = "\n".join(lived)
        self._db.set_result(mutant.digest, attrs.evolve(result, output=output))
        return killed

    def _outlived(self, mutant: Mutant, stage: Stage) -> bool:
        """Whether a mutant has outlived a stage in this session, whose tests are what they were."""
        return self._mark(stage) in self._lived[mutant.digest]

    def _mark(self, stage: Stage) -> str:
        """A stage and the texts of its tests, in a word."""
        hashed = hashlib.sha256()
        for test in stage.tests:
            hashed.update(f"{test}\0{self._text(test.partition('::')[0])}\0".encode())
        return f"{stage.name}: {hashed.hexdigest()[:16]}"

    def _text(self, name: str) -> str:
        """The text of a test file, or of all in a folder."""
        if name not in self._texts:
            where = ROOT / name
            files = sorted(where.rglob("*.py")) if where.is_dir() else [where]
            self._texts[name] = "\0".join(
                file.read_text(encoding="utf-8") for file in files if file.is_file()
            )
        return self._texts[name]

    def _sound(self, stage: Stage, run: Future[tuple[float, str]]) -> float:
        """How long tests took on the sound code. Raises Unsound where they fail there."""
        seconds, output = run.result()
        if output:
            names = " ".join(stage.tests)
            raise Unsound(f"the tests fail on the code as it is: {names}\n{output}")
        return seconds

    def _words(self, mutant: Mutant, stage: Stage) -> list[str]:
        """What pytest is told: the tests, in a file, and how long one may take."""
        names = self._folder / f"{mutant.digest}-{NAMES.index(stage.name)}.txt"
        names.write_text("\n".join(stage.tests), encoding="utf-8")
        return [
            f"@{names}",
            "-o", f"faulthandler_timeout={stage.limit_of_one():.0f}",
            "-o", "faulthandler_exit_on_timeout=true",
        ]  # fmt: skip

    def _progress(
        self,
        ended: dict[str, Tried],
        count: int,
        asking: dict[Future[Any], tuple[Mutant | None, Stage]],
        mutant: Mutant,
        how: str,
    ) -> None:
        """Tell how far all have come, and how a mutant ended."""
        deaths = sum(1 for t in ended.values() if t.killed)
        left = sum(self._guess(stage) for _, stage in asking.values())
        operator = mutant.spec.operator_name.removeprefix("core/")
        self._tell(
            f"  {len(ended)}/{count}  {deaths} killed, {len(ended) - deaths} alive, "
            f"at least {left / self._jobs / 60:.0f} min left: "
            f"{mutant.area} {mutant.place} {operator}: {how}"
        )

    def _guess(self, stage: Stage) -> float:
        """How long a trial of a stage may take, in seconds: as others of it did."""
        took = self._took[stage.name]
        return sum(took) / len(took) if took else stage.seconds or AT_LEAST


def _how(output: str) -> str:
    """The test that failed, or that time ran out."""
    if output == "timeout" or re.search(r"^Timeout \(\d", output, re.MULTILINE):
        return "timeout"
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE)
    return found[1] if found else "a process that ended"
