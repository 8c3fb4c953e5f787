"""The module form that a file of a given name must have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Literal

from ...canonical.errors import InputError

Form = Literal["cjs", "esm"]
_BY_SUFFIX: Final[dict[str, Form]] = {".mjs": "esm", ".cjs": "cjs"}
_LONGEST: Final = 10_000_000
"""Bytes of a package.json that is worth reading."""


def module_form(out: str | None, wanted: str | None = None) -> Form:
    """``cjs`` or ``esm`` for a file to be written; ``wanted``: what was asked for, if anything.

    ``.mjs`` and ``.cjs`` say it themselves, for ``.js`` the ``type`` of the nearest package.json
    does, as in Node.js. Raises `InputError` where what was asked for could not be loaded under
    that name.
    """
    asked: Form | None = None if wanted is None else "esm" if wanted == "esm" else "cjs"
    if out in (None, "-"):
        return asked or "cjs"
    path, suffix = Path(str(out)), Path(str(out)).suffix.lower()
    form = _BY_SUFFIX.get(suffix)
    if form is None and suffix == ".js" and typed_module(path):
        form = "esm"
        if asked == "cjs":
            raise InputError(
                f"{path.name} would be loaded as an ES module (the nearest package.json has type "
                "module): name it .cjs for --module cjs"
            )
    if form is not None and suffix != ".js" and asked not in (None, form):
        raise InputError(
            f"{path.name} is {_NAMES[form]} by its name: --module {asked} contradicts it"
        )
    return asked or form or "cjs"


TYPES: Final = {".js": ".d.ts", ".mjs": ".d.mts", ".cjs": ".d.cts"}
"""The suffix of the types beside a module, by the module's own."""


def types_beside(name: str) -> str:
    """The name of the types of a generated runtime."""
    stem, dot, suffix = name.rpartition(".")
    return stem + TYPES.get(dot + suffix, ".d.ts")


_NAMES: Final = {"esm": "an ES module", "cjs": "CommonJS"}


def typed_module(file: Path) -> bool:
    """Whether the nearest package.json above a file says ``"type": "module"``."""
    for folder in file.absolute().parents:
        described = folder / "package.json"
        try:
            if described.is_file() and described.stat().st_size <= _LONGEST:
                found: Any = json.loads(described.read_text(encoding="utf-8"))
                return isinstance(found, dict) and found.get("type") == "module"
        except (OSError, ValueError, RecursionError):
            return False
    return False
