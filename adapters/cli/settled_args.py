"""What a project has settled, for every command that has findings: rules, and a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs
import click

from ..system.places import Place, reads, writes
from .file_args import file_name

if TYPE_CHECKING:
    from ..system.baseline_file import Known
    from ..system.told_rules import ToldRules

Command = TypeVar("Command", bound=Callable[..., Any])
OPTIONS: Final = (
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Tell these rules alone, by code, how codes begin, or name: MG5,value-clamped; "
        "repeatable.",
    ),
    click.option(
        "--ignore", multiple=True, metavar="RULES", help="Do not tell these rules; repeatable."
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=file_name(".json"),
        help="Findings that are known already: neither told nor failures.",
    ),
    click.option(
        "--write-baseline", is_flag=True, help="Write the findings of today to the baseline."
    ),
)


def settled_options(command: Command) -> Command:
    """The options ``--select``, ``--ignore``, ``--baseline`` and ``--write-baseline``."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@attrs.frozen
class SettledOptions:
    """What is neither told nor a failure: by rules, and by what is known of a command's part."""

    part: str
    rules: ToldRules
    file: str | None
    writes: bool
    known: Counter[Known]
    before: Mapping[str, Any] | None

    def tells(self, key: Known) -> bool:
        """Whether a finding is told: neither left out by rules nor known."""
        return not self.rules.settles(key[1]) and key not in self.known

    def places(self) -> list[Place]:
        """The baseline among the files of the command."""
        if self.file is None:
            return []
        return writes("--baseline", self.file) if self.writes else reads("--baseline", self.file)


def settled_by(
    part: str, select: tuple[str, ...], ignore: tuple[str, ...], baseline: str | None, write: bool
) -> SettledOptions:
    """What the options settle for a command. Raises `InputError` and `click.UsageError`."""
    from ..system.baseline_file import counted, part_of, read_baseline
    from ..system.told_rules import chosen

    if write and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    before: Mapping[str, Any] | None = None
    if baseline is not None and not write:
        before = part_of(read_baseline(baseline), part, baseline)
    known = counted(before, str(baseline)) if before else Counter[Any]()
    return SettledOptions(part, chosen(select, ignore), baseline, write, known, before)


def written(settled: SettledOptions, part: Mapping[str, Any], quiet: bool) -> None:
    """Write a command's part of the baseline, and say so."""
    from ..system.baseline_file import with_part
    from .output import write_text

    file = str(settled.file)
    write_text(with_part(file, part, settled.part), file)
    count = sum(row.get("count", 1) for row in part["findings"])
    if not quiet:
        plural = "" if count == 1 else "s"
        click.echo(f"{file}: {count:,} place{plural} known from now on", err=True)
