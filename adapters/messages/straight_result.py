"""Ordinary replies that are lists of files, straight: their lists become the target's at once.

What is told of such a reply depends on nothing but which fields its files have, so that it is
worked out once. Whatever is out of the ordinary (a wrong type, another key, a word to spell) is
left to the usual way, which does the whole of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ...canonical.diagnostics import Diagnostic, Translation
from ...canonical.vocabulary import Payload
from ..plan.notes import Note
from . import result_write
from .diagnose import Teller
from .result_files import file_reader
from .result_layout import Columns, ResultLayout
from .result_write_files import Make, ordinary, shape_of
from .signs import Signs

if TYPE_CHECKING:
    from ..plan.model import Program

MAX_SHAPES: Final = 64
"""Sets of fields of files that are remembered."""

Answer = Callable[[Any], Translation[Payload | None]]
NOTHING: Final[frozenset[str]] = frozenset()


class _Shape:
    """What replies become whose files have the same fields: what is in each, what makes the rest
    of it out of the lists, and what is told."""

    __slots__ = ("constant", "makes", "told")

    def __init__(
        self,
        constant: Payload,
        makes: list[tuple[str, Make]],
        diagnostics: tuple[Diagnostic, ...],
    ) -> None:
        self.constant = constant
        self.makes = makes
        self.told = diagnostics


def straight(source: Program, target: Program, signs: Signs, tell: Teller, usual: Answer) -> Answer:
    """The function that translates replies of an operation; ``usual`` does those that are not
    ordinary."""
    if source.get("always") or source.get("outcomes"):
        return usual
    layout, goal = ResultLayout.of(source), ResultLayout.of(target)
    theirs = next((files for files in goal.files if [files.root] == [*layout.roots]), None)
    if theirs is None or not ordinary(goal, theirs):
        return usual
    if any(field.data.get("derive") for field in goal.fields) or len(goal.files) > 1:
        return usual
    write = result_write.writer(target, source=source, older=False)
    said = {key: text for key, text in source["success"].items() if not signs.quiet({key: text})}
    if signs.failed(said) or signs.doubt(source["name"], said):
        return usual
    silent = {key for key in source["success"] if key not in said}
    allowed = frozenset({*layout.files[0].keys, *said, *silent})
    if not all(signs.quiet({key: None}) for key in layout.files[0].keys):
        return usual
    whole = file_reader(layout.files[0], columns=True)
    name, root, success, single = target["name"], theirs.root, target["success"], theirs.single
    shapes: dict[tuple[str, ...], _Shape | None] = {}

    def shape(found: Columns) -> _Shape | None:
        notes: list[Note] = []
        reply, _ = write({root: found}, notes)
        how = shape_of(theirs, found.leaves, layout.paths, older=False)
        made = {key for key, _ in how.reply}
        rest = {key: item for key, item in reply.items() if key not in made and key not in success}
        plain = not how.words and not any(isinstance(item, list) for item in rest.values())
        new = _Shape(rest, how.reply, tell(notes)) if plain else None
        if len(shapes) < MAX_SHAPES:
            shapes[found.leaves] = new
        return new

    def translate(reply: Any) -> Translation[Payload | None]:
        if type(reply) is not dict or not allowed.issuperset(reply):
            return usual(reply)
        for key in said:
            if key in reply and reply[key] != said[key]:
                return usual(reply)
        notes: list[Note] = []
        found = whole(reply, notes)
        if type(found) is not Columns or (single and len(found) > 1):
            return usual(reply)
        how = shapes[found.leaves] if found.leaves in shapes else shape(found)
        if how is None:
            return usual(reply)
        out = {**how.constant}
        lists = found.lists
        for key, make in how.makes:
            out[key] = make(lists)
        out.update(success)
        return Translation(out, how.told, NOTHING, name, (), ())

    return translate
