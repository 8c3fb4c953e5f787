"""What an operation is: one thing a platform does, under one canonical name, as a row of data.

An operation has options and a result, each a table of fields by canonical name. Nothing here
knows a vendor: how one spells, bounds and answers an operation stands in its profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from ..values import Value
from ..vocabulary import UNSET

Family = Literal[
    "media", "files", "network", "storage", "ui", "navigation", "device", "account", "canvas"
]


@attrs.frozen(eq=False, repr=False)
class Field(Value):
    """An option of an operation, or a place of its result (``images[].size``).

    ``kind`` is the kind of its value, ``words`` the closed list an enum or a set is from.
    ``neutral`` is the value that asks for nothing, so that leaving it out where a vendor lacks
    the option loses nothing; ``UNSET`` where there is none. ``low`` and ``high`` bound what is
    taken at all.
    """

    kind: str
    words: tuple[str, ...] = ()
    neutral: Any = UNSET
    low: float | None = None
    high: float | None = None
    doc: str = ""


@attrs.frozen(eq=False, repr=False)
class Operation(Value):
    """One thing a platform does."""

    name: str
    family: Family
    doc: str
    options: Mapping[str, Field]
    result: Mapping[str, Field]
