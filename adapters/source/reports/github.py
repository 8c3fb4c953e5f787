"""The findings as annotations of GitHub's workflow runs.

The form is that of https://docs.github.com/actions/reference/workflow-commands-for-github-actions,
read 2026-11-29: ``::error file=app.js,line=1,col=5,endLine=1,endColumn=9,title=MG401::message``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..common.finding import Finding
from ..text.place import way_from_here
from ..tree.ported import TreePort

_LEVELS: Final = {"error": "error", "warning": "warning", "info": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github_lines(port: TreePort, verbose: bool = False) -> Iterator[str]:
    """A command a finding, files named from where the command runs; infos when ``verbose``."""
    folder = way_from_here(port.walked.root) or ""
    for item in port.findings:
        if verbose or item.diagnostic.severity != "info":
            yield _line(item, folder)


def _line(item: Finding, folder: str) -> str:
    name = (folder + item.file).encode("utf-8", "replace").decode()
    properties = {
        "file": name,
        "line": str(item.line),
        "col": str(item.column),
        "endLine": str(item.end_line),
        **({"endColumn": str(item.end_column)} if item.end_line == item.line else {}),
        "title": item.code,
    }
    told = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    fix = f"\n{item.diagnostic.fix.text}" if item.diagnostic.fix is not None else ""
    level = _LEVELS[item.diagnostic.severity]
    return f"::{level} {told}::{(item.told + fix).translate(_DATA)}"
