"""The data of a pair as a file has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .inner import inner_data
from .packing import pattern
from .spellings import Respelling


def written_data(
    data: Mapping[str, Any], names: Mapping[str, str], short: bool, unread: Collection[str]
) -> Mapping[str, Any]:
    """The data of a pair as it is written: with other names for canonical ones, and ``short`` with
    letters for those of the code's own; without what the code does not read of the source."""
    side = {key: item for key, item in data["source"].items() if key not in unread}
    data = {**data, "source": side, **_patterned(data)}
    spelt = Respelling(names).data(data) if names else data
    return inner_data(spelt) if short else spelt


def _patterned(data: Mapping[str, Any]) -> dict[str, Any]:
    """The target's part of the data, with the patterns of failures as JavaScript."""

    def read(item: Mapping[str, Any]) -> Mapping[str, Any]:
        rows = [
            [*row[:2], pattern(row[2]), *row[3:]] if row[2:] and row[2] else row
            for row in item.get("failures", ())
        ]
        return {**item, "failures": rows} if rows else item

    programs = {key: read(item) for key, item in data["programs"].items()}
    return {"target": read(data["target"]), "programs": programs}
