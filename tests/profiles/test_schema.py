"""The JSON Schema that editors check profiles by: its tables, their keys, types and defaults."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from mediaglot.profiles.schema import json_schema

_WORDS = frozenset({"description", "title", "default"})


def _bare(value: Any) -> Any:
    """A schema without its words."""
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items() if key not in _WORDS}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _lines(name: str, table: Mapping[str, Any]) -> list[str]:
    required = set(table.get("required", ()))
    lines = [name if table.get("additionalProperties", True) is False else f"{name}: open"]
    for key, said in sorted(table.get("properties", {}).items()):
        default = f" = {json.dumps(said['default'])}" if "default" in said else ""
        mark = "!" if key in required else ""
        lines.append(f"  {key}{mark}{default}: {json.dumps(_bare(said), sort_keys=True)}")
    return lines


def test_the_schema_is_what_it_was(golden: Callable[[Path, str], None]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        schema = json_schema()
    lines = _lines("a profile", schema)
    for name, table in sorted(schema["$defs"].items()):
        lines += _lines(name, table)
    golden(Path(__file__).parent / "schema.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("of", ["$schema", "title", "type", "anyOf"])
def test_what_editors_ask_of_the_whole(of: str) -> None:
    assert json_schema()[of]
