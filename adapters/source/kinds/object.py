"""Objects of the caller's own: what is computed is written as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .kind import SourceKind, unchanged

if TYPE_CHECKING:
    from tree_sitter import Node

    from ...plan.model import ProgramParam
    from ..syntax import Script


def _empty(_script: Script, _param: ProgramParam, _node: Node | None, _texts: list[str]) -> Any:
    return {}


KIND: Final = SourceKind(name="object", stand_in=_empty, expressions={"object": unchanged})
