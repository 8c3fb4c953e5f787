"""The canonical API itself as a dialect, for programs that know no vendor.

Options and results are plain canonical values, failures ``{api, kind, code, message, vendor}``;
every call returns a promise, callbacks work too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...canonical.operations import OPERATIONS, Field
from ..plan.shapes import holds, inside
from .kinds import RUNTIME_KINDS

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramParam, Side

SIDE: Final[Side] = {
    "client": "canonical",
    "id": "canonical",
    "name": "canonical",
    "namespace": "",
    "types": [],
    "typings": None,
    "local": [],
    "private": [],
    "user": {"address": "", "member": ""},
    "package": {},
    "room": {},
    "promise": "always",
    "at_once": "throws",
    "order": ["success", "fail", "complete"],
    "canonical": True,
    "envelope": {
        "code": [],
        "message": [],
        "template": "{text}",
        "pattern": "",
        "ok": [0],
        "says": {},
        "codes": {},
    },
    "services": {},
    "texts": {},
}


def program(api: str) -> Program:
    """How canonical requests of an API are read and canonical results written."""
    return {
        "api": api,
        "name": api,
        "params": [_param(key, option) for key, option in OPERATIONS[api].options.items()],
        "result": [],  # canonical values are the reply
        "success": {},
        "failures": {"read": [], "write": {}},
    }


def _param(key: str, meta: Field) -> ProgramParam:
    out: ProgramParam = {"key": key, "names": [key], "kind": meta.kind}
    out.update(RUNTIME_KINDS[meta.kind].canonical)  # type: ignore[typeddict-item]
    for name in ("low", "high"):
        if getattr(meta, name) is not None:
            out[name] = getattr(meta, name)
    if meta.words:
        out["words"] = list(meta.words)
    if holds(meta):
        out.update(inside(None, meta, None))  # type: ignore[typeddict-item]
    return out
