"""What a port takes out goes with its line; what is told does not go by the route."""

from __future__ import annotations

import mediaglot as mg
import pytest


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_option_on_a_line_of_its_own_goes_with_the_line(end: str) -> None:
    source = end.join(
        ["wx.showToast({", "  title: 'a',", "  mask: true,", "  duration: 1000", "})"]
    )
    wanted = ["my.showToast({", "  content: 'a',", "  duration: 1000,", "  type: 'success'", "})"]
    assert mg.port(source, read="wx", write="my").code == end.join(wanted)


@pytest.mark.parametrize("style", ["native", "runtime"])
def test_what_a_listener_reads_and_the_target_lacks_is_told(style: str) -> None:
    source = "wx.onCompassChange((res) => { this.setData({ a: res.accuracy }) })"
    out = mg.port(source, read="wx", write="my", style=style)
    found = [item for item in out.diagnostics if item.code == "MG512"]
    assert [(item.place, item.message) for item in found] == [
        ("code.js:1:49", "the target's result has no accuracy")
    ]
