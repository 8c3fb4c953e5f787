"""Where the module stands that ported definitions go through."""

from __future__ import annotations

from typing import Final

COMPONENTS_FILE: Final = "mediaglot-components.js"
"""The generated module that ported definitions go through."""
_STEM: Final = "mediaglot-components"
_RUNTIME: Final = "mediaglot-runtime"


def helper_beside(runtime: str) -> str:
    """The name, or the path, of the module of components that stands beside a runtime."""
    folder, slash, name = runtime.rpartition("/")
    if name.startswith(_RUNTIME):
        return f"{folder}{slash}{_STEM}{name[len(_RUNTIME) :]}"
    dot = name.rfind(".")
    return f"{folder}{slash}{_STEM}{name[dot:] if dot > 0 else ''}"
