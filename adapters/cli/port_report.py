"""The report of ``mediaglot port``: to the terminal, to standard output, to a file."""

from __future__ import annotations

import json
import sys
from typing import Any, Final

import click

from ..source.reports.report import place_lines, plain, total_lines
from ..source.tree.ported import TreePort
from ..system.columns import fitted
from .language import language
from .output import PROSE, aligned, table, terminal_columns, write_text
from .port_options import PortArgs

_STYLES: Final[dict[str, dict[str, Any]]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "cyan"},
    "good": {"fg": "green"},
    "bold": {"bold": True},
    "dim": {"fg": "bright_black"},
    "+": {"fg": "green"},
    "-": {"fg": "red"},
    "@": {"fg": "cyan"},
}


def paint(text: str, style: str) -> str:
    """A text in colour; `click.echo` takes the colour off where the output is no terminal."""
    return click.style(text, **_STYLES[style]) if style in _STYLES else text


def give(done: TreePort, asked: PortArgs, plan: bool, err: bool) -> None:
    """The report, and the page that is asked for beside it; ``plan``: with the tables of blockers,
    losses and files."""
    if asked.html is not None:
        from ..source.reports.migration_html import page

        write_text(page(done, language()), asked.html)
    if asked.form == "text" and asked.report is None:
        if not asked.quiet:
            _shown(done, asked.verbose, plan, err)
        return
    text = _written(done, asked, plan)
    if asked.report is not None:
        write_text(text, asked.report)
    elif not asked.quiet:
        click.echo(text, nl=False, err=err)


def _shown(done: TreePort, verbose: bool, plan: bool, err: bool) -> None:
    """The report for people, where they read it."""
    columns = terminal_columns(sys.stderr if err else sys.stdout)
    for line in place_lines(done, verbose, paint, language(), columns):
        click.echo(line, err=err)
    if plan:
        from ..source.reports.migration import sections

        room = terminal_columns(sys.stdout) or PROSE
        for section in sections(done, verbose):
            click.echo(paint(section.title, "bold"))
            for line in fitted(section.about, room):
                click.echo(paint(line, "dim"))
            table(section.headers, section.rows)
            click.echo()
    for line in total_lines(done, verbose, paint, not plan):
        for part in fitted(line, columns, pad="  ") if columns else (line,):
            click.echo(part, err=err)


def _written(done: TreePort, asked: PortArgs, plan: bool) -> str:
    """The report as the text of a file."""
    form, verbose = asked.form, asked.verbose
    if form == "text":
        lines = list(place_lines(done, verbose, plain, language()))
        if plan:
            from ..source.reports.migration import sections

            for section in sections(done, verbose):
                rows = aligned(section.headers, section.rows)
                lines += [section.title, section.about, *rows, ""]
        lines += total_lines(done, verbose, plain, not plan)
        return "".join(f"{line}\n" for line in lines)
    if form == "markdown":
        from ..source.reports.migration import markdown

        return markdown(done)
    if form == "html":
        from ..source.reports.migration_html import page

        return page(done, language())
    if form == "github":
        from ..source.reports.github import github_lines

        return "".join(f"{line}\n" for line in github_lines(done, verbose))
    if form == "junit":
        from ..source.reports.junit import junit

        return junit(done, asked.fail_on)
    if form == "sarif":
        from ..source.reports.sarif import sarif

        value = sarif(done, compared=asked.baseline is not None)
    else:
        value = done.to_plain()
    return json.dumps(value, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
