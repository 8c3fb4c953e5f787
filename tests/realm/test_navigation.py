"""From page to page: the stack, what pages are told, channels, and each vendor's own failures."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from mediaglot.adapters.realm.page import Page

Load = Callable[..., Page]

LOGGED = """
const log = getApp().log
const hook = (name) => function (query) { log.push(name + ' ' + NAME + (query ? ' ' + JSON.stringify(query) : '')) }
Page({
  data: { name: NAME },
  onLoad: hook('load'), onShow: hook('show'), onReady: hook('ready'), onHide: hook('hide'), onUnload: hook('unload'),
  async go(e) {
    const { to, how, delta } = e.currentTarget.dataset
    const options = how === 'navigateBack' ? { delta } : { url: to }
    const said = await new Promise((done) => NS[how]({ ...options, success: (it) => done(['ok', it]), fail: (it) => done(['fail', it]) }))
    return [said, getCurrentPages().map((page) => page.route)]
  },
})
"""
APP = "App({ log: [] })"
PAGES = ["pages/a/a", "pages/b/b", "pages/c/c", "pages/one/one", "pages/two/two"]
TABS = {"wx": "list", "tt": "list", "my": "items"}


@pytest.fixture
def program(load: Load) -> Callable[..., Page]:
    """A program of three plain pages and two tabs, opened at one of them."""

    def run(client: str, page: str = "pages/a/a", **options: Any) -> Page:
        vendor = client[:2]
        tabs = [{"pagePath": route} for route in PAGES[3:]]
        config = {"pages": PAGES, "tabBar": {TABS[vendor]: tabs}}
        files = {"app.json": json.dumps(config), "app.js": APP}
        for route in [*PAGES, "sub/x/x"]:
            name = json.dumps(route.rpartition("/")[2])
            files[f"{route}.js"] = LOGGED.replace("NAME", name).replace("NS", vendor)
        files.update(options.pop("files", {}))
        return load("", client, files=files, page=f"{page}.js", **options)

    return run


def go(page: Page, how: str, to: str = "", delta: Any = None) -> Any:
    """Call a navigation function on the page that is seen; what it said, and what is open then."""
    return page.current.tap("go", dataset={"how": how, "to": to, "delta": delta})


def log(page: Page) -> list[str]:
    """What the hooks wrote since it was last asked."""
    said: list[str] = page.program.evaluate("getApp().log.splice(0)")
    return said


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_a_page_opens_above_another_and_is_left(program: Callable[..., Page], client: str) -> None:
    page = program(client, query={"q": "0"})
    assert log(page) == ['load a {"q":"0"}', "show a", "ready a"]
    said, routes = go(page, "navigateTo", "/pages/b/b?id=7&name=x%20y&empty=")
    assert (said[0], routes) == ("ok", ["pages/a/a", "pages/b/b"])
    opened = 'load b {"id":"7","name":"x%20y","empty":""}'
    assert log(page) == ["hide a", opened, "show b", "ready b"]
    assert page.current.file == "pages/b/b.js"
    assert go(page, "navigateTo", "../c/c")[1] == ["pages/a/a", "pages/b/b", "pages/c/c"]
    log(page)
    assert go(page, "navigateBack", delta=2)[1] == ["pages/a/a"]
    assert log(page) == ["unload c", "unload b", "show a"]
    assert page.current.number == page.number


def test_delta_counts_one_and_no_further_than_the_first(program: Callable[..., Page]) -> None:
    page = program("wx")
    go(page, "navigateTo", "/pages/b/b")
    go(page, "navigateTo", "/pages/c/c")
    assert go(page, "navigateBack")[1] == ["pages/a/a", "pages/b/b"]
    assert go(page, "navigateBack", delta=99)[1] == ["pages/a/a"]


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_a_page_takes_the_place_of_one_and_of_all(
    program: Callable[..., Page], client: str
) -> None:
    page = program(client)
    go(page, "navigateTo", "/pages/b/b")
    log(page)
    assert go(page, "redirectTo", "/pages/c/c?k=v")[1] == ["pages/a/a", "pages/c/c"]
    assert log(page) == ["unload b", 'load c {"k":"v"}', "show c", "ready c"]
    assert go(page, "reLaunch", "/pages/b/b")[1] == ["pages/b/b"]
    assert log(page) == ["unload c", "unload a", "load b {}", "show b", "ready b"]


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_tabs_live_on(program: Callable[..., Page], client: str) -> None:
    page = program(client, "pages/one/one")
    go(page, "navigateTo", "/pages/b/b")
    log(page)
    assert go(page, "switchTab", "/pages/two/two?x=1")[1] == ["pages/two/two"]
    assert log(page) == ["unload b", "load two {}", "show two", "ready two"]
    assert go(page, "switchTab", "/pages/one/one")[1] == ["pages/one/one"]
    assert log(page) == ["hide two", "show one"]
    assert go(page, "switchTab", "/pages/one/one")[0][0] == "ok"
    assert log(page) == []
    go(page, "reLaunch", "/pages/a/a")
    assert log(page) == ["unload one", "unload two", "load a {}", "show a", "ready a"]


FAILURES = {
    "wx": {
        "gone": {"errMsg": 'navigateTo:fail page "pages/z" is not found'},
        "relative": {"errMsg": 'navigateTo:fail page "pages/a/pages/b/b" is not found'},
        "tab": {"errMsg": "navigateTo:fail can not navigateTo a tabbar page"},
        "redirect_tab": {"errMsg": "redirectTo:fail can not redirectTo a tabbar page"},
        "no_tab": {"errMsg": "switchTab:fail can not switch to no-tabBar page"},
        "first": {"errMsg": "navigateBack:fail cannot navigate back at first page"},
        "many": {"errMsg": "navigateTo:fail webview count limit exceed"},
    },
    "my": {
        "gone": {"error": 1, "errorMessage": 'page "pages/z" is not found'},
        "relative": {"error": 1, "errorMessage": 'page "pages/a/pages/b/b" is not found'},
        "tab": None,
        "redirect_tab": None,
        "no_tab": {"error": 1, "errorMessage": "pages/b/b is no page of the tab bar"},
        "first": {
            "error": "already top of navigation",
            "errorMessage": "there is no page below this one",
        },
        "many": {"error": 1, "errorMessage": "10 pages are open"},
    },
}


@pytest.mark.parametrize("client", FAILURES)
def test_each_vendor_fails_in_its_own_words(program: Callable[..., Page], client: str) -> None:
    page = program(client)
    wanted = FAILURES[client]
    asked = {
        "gone": ("navigateTo", "../z"),
        "relative": ("navigateTo", "pages/b/b"),
        "no_tab": ("switchTab", "/pages/b/b"),
        "first": ("navigateBack", ""),
        "tab": ("navigateTo", "/pages/one/one"),
        "redirect_tab": ("redirectTo", "/pages/two/two"),
    }
    log(page)
    for case, (how, to) in asked.items():
        (outcome, said), _ = go(page, how, to)
        assert (outcome, said if outcome == "fail" else None) == (
            "ok" if wanted[case] is None else "fail", wanted[case]
        ), case  # fmt: skip
        if outcome == "fail":
            assert log(page) == [], case
    go(page, "reLaunch", "/pages/a/a")
    for _ in range(9):
        assert go(page, "navigateTo", "/pages/b/b")[0][0] == "ok"
    assert go(page, "navigateTo", "/pages/b/b")[0] == ["fail", wanted["many"]]


def test_what_no_source_says_fails_as_any_other_does(program: Callable[..., Page]) -> None:
    page = program("tt")
    for how, to in (("navigateTo", "/pages/one/one"), ("navigateBack", ""), ("navigateTo", "/z")):
        (outcome, said), routes = go(page, how, to)
        assert (outcome, routes) == ("fail", ["pages/a/a"])
        assert said["errMsg"].startswith(f"{how}:fail")


def test_parts_of_a_program_have_pages(program: Callable[..., Page]) -> None:
    def config(**more: Any) -> dict[str, str]:
        return {"app.json": json.dumps({"pages": PAGES, **more})}

    part = [{"root": "sub", "pages": ["x/x"]}]
    for client in ("wx", "my", "tt"):
        page = program(client, files=config(subPackages=part))
        assert go(page, "navigateTo", "/sub/x/x")[1] == ["pages/a/a", "sub/x/x"], client
    assert any("not documented" in note for note in page.program.host.notes)
    page = program("wx", files=config(subpackages=part))
    assert go(page, "navigateTo", "/sub/x/x")[0][0] == "ok"
    page = program("wx", files=config())
    assert go(page, "navigateTo", "/sub/x/x")[0][0] == "fail"
    page = program(
        "wx", files=config(subPackages=[None, {"pages": 3}, {"root": 1, "pages": ["x"]}])
    )
    assert go(page, "navigateTo", "/1/x")[0][0] == "fail"


OPENER = """
Page({ data: { heard: [] }, go(e) {
  NS.navigateTo({
    url: '/pages/b/b',
    events: { back: (...args) => { this.setData({ heard: [...this.data.heard, args] }) } },
    success: (res) => { res.eventChannel.emit('hello', { n: 1 }); res.eventChannel.emit('hello', { n: 2 }) },
  })
} })
"""
OPENED = """
Page({ data: { heard: [] }, onLoad() {
  const channel = this.getOpenerEventChannel()
  const hear = (it) => this.setData({ heard: [...this.data.heard, it] })
  channel.once('hello', hear)
  channel.on('hello', hear)
  const never = () => hear('never'); channel.on('hello', never); channel.off('hello', never)
  channel.on('throws', () => { throw new Error('not for the other page') })
}, tell() { this.getOpenerEventChannel().emit('back', 'a', { b: 2 }) } })
"""


@pytest.mark.parametrize("client", ["wx", "my"])
def test_a_page_and_its_opener_talk(program: Callable[..., Page], client: str) -> None:
    files = {
        "pages/a/a.js": OPENER.replace("NS", client),
        "pages/b/b.js": OPENED,
    }
    page = program(client, files=files)
    page.tap("go")
    assert page.current.data["heard"] == [{"n": 1}, {"n": 1}, {"n": 2}]
    page.current.tap("tell")
    assert page.data["heard"] == [["a", {"b": 2}]]


@pytest.mark.parametrize("client", ["wx@2.7.0", "my@2.7.0", "tt"])
def test_channels_are_not_there_on_every_client(program: Callable[..., Page], client: str) -> None:
    vendor = client[:2]
    body = """Page({ data: {}, go() { NS.navigateTo({ url: '/pages/b/b', success: (res) =>
      this.setData({ channel: typeof res.eventChannel }) }) } })""".replace("NS", vendor)
    other = (
        "Page({ data: {}, onLoad() { this.setData({ it: typeof this.getOpenerEventChannel }) } })"
    )
    page = program(client, files={"pages/a/a.js": body, "pages/b/b.js": other})
    page.tap("go")
    assert page.data["channel"] == page.current.data["it"] == "undefined"


def test_the_user_goes_back_and_a_trace_tells_of_pages(program: Callable[..., Page]) -> None:
    page = program("wx")
    assert page.back().number == page.number
    go(page, "navigateTo", "/pages/b/b?id=1")
    assert page.back().file == "pages/a/a.js"
    told = [(event.data["route"], event.data["query"]) for event in page.trace.of("page")]
    assert told == [("pages/b/b", {"id": "1"}), ("pages/a/a", {})]


def test_a_page_that_navigates_while_it_opens(program: Callable[..., Page]) -> None:
    body = "Page({ data: {}, onLoad() { wx.redirectTo({ url: '/pages/c/c' }) } })"
    page = program("wx", files={"pages/b/b.js": body})
    go(page, "navigateTo", "/pages/b/b")
    assert page.current.file == "pages/c/c.js"
    assert [event.data["route"] for event in page.trace.of("page")] == ["pages/b/b", "pages/c/c"]


def test_a_page_that_cannot_open_fails_the_call(program: Callable[..., Page]) -> None:
    page = program("wx", files={"pages/b/b.js": "module.exports = {}"}, strict=False)
    (outcome, said), routes = go(page, "navigateTo", "/pages/b/b")
    assert (outcome, routes) == ("fail", ["pages/a/a"])
    assert any("made no page" in note for note in page.program.host.notes)
    assert "pages/b/b" in said["errMsg"]


@pytest.mark.parametrize("url", ["", "null", "undefined", "{}", "5", "'?'", "'/'", "'../../../x'"])
def test_odd_addresses_are_failures(program: Callable[..., Page], url: str) -> None:
    body = f"""Page({{ data: {{}}, async go() {{
      return await new Promise((done) => wx.navigateTo({{ {f"url: {url}," if url else ""}
        success: () => done('ok'), fail: () => done('fail') }})) }} }})"""
    assert program("wx", files={"pages/a/a.js": body}).tap("go") == "fail"


def test_hooks_of_components_and_behaviours_hear_of_pages(program: Callable[..., Page]) -> None:
    files = {
        "pages/b/b.js": """
          const log = getApp().log
          const behaviour = Behavior({ lifetimes: { detached() { log.push('behaviour detached') } } })
          Component({
            behaviors: [behaviour],
            pageLifetimes: { show() { log.push('page shown') }, hide() { log.push('page hidden') } },
            lifetimes: { detached() { log.push('detached') } },
            methods: { onUnload() { log.push('unload') }, onHide() { log.push('hide') },
              leave() { wx.navigateTo({ url: '/pages/c/c' }) } },
          })""",
    }
    page = program("wx", files=files)
    go(page, "navigateTo", "/pages/b/b")
    assert page.current.methods == ["leave"]
    log(page)
    page.current.tap("leave")
    assert [it for it in log(page) if it[-1] not in "c}"] == ["page hidden", "hide"]
    page.back()
    page.back()
    assert log(page) == [
        "unload c",
        "page shown",
        "unload",
        "behaviour detached",
        "detached",
        "show a",
    ]


def test_without_a_list_of_pages_navigation_is_written_down(load: Load) -> None:
    body = "Page({ data: {}, go() { wx.navigateTo({ url: '/x', success: (it) => this.setData(it) }) } })"
    page = load(body)
    page.tap("go")
    assert page.data == {"errMsg": "navigateTo:ok"}
    assert [event.api for event in page.trace.of("navigate")] == ["navigateTo"]


def test_a_broken_configuration_is_none(program: Callable[..., Page]) -> None:
    for text in ("{", "[]", '{"pages": {}}', '{"pages": [1, null]}'):
        page = program("wx", files={"app.json": text})
        assert go(page, "navigateTo", "/pages/b/b") == [
            ["ok", {"errMsg": "navigateTo:ok"}],
            ["pages/a/a"],
        ]
