"""Programs that mean ill: each ends with a right result or one sentence, within its limits."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from mediaglot.adapters.realm.engine import Limits, RealmError
from mediaglot.adapters.realm.esm import declaring
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError
from mediaglot.adapters.realm.tokens import MOST_TOKENS
from mediaglot.canonical.engine.clock import START, VirtualClock
from mediaglot.canonical.engine.timers import Timers
from mediaglot.canonical.errors import InputError, MediaglotError

Load = Callable[..., Page]


def page_of(body: str) -> str:
    return f"Page({{ data: {{}}, async go() {{\n{body}\n}}, ok() {{ return 1 }} }})\n"


def _times(count: int, run: Callable[[], object]) -> None:
    for _ in range(count):
        run()


THROWN = {
    "a proxy": ("throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })", "cannot be shown"),
    "a proxy that is revoked": ("const p = Proxy.revocable({}, {}); p.revoke(); throw p.proxy", "cannot be shown"),
    "an error without fields": ("throw new (class extends Error { get stack() { throw 1 } get message() { throw 2 } get name() { throw 3 } })()", "cannot be shown"),
    "a stack of digits": ("const e = new Error('mine'); e.stack = 'at f (<input>:' + '9'.repeat(6000) + ':1)'; throw e", "mine"),
    "a stack that is none": ("throw { name: 1, message: 'mine', stack: { length: 1 } }", "mine"),
}  # fmt: skip


@pytest.mark.parametrize("name", THROWN)
def test_whatever_is_thrown_is_told(load: Load, name: str) -> None:
    body, message = THROWN[name]
    with pytest.raises(PageError, match=message):
        load(page_of(body)).call("go")


def test_calls_go_as_deep_as_on_a_phone(load: Load) -> None:
    body = "const f = (n) => (n ? f(n - 1) + 1 : 0); return f(7000)"
    assert load(page_of(body)).call("go") == 7000
    with pytest.raises(PageError, match="RangeError: Maximum call stack size exceeded"):
        load(page_of("const f = () => f() + 1; f()")).call("go")


def test_a_small_realm_has_a_small_stack(load: Load) -> None:
    page = load(page_of("const f = () => f() + 1; f()"), limits=Limits(memory=8 << 20))
    with pytest.raises(PageError, match="RangeError: Maximum call stack size exceeded"):
        page.call("go")


def test_files_may_ask_for_each_other_in_a_long_chain(load: Load) -> None:
    files = {f"m{n}.js": f"exports.depth = 1 + require('./m{n + 1}').depth" for n in range(800)}
    files["m800.js"] = "exports.depth = 1"
    made = load("const m = require('./m0')\n" + page_of("return m.depth"), files=files)
    assert made.call("go") == 801


def test_what_is_sent_is_held_to_the_limit_of_memory(load: Load) -> None:
    """The trace of a run keeps it, in this process."""
    body = "const f = () => wx.setStorage({ key: 'k', data: 'x'.repeat(3e5), complete: f }); f()"
    page = load(page_of(body), limits=Limits(memory=32 << 20, seconds=60))
    with pytest.raises(RealmError, match="what the script sent takes more than 32 MB"):
        page.call("go")


def test_many_empty_values_are_counted_as_what_they_take_here(load: Load) -> None:
    page = load(page_of("this.setData({ a: Array.from({ length: 5000 }, () => ({})) })"),
                limits=Limits(memory=8 << 20))  # fmt: skip
    for _ in range(20):
        page.call("go")
    with pytest.raises(RealmError, match=r"what the script sent takes more than 8 MB"):
        _times(40, lambda: page.call("go"))


# timers --------------------------------------------------------------------------------------


def test_timers_are_due_in_order_whether_they_repeat_or_not() -> None:
    timers = Timers(VirtualClock())
    timers.add(1, 0.010, repeat=True)
    timers.add(2, 0.025, repeat=False)
    timers.add(3, 0.010, repeat=False)
    timers.add(4, 9.0, repeat=False)
    timers.stop(4)
    taken = []
    while (found := timers.take(1e12, intervals=False)) is not None:
        taken.append(found[1])
    assert taken == [1, 3, 1, 2]  # and no interval without one that runs once


def test_what_never_ends_runs_as_time_passes() -> None:
    timers = Timers(VirtualClock())
    timers.add(1, 0.010, repeat=False, endless=True)
    timers.add(2, 0.020, repeat=False, endless=True)
    timers.add(3, 0.015, repeat=False)
    taken = [found[1] for _ in range(2) if (found := timers.take(1e12, intervals=False))]
    assert (taken, timers.take(1e12, intervals=False)) == ([1, 3], None)
    assert timers.take(1e12, intervals=True) == (pytest.approx(START + 0.020), 2)
    assert timers.take(1e12, intervals=True) is None


def test_a_timer_costs_the_same_however_many_there_are() -> None:
    def spent(count: int) -> float:
        timers = Timers(VirtualClock())
        for number in range(count):
            timers.add(number, 0.001, repeat=True)
        timers.add(count, 50.0, repeat=False)
        start = time.process_time()
        for _ in range(3000):
            assert timers.take(1e12, intervals=False) is not None
        return time.process_time() - start

    few, many = min(spent(10) for _ in range(3)), min(spent(20_000) for _ in range(3))
    assert many < 20 * few


# files ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_in_the_place_of_a_file_holds_nobody_up(load: Load, tmp_path: Path) -> None:
    from mediaglot.adapters.realm.modules import app_script, find_root, read_source

    for name in ("app.json", "app.js", "m.js"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "page.js").write_text("1", encoding="utf-8")
    with pytest.raises(InputError, match=r"^app\.json: is no file$"):
        read_source(tmp_path, "app.json")
    assert app_script(tmp_path) == ""
    assert find_root(tmp_path / "page.js") == tmp_path


CONFIGS = {
    '{"pages": [' + "[" * 100_000: "nested too deeply",
    '{"pages": ["page"], "x": NaN}': "NaN is no number there",
    '{"pages": ["page",]}': r"app\.json:1:19: not JSON",
    "\u00e9".encode("latin-1"): "not UTF-8",
    b" " * (5 << 20): "larger than",
}


@pytest.mark.parametrize("text", CONFIGS, ids=CONFIGS.values())
def test_a_configuration_that_cannot_be_read_is_told(load: Load, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    made = load(page_of("wx.navigateTo({ url: '/page' }); return 1"), files={"app.json": data})
    assert made.call("go") == 1
    notes = made.program.host.notes
    assert any(re.search(CONFIGS[text], note) and "no pages are known" in note for note in notes)


VALUES = {
    '{"a": 1e999, "b": 123456789012345678901234567890, "c": -0}': {"a": float("inf"), "b": 1.2345678901234568e29, "c": 0},
    '{"a": ' + "9" * 6000 + "}": {"a": float("inf")},
    '{"a": 1, "a": 2, "__proto__": {"x": 1}, "$": 3}': {"a": 2, "__proto__": {"x": 1}, "$": 3},
    '"\\ud800"': "\ud800",
}  # fmt: skip


@pytest.mark.parametrize("text", VALUES, ids=range(len(VALUES)))
def test_a_json_module_is_what_javascript_reads(load: Load, text: str) -> None:
    made = load("const j = require('./j.json')\n" + page_of("return j"), files={"j.json": text})
    assert made.call("go") == VALUES[text]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n "a": NaN}', "j.json: not JSON: NaN is no number there"),
        ('{\n "a": }', "j.json:2:7: not JSON: Expecting value"),
        ("[" * 100_000, "j.json: not JSON that can be read: nested too deeply"),
    ],
)
def test_a_json_module_that_is_none_is_named(load: Load, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        load("const j = require('./j.json')\n" + page_of("return j"), files={"j.json": text})
    assert str(caught.value) == message


def test_modules_asked_for_without_end_are_refused(load: Load) -> None:
    asked = "".join(f"require('p{n}');" for n in range(10_001))
    with pytest.raises(InputError, match="asks for more than 10,000 modules"):
        load(asked + page_of("return 1"))
    assert load("require('p');" * 30_000 + page_of("return 1")).call("ok") == 1


HEAD = "import './a.js';\n"
BOMBS = {
    "comments": "/* " * 300_000,
    "expressions": "=/[" * 200_000,
    "lines of expressions": "=/[\n" * 200_000,
    "brackets": "[" * 300_000,
    "templates": "`${" * 300_000,
    "quotes": "'\\\n" * 200_000,
    "statements": "a;" * MOST_TOKENS,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_module_is_read_in_one_pass(name: str) -> None:
    start = time.process_time()
    with suppress(InputError):
        declaring(HEAD + BOMBS[name], "a.js")
    assert time.process_time() - start < 8  # the machine may be slow; before, it had no end


def test_a_regular_expression_behind_one_without_an_end_is_read() -> None:
    tokens = declaring("x = /b\ny = /`/\nexport default 1\n", "a.js")
    assert tokens is not None
    assert [token.text for token in tokens][-3:] == ["export", "default", "1"]


def test_imports_deep_inside_are_found() -> None:
    tokens = declaring("export const f = () => { if (a) { return import('./b') } }", "a.js")
    assert tokens is not None
    assert [token.text for token in tokens if token.depth > 1] == ["return", "import", "("]


def test_links_out_of_the_program_are_no_modules(load: Load, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "s.js").write_text("module.exports = 'secret'", encoding="utf-8")
    asks = ["./s", "./d/s", "./d/../s", "../outside/s", str(outside / "s"), "./s.js\\0"]
    body = f"const r = []; for (const f of {json.dumps(asks)}) try {{ r.push(require(f)) }} catch (e) {{ r.push('none') }}"
    links = {"s.js": outside / "s.js", "d": outside}
    made = load(f"{body}\n{page_of('return r')}", files=links)
    assert made.call("go") == ["none"] * len(asks)


@pytest.mark.parametrize("code", ["Page(null)", "Page(", "App({ get onLaunch() { throw 1 } })"])
def test_a_program_that_does_not_begin_says_so(load: Load, code: str) -> None:
    with pytest.raises(MediaglotError):
        load(code)
