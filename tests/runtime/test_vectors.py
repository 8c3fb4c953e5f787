"""The vectors of the media operations, through the JavaScript interpreter of the plan."""

from __future__ import annotations

from typing import Any

import pytest
import vector_data
from grids import each
from realms import ENGINES
from through import asked, called, check, family

VECTORS = [vector for vector in vector_data.load() if family(vector) == "media"]


@pytest.mark.parametrize("engine", ENGINES)
@each("vector", [case for case in vector_data.cases() if family(case[2][0]) == "media"])
def test_vector(engine: str, vector: dict[str, Any]) -> None:
    check(engine, vector)


def test_nearly_every_vector_has_a_runtime() -> None:
    calls = [vector for vector in VECTORS if called(vector)]
    without = [vector["id"] for vector in calls if asked(vector) is None]
    assert len(without) <= len(calls) // 20, without
