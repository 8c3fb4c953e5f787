"""Tokens tile any template: what is read is all of it, whatever stands there."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.facts import needed
from mediaglot.adapters.source.markup.mustache import ReadName, mustaches, names
from mediaglot.adapters.source.markup.template import port_template
from mediaglot.adapters.source.markup.tokens import Scanned, TemplateToken, scanned
from mediaglot.adapters.source.text.encoding import encoding_of, mask, wide

PIECES = (
    "<view", "</view>", "<view>", "/>", ">", "<", "<!--", "-->", "<!", "<?", "{{", "}}", "{", "}", "'", '"',
    "=", " ", "\n", "\r\n", "\0", "class=", 'wx:if="{{a}}"', "bindtap='go'", "a", "<wxs module='m'>", "</wxs>",
    "module.exports = 1", "<template name='t'>", "</template>", "<import src='x'/>", "é", "\ufeff", "/", "\\", "`",
    "wx:for={{b}}", "<slot/>", "data-aB", "<input value='{{x}}'/>", "catchtap", "?.", ",", ":", "(", ")",
)  # fmt: skip
templates = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
)


def read(text: str) -> Scanned:
    return scanned(text, {"wxs"})


@given(templates)
@example("{{<view a='}}'>")
@example("<a b=\"{{c ? '}}' : {d: 1}}}\">")
@example("<wxs>")
@example("<a b = c d= >")
def test_tokens_tile(text: str) -> None:
    found = read(text)
    assert "".join(text[token.start : token.end] for token in found.tokens) == text
    for token in found.tokens:
        at = token.start
        for item in token.attributes:
            assert at < item.start < item.name_end <= item.end <= token.end
            assert text[item.start : item.name_end] == item.name
            if item.value_start >= 0:
                assert item.name_end < item.value_start <= item.value_end <= item.end
            at = item.end - 1


@given(templates, st.sampled_from(["my", "tt"]))
@example("<wxs module=A><?</wxs>", "tt")
@example('<video objectFit="cover"/>', "my")
@example("<wxs><?</wxs>", "my")  # a script without a name is refused, and stands as it was
def test_a_port_is_well_formed_and_final(text: str, write: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    both = pair("wx", write)
    done = port_template(data, "a.wxml", both)
    if done.goal == "":
        assert done.edits == ()
        return
    again = port_template(done.after, "a.wxml", both)
    assert again.edits == ()
    refused = needed(both).source.scripts if any(item.blocks for item in done.findings) else ()
    script = needed(both).target.module
    after = mask(done.after, encoding_of(done.after)).decode("latin-1")
    assert not scanned(
        after, {*refused, *([script.element] if script is not None else [])}
    ).problems


@given(st.binary(max_size=80))
def test_any_bytes(data: bytes) -> None:
    done = port_template(data, "a.wxml", pair("wx", "my"))
    assert done.before == data
    if wide(data) is None:
        text = mask(data, encoding_of(data)).decode("latin-1")
        assert len(text) == len(data)


def kinds(text: str) -> list[str]:
    return [token.kind for token in read(text).tokens]


def test_what_tokens_are() -> None:
    text = "a<view b='1' c>{{x < 1}}<!-- <b> --></view><wxs>1 < 2</wxs><image/>"
    assert kinds(text) == [
        "text", "open", "text", "comment", "close", "open", "script", "close", "alone",
    ]  # fmt: skip
    tag = read(text).tokens[1]
    assert [(item.name, item.value_start >= 0) for item in tag.attributes] == [
        ("b", True),
        ("c", False),
    ]


@pytest.mark.parametrize(
    "text",
    ["a < b", "{{'}}'}}", '<view a="{{b ? "c" : "d"}}"/>', "<view a='x>y'/>", "<View></View>",
     "<view a=b c/>", "<wxs>if (a < b && '</view>') {}</wxs>", "<!-- {{ -->", "<view>}}</view>",
     "<view a = 'b'/>", "<view a =  b='c'/>"],
)  # fmt: skip
def test_what_is_well_formed(text: str) -> None:
    assert read(text).problems == []


def test_a_problem_has_its_place() -> None:
    (found,) = read("<view>\n  <text>\n</view>").problems
    assert (found.start, found.end) == (16, 23)
    assert found.text == "</view> closes nothing; <text> is open"


def expressions(text: str) -> list[str]:
    return [text[one.inner : one.last] for one in mustaches(text, 0, len(text))]


def test_mustaches() -> None:
    assert expressions("a {{b}} c {{ {d: {e: 1}} }}{{'}}'}}{{f}") == [
        "b", " {d: {e: 1}} ", "'}}'",
    ]  # fmt: skip
    assert expressions("{{a: {b: 1}}}") == ["a: {b: 1}"]


def free(text: str) -> list[tuple[str, bool, bool]] | None:
    found: list[ReadName] | None = names(text, 0, len(text))
    return None if found is None else [(one.text, one.alone, one.called) for one in found]


def test_names() -> None:
    assert free("a.b[c] + m.f(d, 'e') ? true : g") == [
        ("a", False, False), ("c", False, False), ("m", False, True), ("d", False, False),
        ("g", False, False),
    ]  # fmt: skip
    assert free("...a, b, c: d, e: {f, g: h}") == [
        ("a", False, False), ("b", True, False), ("d", False, False), ("f", True, False),
        ("h", False, False),
    ]  # fmt: skip
    assert free("a ? b : c") == [(name, False, False) for name in "abc"]
    assert free("a # b") is None


HOSTILE = {
    "nested": "<view>" * 60_000,
    "closed": "<view>" * 30_000 + "</view>" * 30_000,
    "signs": "<" * 200_000,
    "mustaches": "{{" * 100_000,
    "mustaches and tags": "{{<a>" * 60_000,
    "quotes": '<a "' * 60_000,
    "quoted mustaches": "<a x='{{'/>" * 40_000,
    "texts": "{{ '}} " * 60_000,
    "attributes": "<a " + "x " * 100_000 + "/>",
    "the same attribute": "<view " + 'class="a" ' * 50_000 + "/>",
    "comments": "<!--" * 60_000,
    "spaces": "<view" + " " * 200_000 + "x" + " " * 200_000 + "/>",
    "braces": "<view>{{" + "{" * 100_000 + "}" * 100_000 + "}}</view>",
    "a long value": '<view x="' + "{{a}}" * 60_000 + '"/>',
    "choices": '<button open-type="{{' + "a?'b':" * 20_000 + "'c'}}\"/>",
    "scripts": '<wxs module="m">[</wxs>' * 1_000,
    "deep script": '<wxs module="m">' + "[" * 30_000 + "</wxs>",
    "zeros": "\0" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_templates_cost_what_they_are_long(name: str) -> None:
    done = port_template(HOSTILE[name].encode(), "a.wxml", pair("wx", "my"))
    assert len(done.findings) <= 2_000


def test_other_encodings() -> None:
    def port(data: bytes) -> FilePort:
        return port_template(data, "a.wxml", pair("wx", "my"))

    text = '<view wx:if="{{a}}" title="中文">文\r\n</view>'
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        done = port(text.encode(encoding))
        assert done.after == text.replace("wx:", "a:").encode(encoding)
    wide_one = port(text.encode("utf-16"))
    assert wide_one.edits == ()
    assert [item.code for item in wide_one.findings] == ["MG509"]
    assert wide_one.verdict == "blocked"


def test_places_are_those_of_the_file() -> None:
    (found,) = port_template(
        "\ufeff<view>中文</view>\r\n  <open-data/>".encode(), "a.wxml", pair("wx", "my")
    ).findings
    assert (found.line, found.column, found.text) == (2, 3, "  <open-data/>")


def test_a_token_is_a_value() -> None:
    assert TemplateToken("text", 0, 1) == read("a").tokens[0]
