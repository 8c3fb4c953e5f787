"""``mediaglot rule``: what a diagnostic's code means."""

from __future__ import annotations

import click

from ...canonical.diagnostics import Rule
from ...canonical.rules import RULES, in_language
from ...canonical.rules import rule as find_rule
from . import complete
from .language import language
from .output import FORMAT, table, wrapped, write_json

EPILOG = """\
\b
Examples:
  mediaglot rule MG102
  mediaglot rule value-clamped
  mediaglot rule --format json | \\
      jq '.[] | select(.severity == "error") | .code'
"""
HEADS = {"en": ("Why", "Example", "Fix"), "zh": ("原因", "示例", "处理")}
"""What stands above a rule's why, example and fix."""


@click.command(epilog=EPILOG)
@click.argument("code", required=False, shell_complete=complete.rules)
@FORMAT
def rule(code: str | None, format: str) -> None:  # noqa: A002
    """Explain a rule: CODE such as MG102, or its name; all rules without it.

    MG1xx speak of requests, MG2xx of results, MG3xx of failures, MG4xx of support, MG5xx of
    source code, MG6xx of the host, MG9xx of profiles. The texts are in the language of --lang;
    JSON is in English.
    """
    lang = language()
    if code is None:
        if format == "json":
            write_json([plain(item) for item in RULES.values()])
            return
        rows = [in_language(item, lang) for item in RULES.values()]
        table(
            ["code", "severity", "loss", "name", "summary"],
            [[r.code, r.severity, r.loss, r.name, r.summary] for r in rows],
        )
        return
    found = find_rule(code)
    if format == "json":
        write_json(plain(found))
        return
    found = in_language(found, lang)
    why, example, fix = HEADS[lang]
    click.echo(
        f"{click.style(found.code, bold=True)} {found.name} ({found.severity}, "
        f"loss: {found.loss})\n"
    )
    click.echo(wrapped(found.summary))
    for label, text in ((why, found.why), (example, found.example), (fix, found.fix)):
        click.echo(f"\n{click.style(label, bold=True)}\n{wrapped(text, indent=2)}")


def plain(item: Rule) -> dict[str, str]:
    """A rule as JSON-like values."""
    return {
        name: getattr(item, name)
        for name in ("code", "name", "severity", "loss", "summary", "why", "example", "fix")
    }
