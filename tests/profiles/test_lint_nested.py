"""What a profile may say of options that are made of others."""

from __future__ import annotations

from typing import Any

import pytest
from mediaglot.canonical.operations import Field
from mediaglot.profiles.checks_nested import no_default
from mediaglot.profiles.model import ParamFacts

TEXT = Field("string")
RECORD, LIST, MAP = (
    Field("record", members={"a": TEXT}),
    Field("list", each=TEXT),
    Field("map", each=TEXT),
)


@pytest.mark.parametrize(
    ("meta", "default", "told"),
    [
        (RECORD, {"a": "b"}, True),
        (RECORD, {}, True),
        (LIST, ["a"], True),
        (LIST, [], True),
        (MAP, {"k": "a"}, True),
        (Field("list", each=RECORD), [], True),
        (RECORD, None, False),
        (LIST, None, False),
        (TEXT, "a", False),
        (TEXT, None, False),
    ],
)
def test_lists_and_objects_have_no_default(meta: Field, default: Any, told: bool) -> None:
    found = list(no_default(("api", "x", "params", "y"), ParamFacts(default=default), meta))
    assert [(item.code, item.path) for item in found] == (
        [("MG904", ("api", "x", "params", "y", "default"))] if told else []
    )
