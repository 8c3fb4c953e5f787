"""What is said of an option carries the evidence of the fact behind it."""

from __future__ import annotations

import mediaglot as mg
import pytest


@pytest.mark.parametrize(
    ("source", "code", "sources"),
    [
        # of the target's option, else of the target's API
        ("wx.chooseImage({ count: 30 })", "MG105", ["S2", "MT"]),
        ("wx.compressVideo({ src: 'a' })", "MG401", ["APD", "MT"]),
        # of the source's, where the target has no such API
        ("wx.chooseMedia({ count: 30 })", "MG102", ["WXD", "WXT"]),
        # of none, where no profile knows the option
        ("wx.chooseImage({ foo: 1 })", "MG108", []),
    ],
)
def test_a_diagnostic_names_the_evidence_of_its_option(
    source: str, code: str, sources: list[str]
) -> None:
    done = mg.port(source, read="wx", write="my")
    (told,) = [item for item in done.diagnostics if item.code == code]
    assert [item.source for item in told.evidence] == sources
    assert all(item.where and item.checked and item.grade for item in told.evidence)
