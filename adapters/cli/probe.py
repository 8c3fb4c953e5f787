"""``mediaglot probe``: ask a real client what it does, and hold its answers against its profile."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ...canonical.errors import InputError
from ...canonical.operations import FAMILIES
from ..system.places import reads, writes
from . import complete
from .file_args import all_apart, file_name, folder_name
from .output import FORMAT, say, table, whole_file, write_json, write_text

if TYPE_CHECKING:
    from ..probe.findings import HeldRecords

EPILOG: Final = """\
Open the folder that is written with the vendor's developer tools, run it on a device, and read
what it recorded: docs/probe.md. Nothing that costs or cannot be undone (payments, calls,
removing, leaving the program) is asked unless --include names it.

\b
Examples:
  mediaglot probe --vendor wx --out probe/
  mediaglot probe --vendor my --family media --out probe/
  mediaglot probe --vendor tt --operation chooseImage \\
      --send-to https://example.com/records --out probe/
  mediaglot probe read records.jsonl
"""
READ_EPILOG: Final = """\
Exit status: 0 nothing contradicts the profile; 1 something does; 2 usage, or a line that is no
record: the others are read all the same.

\b
Examples:
  mediaglot probe read records.jsonl
  mediaglot probe read records.jsonl --write-evidence evidence.toml
  mediaglot probe read records.jsonl --format json | jq .contradicted
"""
SHOWN: Final = 40
"""Findings of a kind that are shown to a person; JSON has them all."""


@click.group(epilog=EPILOG, invoke_without_command=True)
@click.option(
    "--vendor", metavar="CLIENT", shell_complete=complete.clients, help="Whose clients are asked."
)
@click.option("--out", type=folder_name, metavar="FOLDER", help="Write the program there.")
@click.option(
    "--operation",
    "operations",
    multiple=True,
    metavar="API",
    shell_complete=complete.apis,
    help="Ask of this one alone; repeatable.",
)
@click.option(
    "--family",
    "families",
    multiple=True,
    type=click.Choice(FAMILIES),
    metavar="FAMILY",
    help=f"Ask of this family alone; repeatable: {', '.join(FAMILIES)}.",
)
@click.option(
    "--include",
    multiple=True,
    metavar="API",
    shell_complete=complete.apis,
    help="Ask of this one although it costs or cannot be undone; repeatable.",
)
@click.option(
    "--send-to",
    "address",
    default="",
    metavar="URL",
    help="Where the person may send the records: https alone.",
)
@click.option("--force", is_flag=True, help="Write into a folder that has files in it.")
@click.pass_context
def probe(
    ctx: click.Context,
    vendor: str | None,
    out: str | None,
    operations: tuple[str, ...],
    families: tuple[str, ...],
    include: tuple[str, ...],
    address: str,
    force: bool,
) -> None:
    """Write a small mini-program that calls every operation of a profile on a real device and
    records what came back; or read what one recorded.

    Its page lists the calls by family. Those that need nobody run at one touch; the others say what
    the person is to do.
    """
    if ctx.invoked_subcommand is not None:
        if vendor or out or operations or families or include or address or force:
            raise click.UsageError(
                f"options of a program go without {ctx.invoked_subcommand!r}", ctx
            )
        return
    if vendor is None or out is None:
        raise click.UsageError("expected --vendor and --out, or 'probe read FILE'", ctx)
    from ..plan.pair import view
    from ..probe.cases import cases
    from ..probe.plan import plan_of
    from ..probe.program import program_files

    plan = plan_of(view(vendor), cases(), operations=operations, families=families, include=include)
    if not plan.steps:
        why = "; ".join(sorted({f"{name}: {text}" for name, text in plan.left_out.items()})[:3])
        raise InputError(f"nothing is left to ask: {why or 'no operation fits'}", place="--vendor")
    files = program_files(plan, _https(address))
    _write(Path(out), files, force=force)
    say(f"{len(files)} files in {out}: {plan.view.profile.name}, {len(plan.steps)} calls")
    runs = [step.run for step in plan.steps]
    rows = [
        ("run at one touch", runs.count("safe")),
        ("need a person, and say what to do", runs.count("person")),
        ("by hand alone: nobody said that they do no harm", runs.count("hand")),
        ("asked for by --include", runs.count("costly")),
    ]
    for text, count in rows:
        if count:
            say(f"  {count:>4}  {text}")
    costly = sorted(name for name, text in plan.left_out.items() if text.startswith("costly"))
    if costly:
        say(f"left out unless --include names them: {', '.join(costly)}")


def _https(address: str) -> str:
    """The address, if records may be sent there. Raises InputError."""
    if not address:
        return ""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        good = parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        good = False
    if not good or not address.isprintable() or " " in address:
        text = f"expected an address such as https://example.com/records, got {address[:80]!r}"
        raise InputError(text, place="--send-to")
    return address


def _write(out: Path, files: dict[str, bytes], *, force: bool) -> None:
    """The files of a program in a folder: each appears whole; nothing else there is touched."""
    try:
        taken = out.exists() and any(out.iterdir())
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=str(out)) from None
    if taken and not force:
        raise InputError("has files in it; --force writes among them", place=str(out))
    root = Path(os.path.realpath(out))
    for name, data in files.items():
        place = Path(os.path.realpath(root / name))
        if not place.is_relative_to(root):
            raise InputError(f"{name} would lie outside it", place=str(out))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{name} cannot be made: {error.strerror}", place=str(out)) from None
        with whole_file(place) as stream:
            stream.write(data)


@probe.command(epilog=READ_EPILOG)
@click.argument("file", type=file_name(), metavar="FILE")
@click.option(
    "--client",
    default="",
    metavar="CLIENT",
    shell_complete=complete.clients,
    help="Whose records they are, instead of what each says of its device.",
)
@click.option(
    "--write-evidence",
    "evidence",
    type=file_name(".toml"),
    metavar="FILE",
    help="Write what a profile may say after this, to be reviewed and added by hand.",
)
@FORMAT
@click.pass_context
def read(
    ctx: click.Context,
    file: str,
    client: str,
    evidence: str | None,
    format: str,  # noqa: A002
) -> None:
    """Hold the records of FILE (- for standard input) against the profiles they are about.

    Tells what they confirm, what they contradict, what is new, and what no record covers.
    """
    from ..lines.framing import BadLine
    from ..probe.read import ProbeReader
    from ..probe.records import records

    all_apart(reads("the records", file), writes("--write-evidence", evidence))
    reader = ProbeReader(client=client)
    bad = good = 0
    name = "standard input" if file == "-" else file
    with ExitStack() as stack:
        source = sys.stdin.buffer if file == "-" else stack.enter_context(open(file, "rb"))
        for item in records(source, name):
            reason = ""
            if isinstance(item, BadLine):
                line, reason = item.line, item.reason
            else:
                line = item.line
                try:
                    reader.add(item)
                    good += 1
                except InputError as error:
                    reason = str(error)
            if reason:
                bad += 1
                if bad <= SHOWN:
                    say(f"{name}:{line}: {reason}", err=True)
    if bad > SHOWN:
        say(f"{bad - SHOWN:,} more bad lines", err=True)
    if not good:
        raise InputError("holds no record of a probe", place=name)
    held = reader.finish()
    if evidence is not None:
        from ..probe.evidence import evidence_of

        write_text(evidence_of(held, reader.registry), evidence)
    if format == "json":
        write_json({**held.to_plain(), "bad_lines": bad})
    else:
        _told(held)
    ctx.exit(2 if bad else 1 if held.of("contradicted") else 0)


def _told(held: HeldRecords) -> None:
    from ..probe.findings import STATUSES

    for seen in held.seen:
        say(f"{seen.client}: {seen.records} records, {', '.join(seen.devices)}, {seen.days[-1]}")
    for status in STATUSES:
        found = held.of(status)
        if not found:
            continue
        say("")
        click.echo(f"{click.style(status, bold=True)}: {len(found)}")
        if status == "confirmed":
            counts: dict[str, int] = {}
            for item in found:
                name = item.operation or "the client as a whole"
                counts[name] = counts.get(name, 0) + 1
            say("  " + ", ".join(f"{name} {count}" for name, count in counts.items()))
            continue
        rows = [
            [f"  {item.operation or '(client)'}", item.place, item.says, item.saw, item.where]
            for item in found[:SHOWN]
        ]
        table(["  operation", "fact", "the profile says", "seen", "record"], rows)
        if len(found) > SHOWN:
            say(f"  {len(found) - SHOWN:,} more; --format json has them all")
    rest = sum(map(len, held.uncovered.values()))
    if not rest:
        return
    say("")
    click.echo(f"{click.style('not covered', bold=True)}: {rest}")
    for name, steps in held.uncovered.items():
        by_reason: dict[str, list[str]] = {}
        for step, why in steps.items():
            by_reason.setdefault(why, []).append(step)
        for why, names in by_reason.items():
            listed = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if names[6:] else "")
            say(f"  {name}: {why}: {listed}")
        say(f"  {name}: {len(held.unasked[name])} operations that no probe asks (--format json)")
