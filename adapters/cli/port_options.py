"""What ``mediaglot port`` may be told on its command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import attrs
import click

from ..source.common.outcome import Style
from ..source.pages.parts import PARTS, Part
from ..system.cores import MAX_JOBS
from .file_args import TEXT, file_name, fits, folder_name, suffix_of
from .settled_args import OPTIONS

Command = TypeVar("Command", bound=Callable[..., Any])

EPILOG: Final = """\
Nothing is written unless --out or --in-place says where. A single file without either goes to
standard output; "-" reads standard input (name it with --name).

Every call becomes native code of the target, or goes through a generated runtime that speaks
the source's dialect, or is refused at its place. Findings are silenced at their line:

\b
  // mediaglot: ignore MG512

Exit status: 0 done; 1 done, but something falls under --fail-on, or a tree has no call of
--from but calls of others; 2 usage or unreadable input.

\b
Examples:
  mediaglot port src/ --from wx --to my --out build/my
  mediaglot port src/ --from wx --to tt/android@7.40.0 --diff
  mediaglot port src/ --from my --to wx --check --format sarif > port.sarif
  mediaglot port src/ --from my --to wx --check --html plan.html
  mediaglot port pages/index.js --from wx --to my
  git diff --name-only | grep js$ | \\
      xargs -n1 mediaglot port --from wx --to my --check
"""
REPORTS: Final = {
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    **dict.fromkeys(TEXT, "text"),
}


_OPTIONS: Final = (
    click.argument("source", metavar="SRC", type=file_name()),
    click.option(
        "--from", "read", required=True, metavar="CLIENT", help="The vendor written for: wx."
    ),
    click.option("--to", "write", required=True, metavar="CLIENT", help="The target: my/android."),
    click.option(
        "--out",
        metavar="DIR",
        type=folder_name,
        help="Mirror the tree there, ported; the rest is copied.",
    ),
    click.option("--in-place", is_flag=True, help="Change the files; the git tree must be clean."),
    click.option("--diff", is_flag=True, help="Show a unified diff, write nothing."),
    click.option("--check", is_flag=True, help="Write nothing: report what a port comes to."),
    click.option("--force", is_flag=True, help="With --in-place: whatever git says."),
    click.option(
        "--only",
        type=click.Choice(PARTS),
        multiple=True,
        help="Port one part of a program only; several times: several. [default: all]",
    ),
    click.option(
        "--include",
        multiple=True,
        metavar="PATTERN",
        help="Port these files alone, named as in a .gitignore at the top of SRC; repeatable.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="PATTERN",
        help="Leave these files as they are, named in the same way; repeatable.",
    ),
    click.option(
        "--packages/--no-packages",
        default=None,
        help="Port what is built into the program of other people's packages, too; by default "
        "where all parts are ported.",
    ),
    click.option(
        "--style",
        type=click.Choice(["native", "runtime"]),
        default="native",
        show_default=True,
        help="Native code where provable, or the runtime everywhere.",
    ),
    click.option("--strict", is_flag=True, help="Native or refused: never through the runtime."),
    click.option(
        "--exact",
        is_flag=True,
        help="Write out defaults that only show to the eye, too: how long a toast stays.",
    ),
    click.option(
        "--fix",
        type=click.Choice(["safe", "unsafe"]),
        default="safe",
        show_default=True,
        help="unsafe: also mend what the findings call an unsafe fix, such as misspelt values.",
    ),
    click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "sarif", "markdown", "html", "github", "junit"]),
        help="The form of the report: text, or what --report ends in.",
    ),
    click.option(
        "--report", metavar="FILE", type=file_name(*REPORTS), help="Write the report to FILE."
    ),
    click.option(
        "--html",
        metavar="FILE",
        type=file_name(".html", ".htm"),
        help="Write a page to plan by: verdicts, what blocks, each file's diff with its findings.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "lossy", "never"]),
        default="error",
        show_default=True,
        help="Exit with 1 at an error or a blocked file, at a loss too, or never.",
    ),
    *OPTIONS,
    click.option("--watch", is_flag=True, help="Again after each change of a file, until Ctrl-C."),
    click.option(
        "--jobs", type=click.IntRange(0, MAX_JOBS), default=0, help="Processes; 0: as it needs."
    ),
    click.option(
        "--name", metavar="FILE", help="The file name of standard input. [default: code.js]"
    ),
    click.option("-v", "--verbose", is_flag=True, help="Notes too, and a line for each file."),
    click.option("-q", "--quiet", is_flag=True, help="No report on the terminal, no progress."),
)


def port_options(command: Command) -> Command:
    """The argument and the options of the command, in the order of its help."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@attrs.frozen(kw_only=True)
class PortArgs:
    """What a command line asks for, option by option."""

    source: str
    read: str
    write: str
    out: str | None
    in_place: bool
    diff: bool
    check: bool
    force: bool
    only: tuple[Part, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    packages: bool | None
    style: str
    strict: bool
    exact: bool
    fix: str
    form: str | None
    report: str | None
    html: str | None
    fail_on: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    baseline: str | None
    write_baseline: bool
    watch: bool
    jobs: int
    name: str | None
    verbose: bool
    quiet: bool

    @property
    def piped(self) -> bool:
        """Whether the source is standard input."""
        return self.source == "-"

    @property
    def modes(self) -> list[str]:
        """The options that say what becomes of the port."""
        given = (self.out, self.in_place, self.diff, self.check)
        names = ("--out", "--in-place", "--diff", "--check")
        return [name for name, on in zip(names, given, strict=True) if on]

    @property
    def settings(self) -> Style:
        """How calls are ported."""
        return Style(self.style == "runtime", self.strict, self.fix, self.exact)


def asked_by(ctx: click.Context, given: dict[str, Any]) -> PortArgs:
    """What the options say together. Raises `click.UsageError` where they exclude each other, and
    `InputError` for a report that does not fit its name."""
    asked = PortArgs(**_loudest(ctx, given))
    if len(asked.modes) > 1:
        raise click.UsageError(f"{' and '.join(asked.modes)} exclude each other", ctx)
    if asked.strict and asked.style == "runtime":
        raise click.UsageError("--strict and --style runtime exclude each other", ctx)
    if asked.force and not asked.in_place:
        raise click.UsageError("--force is for --in-place", ctx)
    if asked.piped and (asked.out is not None or asked.in_place):
        raise click.UsageError(
            f"{asked.modes[0]} needs a folder or a file, not standard input", ctx
        )
    if asked.piped and asked.watch:
        raise click.UsageError("--watch needs a folder or a file, not standard input", ctx)
    if asked.watch and asked.in_place:
        raise click.UsageError("--watch and --in-place exclude each other", ctx)
    if asked.watch and asked.write_baseline:
        raise click.UsageError("--watch and --write-baseline exclude each other", ctx)
    if asked.write_baseline and asked.baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE", ctx)
    if asked.name is not None and not asked.piped:
        raise click.UsageError('--name is for standard input ("-")', ctx)
    form = asked.form or REPORTS.get(suffix_of(asked.report or ""), "text")
    if asked.report is not None:
        ends = [end for end, name in REPORTS.items() if name == form]
        fits(asked.report, [*ends, ".json"] if form == "sarif" else ends, f"--format {form}")
    return attrs.evolve(asked, form=form)


_MODES: Final = ("out", "in_place", "diff", "check")


def _loudest(ctx: click.Context, given: dict[str, Any]) -> dict[str, Any]:
    """The options, without a mode of the configuration where the command line says another."""
    said = click.core.ParameterSource.COMMANDLINE
    if not any(ctx.get_parameter_source(name) == said for name in _MODES):
        return given
    quiet = {
        name: None if name == "out" else False
        for name in _MODES
        if ctx.get_parameter_source(name) != said
    }
    return {**given, **quiet}
