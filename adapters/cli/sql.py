"""``mediaglot sql``: the mapping of replies as a query for warehouses."""

from __future__ import annotations

from typing import Final

import click

from ...canonical.errors import InputError
from . import complete
from .file_args import file_name
from .output import write_text

DIALECTS: Final = ("duckdb", "spark", "databricks", "trino", "presto", "athena")
EPILOG: Final = """\
A row of the query is a row of the table. An ordinary reply, of which mediaglot normalize has
nothing to say, gets the columns of 'mediaglot schema line --form arrow' (extra, diagnostics and
envelope, which it leaves empty, are not there); every other row has null in them and says so
in the column error: put those through mediaglot normalize.

Queries for duckdb and spark are run by mediaglot's tests; the others are put into their dialect
by sqlglot and run by nobody here. Needs sqlglot: pip install "mediaglot[sql]".

\b
Examples:
  mediaglot sql --from my --api chooseImage > my_choose_image.sql
  mediaglot sql --from wx --api getImageInfo --dialect spark --table a.logs
  mediaglot sql --from tt --api chooseImage --dialect trino --column body \\
      --keep id --keep at
  mediaglot sql --from my --api chooseImage --table logs | duckdb logs.db
"""


@click.command(epilog=EPILOG)
@click.option(
    "--from",
    "read",
    metavar="CLIENT",
    required=True,
    shell_complete=complete.clients,
    help="Whose replies: my, tt/android@7.47.0.",
)
@click.option(
    "--api",
    metavar="API",
    required=True,
    shell_complete=complete.apis,
    help="The operation whose replies they are.",
)
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default=DIALECTS[0],
    show_default=True,
    help="Whose SQL to write.",
)
@click.option(
    "--table",
    metavar="NAME",
    default="replies",
    show_default=True,
    help="The table of replies; parts of its name are divided by dots.",
)
@click.option(
    "--column",
    metavar="NAME",
    default="payload",
    show_default=True,
    help="Its column with the payload, as JSON text.",
)
@click.option(
    "--keep", metavar="NAME", multiple=True, help="A column to hand on as it is; repeatable."
)
@click.option("--out", metavar="FILE", type=file_name(".sql", ".txt"), help="Write to FILE.")
def sql(
    read: str,
    api: str,
    dialect: str,
    table: str,
    column: str,
    keep: tuple[str, ...],
    out: str | None,
) -> None:
    """The mapping of an operation's replies as one SQL query, for warehouses that have them."""
    from ..volume.sql import query

    try:
        text = query(api, read, dialect=dialect, table=table, column=column, keep=keep)
    except ImportError as error:
        raise InputError(str(error)) from None
    write_text(text, out)
