"""Measure mediaglot against the alternatives, as ratios taken in one run.

Every `bench_NAME.py` beside this file is one benchmark. Absolute figures say something about
this machine only; the ratios are what to compare.
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import click
from harness import HERE, Context, NodeMissing, Table
from rich.console import Console
from rich.table import Table as Grid


def names() -> list[str]:
    """Return the names of all benchmarks."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def bench(name: str) -> ModuleType:
    """Import a benchmark by its name."""
    return importlib.import_module(f"bench_{name}")


def show(table: Table, console: Console) -> None:
    """Print a table: rates, spread, ratio to every reference; then goals and notes."""
    grid = Grid(title=table.title, title_justify="left", title_style="bold", box=None)
    grid.add_column("", no_wrap=True)
    grid.add_column(table.unit, justify="right", no_wrap=True)
    grid.add_column("+-", justify="right", style="dim", no_wrap=True)
    for reference in table.references:
        grid.add_column(f"x {reference}", justify="right", no_wrap=True)
    for row in table.rows:
        ratios = [table.ratio(row.name, reference) for reference in table.references]
        mark = "bold green" if row.name.startswith("mediaglot") else None
        grid.add_row(
            row.name,
            f"{row.rate:,.0f}" if row.rate >= 100 else f"{row.rate:,.2f}",
            f"{row.spread:.0%}",
            *(f"{ratio:.2f}" if ratio is not None else "-" for ratio in ratios),
            style=mark,
        )
    console.print(grid)
    for goal in table.goals:
        ratio = table.ratio(goal.row, goal.reference)
        met = ratio is not None and ratio >= goal.ratio
        measured = "not measured" if ratio is None else f"{ratio:.2f}"
        console.print(
            f"  {'met   ' if met else 'MISSED'}  {goal.row} >= {goal.ratio:g} x {goal.reference}: "
            f"{measured}",
            style="green" if met else "red",
            highlight=False,
        )
    notes = [*(f"{row.name}: {row.note}" for row in table.rows if row.note), *table.notes]
    for note in notes:
        console.print(f"  {note}", style="dim", highlight=False)
    console.print()


@click.command(help=__doc__)
@click.option("--only", multiple=True, metavar="NAME", help="Run this one; may be repeated.")
@click.option("--quick", is_flag=True, help="A tenth of the work, three runs: a first look.")
@click.option("--repeats", type=click.IntRange(1), help="Counted runs of every case. [5; quick: 3]")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, allow_dash=True),
              help="Write the figures here as JSON; - for standard output.")  # fmt: skip
@click.option("--scratch", type=click.Path(file_okay=False, path_type=Path),
              help="Keep the generated input here. [a temporary folder]")  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 when a goal is missed.")
@click.option("--list", "listing", is_flag=True, help="List the benchmarks and stop.")
def main(
    only: tuple[str, ...],
    quick: bool,
    repeats: int | None,
    json_file: str | None,
    scratch: Path | None,
    strict: bool,
    listing: bool,
) -> None:
    if listing:
        for name in names():
            click.echo(f"{name:<10} {(bench(name).__doc__ or '').strip().splitlines()[0]}")
        return
    if unknown := set(only) - set(names()):
        raise click.UsageError(
            f"no benchmark named {', '.join(sorted(unknown))}: there are {', '.join(names())}"
        )
    console = Console(stderr=json_file == "-")
    console.width = max(console.width, 110)
    progress = Console(stderr=True)
    tables: dict[str, list[Table]] = {}
    with tempfile.TemporaryDirectory(prefix="mediaglot-bench-") as temporary:
        folder = scratch or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in only or names():
            with progress.status(name) as status:
                context = Context(folder, quick, repeats or (3 if quick else 5), status.update)
                try:
                    tables[name] = bench(name).run(context)
                except NodeMissing as error:
                    raise click.ClickException(str(error)) from None
            for table in tables[name]:
                show(table, console)
    if json_file:
        report = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "quick": quick,
            "benchmarks": {name: [t.as_json() for t in found] for name, found in tables.items()},
        }
        with click.open_file(json_file, "w", encoding="utf-8") as out:
            json.dump(report, out, indent=2)
            out.write("\n")
    missed = [
        goal
        for found in tables.values()
        for table in found
        for goal in table.goals
        if (table.ratio(goal.row, goal.reference) or 0) < goal.ratio
    ]
    if strict and missed:
        sys.exit(1)


if __name__ == "__main__":
    main()
