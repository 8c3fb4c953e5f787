"""Every operation by its canonical name.

Rows of data, a module a family; what a row may say is in `model`. A new operation is one row here
and one entry in each profile that has it.
"""

from __future__ import annotations

from typing import Final

from . import (
    account,
    canvas,
    device,
    files,
    media,
    navigation,
    network,
    playing,
    recording,
    storage,
    ui,
)
from .model import FAMILIES, Family, Field, Form, Operation

OPERATIONS: Final[dict[str, Operation]] = {
    item.name: item
    for family in (
        media,
        files,
        network,
        storage,
        ui,
        navigation,
        device,
        account,
        canvas,
        recording,
        playing,
    )
    for item in family.OPERATIONS
}

RECEIVERS: Final = tuple(
    sorted({kind for item in OPERATIONS.values() for kind in (item.receiver, item.gives)} - {""})
)
"""The kinds of object that operations are called on, beside a vendor's namespace."""
TASKS: Final = frozenset(
    item.gives for item in OPERATIONS.values() if item.gives and item.form != "factory"
)
"""Those that a call returns while it is under way."""


def of_family(*families: str) -> tuple[str, ...]:
    """The canonical names of the operations of some families, in the order of the canon."""
    return tuple(name for name, item in OPERATIONS.items() if item.family in families)


__all__ = [
    "FAMILIES",
    "OPERATIONS",
    "RECEIVERS",
    "TASKS",
    "Family",
    "Field",
    "Form",
    "Operation",
    "of_family",
]
