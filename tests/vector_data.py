"""The vectors as data, for every interpreter of the plan."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import mediaglot as mg
import tomli

FOLDER = Path(__file__).with_name("vectors")


@cache
def load() -> tuple[dict[str, Any], ...]:
    """Every vector, in the order of files and of lines."""
    found: list[dict[str, Any]] = []
    for file in sorted(FOLDER.glob("*.toml")):
        for vector in tomli.loads(file.read_text(encoding="utf-8"))["vector"]:
            vector["of"] = file.stem
            for key in ("payload", "value"):
                if f"{key}_json" in vector:
                    vector[key] = json.loads(vector[f"{key}_json"])
            found.append(vector)
    names = [vector["id"] for vector in found]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"ids used twice: {', '.join(repeated)}")
    return tuple(found)


def cases() -> list[tuple[str, str, tuple[dict[str, Any]]]]:
    """Every vector as a case, those of a file together."""
    return [(vector["of"], vector["id"], (vector,)) for vector in load()]


def outcome(vector: dict[str, Any]) -> mg.Translation[Any]:
    """What the Python interpreter makes of a vector."""
    kind, api, payload = vector["kind"], vector["api"], vector["payload"]
    if kind == "reply":
        return mg.translate_reply(
            api,
            vector["called"],
            payload,
            asked_by=vector["read"],
            answered_by=vector["write"],
        )
    call = {
        "request": mg.translate_request,
        "result": mg.translate_result,
        "failure": mg.translate_failure,
    }[kind]
    return call(api, payload, read=vector["read"], write=vector["write"])
