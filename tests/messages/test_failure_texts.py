"""Texts of failures from the wild and from the pages: each read as the kind it means."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import mediaglot as mg
import pytest
import vector_data
from mediaglot.adapters.plan.pair import view
from mediaglot.canonical.failures import Failure

TEXTS = [vector for vector in vector_data.load() if "means" in vector]


def text_of(vector: dict[str, Any]) -> str:
    (text,) = vector["payload"].values()
    return str(text)


@pytest.mark.parametrize("vector", TEXTS, ids=[item["id"] for item in TEXTS])
def test_what_it_means(vector: dict[str, Any]) -> None:
    got = mg.normalize(vector["api"], vector["payload"], read=vector["read"])
    assert isinstance(got.value, Failure)
    assert got.value.kind == vector["means"]
    assert got.value.message == text_of(vector)
    assert not got.diagnostics


@pytest.mark.parametrize("vector", TEXTS, ids=[item["id"] for item in TEXTS])
def test_the_profile_names_the_source(vector: dict[str, Any]) -> None:
    """The first rule whose text it is has the evidence the vector names."""
    profile = view(vector["read"]).profile
    rules = (*profile.api(vector["api"]).failures, *profile.failures)
    rule = next(
        rule
        for rule in rules
        for pattern in (rule.pattern, rule.reads)
        if pattern and re.search(pattern, text_of(vector), re.IGNORECASE | re.ASCII)
    )
    assert rule.kind == vector["means"]
    told = rule.evidence or profile.api(vector["api"]).facts.evidence
    keys = [told] if isinstance(told, str) else [getattr(item, "source", item) for item in told]
    assert vector["source"] in keys


def test_there_are_many_of_them() -> None:
    told = Counter(vector["read"] for vector in TEXTS)
    assert len({(vector["read"], text_of(vector)) for vector in TEXTS}) == len(TEXTS) >= 140
    assert min(told[vendor] for vendor in ("wx", "my", "tt")) >= 17


@pytest.mark.parametrize(
    "text",
    [
        "chooseMedia:fail",
        "chooseMedia:fail permission denied",  # the system's, the user's or a file's
        "chooseMedia:fail unknown scene",
        "chooseMedia:fail cannot cancel operation",
        "chooseMedia:fail 网络请求",
        "saveFile:fail nonsense",
    ],
)
def test_what_could_mean_several_things_stays_unknown(text: str) -> None:
    got = mg.normalize("chooseMedia", {"errMsg": text}, read="wx")
    assert got.value.kind == "unknown"
    assert [item.code for item in got.diagnostics] == ["MG301"]
