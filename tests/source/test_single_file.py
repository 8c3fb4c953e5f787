"""Templates of single-file components: words of a vendor's own are told, nothing is changed."""

from __future__ import annotations

import mediaglot as mg
import pytest

SCRIPT = "<script>\nexport default { methods: { pick() { wx.hideLoading() } } }\n</script>\n"


@pytest.mark.parametrize(
    ("template", "write", "codes"),
    [
        ('<button open-type="getUserInfo">x</button>', "my", ["MG707"]),
        ('<button open-type="share">x</button>', "my", []),
        ('<button :open-type="kind">x</button>', "my", []),
        ("<image show-menu-by-longpress/>", "my", ["MG704"]),
        ('<image :show-menu-by-longpress="yes"/>', "my", ["MG704"]),
        ("<image show-menu-by-longpress/><image show-menu-by-longpress/>", "my", ["MG704"]),
        ('<button @getphonenumber="a" open-type="getPhoneNumber"/>', "tt", ["MG709", "MG707"]),
        ('<template v-if="a"><button open-type="getUserInfo"/></template>', "my", ["MG707"]),
        ('<!-- <button open-type="getUserInfo"/> -->', "my", []),
        ('<my-thing open-type="getUserInfo" @getuserinfo="a"/>', "my", []),
        ('<view @click="pick" class="a" v-if="b">{{ c < d }}</view>', "my", []),
    ],
)
@pytest.mark.parametrize("order", ["before", "after"])
def test_what_the_target_lacks_is_told(
    template: str, write: str, codes: list[str], order: str
) -> None:
    template = f"<template>\n  <view>{template}</view>\n</template>\n"
    code = template + SCRIPT if order == "before" else SCRIPT + template
    out = mg.port(code, read="wx", write=write, name="a.vue")
    found = [item for item in out.findings if item.code.startswith("MG7")]
    assert sorted(item.code for item in found) == sorted(codes)
    assert template in out.code
    assert out.verdict == ("lossy" if codes else "complete")
    for item in found:
        line = code.split("\n")[item.line - 1]
        assert line[item.column - 1 : item.end_column - 1] in template
        assert "framework" in item.diagnostic.message


def test_a_comment_silences_it() -> None:
    quiet = '<!-- mediaglot: ignore MG707 -->\n<button open-type="getUserInfo"/>'
    code = f"<template>\n{quiet}\n</template>\n{SCRIPT}"
    out = mg.port(code, read="wx", write="my", name="a.vue")
    assert [item.ignored for item in out.findings if item.code == "MG707"] == [True]
    assert out.verdict == "complete"


def test_a_template_in_another_language_is_left_alone() -> None:
    code = f'<template lang="pug">\nbutton(open-type="getUserInfo")\n</template>\n{SCRIPT}'
    out = mg.port(code, read="wx", write="my", name="a.vue")
    assert [item.code for item in out.findings if item.code.startswith("MG7")] == []
