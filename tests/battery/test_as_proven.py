"""Ports whose likeness the battery has proven stay as they are, to the byte.

`ported/` has for each handler and style two short digests, of the code and of what is told in
full, and the rules told with their lines. `python tests/battery/show.py ID` shows the port itself.
`make accept` rewrites the files, after which the differential test has to pass anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import in_full
import mediaglot as mg
import pytest
from battery.battery import HERE, PAIRS, Handler, handlers

STYLES = ("native", "runtime")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def _line(handler: Handler, write: str, style: str) -> str:
    name = f"{handler.name}.{handler.lang}"
    done = mg.port(handler.source, read=handler.dialect, write=write, name=name, style=style)
    told = "\n".join(in_full.of_finding(item) for item in done.findings)
    codes = [f"{item.code}:{item.line}" for item in done.findings]
    return " ".join([f"  {style:<7} {_digest(done.code)} {_digest(told)}", *codes])


@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS])
def test_ports_are_what_was_proven(
    read: str, write: str, golden: Callable[[Path, str], None]
) -> None:
    lines: list[str] = []
    for handler in handlers():
        if handler.dialect == read:
            lines += [handler.id, *(_line(handler, write, style) for style in STYLES)]
    golden(HERE / "ported" / f"{read}-{write}.txt", "\n".join(lines) + "\n")
