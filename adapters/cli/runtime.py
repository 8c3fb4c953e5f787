"""``mediaglot runtime``: the JavaScript runtime of a pair of vendors, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from ...canonical.errors import InputError
from ..runtime.forms import TYPES
from ..system.places import writes
from .file_args import all_apart, file_name, fits
from .output import write_text

EPILOG = """\
\b
Examples:
  mediaglot runtime --from wx --to my --out utils/wx.js
  mediaglot runtime --from my --to tt/android@7.47.0 --module esm \\
      --out media.mjs
  mediaglot runtime --from wx --to wx,my --only media,showToast --out media.js
  mediaglot runtime --from canonical --to any --out media.js \\
      --types media.d.ts
  mediaglot runtime --from wx --to my --components \\
      --out mediaglot-components.js
"""


@click.command(epilog=EPILOG)
@click.option(
    "--from",
    "read",
    required=True,
    metavar="CLIENT",
    help="The dialect the program speaks: a client such as wx, or canonical.",
)
@click.option(
    "--to",
    "write",
    required=True,
    metavar="CLIENT",
    help="Where it runs: a client such as my/android, several (wx,my), or any; which of several "
    "is found out when it runs. any leaves out those that their names alone tell from another.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=file_name(*TYPES),
    help="The file to write; its types go beside it as .d.ts. Without it: standard output.",
)
@click.option(
    "--types",
    metavar="FILE",
    help="Where the types go instead ('' for nowhere).",
)
@click.option(
    "--module",
    type=click.Choice(["cjs", "esm"]),
    help="CommonJS or ES module. Default: what the file's name (.mjs, .cjs) or, for .js, the "
    "nearest package.json says; else cjs.",
)
@click.option(
    "--only",
    metavar="API,API",
    help="Carry these only: functions, or families such as media, ui, storage and network.",
)
@click.option(
    "--fast/--small",
    default=None,
    help="With or without straight lines for ordinary calls: 1 KB for twice the calls a second. "
    "Default: with them, but for a part (--only) that would grow over 12 KB.",
)
@click.option(
    "--dev",
    is_flag=True,
    help="With checks, told on the console when a call is made: names and options that are not "
    "known, values that cannot be, functions that the client lacks. Not to be shipped.",
)
@click.option(
    "--sizes",
    is_flag=True,
    help="Tell on standard error what costs what: by how many bytes, gzipped, the file would be "
    "smaller without each name of --only, or without each family.",
)
@click.option(
    "--components",
    is_flag=True,
    help="Write the module that ported pages and components go through instead; --only names its "
    "functions.",
)
def runtime(
    read: str,
    write: str,
    out: str | None,
    types: str | None,
    module: str | None,
    only: str | None,
    fast: bool | None,
    dev: bool,
    sizes: bool,
    components: bool,
) -> None:
    """Write one JavaScript file that gives a program its vendor's namespace on another vendor.

    The file needs nothing else and runs wherever ES2015 does. It exports the namespace of --from
    over the global object of --to, under its own name and as media, and canIUse.
    """
    from ..runtime import declarations, generate
    from ..runtime.data import ANY, by_name
    from ..runtime.forms import module_form

    apis = None
    if only is not None:
        apis = [name.strip() for name in only.split(",") if name.strip()]
    form = module_form(out, module)
    if components:
        text, declared = _components(read, write, form, apis)
    else:
        text = generate(read, write, module=form, only=apis, fast=fast, dev=dev)
        declared = declarations(read, write, only=apis)
    ending = TYPES.get(Path(out or "").suffix.lower())
    if types is None and ending:
        types = str(Path(str(out)).with_suffix(ending))
    if types:
        fits(types, tuple(TYPES.values()), "--types")
    all_apart(writes("--out", out or "-"), writes("--types", types or None))
    for name in (out, types):
        if name not in (None, "", "-"):
            _made_folder(Path(str(name)).parent)
    write_text(text, out)
    if types:
        write_text(declared, types)
    if write == ANY and (left := by_name()):
        names = f"{', '.join(left)}: known by {'its name' if len(left) == 1 else 'their names'}"
        click.echo(f"mediaglot: without {names} alone, so each takes a file of its own", err=True)
    if sizes and not components:
        _tell_sizes(read, write, apis, fast)


def _made_folder(folder: Path) -> None:
    """A program that has no such file yet need not have its folder. Raises InputError where it
    cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", place=str(folder)) from None


def _components(
    read: str, write: str, form: Literal["cjs", "esm"], only: list[str] | None
) -> tuple[str, str]:
    """The module of components and its types."""
    from ..source.components.helper import (
        FUNCTIONS,
        declarations_of_components,
        generate_components,
    )

    text = generate_components(read, write, only=only, module=form)
    return text, declarations_of_components(only or FUNCTIONS)


def _tell_sizes(read: str, write: str, apis: list[str] | None, fast: bool | None) -> None:
    from ..runtime.sizes import sizes

    rows = sizes(read, write, only=apis, fast=fast)
    click.echo(f"{sum(size for _, size in rows):>7,}  bytes, gzipped, without comments", err=True)
    for name, size in rows:
        click.echo(f"{size:>7,}  {name or 'shared'}", err=True)
