"""Mutate the package and see whether the suite tells: `make mutants ARGS="--seed 7 --count 60"`.

Mutations by Cosmic Ray (https://cosmic-ray.readthedocs.io) are drawn by a seed over five areas and
tried in copies of the checkout: each against its area's own tests, then against those of its
nearest callers, then against the rest of the suite, until one fails. A test that does not end has
failed. Of the rest, those tests are asked that execute the mutated lines, where that was recorded
(`--record`, once, which takes some times what the suite does; the record stays in .venv); else, and
with `--whole`, all of them.

What survives is shown with its diff. Mutations that no test can or need tell are listed with the
reason in explained.toml. Exits with 1 when fewer than 95 % of all others are killed.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shlex
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import attrs
import click
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult
from mutation import reach, sandbox
from mutation.areas import AREAS, ROOT, asked_before, recorded, stages
from mutation.draw import Mutant, draw
from mutation.places import load
from rich.console import Console
from rich.table import Table

WANTED = 0.95
REACHED = ROOT / ".venv" / "mutants-reached.json"
A_TIME = 8  # test files that are recorded in one go
# A limit for tests of a mutant, from what they take on sound code: generous, for a busy machine.
TIMES, AT_LEAST = 5.0, 120.0
NAMES = ("own tests", "nearest callers", "rest of the suite")
OUT = Console(width=100, highlight=False, markup=False, emoji=False)

_command: list[str] = []  # of this process: how pytest is started in its copy


@attrs.frozen
class Tried:
    """A mutant and how it ended: by which stage it was killed, or None, and how."""

    mutant: Mutant
    killed: str | None
    how: str = ""


def _enter(copies: Queue[tuple[Path, Path]]) -> None:
    """Take a copy for this process and go there."""
    copy, python = copies.get()
    os.chdir(copy)
    os.environ["CI"] = "true"  # examples of hypothesis that do not change from run to run
    for name in ("MEDIAGLOT_ACCEPT", "PYTHONPATH"):
        os.environ.pop(name, None)
    words = ["-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=line"]
    _command[:] = [python.as_posix(), *words]


def _sound(tests: Sequence[str]) -> tuple[float, str]:
    """Run tests on the sound code: seconds, and what they printed when they failed."""
    start = time.monotonic()
    outcome, output = run_tests(shlex.join([*_command, *tests]), 7200)
    return time.monotonic() - start, "" if outcome is TestOutcome.SURVIVED else output


def _record(number: int, folder: Path, tests: Sequence[str]) -> tuple[Path, Path, str]:
    """Record what some tests reach: in which copy, where, and what they printed if they failed."""
    into = folder / f"reached-{number}"
    copy = Path.cwd()
    return copy, into, reach.record(Path(_command[0]), copy, into, tests)


def record_all(pool: ProcessPoolExecutor, folder: Path) -> reach.Record:
    """What each test of the suite reaches. Raises click.ClickException where one fails."""
    names = recorded()
    parts = [names[at : at + A_TIME] for at in range(0, len(names), A_TIME)]
    OUT.print(f"what the tests reach: {len(names)} files")
    runs = [pool.submit(_record, n, folder, part) for n, part in enumerate(parts)]
    done: list[tuple[Path, Path]] = []
    for run in runs:
        copy, into, output = run.result()
        if output:
            raise click.ClickException(f"tests fail on the code as it is:\n{output}")
        done.append((copy, into))
        OUT.print(f"  {min(len(done) * A_TIME, len(names))}/{len(names)}")
    return reach.gathered(done)


def _last(mutant: Mutant, record: reach.Record | None, folder: Path) -> tuple[str, ...]:
    """The tests of the last stage for a mutant: those that reach it, in a file; all where that is
    not known; none where no other does."""
    area = AREAS[mutant.area]
    first, last = mutant.spec.start_pos[0], mutant.spec.end_pos[0]
    found = record.reaching(ROOT, mutant.key.file, first, last) if record is not None else None
    if found is None:
        return list(stages(area))[-1]
    left = [name for name in found if not asked_before(name, area)]
    if not left:
        return ()
    names = folder / f"tests-{mutant.digest}.txt"
    names.write_text("\n".join(left), encoding="utf-8")
    return (f"@{names}",)


def _try(mutant: Mutant, tests: Sequence[str], limit: float) -> WorkResult:
    return mutate_and_test([mutant.spec], shlex.join([*_command, *tests]), limit)


def stage(
    pool: ProcessPoolExecutor, db: WorkDB, name: str, chosen: dict[tuple[str, ...], list[Mutant]]
) -> list[Tried]:
    """Try mutants against their tests; return all, as killed or not.

    Raises click.ClickException when the tests fail on the sound code.
    """
    count = sum(map(len, chosen.values()))
    OUT.print(f"{name}: {count} mutants")
    tried: list[Tried] = []
    start = time.monotonic()
    sound = {pool.submit(_sound, tests): tests for tests in chosen}
    running: dict[Future[WorkResult], Mutant] = {}
    while sound or running:
        waited: list[Future[Any]] = [*sound, *running]
        ready = wait(waited, return_when=FIRST_COMPLETED).done
        for run in [run for run in sound if run in ready]:
            tests = sound.pop(run)
            limit = _limit(tests, *run.result())
            running |= {pool.submit(_try, m, tests, limit): m for m in chosen[tests]}
        for trial in [trial for trial in running if trial in ready]:
            mutant, result = running.pop(trial), trial.result()
            if result.worker_outcome is not WorkerOutcome.NORMAL:
                raise click.ClickException(f"{mutant.place} was not tried:\n{result.output}")
            db.set_result(mutant.digest, result)
            killed = result.test_outcome is TestOutcome.KILLED
            tried.append(Tried(mutant, name if killed else None, _how(result.output or "")))
            _tell(tried, count, time.monotonic() - start)
    return tried


def _limit(tests: Sequence[str], seconds: float, output: str) -> float:
    """Return the limit of time for tests that pass on sound code."""
    if output:
        raise click.ClickException(
            f"the tests fail on the code as it is: {' '.join(tests)}\n{output}"
        )
    return max(AT_LEAST, TIMES * seconds)


def _tell(tried: Sequence[Tried], count: int, seconds: float) -> None:
    """Print how far a stage has come, and its last mutant."""
    last = tried[-1]
    deaths = sum(1 for t in tried if t.killed)
    left = seconds / len(tried) * (count - len(tried))
    OUT.print(
        f"  {len(tried)}/{count}  {deaths} killed, {len(tried) - deaths} alive, "
        f"{left / 60:.0f} min left: {'killed' if last.killed else 'ALIVE '} {last.mutant.area} "
        f"{last.mutant.place} {last.mutant.spec.operator_name.removeprefix('core/')}",
        soft_wrap=True,
    )


def _how(output: str) -> str:
    """Return the test that failed, or that time ran out."""
    if output == "timeout":
        return output
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE)
    return found[1] if found else ""


def rows(tried: Sequence[Tried], explained: set[str]) -> Table:
    """Return the table by area."""
    table = Table(box=None)
    for title in ("area", "mutants", *NAMES, "of them by time", "explained", "alive", "killed"):
        table.add_column(title, justify="left" if title == "area" else "right")
    for area in (*dict.fromkeys(t.mutant.area for t in tried), "all"):
        part = [t for t in tried if area in (t.mutant.area, "all")]
        counted = [t for t in part if t.mutant.digest not in explained]
        killed = [t for t in counted if t.killed]
        table.add_row(
            area,
            str(len(part)),
            *(str(sum(1 for t in killed if t.killed == name)) for name in NAMES),
            str(sum(1 for t in killed if t.how == "timeout")),
            str(len(part) - len(counted)),
            str(len(counted) - len(killed)),
            f"{len(killed) / len(counted):.0%}" if counted else "-",
        )
    return table


def _drawn(seed: int, count: int, areas: Sequence[str], files: Sequence[str]) -> list[Mutant]:
    """Draw the mutants of all areas, as many of each as goes up."""
    modules = {
        name: [m for m in AREAS[name].modules() if not files or m in files] for name in areas
    }
    if unknown := set(files).difference(*modules.values()):
        raise click.UsageError(f"no module of {', '.join(areas)}: {', '.join(sorted(unknown))}")
    used = [name for name in areas if modules[name]]
    shares = [count // len(used) + (i < count % len(used)) for i in range(len(used))]
    explained = load()
    return [
        mutant
        for name, share in zip(used, shares, strict=True)
        for mutant in draw(ROOT, name, modules[name], share, seed, explained)
    ]


def _tried(
    pool: ProcessPoolExecutor,
    db: WorkDB,
    mutants: list[Mutant],
    known: set[str],
    last_tests: Callable[[Mutant], tuple[str, ...]] | None,
) -> list[Tried]:
    """Take the mutants through the stages; those known to survive meet their own tests alone.
    `last_tests`: of the last stage; None: there is none."""
    quick = last_tests is None
    stored = {item.job_id for item in db.work_items}
    db.add_work_items(WorkItem(m.digest, [m.spec]) for m in mutants if m.digest not in stored)
    before = {
        str(name): result
        for name, result in db.results
        if result.test_outcome is TestOutcome.KILLED
    }
    ended = [
        Tried(m, NAMES[0], _how(before[m.digest].output or ""))
        for m in mutants
        if m.digest in before
    ]
    if ended:
        OUT.print(f"{len(ended)} were killed in this session before")
    alive = [m for m in mutants if m.digest not in before]
    for number, name in enumerate(NAMES[:2] if quick else NAMES):
        chosen: dict[tuple[str, ...], list[Mutant]] = {}
        for mutant in alive:
            if last_tests is not None and name == NAMES[-1]:
                tests = last_tests(mutant)
            else:
                tests = list(stages(AREAS[mutant.area]))[number]
            chosen.setdefault(tests, []).append(mutant)
        if not chosen:
            break
        unasked = [Tried(mutant, None) for mutant in chosen.pop((), [])]
        tried = [*unasked, *(stage(pool, db, name, chosen) if chosen else [])]
        last = name == (NAMES[1] if quick else NAMES[-1])
        over = [t for t in tried if t.killed or last or t.mutant.digest in known]
        ended += over
        alive = [t.mutant for t in tried if t not in over]
    order = {m.digest: number for number, m in enumerate(mutants)}
    return sorted(ended, key=lambda t: order[t.mutant.digest])


@click.command(help=__doc__)
@click.option("--seed", type=int, default=1, show_default=True, help="Draw by this seed.")
@click.option("--count", type=click.IntRange(1), default=60, show_default=True,
              help="Mutants in all, as many of each area.")  # fmt: skip
@click.option("--only", multiple=True, type=click.Choice(list(AREAS)), metavar="AREA",
              help=f"Draw of this area alone: {', '.join(AREAS)}. May be repeated.")  # fmt: skip
@click.option("--file", "files", multiple=True, metavar="PATH",
              help="Draw of this module alone, a path from the root. May be repeated.")  # fmt: skip
@click.option("--quick", is_flag=True, help="Leave the rest of the suite out.")
@click.option("--record", is_flag=True, help="Record first which tests execute which lines.")
@click.option("--whole", is_flag=True, help="Ask all the rest of the suite, whatever is recorded.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True,
              help="Processes, each with a copy of its own.")  # fmt: skip
@click.option("--session", type=click.Path(dir_okay=False, path_type=Path),
              help="Keep the results here, and do not try again what is killed here: "
                   "cr-report and cr-html read it.")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="Show what would be tried and stop.")
def main(
    seed: int,
    count: int,
    only: tuple[str, ...],
    files: tuple[str, ...],
    quick: bool,
    record: bool,
    whole: bool,
    jobs: int,
    session: Path | None,
    listing: bool,
) -> None:
    explained = load()
    mutants = _drawn(seed, count, only or tuple(AREAS), files)
    known = {m.digest: explained.single[m.key] for m in mutants if m.key in explained.single}
    if listing:
        for mutant in mutants:
            note = f"\n  explained: {known[mutant.digest]}" if mutant.digest in known else ""
            click.echo(f"{mutant.place} {mutant.spec.operator_name}\n{mutant.diff}{note}\n")
        return
    jobs = min(jobs, len(mutants))
    processes = multiprocessing.get_context("spawn")
    copies: Queue[tuple[Path, Path]] = processes.Queue()
    with (
        tempfile.TemporaryDirectory(prefix="mediaglot-mutants-") as temporary,
        use_db(session or Path(temporary) / "session.sqlite") as db,
        ProcessPoolExecutor(jobs, processes, _enter, (copies,)) as pool,
    ):
        for number in range(jobs):
            try:
                copies.put(sandbox.make(ROOT, Path(temporary) / str(number)))
            except sandbox.Unsound as error:
                raise click.ClickException(str(error)) from None
        try:
            if record:
                reach.keep(record_all(pool, Path(temporary)), REACHED)
            reached = None if whole else reach.kept(REACHED)
            last_tests = partial(_last, record=reached, folder=Path(temporary))
            tried = _tried(pool, db, mutants, set(known), None if quick else last_tests)
        except BaseException:
            pool.shutdown(cancel_futures=True)  # a bad start, or Ctrl-C
            raise
    for one in tried:
        where = f"{one.mutant.place} in {one.mutant.key.function or 'the module'}"
        reason = known.get(one.mutant.digest)
        if one.killed is None:
            OUT.print(f"\n{where}: {f'explained: {reason}' if reason else 'ALIVE'}", soft_wrap=True)
            OUT.print(one.mutant.diff, soft_wrap=True)
        elif reason:
            OUT.print(f"\n{where}: explained, and killed by {one.how}: take it out", soft_wrap=True)
    OUT.print()
    OUT.print(rows(tried, set(known)))
    counted = [t for t in tried if t.mutant.digest not in known]
    if sum(1 for t in counted if t.killed) < WANTED * len(counted):
        sys.exit(1)


if __name__ == "__main__":
    main()
