"""Mutate the package and see whether the suite tells: `make mutants ARGS="--seed 7 --count 60"`.

Mutations by Cosmic Ray (https://cosmic-ray.readthedocs.io) are drawn by a seed over five areas and
tried in copies of the checkout. `--record`, once in a while, writes down which tests execute which
blocks (in .venv; it takes little more than the suite does), and a mutant then meets those alone:
the tests that execute it, then the files that they share a process with. Where nothing is recorded,
it meets its area's own tests, then those of its nearest callers, then the rest of the suite. A test
that does not end has failed.

Both can be stopped at any time: what is recorded, killed or outlived stays in .venv, and the same
command goes on from there.

What survives is shown with its diff. Mutations that no test can or need tell are listed with the
reason in explained.toml. Exit status: 0; 1 when fewer than 95 % of all others are killed, or a test
file fails while it is recorded; 2 for wrong arguments or tests that fail on the code as it is.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.queues import Queue
from pathlib import Path

import attrs
import click
from cosmic_ray.work_db import use_db
from mutation import reach, sandbox, workers
from mutation.areas import AREAS, ROOT
from mutation.asking import LAST, NAMES, Stage, asked
from mutation.draw import Mutant, draw
from mutation.places import load
from mutation.recording import record_all
from mutation.trials import Trials, Tried, Unsound
from rich.console import Console
from rich.table import Table

WANTED = 0.95
KEPT = ROOT / ".venv"
REACHED = KEPT / "mutants-reached"
SESSION = KEPT / "mutants.sqlite"
OUT = Console(width=100, highlight=False, markup=False, emoji=False)


def tell(text: str) -> None:
    """Print a line of progress."""
    OUT.print(text, soft_wrap=True)


@contextmanager
def copies(jobs: int) -> Iterator[tuple[ProcessPoolExecutor, Path]]:
    """Processes, each in a copy of the checkout of its own; and a folder that goes with them.

    Raises click.UsageError where no copy can be made.
    """
    processes = multiprocessing.get_context("spawn")
    made: Queue[tuple[Path, Path]] = processes.Queue()
    with (
        tempfile.TemporaryDirectory(prefix="mediaglot-mutants-") as temporary,
        ProcessPoolExecutor(jobs, processes, workers.enter, (made,)) as pool,
    ):
        try:
            for number in range(jobs):
                made.put(sandbox.make(ROOT, Path(temporary) / str(number)))
            yield pool, Path(temporary)
        except sandbox.Unsound as error:
            raise click.UsageError(str(error)) from None
        except BaseException:
            pool.shutdown(cancel_futures=True)  # a bad start, or Ctrl-C
            raise


def write_record(jobs: int, afresh: bool) -> None:
    """Record which tests execute which blocks, of all or of those that are not recorded; exit with
    1 where some fail."""
    if afresh:
        shutil.rmtree(REACHED, ignore_errors=True)
    with copies(jobs) as (pool, _):
        failed = record_all(pool, ROOT, REACHED, tell)
    if failed:
        tell(f"not recorded, since they fail: {', '.join(failed)}")
        sys.exit(1)


def _known(pool: ProcessPoolExecutor) -> reach.Record | None:
    """What is recorded, and how long test files take that are not. Raises Unsound where these
    fail on the code as it is."""
    record = reach.kept(ROOT, REACHED)
    if record is None:
        tell("nothing is recorded (--record): mutants meet whole folders of tests")
        return None
    if record.anew:
        tell(f"not recorded, or changed since: {', '.join(record.anew)}")
    seconds = dict(record.seconds)
    runs = pool.map(workers.sound, [[name] for name in record.anew])
    for name, (took, output) in zip(record.anew, runs, strict=True):
        if output:
            raise Unsound(f"{name} fails on the code as it is:\n{output}")
        seconds[name] = took
    return attrs.evolve(record, seconds=seconds)


def rows(tried: Sequence[Tried], explained: set[str]) -> Table:
    """Return the table by area."""
    names = [name for name in NAMES if any(t.killed == name for t in tried)]
    table = Table(box=None)
    for title in ("area", "mutants", *names, "of them by time", "explained", "alive", "killed"):
        table.add_column(title, justify="left" if title == "area" else "right")
    for area in (*dict.fromkeys(t.mutant.area for t in tried), "all"):
        part = [t for t in tried if area in (t.mutant.area, "all")]
        counted = [t for t in part if t.mutant.digest not in explained]
        killed = [t for t in counted if t.killed]
        table.add_row(
            area,
            str(len(part)),
            *(str(sum(1 for t in killed if t.killed == name)) for name in names),
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


@click.command(help=__doc__)
@click.option("--seed", type=int, default=1, show_default=True, help="Draw by this seed.")
@click.option("--count", type=click.IntRange(1), default=60, show_default=True,
              help="Mutants in all, as many of each area.")  # fmt: skip
@click.option("--only", multiple=True, type=click.Choice(list(AREAS)), metavar="AREA",
              help=f"Draw of this area alone: {', '.join(AREAS)}. May be repeated.")  # fmt: skip
@click.option("--file", "files", multiple=True, metavar="PATH",
              help="Draw of this module alone, a path from the root. May be repeated.")  # fmt: skip
@click.option("--at", "places", multiple=True, metavar="PATH:LINE",
              help="Of what is drawn, try what begins here alone. May be repeated.")  # fmt: skip
@click.option("--quick", is_flag=True, help="Leave the last stages out.")
@click.option("--record", "recording", is_flag=True,
              help="Record what each test file executes, unless it was, and stop.")  # fmt: skip
@click.option("--whole", is_flag=True, help="Ask the whole suite, whatever is recorded.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True,
              help="Processes, each with a copy of its own.")  # fmt: skip
@click.option("--session", type=click.Path(dir_okay=False, path_type=Path), default=SESSION,
              show_default=".venv/mutants.sqlite",
              help="Keep here what was tried, and do not try it again: "
                   "cr-report and cr-html read it.")  # fmt: skip
@click.option("--afresh", is_flag=True, help="Forget what was tried, or what was recorded.")
@click.option("--list", "listing", is_flag=True, help="Show what would be tried and stop.")
def main(
    seed: int,
    count: int,
    only: tuple[str, ...],
    files: tuple[str, ...],
    places: tuple[str, ...],
    quick: bool,
    recording: bool,
    whole: bool,
    jobs: int,
    session: Path,
    afresh: bool,
    listing: bool,
) -> None:
    if recording:
        write_record(jobs, afresh)
        return
    explained = load()
    mutants = _drawn(seed, count, only or tuple(AREAS), files)
    if missing := set(places) - {mutant.place for mutant in mutants}:
        raise click.UsageError(f"not drawn: {', '.join(sorted(missing))}")
    mutants = [mutant for mutant in mutants if not places or mutant.place in places]
    known = {m.digest: explained.single[m.key] for m in mutants if m.key in explained.single}
    if listing:
        for mutant in mutants:
            note = f"\n  explained: {known[mutant.digest]}" if mutant.digest in known else ""
            click.echo(f"{mutant.place} {mutant.spec.operator_name}\n{mutant.diff}{note}\n")
        return
    if afresh:
        session.unlink(missing_ok=True)
    start = time.monotonic()
    jobs = min(jobs, len(mutants))
    try:
        with use_db(session) as db, copies(jobs) as (pool, folder):
            record = None if whole else _known(pool)

            def stages(mutant: Mutant) -> list[Stage]:
                """What is explained meets the first tests alone: some may tell it by now."""
                lines = mutant.spec.start_pos[0], mutant.spec.end_pos[0]
                found = asked(mutant.area, mutant.key.file, lines, record)
                if mutant.digest in known:
                    return found[:1]
                return [s for s in found if not (quick and s.name in LAST)]

            tried = Trials(pool, jobs, db, folder, tell).run(mutants, stages)
    except Unsound as error:
        raise click.UsageError(str(error)) from None
    for one in tried:
        where = f"{one.mutant.place} in {one.mutant.key.function or 'the module'}"
        reason = known.get(one.mutant.digest)
        if one.killed is None:
            tell(f"\n{where}: {f'explained: {reason}' if reason else 'ALIVE'}")
            tell(one.mutant.diff)
        elif reason:
            tell(f"\n{where}: explained, and killed by {one.how}: take it out")
    OUT.print()
    OUT.print(rows(tried, set(known)))
    counted = [t for t in tried if t.mutant.digest not in known]
    killed = sum(1 for t in counted if t.killed)
    minutes = (time.monotonic() - start) / 60
    tell(f"\n{killed} of {len(counted)} killed in {minutes:.0f} min; seed {seed}")
    if killed < WANTED * len(counted):
        sys.exit(1)


if __name__ == "__main__":
    main()
