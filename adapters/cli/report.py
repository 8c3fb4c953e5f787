"""``mediaglot report``: what a heap of replies comes to."""

from __future__ import annotations

import sys
from typing import Any, Final

import click

from ..system.cores import cores
from ..system.places import reads, writes
from . import complete
from .file_args import TEXT, all_apart, file_name, fits, suffix_of
from .output import table, write_json, write_text
from .progress import Progress
from .volume_args import check_files, of_the_log, volume_options

EPILOG: Final = """\
Lines are those of 'mediaglot normalize': {"api": ..., "read": ..., "payload": {...}}, or bare
payloads with --from and --api.

\b
Examples:
  mediaglot report --from my/android logs/*.jsonl
  mediaglot report --out week.html --jobs 0 logs/*.jsonl
  mediaglot report --format json logs.jsonl | \\
      jq '.groups[] | [.client, .api, .denied]'
  mediaglot report --format toml logs.jsonl >> my-own-profile.toml
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
    help="text, or what --out ends in; toml: unknown codes as rules to be filled in.",
)
@click.option("--out", metavar="FILE", type=file_name(*_SUFFIXES), help="Write to FILE.")
@click.option("--title", default="Media replies", show_default=True, help="Title of the page.")
@volume_options
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def report(
    files: tuple[str, ...],
    read: str | None,
    api: str | None,
    format: str | None,  # noqa: A002
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
    from ..volume.report import Report, unknown_rules
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
    if out is not None:
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
            watch=progress.tick,
            complain=made.rejected,
        )
    finally:
        progress.clear()
    plain = made.to_plain()
    if form == "html":
        from ..volume.report_html import page

        write_text(page(plain, title), out)
    elif form == "toml":
        write_text(unknown_rules(plain), out)
    elif form == "json":
        _json(plain, out)
    else:
        _text(plain, out)


def _json(plain: dict[str, Any], out: str | None) -> None:
    if out in (None, "-"):
        write_json(plain)
        return
    import orjson

    write_text(orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode() + "\n", out)


def _text(plain: dict[str, Any], out: str | None) -> None:
    from ..volume.report_text import sections

    head = f"{plain['lines']:,} lines, {plain['read']:,} replies, {plain['bad']:,} bad"
    if out not in (None, "-"):
        lines = [head]
        for name, headers, rows in sections(plain):
            lines += ["", name, *("\t".join(row) for row in (headers, *rows))]
        write_text("\n".join(lines) + "\n", out)
        return
    click.echo(head)
    for name, headers, rows in sections(plain):
        click.echo(f"\n{click.style(name, bold=True)}")
        table(headers, rows)
