"""What no word of a script tells is not there: the quick look agrees with the port of all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from golden_data import cases, tables
from hypothesis import given, settings
from hypothesis import strategies as st
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.outcome import Style
from mediaglot.adapters.source.common.pair import Pair, pair
from mediaglot.adapters.source.common.script_place import UNKNOWN
from mediaglot.adapters.source.components import differs, facts
from mediaglot.adapters.source.components import port as definitions
from mediaglot.adapters.source.script import concern, port

VENDORS = ("wx", "my", "tt")
PAIRS = [(read, write) for read in VENDORS for write in VENDORS if read != write]
LINES = """\
this.setData({ list: this.data.list.concat(more) })
this.data.list.push(1)
this.data.page++
const { list } = this.data
const held = this.data
that.data = held.data
if (e.type === 'touchstart') this.go(e.currentTarget.dataset.id)
switch (e.type) { case 'longpress': break }
const id = e.target.dataset.id
const id = e['target'].dataset.id
const { dataset } = e.target
const id = e.target.targetDataset.id
const target = { dataset: 1 }
const { target, type } = e; if (type === 'touchstart') this.go(target.dataset)
const { target: { dataset: { id } } } = e
this.selectComponent('#a').go()
this.$selectComponent('#a').go()
page.selectAllComponents('.a').map(x => x)
this.createSelectorQuery().select('#a')
this.getTabBar().setData({})
this.triggerEvent('go')
this.getOpenerEventChannel().emit('x')
this.is === 'pages/a'
this . router . navigateTo({ url: '../b/b' })
this.animate('#a', [], 10)
return { title: 'a', promise: p }
return { title: 'a', imageUrl: '/a.png' }
Promise.resolve(1).then(animate)
""".splitlines()
"""Each client's names for what may differ in a page, and what looks like them."""
KEYS = (
    "onLoad",
    "onShow",
    "onHide",
    "onResize",
    "onShareAppMessage",
    "onShareTimeline",
    "onAddToFavorites",
    "onThemeChange",
    "onLaunch",
    "onTitleClick",
    "onBack",
    "beforeTabItemTap",
    "tap",
    "go",
    "onUnhandledRejection",
)
PARTS = """\
data: { list: [], page: 1 }
data: { page: 1 }
data() { return { list: [] } }
behaviors: [shared]
mixins: [shared]
observers: { page() {} }
events: { onResize() {} }
options: { observers: true }
""".splitlines()


def both_ways(code: str, both: Pair, name: str = "a.js") -> tuple[Any, Any]:
    """The port by the quick look and the port of all that defines something."""
    quick = port.port_bytes(code.encode(), name, both, Style())
    with pytest.MonkeyPatch.context() as patch:
        for module in (concern, definitions):
            patch.setattr(module, "may_differ", lambda *_: True)
        whole = port.port_bytes(code.encode(), name, both, Style())
    return told(quick), told(whole)


def told(done: FilePort) -> Any:
    """What is written and said; that a script which nobody ports is broken is not said."""
    said = [(item.diagnostic, item.line, item.blocks) for item in done.findings]
    return done.after, [item for item in said if item[0].code != "MG505"], done.helper


@pytest.mark.parametrize(("read", "write"), PAIRS)
def test_the_goldens_are_ported_alike(read: str, write: str) -> None:
    inputs = [case for file in tables() for case in cases(file) if case["read"] == read]
    made = [case for case in inputs if "Page(" in case["input"] or "App(" in case["input"]]
    for case in made:
        name = case.get("file", "page.js")
        quick, whole = both_ways(case["input"], pair(read, write), name)
        assert quick == whole, case["title"]
    assert made or read == "tt"


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PAIRS),
    st.sampled_from(["Page", "App", "Page<Data, any>"]),
    st.lists(st.sampled_from(PARTS), max_size=2, unique=True),
    st.lists(st.tuples(st.sampled_from(KEYS), st.lists(st.sampled_from(LINES), max_size=2)),
             max_size=3),
)  # fmt: skip
def test_pages_of_any_words_are_ported_alike(
    vendors: tuple[str, str],
    head: str,
    parts: list[str],
    methods: list[tuple[str, list[str]]],
) -> None:
    inner = [*parts, *(f"{key}(e) {{ {'; '.join(lines)} }}" for key, lines in methods)]
    name = "a.ts" if "<" in head else "a.js"
    code = f"{head}({{\n  " + ",\n  ".join(inner) + "\n})\n"
    quick, whole = both_ways(code, pair(*vendors), name)
    assert quick == whole


@pytest.mark.parametrize(("read", "write"), PAIRS)
def test_a_page_that_is_alike_everywhere_is_not_parsed(
    read: str, write: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = pair(read, write)
    models = facts.models_of(both)
    assert models is not None
    code = b"Page({ data: { page: 1 }, onLoad(e) { this.setData({ page: e.page }) } })"

    def parsed(*_: object) -> Callable[..., Any]:
        raise AssertionError("parsed")

    monkeypatch.setattr(port, "parse", parsed)
    if models.values_to_events:
        assert differs.may_differ(code, both, UNKNOWN)
    else:
        assert not port.port_bytes(code, "a.js", both, Style()).changed
