"""Structured fuzzers: seeds changed by what knows their structure, and what must hold for each.

    make fuzz                                      every target, a minute in all
    make fuzz ARGS="--seconds 600 --only messages"
    make fuzz ARGS="--again tests/fuzz/out/messages-1a2b.case"

A case is named by target, seed and number: the same three give the same case. What breaks a
property is made smaller and written into a folder with the command that repeats it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from fuzz.cases import HERE, TARGETS, Case
from fuzz.hunt import Finding, Hunt, Judge, hunt, serve

OUT = HERE / "out"
EVERY = 0.5
"""Seconds between two looks at the progress."""


def kept(out: Path, name: str, run: int, finding: Finding) -> Path:
    """Write a finding: the case, and beside it what is wrong and how to see it again."""
    data = finding.case.encoded()
    out.mkdir(parents=True, exist_ok=True)
    place = out / f"{name}-{hashlib.sha256(data).hexdigest()[:8]}.case"
    place.write_bytes(data)
    place.with_suffix(".txt").write_text(
        f"{finding.told.wrong}\n\n"
        f"as it is:  {_command('--again', _short(place))}\n"
        f"at length: {_command('--only', name, '--seed', str(run), '--first', str(finding.number), '--count', '1')}\n"
        f"once it is mended: mv {shlex.quote(_short(place))} tests/fuzz/seeds/{name}/WHAT-IT-IS.case\n",
        encoding="utf-8",
    )
    return place


def _command(*words: str) -> str:
    return f'make fuzz ARGS="{shlex.join(words)}"'


class Shown:
    """Progress on a terminal, and findings as they come."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.last = -EVERY
        self.live = sys.stderr.isatty()

    def __call__(self, done: Hunt, finding: Finding | None) -> None:
        if finding is not None:
            place = kept(self.out, done.name, done.run, finding)
            self.clear()
            print(f"  {_short(place)}: {finding.told.wrong.splitlines()[0][:200]}", flush=True)
        elif self.live and done.seconds - self.last > EVERY:
            self.last = done.seconds
            words = f"{done.name}: {done.cases:,} cases, {done.wrong.total()} wrong"
            print(f"\r\x1b[K{words}, {done.seconds:.0f} s", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """The line of progress goes."""
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _short(place: Path) -> str:
    place = place.absolute()
    return os.path.relpath(place) if place.is_relative_to(Path.cwd()) else str(place)


def summary(done: Hunt) -> str:
    """A run in a line."""
    rate = done.cases / done.seconds if done.seconds else 0.0
    found = f"{len(done.findings)} findings" if len(done.findings) != 1 else "1 finding"
    if done.wrong.total() > len(done.findings):
        found += f" ({done.wrong.total()} cases)"
    became = ", ".join(f"{word} {times}" for word, times in done.outcomes.most_common(6))
    return f"{done.name:<9} {done.cases:>8,} cases {rate:>8,.1f}/s  {found}  ({became})"


def again(places: list[Path]) -> int:
    """Judge cases that were kept; the target is the first word of the file's name, or its folder."""
    wrong = 0
    for place in places:
        name = next((name for name in TARGETS if place.name.startswith(f"{name}-")), "")
        name = name or place.resolve().parent.name
        if name not in TARGETS:
            raise SystemExit(f"{place}: no target: expected {', '.join(TARGETS)} before a -")
        with Judge(name) as judge:
            told = judge.case(Case.decoded(place.read_bytes()))
        wrong += bool(told.wrong)
        print(f"{place}: {told.wrong or told.outcome}")
    return 1 if wrong else 0


def main(argv: list[str] | None = None) -> int:
    """Run what the command line asks for; 1 with findings."""
    parser = argparse.ArgumentParser(
        prog="fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=TARGETS, help="this target; repeatable")
    parser.add_argument("--seconds", type=float, help="in all, shared among the targets [60]")
    parser.add_argument("--count", type=int, help="so many cases of each target, not seconds")
    parser.add_argument("--seed", type=int, help="names the run [a random one, which is printed]")
    parser.add_argument("--first", type=int, default=0, help="number of the first case [0]")
    parser.add_argument("--shrink", type=float, default=30, metavar="SECONDS",
                        help="for making a finding smaller; 0: as it is [30]")  # fmt: skip
    parser.add_argument("--out", type=Path, default=OUT, help="folder of findings [%(default)s]")
    parser.add_argument("--again", type=Path, nargs="+", metavar="CASE", help="judge kept cases")
    parser.add_argument("--serve", choices=TARGETS, help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    if given.serve:
        serve(given.serve)
        return 0
    if given.again:
        return again(given.again)
    run = given.seed if given.seed is not None else int.from_bytes(os.urandom(3), "big")
    print(f"seed {run}", flush=True)
    names = list(dict.fromkeys(given.only or TARGETS))
    seconds = given.seconds
    if given.count is None:
        seconds = (60.0 if seconds is None else seconds) / len(names)
    found = 0
    for name in names:
        shown = Shown(given.out)
        done = hunt(name, run, first=given.first, count=given.count, seconds=seconds,
                    shrink=given.shrink, heard=shown)  # fmt: skip
        shown.clear()
        print(summary(done), flush=True)
        found += len(done.findings)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
