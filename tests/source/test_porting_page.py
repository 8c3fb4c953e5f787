"""The examples of docs/porting.md are what the porter gives. ``make accept`` rewrites them."""

from __future__ import annotations

import re
from pathlib import Path

from mediaglot.adapters.source.tree.code import port_code

BLOCK = re.compile(r"```js\n// (\w+) -> (\w+)\n(.*?)\n// becomes\n.*?```\n", re.DOTALL)


def _block(match: re.Match[str]) -> str:
    read, write, code = match.groups()
    done = port_code(code, read=read, write=write)
    notes = "".join(
        f"// {item.code} {item.diagnostic.severity}: {item.diagnostic.message}\n"
        for item in done.findings
        if item.code not in ("MG404", "MG405")
    )
    return f"```js\n// {read} -> {write}\n{code}\n// becomes\n{done.code}\n{notes}```\n"


def test_the_examples_are_true(root: Path, accept: bool) -> None:
    page = root / "docs" / "porting.md"
    text = page.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) > 20
    fresh = BLOCK.sub(_block, text)
    if accept:
        page.write_text(fresh, encoding="utf-8")
    assert accept or fresh == text
