"""Where the fields of a result stand in a vendor's reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..plan.model import ProgramField


def in_lists(field: ProgramField) -> bool:
    """Whether a field, or a place of it, is in a list."""
    places = (*field["from"], *field.get("legacy", ()))
    return bool(field.get("many")) or any(place[1] for place in places)


def bare(field: ProgramField) -> bool:
    """Whether the files of a reply may stand in no list."""
    places = (*field["from"], *field.get("legacy", ()))
    return bool(field.get("many")) and not all(place[1] for place in places)


def keeps_older(field: ProgramField) -> bool:
    """Whether something is kept of a file under the name of a place, where that is no older one."""
    return bool(field.get("many")) and any(place[2] for place in field.get("legacy", ()))
