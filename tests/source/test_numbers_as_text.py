"""Options that a vendor takes as texts, too, and the target as numbers alone."""

from __future__ import annotations

import mediaglot as mg
import pytest


@pytest.mark.parametrize(
    ("value", "tt", "wx"),
    [
        ("'31.25'", "31.25", "31.25"),
        ("31.25", "31.25", "31.25"),
        ("lat", "Number(lat)", "Math.min(lat, 90)"),
        ("this.data.lat", "Number(this.data.lat)", "Math.min(this.data.lat, 90)"),
        ("`${lat}`", "Number(`${lat}`)", "Math.min(`${lat}`, 90)"),
    ],
)
def test_a_place_that_may_be_a_text_is_made_a_number(value: str, tt: str, wx: str) -> None:
    code = f"my.openLocation({{ latitude: {value}, longitude: 1, name: n, address: a }})"
    for write, wanted in (("tt", tt), ("wx", wx)):
        ported = mg.port(code, read="my", write=write)
        assert f"{{ latitude: {wanted}, longitude: 1, " in ported.code
        assert not [item for item in ported.diagnostics if item.code == "MG112"]


def test_what_may_be_undefined_stays_the_default() -> None:
    code = "function back(far) { my.navigateBack({ delta: far }) }"
    wanted = "function back(far) { wx.navigateBack({ delta: Number(far ?? 1) }) }"
    assert mg.port(code, read="my", write="wx").code == wanted


def test_a_vendor_that_takes_numbers_alone_is_told_of_texts() -> None:
    code = "wx.openLocation({ latitude: '31.25', longitude: 1 })"
    told = [item.code for item in mg.port(code, read="wx", write="my").diagnostics]
    assert "MG112" in told
