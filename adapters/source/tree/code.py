"""One source text from one vendor to another, as `mediaglot.port` takes and gives it."""

from __future__ import annotations

import os

from ....canonical.client import Client, parse_client
from ....canonical.errors import InputError, wrong
from ..common.files import SOURCES
from ..common.model import FilePort, Ported
from ..common.outcome import Style
from ..common.pair import pair
from ..pages.parts import CONFIG, port_part, port_text_config, suffixes_of
from ..script.port import RUNTIME_PATH, port_bytes


def port_code(
    code: str,
    *,
    read: str | Client,
    write: str | Client,
    name: str = "code.js",
    style: str = "native",
    strict: bool = False,
    runtime: str = RUNTIME_PATH,
    exact: bool = False,
) -> Ported:
    """Port one source text from the vendor ``read`` to the vendor ``write``.

    ``name`` tells the language by its suffix (``.js``, ``.ts``, ``.tsx``, ``.vue`` …, or that of
    the source's templates, their scripts and style sheets; ``app.json`` and the like for
    configurations) and stands in the diagnostics; ``style``
    is ``native`` (plain code of the target where that is provable) or ``runtime``; ``runtime`` is
    where calls through the runtime import it from; ``exact`` writes what only shows to the eye, too
    (how long a toast stays). The result has ``code`` and ``diagnostics``. Raises `InputError`.
    """
    if not isinstance(code, str):
        raise wrong("source code as a string", code)
    if not isinstance(name, str):
        raise wrong("a file name such as page.js", name, place="name")
    if style not in ("native", "runtime"):
        raise InputError(f"expected native or runtime, got {style!r}", place="style")
    suffix = os.path.splitext(name.lower())[1]
    both = pair(parse_client(read), parse_client(write))
    others = suffixes_of(both)
    if suffix not in SOURCES and suffix not in (*others, CONFIG):
        known = ", ".join([*sorted(SOURCES), *others, CONFIG])
        raise InputError(f"expected a name that ends in one of {known}", place=name[-60:])
    data = code.encode("utf-8", "surrogatepass")
    if suffix == CONFIG:
        return _ported(port_text_config(data, name, both))
    if suffix in others:
        return _ported(port_part(data, name, both))
    done = port_bytes(
        data,
        name,
        both,
        Style(style == "runtime", strict, exact=exact),
        lambda: runtime,
    )
    return _ported(done)


def _ported(done: FilePort) -> Ported:
    return Ported(done.after.decode("utf-8", "surrogatepass"), done)
