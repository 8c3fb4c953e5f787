"""A test for a refusal, ported: all the codes that the target's documents give, and no other."""

from __future__ import annotations

import re

import mediaglot as mg
import pytest
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.profiles import loader

VENDORS = ("wx", "my", "tt")
ASKS = {
    "wx": ["/auth deny/.test(e.errMsg)", "e.errMsg.indexOf('auth deny') > -1", "e.errno === 103"],
    "my": ["e.error === 2001", "[2001, 2002, 2003].includes(e.error)"],
    "tt": ["e.errno === 107"],
}


def documented(write: str, api: str) -> set[int] | None:
    """What the profile's file says, read anew: the codes of a refusal of one API."""
    view = loader.get(write).at(write)
    found = view.apis.get(api)
    if found is None:
        return None
    denied = ("auth_denied", "auth_denied_forever")
    own = [rule for rule in found.failures if rule.kind in denied]
    rules = own or [rule for rule in view.failures if rule.kind in denied and not rule.read_only]
    return {code for rule in rules for code in rule.code if isinstance(code, int)}


def cases() -> list[tuple[str, str, str, str]]:
    found = []
    for read in VENDORS:
        for write in VENDORS:
            if read == write:
                continue
            plan = mg.plan(read, write)
            for api in ("chooseImage", "saveImageToPhotosAlbum", "saveVideoToPhotosAlbum"):
                if plan.apis[api]["routes"] and plan.apis[api]["routes"][-1]["to"] == api:
                    found += [(read, write, api, ask) for ask in ASKS[read]]
    return found


@pytest.mark.parametrize(("read", "write", "api", "ask"), cases())
def test_all_that_documents_give_and_no_more(read: str, write: str, api: str, ask: str) -> None:
    plan = mg.plan(read, write)
    function = plan.apis[api]["read"]["name"]
    option = "count: 1" if api == "chooseImage" else "filePath: res.tempFilePath"
    space = plan.sides["read"]["namespace"]
    code = f"{space}.{function}({{ {option}, fail(e) {{ if ({ask}) ask() }} }})"
    out = port_code(code, read=read, write=write).code
    if "media." in out:
        pytest.skip("through the runtime, which reads every code")
    condition = out[out.index("if (") : out.index("ask()")]
    assert {int(number) for number in re.findall(r"\d+", condition)} == documented(write, api)


def test_the_album_of_alipay() -> None:
    code = (
        "wx.saveImageToPhotosAlbum({ filePath: res.tempFilePath, "
        "fail: (e) => { if (/auth deny/.test(e.errMsg)) ask() } })"
    )
    assert "[15, 2001, 2003, 2002].includes(e.error)" in port_code(code, read="wx", write="my").code
    # 15 is told on iOS only, 5 by Bluetooth and contacts only
    on_android = port_code(code, read="wx", write="my/android").code
    assert "[2001, 2003, 2002].includes(e.error)" in on_android


def test_a_cancelled_pick_has_the_number_of_pictures() -> None:
    code = "wx.chooseImage({ count: 1, fail: (e) => { if (!/cancel/.test(e.errMsg)) sorry() } })"
    assert "if (e.errno !== 1300001) sorry()" in port_code(code, read="wx", write="tt").code
