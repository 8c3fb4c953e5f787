"""Golden tables: one input, its port for each target, and the findings expected there.

A file holds ``[[case]]`` tables: ``title``, ``read``, optional ``file`` (the input's name) and
``strict``, ``input``, then a table for each target client with ``code`` (absent: unchanged) and
``codes``. With ``MEDIAGLOT_ACCEPT=1`` the tests write what the porter gives; read the diff.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli
from mediaglot.adapters.source.tree.code import Ported, port_code

FOLDER = Path(__file__).parent / "source" / "golden"
FIXED = ("title", "read", "file", "strict", "style", "input")


def tables() -> list[Path]:
    """The golden files."""
    return sorted(FOLDER.glob("*.toml"))


def cases(path: Path) -> list[dict[str, Any]]:
    """The cases of one file."""
    loaded: list[dict[str, Any]] = tomli.loads(path.read_text(encoding="utf-8"))["case"]
    return loaded


def targets(case: dict[str, Any]) -> list[str]:
    """The target clients of a case."""
    return [name for name in case if name not in FIXED]


def ported(case: dict[str, Any], target: str) -> Ported:
    """What the porter makes of a case."""
    return port_code(
        case["input"],
        read=case["read"],
        write=target,
        name=case.get("file", "page.js"),
        strict=case.get("strict", False),
        style=case.get("style", "native"),
    )


def outcome(case: dict[str, Any], target: str) -> dict[str, Any]:
    """What the porter gives: the code where it differs, and ``CODE line:column`` of findings."""
    done = ported(case, target)
    out: dict[str, Any] = {}
    if done.code != case["input"]:
        out["code"] = done.code
    out["codes"] = [
        f"{item.code} {item.line}:{item.column}" for item in done.findings if not item.ignored
    ]
    return out


def dump(found: list[dict[str, Any]]) -> str:
    """The text of a golden file."""
    parts: list[str] = []
    for case in found:
        lines = ["[[case]]"]
        for name in FIXED:
            if name in case:
                lines.append(f"{name} = {_toml(case[name])}")
        for target in targets(case):
            lines.append(f"[case.{_key(target)}]")
            lines.extend(f"{key} = {_toml(value)}" for key, value in case[target].items())
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _key(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    if "\n" in value:
        return f"'''\n{value}'''"
    return f"'{value}'" if "'" not in value else f"'''{value}'''"
