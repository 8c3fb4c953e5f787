"""Components, behaviours and mixins; tasks, listeners, and scripts that set a test up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.host.realm_page import Page
from mediaglot.adapters.host.realm_program import PageError

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
        ("Page({ behaviors: ['wx://form-field'], go() {} })", "only behaviours of the program's own"),
        ("Component({ observers: { n(n) { this.setData({ n: n + 1 }) } }, methods: { go() { this.setData({ n: 1 }) } } })",
         "observers change the data without end"),
        ("const b = {}; b.behaviors = [b]; Page({ behaviors: [b], go() {} })", "contains itself"),
        ("Page({ go() { this.$spliceData({}) } })", "not a function"),
    ],
)  # fmt: skip
def test_what_a_page_cannot_have_is_told(load: Load, code: str, message: str) -> None:
    with pytest.raises(Exception, match=message):
        load(code).call("go")


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
