"""``mediaglot report``: what a heap of replies comes to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ...canonical.errors import InputError, printable
from ..system.cores import cores
from ..system.places import reads, writes
from . import complete
from .file_args import TEXT, all_apart, file_name, fits, suffix_of
from .language import language
from .output import table, write_json, write_text
from .progress import Progress
from .volume_args import check_files, of_the_log, volume_options

if TYPE_CHECKING:
    from ...profiles.registry import Registry

LEVELS: Final = ("vendor", "client", "version")
EPILOG: Final = """\
Lines are those of 'mediaglot normalize': {"api": ..., "read": ..., "payload": {...}}, or bare
payloads with --from and --api. Where an envelope has a time (its key "time", or another by
--map), the report has an axis of time; of several files without, one by file.

\b
Examples:
  mediaglot report --from my/android logs/*.jsonl
  mediaglot report --out week.html --jobs 0 logs/*.jsonl
  mediaglot report --map method=api,ts=time --by version logs.jsonl.gz
  mediaglot report --format json logs.jsonl | \\
      jq '.groups[] | [.client, .api, .denied]'
  mediaglot report --format toml --out codes/ logs.jsonl
      # codes no profile knows: codes/my-codes.toml, a file a vendor
"""
_SUFFIXES: Final = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".toml": "toml",
    **dict.fromkeys(TEXT, "text"),
}


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=file_name())
@click.option(
    "--from",
    "read",
    metavar="CLIENT",
    shell_complete=complete.clients,
    help="Whose replies, where a line does not say.",
)
@click.option(
    "--api", metavar="API", shell_complete=complete.apis, help="The API of bare payloads."
)
@click.option(
    "--format",
    type=click.Choice(["text", "json", "html", "toml"]),
    help="text, or what --out ends in; toml: unknown codes as profiles to be filled in, which "
    "add to what is known.",
)
@click.option(
    "--by",
    type=click.Choice(LEVELS),
    help="How far clients are told apart.  [default: client, without its version; version in "
    "json; html has both]",
)
@click.option(
    "--out",
    metavar="FILE",
    type=file_name(*_SUFFIXES),
    help="Write to FILE; of --format toml also a folder, with a file a vendor.",
)
@click.option("--title", default="Media replies", show_default=True, help="Title of the page.")
@volume_options
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def report(
    files: tuple[str, ...],
    read: str | None,
    api: str | None,
    format: str | None,  # noqa: A002
    by: str | None,
    out: str | None,
    title: str,
    rejects: str | None,
    keys: tuple[str, ...],
    words: tuple[str, ...],
    jobs: int,
    max_line: int,
    quiet: bool,
) -> None:
    """Sum up replies: per client and API calls, successes, cancels, denials and failure kinds,
    codes no profile knows, files and sizes, and what fields drift.

    Reads FILEs, or standard input without them (or for -).
    """
    from ..lines.stream import LineSettings
    from ..volume.job import Job
    from ..volume.report import Report
    from ..volume.run import places, run, size_of

    job = Job(
        settings=LineSettings(read=read, api=api, **of_the_log(keys, words)),
        files=files or ("-",),
        rejects=rejects,
        max_line=max_line,
        jobs=jobs or cores(),
        rows=True,
    )
    form = format or _SUFFIXES.get(suffix_of(out or ""), "text")
    if out is not None and not _is_folder(out):
        fits(out, [end for end, name in _SUFFIXES.items() if name == form], f"--format {form}")
    check_files(files)
    streams = [name for name in job.files if name == "-"]
    all_apart(places(job), reads("an input", *streams), writes("--out", out or "-"))
    made = Report()
    progress = Progress(size_of(job.files), sys.stderr.isatty() and not quiet)
    try:
        run(
            job,
            made,
            source=sys.stdin.buffer,
            begin=made.begin,
            watch=progress.tick,
            complain=made.rejected,
        )
    finally:
        progress.clear()
    if form == "html":
        from ..volume.report_html import page

        write_text(page(made, title, language()), out)
    elif form == "toml":
        _codes(made.to_plain(), job.settings.registry, out)
    elif form == "json":
        _json(made.to_plain(by or "version"), out)
    else:
        from ..volume.report_text import MOST_BINS

        _text(made.to_plain(by or "client", MOST_BINS), out)


def _is_folder(name: str) -> bool:
    return os.path.isdir(name) or name.endswith(("/", os.sep))


def _codes(plain: dict[str, Any], registry: Registry, out: str | None) -> None:
    """Profiles for the codes that none knows: of one vendor to a file or standard output, of
    several into a folder."""
    from ..volume.report_codes import codes_by_vendor, file_of

    found = codes_by_vendor(plain, registry)
    if out is not None and _is_folder(out):
        files = {vendor: Path(out) / file_of(vendor) for vendor in found}
        for file in files.values():
            if file.exists() or file.is_symlink():
                lost = "is there already; what was filled in would be lost"
                raise InputError(lost, place=str(file))
        if files:
            os.makedirs(out, exist_ok=True)
        for vendor, file in files.items():
            write_text(found[vendor], str(file))
            click.echo(f"{file} written", err=True)
        if not found:
            click.echo("every code and message is known", err=True)
        return
    if len(found) > 1:
        names = ", ".join(found)
        raise InputError(
            f"codes of several vendors ({names}) are unknown; expected a folder by --out, such as "
            "codes/, for a file each",
            place="--format toml",
        )
    if not found:
        click.echo("every code and message is known", err=True)
    write_text("".join(found.values()), out)


def _json(plain: dict[str, Any], out: str | None) -> None:
    if out in (None, "-"):
        write_json(plain)
        return
    import orjson

    write_text(orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode() + "\n", out)


def _text(plain: dict[str, Any], out: str | None) -> None:
    from ..volume.report_text import shown, tables, told

    if out not in (None, "-"):
        lines = [told(plain)]
        for item in tables(plain):
            lines += ["", item.title]
            lines += ("\t".join(map(printable, row)) for row in (item.headers, *item.lines()))
        write_text("\n".join(lines) + "\n", out)
        return
    click.echo(told(plain))
    for item in tables(plain):
        rows, left = shown(item)
        click.echo(f"\n{click.style(item.title, bold=True)}")
        table(item.headers, rows)
        if left:
            more = "earlier ones" if item.name == "times" else "more"
            click.echo(f"… and {left:,} {more}: --out FILE.html has them, and --format json")
