"""What a script cannot do: outlast its limits, leave its root, reach Python, break the bridge."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.realm.engine import Limits, Realm, RealmError
from mediaglot.adapters.realm.page import Page
from mediaglot.canonical.engine.user import picks
from mediaglot.canonical.errors import MediaglotError
from worlds import REALM_CONFIG

Load = Callable[..., Page]
SMALL = Limits(seconds=0.2, memory=32 << 20, jobs=50_000, calls=200, messages=2_000)


def page_of(body: str) -> str:
    return f"Page({{ data: {{}}, async go() {{\n{body}\n}}, ok() {{ return 1 }} }})\n"


RUNAWAYS = {
    "loop": ("for (;;) {}", "ran for more than 0.2 s"),
    "promises": ("const again = () => Promise.resolve().then(again); again()", "more than"),
    "async loop": ("for (;;) await null", "more than"),
    "regex": ("/(a+)+$/.exec('a'.repeat(60) + 'b')", "ran for more than 0.2 s"),
    "sort": ("const a = Array.from({ length: 1e6 }, (_, i) => -i); for (;;) a.sort()", "more than|memory"),
    "calls": ("const again = () => wx.getStorage({ key: 'a', complete: again }); again()", "calle"),
    "timers": ("const again = () => setTimeout(again, 0); again(); again()", "messages|more than"),
    "logs": ("for (let i = 0; i < 5000; i++) console.log(i)", "messages"),
    "getter": ("wx.setStorageSync('a', { get x() { for (;;) {} } })", "ran for more than"),
    "thrown": ("throw { get message() { for (;;) {} } }", "ran for more than"),
    "toString": ("throw { toString() { for (;;) {} } }", "toString"),
    "catch all": ("for (;;) { try { for (;;) {} } catch (e) {} finally { continue } }", "ran for"),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_script_ends_and_the_process_goes_on(load: Load, name: str) -> None:
    body, message = RUNAWAYS[name]
    page = load(page_of(body), limits=SMALL)
    with pytest.raises(MediaglotError, match=message):
        page.call("go")
    fresh = load(page_of("return 1"))
    assert fresh.call("go") == 1


def test_a_dead_realm_says_so(load: Load) -> None:
    page = load(page_of("for (;;) {}"), limits=SMALL)
    with pytest.raises(RealmError, match=r"page\.js:\d+:\d+ in go: the script ran"):
        page.call("go")
    with pytest.raises(RealmError, match="the realm has ended: the script ran"):
        page.call("ok")


NATIVE = {
    "join": "new Array(2 ** 32 - 1).join('x')",
    "sort": "new Array(2 ** 32 - 1).sort()",
    "raw": "String.raw({ raw: { length: 2 ** 53 - 1 } })",
    "reverse": "Array.prototype.reverse.call({ length: 2 ** 53 - 1 })",
    "indexOf": "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)",
    "fill": "Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1)",
    "typed": "const a = new Uint8Array(1 << 24); for (;;) a.fill(1)",
    "text": "'a'.repeat(1 << 24).split('').join().replaceAll('a', 'b'.repeat(99))",
}


@pytest.mark.parametrize("name", NATIVE)
def test_the_engines_own_loops_are_ended_too(load: Load, name: str) -> None:
    page = load(page_of(NATIVE[name]), limits=SMALL)
    beside = load(page_of("return 1"))
    with pytest.raises(RealmError, match=r"ran for more than 0.2 s|more than 32 MB of memory"):
        page.call("go")
    with pytest.raises(RealmError, match="the realm has ended"):
        page.call("ok")
    assert beside.call("go") == 1  # a realm that was there before goes on


KEEPERS = {
    "lists": "const a = []; const on = () => { a.push(new Array(1000).fill(1)); Promise.resolve().then(on) }; on()",
    "numbers": "const a = []; const on = () => { for (let i = 0; i < 1000; i++) a.push(i); Promise.resolve().then(on) }; on()",
    "texts": "const a = []; (async () => { for (;;) { a.push('x'.repeat(999) + a.length); await null } })()",
    "map": "const m = new Map(); (async () => { for (let i = 0; ; i++) { m.set(i, { i }); await null } })()",
    "caught": "const a = []; for (;;) { try { a.push(new Array(10000).fill(1)) } catch (e) {} }",
}


@pytest.mark.parametrize("name", KEEPERS)
def test_memory_that_is_kept_out_of_sight_is_seen(load: Load, name: str) -> None:
    page = load(page_of(KEEPERS[name]), limits=Limits(seconds=30, memory=48 << 20, jobs=10**9))
    with pytest.raises(RealmError, match="used more than 48 MB of memory"):
        page.call("go")


def test_memory_that_is_given_back_may_be_used_again(load: Load) -> None:
    body = "for (let i = 0; i < 200; i++) new Array(100000).fill(i); return 1"
    page = load(page_of(body), limits=Limits(memory=48 << 20))
    for _ in range(3):
        assert page.call("go") == 1


@pytest.mark.parametrize(
    "body",
    [
        "const a = []; for (;;) a.push(new Array(100000).fill(1))",
        "let s = 'x'; for (;;) s += s",
        "new ArrayBuffer(1 << 30)",
        "const m = new Map(); for (let i = 0; ; i++) m.set(i, { i })",
    ],
)
def test_memory_is_limited(load: Load, body: str) -> None:
    page = load(page_of(body), limits=Limits(memory=24 << 20))
    with pytest.raises(MediaglotError):
        page.call("go")


@pytest.mark.parametrize(
    "body",
    [
        "const f = () => f() + 1; f()",
        "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; wx.setStorageSync('a', a)",
        "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; this.setData({ a })",
        "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; console.log(a); throw new Error('end')",
        "JSON.parse('['.repeat(1e5))",
    ],
)
def test_depth_is_limited(load: Load, body: str) -> None:
    with pytest.raises(MediaglotError):
        load(page_of(body)).call("go")


def test_limits_begin_anew_with_each_turn(load: Load) -> None:
    page = load(page_of("const end = Date.now(); let n = 0; while (n < 2e5) n++"), limits=SMALL)
    for _ in range(30):
        page.call("go")


HOSTILE = {
    "getter": "get x() { throw new Error('mine') }",
    "cycle": "get x() { const a = {}; a.a = a; return a }",
    "proxy": "x: new Proxy({}, { ownKeys() { throw 1 } })",
    "liar": "x: new Proxy([], { get: (t, k) => (k === 'length' ? 4294967295 : 1) })",
    "array": "x: new Array(4294967295)",
    "wide": "x: new Array(300000).fill(0)",
    "revoked": "x: (() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy })()",
}
HARMLESS = {
    "symbol": "x: Symbol('a'), [Symbol.iterator]: 1",
    "function": "x: () => 1, y: class {}",
    "bigint": "x: 10n",
    "nan": "x: NaN, y: -Infinity, z: -0",
    "surrogate": "x: '\\ud800', '\\udc00': 1",
    "nul": "x: '\\0'",
    "date": "x: new Date(NaN), y: new Date(0)",
    "bytes": "x: new Uint8Array([1, 2]), y: new ArrayBuffer(3), z: new DataView(new ArrayBuffer(1))",
    "tag": "$: 'bytes', v: '!!', x: { $: 'object', v: 1 }, y: { $bytes: 'zz' }",
    "proto": "['__proto__']: { a: 1 }, constructor: 1, toJSON() { throw 1 }",
    "sparse": "x: [, 1, , 2]",
    "map": "x: new Map([[1, 2]]), y: new Set([1]), z: new WeakMap()",
    "boxed": "x: new String('a'), y: Object(1)",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_values_that_cannot_cross_throw_in_the_script(load: Load, name: str) -> None:
    body = f"try {{ wx.chooseImage({{ {HOSTILE[name]} }}) }} catch (e) {{ return 'caught' }}"
    assert load(page_of(body)).call("go") == "caught"


@pytest.mark.parametrize("name", HARMLESS)
def test_odd_values_cross_or_are_dropped(load: Load, name: str) -> None:
    body = f"const r = await wx.chooseImage({{ {HARMLESS[name]} }}); this.setData({{ v: {{ {HARMLESS[name]} }} }}); console.log({{ {HARMLESS[name]} }}); return r.tempFilePaths.length"
    page = load(page_of(body), user=[picks("cat.jpg")])
    assert page.call("go") == 1


def test_callbacks_that_are_no_functions_are_no_callbacks(load: Load) -> None:
    body = "wx.getImageInfo({ src: 'x', success: 1, fail: 'a', complete: {} }).catch(() => {}); return 1"
    assert load(page_of(body)).call("go") == 1


TAMPERING = [
    "Array.prototype.toJSON = () => 'no'; Object.prototype.toJSON = () => 'no'",
    "JSON.stringify = () => '[]'; JSON.parse = () => null; globalThis.eval = null",
    "Object.defineProperty(Object.prototype, 't', { set() {}, get: () => 'call' })",
    "Map.prototype.get = () => undefined; Promise.prototype.then = () => {}",
    "Object.keys = () => []; Reflect.ownKeys = () => ['a']; Array.isArray = () => true",
    "String.prototype.replace = () => ''; RegExp.prototype.exec = () => null",
    "Object.defineProperty(Array.prototype, '0', { set() { throw 1 }, configurable: true })",
    "Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1 }",
    "Object.freeze(globalThis); Object.freeze(Array.prototype)",
    "Function.prototype.call = Function.prototype.apply = () => { throw 1 }",
    "globalThis.Error = undefined; globalThis.Promise = undefined; globalThis.Proxy = undefined",
]


@pytest.mark.parametrize("code", TAMPERING)
def test_a_tampered_realm_works_or_ends(load: Load, code: str) -> None:
    page = load(page_of(code + "; wx.setStorageSync('a', 1)"), limits=SMALL, strict=False)
    try:
        page.call("go")
        page.call("ok")
    except MediaglotError:
        pass
    assert load(page_of("return 2")).call("go") == 2


@pytest.mark.parametrize(
    "code",
    [
        "globalThis.process", "globalThis.require", "globalThis.std", "globalThis.os",
        "globalThis.__import__", "globalThis.python", "globalThis.Atomics",
        "globalThis.SharedArrayBuffer", "globalThis.performance", "globalThis.deliver",
        "globalThis.config", "globalThis.queue", "wx.constructor", "wx.__proto__",
    ],
)  # fmt: skip
def test_nothing_of_the_client_is_within_reach(load: Load, code: str) -> None:
    body = (
        f"const v = {code}; return v === undefined || (typeof v === 'function' && String(v).length)"
    )
    page = load(page_of(body), strict=False)
    result = page.call("go")
    assert result is True or isinstance(result, int)
    if not code.startswith("wx."):
        assert result is True


def test_stacks_do_not_show_or_give_the_clients_functions(load: Load) -> None:
    body = """
      const sites = []
      Error.prepareStackTrace = (e, list) => { for (const s of list) sites.push(s.getFunction && s.getFunction()); return '' }
      try { wx.chooseImage({ get a() { throw new Error().stack } }) } catch (e) {}
      Error.prepareStackTrace = undefined
      return sites.filter((f) => typeof f === 'function').map(String).filter((t) => t.includes('queue')).length
    """
    assert not load(page_of(body), strict=False).call("go")


def test_a_caller_function_is_not_seen(load: Load) -> None:
    body = "function f() { return f.caller } let c = null; try { c = f() } catch (e) {} return c === null || c === undefined || typeof c === 'function'"
    assert load(page_of(body)).call("go") is True


def test_a_realm_stays_in_its_thread() -> None:
    realm = Realm(REALM_CONFIG)
    failed: list[str] = []

    def elsewhere() -> None:
        try:
            realm.send("poke")
        except RealmError as error:
            failed.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert failed == ["a realm is used from the thread that made it"]


def test_realms_in_threads_share_nothing() -> None:
    seen: list[Any] = []

    def run(number: int) -> None:
        realm = Realm(REALM_CONFIG)
        realm.send("evaluate", code=f"globalThis.n = {number}", number=1)
        for _ in range(20):
            seen.append((number, realm.send("evaluate", code="n", number=2)[0]["value"]))

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(number == value for number, value in seen)
    assert len(seen) == 80


json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.integers(-(2**53), 2**53),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(json)
def test_any_json_crosses_unharmed(value: Any) -> None:
    import json as plain

    if not hasattr(test_any_json_crosses_unharmed, "realm"):
        test_any_json_crosses_unharmed.realm = Realm(REALM_CONFIG)  # type: ignore[attr-defined]
    realm: Realm = test_any_json_crosses_unharmed.realm  # type: ignore[attr-defined]
    realm.begin_turn()
    code = f"JSON.parse({plain.dumps(plain.dumps(value))})"
    answer = realm.send("evaluate", code=code, number=1)[0]
    assert answer["value"] == value


@given(st.text(max_size=80))
def test_any_text_as_a_script_answers_or_is_an_error(code: str) -> None:
    realm = Realm(REALM_CONFIG, SMALL)
    try:
        messages = realm.send("evaluate", code=code, number=1)
    except RealmError:
        return
    realm.end()  # the next one has its process
    assert all(isinstance(message, dict) for message in messages)
