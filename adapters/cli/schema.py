"""``mediaglot schema``: what comes out, for those who store and check it."""

from __future__ import annotations

import json
from typing import Final

import click

from ..volume.schemas import SCHEMAS, arrow_of, schema_of
from . import complete
from .file_args import TEXT, file_name, fits
from .output import write_text

EPILOG: Final = """\
line: a line of 'mediaglot normalize' without --to, a result or a failure; result, failure and
diagnostic: its parts; report: what 'mediaglot report --format json' writes. Fields have their
units in the schema.

\b
Examples:
  mediaglot schema line > line.schema.json
  mediaglot schema result chooseImage
  mediaglot schema failure --form arrow
"""
_ENDS: Final = {"json": [".json"], "arrow": list(TEXT)}


@click.command(epilog=EPILOG)
@click.argument("what", type=click.Choice(list(SCHEMAS)))
@click.argument("api", required=False, shell_complete=complete.apis)
@click.option(
    "--form",
    type=click.Choice(["json", "arrow"]),
    default="json",
    show_default=True,
    help="JSON Schema, or the columns of Arrow and Parquet.",
)
@click.option("--out", metavar="FILE", type=file_name(), help="Write to FILE.")
def schema(what: str, api: str | None, form: str, out: str | None) -> None:
    """The schema of what normalize and report write: JSON Schema, or Arrow's columns."""
    if out is not None:
        fits(out, _ENDS[form], f"--form {form}")
    if form == "arrow":
        if api is not None:
            raise click.UsageError("columns are the same for every operation")
        text = arrow_of(what)
    else:
        text = json.dumps(schema_of(what, api), indent=2, ensure_ascii=False)
    write_text(text + "\n", out)
