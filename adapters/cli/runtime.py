"""``mediaglot runtime``: the JavaScript runtime of a pair of vendors, as a file."""

from __future__ import annotations

from pathlib import Path

import click

from ..places import writes
from .file_args import all_apart, file_name, fits
from .output import write_text

EPILOG = """\
\b
Examples:
  mediaglot runtime --from wx --to my --out utils/media.js
  mediaglot runtime --from my --to tt/android@7.47.0 --module esm --out media.mjs
  mediaglot runtime --from wx --to any --only chooseImage,compressImage --out media.js
  mediaglot runtime --from canonical --to any --out media.js --types media.d.ts
"""


_SUFFIX = {".js": ".d.ts", ".mjs": ".d.mts", ".cjs": ".d.cts"}


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
    help="Where it runs: a client such as my/android, or any, found out when it runs.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=file_name(*_SUFFIX),
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
    help="CommonJS or ES module. Default: esm for a file that ends in .mjs, else cjs.",
)
@click.option(
    "--only",
    metavar="API,API",
    help="Carry these APIs only, e.g. chooseImage,compressImage.",
)
@click.option(
    "--fast/--small",
    default=None,
    help="With or without straight lines for ordinary calls: 1 KB for twice the calls a second. "
    "Default: with them where the file stays under 13 KB.",
)
def runtime(
    read: str,
    write: str,
    out: str | None,
    types: str | None,
    module: str | None,
    only: str | None,
    fast: bool | None,
) -> None:
    """Write one JavaScript file that gives a program its vendor's media API on another vendor.

    The file needs nothing else and runs wherever ES2015 does. It exports media, with the
    functions of --from over the global object of --to, and canIUse.
    """
    from ..runtime import declarations, generate

    apis = None
    if only is not None:
        apis = [name.strip() for name in only.split(",") if name.strip()]
    esm = module == "esm" or (module is None and out is not None and out.endswith(".mjs"))
    text = generate(read, write, module="esm" if esm else "cjs", only=apis, fast=fast)
    declared = declarations(read, write, only=apis)
    to_file = out not in (None, "-") and Path(str(out)).suffix in (".js", ".mjs", ".cjs")
    if types is None and to_file:
        types = str(Path(str(out)).with_suffix(_SUFFIX[Path(str(out)).suffix]))
    if types:
        fits(types, tuple(_SUFFIX.values()), "--types")
    all_apart(writes("--out", out or "-"), writes("--types", types or None))
    write_text(text, out)
    if types:
        write_text(declared, types)
