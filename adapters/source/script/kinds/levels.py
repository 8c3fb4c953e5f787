"""One of a few levels of quality. A computed one is ported by no expression: what it means shows
while the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .kind import SourceKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...syntax.parsed import Script


def _original(_script: Script, param: ProgramParam, _node: Node | None, _texts: list[str]) -> Any:
    return next((level for level, quality in param["levels"] if quality is None), None)


KIND: Final = SourceKind(name="levels", stand_in=_original)
