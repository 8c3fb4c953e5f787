"""``mediaglot port``: the source of a mini-program, from one vendor to another."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Final

import click

from ...canonical.errors import InputError
from ..source.calls import Style
from ..source.parts import CONFIG, PARTS, Part
from ..source.place import way_from_here
from ..source.tree import port_tree
from ..source.tree_port import TreePort
from ..system.cores import MAX_JOBS
from ..system.cycles import no_cycles
from ..system.places import reads, writes
from .file_args import TEXT, all_apart, file_name, fits, folder_name, suffix_of
from .port_report import give, paint

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
  mediaglot port pages/index.js --from wx --to my
  git diff --name-only | grep js$ | \\
      xargs -n1 mediaglot port --from wx --to my --check
"""
_REPORTS: Final = {
    ".json": "json",
    ".sarif": "sarif",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    **dict.fromkeys(TEXT, "text"),
}


@click.command(epilog=EPILOG)
@click.argument("source", metavar="SRC", type=file_name())
@click.option("--from", "read", required=True, metavar="CLIENT", help="The vendor written for: wx.")
@click.option("--to", "write", required=True, metavar="CLIENT", help="The target: my/android.")
@click.option(
    "--out",
    metavar="DIR",
    type=folder_name,
    help="Mirror the tree there, ported; the rest is copied.",
)
@click.option("--in-place", is_flag=True, help="Change the files; the git tree must be clean.")
@click.option("--diff", is_flag=True, help="Show a unified diff, write nothing.")
@click.option("--check", is_flag=True, help="Write nothing: report what a port comes to.")
@click.option("--force", is_flag=True, help="With --in-place: whatever git says.")
@click.option(
    "--only",
    type=click.Choice(PARTS),
    multiple=True,
    help="Port one part of a program only; several times: several. [default: all]",
)
@click.option(
    "--style",
    type=click.Choice(["native", "runtime"]),
    default="native",
    show_default=True,
    help="Native code where provable, or the runtime everywhere.",
)
@click.option("--strict", is_flag=True, help="Native or refused: never through the runtime.")
@click.option(
    "--exact",
    is_flag=True,
    help="Write out defaults that only show to the eye, too: how long a toast stays.",
)
@click.option(
    "--fix",
    type=click.Choice(["safe", "unsafe"]),
    default="safe",
    show_default=True,
    help="unsafe: also mend what the findings call an unsafe fix, such as misspelt values.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "markdown", "html"]),
    help="The form of the report: text, or what --report ends in.",
)
@click.option(
    "--report", metavar="FILE", type=file_name(*_REPORTS), help="Write the report to FILE."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "lossy", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 at an error or a blocked file, at a loss too, or never.",
)
@click.option(
    "--jobs", type=click.IntRange(0, MAX_JOBS), default=0, help="Processes; 0: as it needs."
)
@click.option("--name", metavar="FILE", help="The file name of standard input. [default: code.js]")
@click.option("-v", "--verbose", is_flag=True, help="Notes too, and a line for each file.")
@click.option("-q", "--quiet", is_flag=True, help="No report on the terminal, no progress.")
@click.pass_context
def port(
    ctx: click.Context,
    source: str,
    read: str,
    write: str,
    out: str | None,
    in_place: bool,
    diff: bool,
    check: bool,
    force: bool,
    only: tuple[Part, ...],
    style: str,
    exact: bool,
    strict: bool,
    fix: str,
    form: str | None,
    report: str | None,
    fail_on: str,
    jobs: int,
    name: str | None,
    verbose: bool,
    quiet: bool,
) -> None:
    """Port the source of a mini-program from one vendor to another.

    SRC is a folder, a file, or "-".
    """
    modes = [
        word
        for word, on in (
            ("--out", out),
            ("--in-place", in_place),
            ("--diff", diff),
            ("--check", check),
        )
        if on
    ]
    if len(modes) > 1:
        raise click.UsageError(f"{' and '.join(modes)} exclude each other", ctx)
    if strict and style == "runtime":
        raise click.UsageError("--strict and --style runtime exclude each other", ctx)
    if force and not in_place:
        raise click.UsageError("--force is for --in-place", ctx)
    form = form or _REPORTS.get(suffix_of(report or ""), "text")
    if report is not None:
        ends = [end for end, name in _REPORTS.items() if name == form]
        fits(report, [*ends, ".json"] if form == "sarif" else ends, f"--format {form}")
    settings = Style(style == "runtime", strict, fix, exact)
    piped = source == "-"
    if piped and (out is not None or in_place):
        raise click.UsageError(f"{modes[0]} needs a folder or a file, not standard input", ctx)
    if name is not None and not piped:
        raise click.UsageError('--name is for standard input ("-")', ctx)
    path = Path(source)
    _checked(path, out, in_place and not force, report)
    single = (piped or path.is_file()) and not (out or in_place or diff or check)
    with no_cycles():
        if piped:
            done = _piped(read, write, settings, name or "code.js")
        else:
            done = _ported(source, read, write, settings, jobs, quiet, only or PARTS)
        if report is not None and not piped:
            from ..source.output import no_file_of

            no_file_of(done, path, Path(out) if out is not None else None, report)
        _write(ctx, done, path, out, in_place, diff, single)
        give(done, form, report, verbose, quiet, check and not done.lone, err=diff or single)
    if not modes and not quiet:
        _hint(done, single)
    ctx.exit(1 if done.failed(fail_on) else 0)


def _checked(path: Path, out: str | None, clean: bool, report: str | None) -> None:
    """Refuse what cannot be written, and what must not be, before any work is done."""
    from ..source import output

    if out is not None and path.exists():
        output.check_out(path, Path(out))
    if clean:
        output.check_clean(path)
    if report is not None:
        folder = Path(report).parent
        if Path(report).is_dir():
            raise InputError("is a folder; expected a file to write", place=report)
        all_apart(reads("SRC", str(path)), writes("--report", report))
        if not folder.is_dir():
            raise InputError("cannot be written: there is no such folder", place=report)


def _hint(done: TreePort, single: bool) -> None:
    """What is left to do when no option said where to write."""
    if not single:
        click.echo("nothing was written: --out, --in-place or --diff say where", err=True)
    elif done.runtimes:
        needs = done.runtimes.values()
        whole = any(need.whole for need in needs)
        only = [] if whole else sorted({api for need in needs for api in need.apis})
        words = f" --only {','.join(only)}" if only else ""
        click.echo(
            f"the runtime it imports: mediaglot runtime --from {done.read} --to {done.write}"
            f"{words} --out {next(iter(done.runtimes))}",
            err=True,
        )


def _ported(
    source: str,
    read: str,
    write: str,
    settings: Style,
    jobs: int,
    quiet: bool,
    only: Collection[Part],
) -> TreePort:
    if quiet or not sys.stderr.isatty():
        return port_tree(source, read=read, write=write, style=settings, jobs=jobs, parts=only)
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        before, done = done // 250, done + more
        if done // 250 != before:
            click.echo(f"\r{done:,} files", nl=False, err=True)

    result = port_tree(
        source, read=read, write=write, style=settings, jobs=jobs, progress=progress, parts=only
    )
    if done >= 250:
        click.echo("\r\x1b[K", nl=False, err=True)
    return result


def _write(
    ctx: click.Context,
    done: TreePort,
    path: Path,
    out: str | None,
    in_place: bool,
    diff: bool,
    single: bool,
) -> None:
    from ..source import output

    if out is not None:
        output.write_tree(done, path, Path(out))
    elif in_place:
        output.write_in_place(done, path)
    elif diff:
        _diff(ctx, done)
    elif single:
        changed = [file for file in done.files if file.changed]
        if changed:
            _binary(changed[0].after)
        elif str(path) != "-":
            _binary(path.read_bytes())
        else:
            _binary(done.files[0].after)


def _diff(ctx: click.Context, done: TreePort) -> None:
    """The diff on standard output: byte for byte, or in colour on a terminal."""
    from ..source import output

    lead = way_from_here(done.walked.root)
    if lead is None:
        click.echo(f"the diff is to be applied in {done.walked.root}", err=True)
    coloured = sys.stdout.isatty() if ctx.color is None else ctx.color
    for line, encoding in output.diff_lines(done, lead or ""):
        if coloured:
            text = line.decode(encoding, "replace")
            head = text[:4] in ("+++ ", "--- ")
            click.echo(paint(text, "bold" if head else text[:1]), color=True)
        else:
            click.echo(line)


def _binary(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _piped(read: str, write: str, settings: Style, name: str) -> TreePort:
    """Standard input as a tree of one file."""
    from ..source.files import MAX_BYTES, SOURCES, Found, Walked
    from ..source.pair import pair
    from ..source.parts import port_part, port_text_config, suffixes_of
    from ..source.port import port_bytes
    from ..source.roots import roots_of
    from ..source.seen import NotPorted, calls_of_others

    both = pair(read, write)
    others = suffixes_of(both)
    suffix = os.path.splitext(name.lower())[1]
    if suffix not in SOURCES and suffix not in (*others, CONFIG):
        known = ", ".join([*sorted(SOURCES), *others, CONFIG])
        raise InputError(f"expected a name that ends in one of {known}", place=name)
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be read: {reason}", place="standard input") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES:,} bytes", place="standard input")
    walked = Walked(".", [Found("", name, "source")])
    clients = (str(both.source["client"]), str(both.target["client"]))
    if suffix == CONFIG:
        file = port_text_config(data, name, both)
    elif suffix in others:
        file = port_part(data, name, both)
    else:
        file = port_bytes(data, name, both, settings)
    return TreePort(
        *clients,
        str(both.source["namespace"]),
        walked,
        (file,),
        roots_of(walked, both),
        1,
        NotPorted() if file.calls else NotPorted(calls_of_others(data, both)),
    )
