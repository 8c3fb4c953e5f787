"""Every vector, through the Python interpreter of the plan."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
import vector_data
from grids import each
from vector_data import outcome

VECTORS = vector_data.load()


@each("vector", vector_data.cases())
def test_vector(vector: dict[str, Any]) -> None:
    if "invalid" in vector:
        with pytest.raises(mg.InputError) as caught:
            outcome(vector)
        assert vector["invalid"] in str(caught.value)
        assert "\n" not in str(caught.value)
        return
    got = outcome(vector)
    assert {
        "value": got.value,
        "codes": sorted({item.code for item in got.diagnostics}),
        "recipes": list(got.recipes),
        "calls": [{"api": call.api, "options": call.options} for call in got.calls]
        if got.value is None
        else [],
    } == {
        "value": vector.get("value"),
        "codes": vector.get("codes", []),
        "recipes": vector.get("recipes", []),
        "calls": vector.get("calls", []),
    }


@each("vector", vector_data.cases())
def test_lossless_means_no_lossy_diagnostic(vector: dict[str, Any]) -> None:
    if "invalid" in vector:
        return
    got = outcome(vector)
    if got.lossless:
        got.raise_for_loss()
    else:
        with pytest.raises(mg.LossError) as caught:
            got.raise_for_loss()
        assert caught.value.diagnostics


def test_every_diagnostic_names_both_clients_and_has_a_message() -> None:
    for vector in VECTORS:
        if "invalid" in vector:
            continue
        for item in outcome(vector).diagnostics:
            assert item.message
            assert item.api
            assert {item.read, item.write} == {vector["read"], vector["write"]}
