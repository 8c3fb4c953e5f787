"""``mediaglot port``: the source of a mini-program, from one vendor to another."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from ...canonical.errors import InputError
from ..source.common.outcome import Style
from ..source.pages.parts import CONFIG, PARTS
from ..source.text.place import way_from_here
from ..source.tree.port import port_tree
from ..source.tree.ported import TreePort
from ..system.cycles import no_cycles
from ..system.places import reads, writes
from .file_args import all_apart, check_report
from .port_options import EPILOG, PortArgs, asked_by, port_options
from .port_report import give, paint
from .port_settled import check_settled, settled


@click.command(epilog=EPILOG)
@port_options
@click.pass_context
def port(ctx: click.Context, /, **given: Any) -> None:
    """Port the source of a mini-program from one vendor to another.

    SRC is a folder, a file, or "-".
    """
    asked = asked_by(ctx, given)
    path = Path(asked.source)
    _checked(path, asked)
    check_settled(asked)
    if asked.watch:
        from .watch import again

        apart = [name for name in (asked.out, asked.report, asked.html) if name is not None]
        written: set[str] = set()
        again(asked.source, apart, lambda: _once(ctx, asked, path, written))
    ctx.exit(_once(ctx, asked, path, set()))


def _once(ctx: click.Context, asked: PortArgs, path: Path, written: set[str]) -> int:
    """One port: written, told, and its exit status. `written`: the names that the one before has
    written to --out; then those of this one."""
    single = (asked.piped or path.is_file()) and not asked.modes
    with no_cycles():
        if asked.piped:
            done = _piped(asked.read, asked.write, asked.settings, asked.name or "code.js")
        else:
            done = _ported(asked)
        _no_file_of(done, path, asked)
        done = settled(done, asked)
        _write(ctx, done, path, asked, single, written)
        give(done, asked, asked.check and not done.lone, err=asked.diff or single)
    if not asked.modes and not asked.quiet:
        _hint(done, single)
    return 1 if done.failed(asked.fail_on) else 0


def _no_file_of(done: TreePort, path: Path, asked: PortArgs) -> None:
    """Refuse a report that would take the place of a file of the program, or of its port."""
    if asked.piped:
        return
    for name in filter(None, (asked.report, asked.html)):
        from ..source.tree.output import no_file_of

        no_file_of(done, path, Path(asked.out) if asked.out is not None else None, name)


def _checked(path: Path, asked: PortArgs) -> None:
    """Refuse what cannot be written, and what must not be, before any work is done."""
    from ..source.tree import output

    baseline = asked.baseline
    if asked.write_baseline and baseline is not None:
        all_apart(reads("SRC", str(path)), writes("--baseline", baseline))
    if asked.out is not None and path.exists():
        output.check_out(path, Path(asked.out))
    if asked.in_place and not asked.force:
        output.check_clean(path)
    reports = {"--report": asked.report, "--html": asked.html}
    for option, report in reports.items():
        if report is not None:
            check_report(option, report, str(path))
    all_apart(*(writes(option, file) for option, file in reports.items()))


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


def _ported(asked: PortArgs) -> TreePort:
    how: dict[str, Any] = {
        "read": asked.read,
        "write": asked.write,
        "style": asked.settings,
        "jobs": asked.jobs,
        "parts": asked.only or PARTS,
        "include": asked.include,
        "exclude": asked.exclude,
        "packages": asked.packages,
    }
    if asked.quiet or not sys.stderr.isatty():
        return port_tree(asked.source, **how)
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        before, done = done // 250, done + more
        if done // 250 != before:
            click.echo(f"\r{done:,} files", nl=False, err=True)

    result = port_tree(asked.source, progress=progress, **how)
    if done >= 250:
        click.echo("\r\x1b[K", nl=False, err=True)
    return result


def _write(
    ctx: click.Context,
    done: TreePort,
    path: Path,
    asked: PortArgs,
    single: bool,
    written: set[str],
) -> None:
    from ..source.tree import output

    if asked.out is not None:
        names = output.write_tree(done, path, Path(asked.out))
        output.take_away(Path(asked.out), written - names, names)
        written.clear()
        written |= names
    elif asked.in_place:
        output.write_in_place(done, path)
    elif asked.diff:
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
    from ..source.tree import output

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
    from ..source.common.files import MAX_BYTES, SOURCES, Found, Walked
    from ..source.common.pair import pair
    from ..source.common.seen import NotPorted, calls_of_others
    from ..source.pages.parts import port_part, port_text_config, suffixes_of
    from ..source.script.port import port_bytes
    from ..source.tree.roots import roots_of

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
