"""Components, behaviours and mixins; tasks, listeners, and scripts that set a test up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError

Load = Callable[..., Page]

COMPONENT = """
const log = []
const shared = Behavior({
  properties: { tone: String }, data: { shared: 1, n: 1 },
  lifetimes: { attached() { log.push('shared attached') } },
  observers: { n() { log.push('shared n') } },
  methods: { hello() { return 'hello ' + this.data.name } },
})
Component({
  behaviors: [shared],
  properties: { name: { type: String, value: 'x', observer: 'renamed' }, max: Number, list: Array, on: Boolean, at: null },
  data: { n: 2, total: 0, a: 1, b: { c: [1] } },
  observers: {
    'a, b.c[0]'(a, c) { log.push('a ' + a + ' c ' + c); this.setData({ total: a + c }) },
    'list.**'(list) { log.push('list ' + list.length) },
  },
  attached() { log.push('not this one') },
  lifetimes: { created() { log.push('created') }, attached() { log.push('attached'); this.setData({ a: 5 }) } },
  pageLifetimes: { show() { log.push('show') } },
  methods: {
    onLoad(query) { log.push('onLoad ' + JSON.stringify(query)) },
    renamed(now, before) { log.push('name ' + before + ' > ' + now) },
    pick(event) {
      this.triggerEvent('picked', event.currentTarget.dataset)
      this.setData({ name: 'y', 'list[0]': 1, 'b.c[0]': 7, n: 3 })
      return [log.splice(0), this.hello(), this.data, this.properties.name]
    },
  },
})
"""


def test_a_component_of_a_behaviour_with_observers(load: Load) -> None:
    page = load(COMPONENT, query={"q": "1"})
    log, hello, data, name = page.tap("pick", dataset={"id": 7})
    assert log == [
        "created", "shared attached", "attached", "a 5 c 1", 'onLoad {"q":"1"}', "show",
        "shared n", "a 5 c 7", "list 1", "name x > y",
    ]  # fmt: skip
    assert (hello, name) == ("hello y", "y")
    assert data == {
        "tone": "", "name": "y", "max": 0, "list": [1], "on": False, "at": None,
        "shared": 1, "n": 3, "total": 12, "a": 5, "b": {"c": [7]},
    }  # fmt: skip
    assert [e.data["detail"] for e in page.trace.of("event")] == [{"id": 7}]


def test_a_behaviour_may_change_the_definitions_that_have_it(load: Load) -> None:
    code = """
const heard = []
const inner = Behavior({ definitionFilter(definition) { (definition.data = definition.data || {}).inner = 1 } })
const plain = Behavior({})
const outer = Behavior({
  behaviors: [plain, inner],
  definitionFilter(definition, others) {
    heard.push(others.length, others[0], typeof others[1])
    others[1](definition)
    definition.methods.twice = function () { return this.data.n * 2 }
    definition.observers = { n(n) { this.setData({ doubled: n * 2 }) } }
  },
})
Component({ behaviors: [outer], data: { n: 2, doubled: 0 }, methods: {
  go() { this.setData({ n: 4 }); return [heard, this.twice(), this.data] },
} })
"""
    wanted = [[2, None, "function"], 8, {"n": 4, "doubled": 8, "inner": 1}]
    assert load(code).call("go") == wanted


def test_a_page_takes_behaviours_too(load: Load) -> None:
    code = """
      const b = Behavior({ data: { z: 1 }, methods: { zed() { return this.data.z } } })
      Page({ behaviors: [b], observers: { z(z) { this.seen = z } }, go() { this.setData({ z: 2 }); return [this.zed(), this.seen] } })
    """
    assert load(code).call("go") == [2, 2]


def test_alipays_mixins_updates_and_spliced_lists(load: Load) -> None:
    code = """
      Component({
        mixins: [Mixin({ didMount() { this.mixed = true } })],
        data: { n: 1, list: ['a', 'b'] }, props: { max: 3 },
        didUpdate(props, data) { this.before = data.n },
        methods: { go() {
          this.$spliceData({ list: [1, 1, 'x', 'y'] })
          this.$batchedUpdates(() => this.setData({ n: 2 }))
          return [this.mixed, this.before, this.data, this.props.max]
        } },
      })
    """
    data = {"n": 2, "list": ["a", "x", "y"]}
    assert load(code, "my").call("go") == [True, 1, data, 3]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Page({ go() { this.selectComponent('#x') } })", r"this\.selectComponent is not simulated"),
        ("Page({ behaviors: ['wx://component-export'], go() {} })", "only behaviours of the program's own"),
        ("Component({ observers: { n(n) { this.setData({ n: n + 1 }) } }, methods: { go() { this.setData({ n: 1 }) } } })",
         "observers change the data without end"),
        ("const b = {}; b.behaviors = [b]; Page({ behaviors: [b], go() {} })", "contains itself"),
        ("Page({ go() { this.$spliceData({}) } })", "not a function"),
    ],
)  # fmt: skip
def test_what_a_page_cannot_have_is_told(load: Load, code: str, message: str) -> None:
    with pytest.raises(Exception, match=message):
        load(code).call("go")


def does(body: str, head: str = "", parts: str = "") -> str:
    """A component that says what happened: `head` before it, `parts` beside its methods."""
    return f"const log = []; {head}\nComponent({{ {parts} methods: {{ go() {{ {body} }} }} }})"


@pytest.mark.parametrize(
    ("client", "there"),
    [
        ("wx", {"triggerEvent": True, "$spliceData": False, "properties": True, "props": False,
                "is": True, "id": True, "$id": False, "dataset": True, "selectComponent": True,
                "$selectComponent": False, "groupSetData": True}),
        ("tt", {"triggerEvent": True, "$spliceData": False, "properties": True, "props": False,
                "is": True, "id": True, "$id": False, "dataset": True, "selectComponent": True,
                "$selectComponent": False, "createSelectorQuery": False}),
        ("my", {"triggerEvent": False, "$spliceData": True, "properties": False, "props": True,
                "is": True, "id": False, "$id": True, "dataset": False, "selectComponent": False,
                "$selectComponent": True, "createSelectorQuery": True}),
    ],
)  # fmt: skip
def test_a_component_has_what_its_client_gives_and_no_more(
    load: Load, client: str, there: dict[str, bool]
) -> None:
    parts = "properties: { a: Number }, props: { a: 1 }, data: { n: 1 },"
    body = f"return {list(there)}.map((name) => name in this)"
    page = load(does(body, parts=parts), client)
    assert dict(zip(there, page.call("go"), strict=True)) == there
    assert page.data == ({"n": 1} if client == "my" else {"n": 1, "a": 0})


@pytest.mark.parametrize(
    ("client", "ran"),
    [
        ("wx", ["created 2", "attached 2", "show", "ready 2"]),
        ("tt", ["created 1", "attached 1", "ready 1"]),
        ("my", ["onInit", "didMount"]),
    ],
)
def test_the_hooks_of_one_client_are_not_those_of_another(
    load: Load, client: str, ran: list[str]
) -> None:
    hooks = ["created", "attached", "ready"]
    outside = "".join(f"{name}() {{ log.push('{name} 1') }}, " for name in hooks)
    inside = "".join(f"{name}() {{ log.push('{name} 2') }}, " for name in hooks)
    parts = (
        f"{outside} lifetimes: {{ {inside} }}, onInit() {{ log.push('onInit') }},"
        "didMount() { log.push('didMount') }, pageLifetimes: { show() { log.push('show') } },"
    )
    assert load(does("return log", parts=parts), client).call("go") == ran


@pytest.mark.parametrize(
    ("client", "ran"),
    [
        ("my", ["attached", "shown", "n 2"]),
        ("my@2.8.5", ["attached", "n 2"]),
        ("my@2.8.4", ["n 2"]),
        ("my@2.8.0", []),
    ],
)
def test_what_alipay_added_late_is_not_there_before(
    load: Load, client: str, ran: list[str]
) -> None:
    parts = (
        "options: { lifetimes: true, observers: true }, data: { n: 1 },"
        "lifetimes: { attached() { log.push('attached') } },"
        "rootEvents: { onShow() { log.push('shown') } },"
        "observers: { n(n) { log.push('n ' + n) } },"
    )
    assert load(does("this.setData({ n: 2 }); return log", parts=parts), client).call("go") == ran


@pytest.mark.parametrize("client", ["wx", "tt", "my"])
def test_observers_run_where_the_client_has_them(load: Load, client: str) -> None:
    parts = "data: { n: 1 }, observers: { n(n) { log.push(n) } },"
    ran = load(does("this.setData({ n: 2 }); return log", parts=parts), client).call("go")
    assert ran == ([2] if client == "wx" else [])


def test_a_component_without_trigger_event_fails_there(load: Load) -> None:
    code = does("this.triggerEvent('picked', { id: 7 })")
    for client in ("wx", "tt"):
        page = load(code, client)
        page.call("go")
        assert [dict(e.data) for e in page.trace.of("event")] == [
            {"name": "picked", "detail": {"id": 7}}
        ]
    with pytest.raises(PageError, match="not a function"):
        load(code, "my").call("go")


def test_a_parent_of_alipays_hears_what_its_component_tells(load: Load) -> None:
    code = does(
        "this.props.onPicked({ detail: { id: 7 } }); this.props.onPlain(3); return typeof this.props.max",
        parts="props: { max: 3, onPlain() { throw new Error('the parent passes its own') } },",
    )
    page = load(code, "my")
    assert page.call("go") == "number"
    told = [dict(e.data) for e in page.trace.of("event")]
    assert told == [{"name": "picked", "detail": {"id": 7}}, {"name": "plain", "detail": 3}]


@pytest.mark.parametrize(
    ("client", "has"), [("wx", "Behavior"), ("tt", "Behavior"), ("my", "Mixin")]
)
def test_what_components_share_is_made_by_the_clients_own(
    load: Load, client: str, has: str
) -> None:
    body = "return ['Behavior', 'Mixin'].filter((name) => name in globalThis)"
    assert load(does(body), client).call("go") == [has]


@pytest.mark.parametrize(
    ("client", "handlers"),
    [("wx", ["go", "onTitleClick"]), ("my", ["go", "onShareTimeline"]), ("tt", ["go", "onShareTimeline", "onTitleClick"])],
)  # fmt: skip
def test_what_the_client_calls_itself_is_no_handler(
    load: Load, client: str, handlers: list[str]
) -> None:
    code = (
        "Page({ onLoad() {}, onShareTimeline() {}, onTitleClick() {}, onPageScroll() {}, go() {} })"
    )
    assert sorted(load(code, client).methods) == handlers


@pytest.mark.parametrize(("client", "hit"), [("wx", None), ("tt", None), ("my", {"id": 7})])
def test_the_element_that_was_hit_is_named_as_the_client_names_it(
    load: Load, client: str, hit: Any
) -> None:
    code = "Page({ go(e) { return [e.target.dataset, e.currentTarget.dataset, e.target.targetDataset] } })"
    assert load(code, client).tap("go", dataset={"id": 7}) == [{"id": 7}, {"id": 7}, hit]


@pytest.mark.parametrize(("client", "second"), [("wx", [1]), ("my", [1, 2])])
def test_data_is_each_pages_own_or_shared(load: Load, client: str, second: list[int]) -> None:
    code = "Page({ data: { list: [1] }, go() { this.data.list.push(2) } })"
    page = load(code, client)
    page.call("go")
    number, _ = page.program.open("page.js")
    assert page.program.data(number) == {"list": second}


def test_data_may_be_a_function_on_alipay(load: Load) -> None:
    code = "Page({ data() { return { n: 1 } }, go() {} })"
    assert load(code, "my").data == {"n": 1}
    assert load(code, "wx").data == {}


def test_a_task_can_be_ended(load: Load) -> None:
    code = """
      Page({ data: {}, go() {
        const ask = (url) => wx.downloadFile({ url, success: () => this.setData({ [url.slice(-1)]: 'ok' }),
          fail: (e) => this.setData({ [url.slice(-1)]: e.errMsg }) })
        ask('https://a.example/a').onProgressUpdate(() => {})
        ask('https://a.example/b').abort()
      } })
    """
    net = {"https://a.example/a": b"x", "https://a.example/b": b"x"}
    page = load(code, device={"network": net})
    page.call("go")
    assert page.data == {"a": "ok", "b": "downloadFile:fail abort"}
    assert [e.data["url"] for e in page.trace.of("downloaded")] == ["https://a.example/a"]


def test_listeners_are_written_down(load: Load) -> None:
    page = load(
        "wx.onNetworkStatusChange(() => {})\nPage({ go() { return wx.canIUse('onAppShow') } })"
    )
    assert page.call("go") is True
    assert [event.api for event in page.trace.of("listen")] == ["onNetworkStatusChange"]


def test_the_update_manager_never_has_news(load: Load) -> None:
    app = "App({ onLaunch() { wx.getUpdateManager().onUpdateReady(() => { throw new Error('never') }) } })"
    page = load("Page({ go() { return 1 } })", files={"app.js": app})
    assert page.call("go") == 1
    assert [event.api for event in page.trace.of("listen")] == ["getUpdateManager.onUpdateReady"]


def test_a_setup_script_answers_for_what_is_not_simulated(load: Load, tmp_path: Path) -> None:
    setup = tmp_path / "setup.js"
    setup.write_text("wx.getAccountInfoSync = () => ({ version: 7 })\n", encoding="utf-8")
    app = {"app.js": "App({ version: wx.getAccountInfoSync().version })"}
    page = load("Page({ go() { return getApp().version } })", files=app, setup=setup)
    assert page.call("go") == 7
    setup.write_text("\nnothing.at.all", encoding="utf-8")
    with pytest.raises(PageError, match=r"\(setup\) setup\.js:2"):
        load("Page({})", setup=setup)


def test_the_window_and_the_device(load: Load) -> None:
    code = "Page({ go() { return [wx.getWindowInfo().windowWidth, wx.getDeviceInfo().platform, wx.getAppBaseInfo().SDKVersion] } })"
    found: list[Any] = load(code, "wx/ios@2.30.0").call("go")
    assert found == [390, "ios", "2.30.0"]
