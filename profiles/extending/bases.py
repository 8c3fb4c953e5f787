"""What a profile extends, and which of its data belong to a family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...canonical.operations import FAMILIES, OPERATIONS
from ..files import VENDOR

Data = Mapping[str, Any]

BASES: Final = (VENDOR, *FAMILIES)
"""What there may be a base of."""
SECTIONS: Final[Mapping[str, str]] = {"files": "files"}
"""Tables beside the operations that speak of one family alone -> the family."""


def bases(data: Data) -> dict[str, str]:
    """The ids of a profile's bases, by what they are the base of (one of `BASES`)."""
    said = data.get("extends")
    found = {VENDOR: said} if isinstance(said, str) else said
    if not isinstance(found, Mapping):
        return {}
    return {key: base for key, base in found.items() if isinstance(base, str) and base}


def family_of(key: str, api: Any) -> str:
    """The family of an operation of a profile; empty where the canon has no such operation."""
    older = api.get("reads_as") if isinstance(api, Mapping) else None
    operation = OPERATIONS.get(older if older and isinstance(older, str) else key)
    return operation.family if operation is not None else ""


def table(data: Data, key: str) -> Data:
    """A table of the data; empty where there is none."""
    found = data.get(key)
    return found if isinstance(found, Mapping) else {}


def listed(value: Any) -> list[Any]:
    """A list as it is, and one of anything else."""
    return value if isinstance(value, list) else [value]
