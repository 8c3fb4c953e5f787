"""Scripts of pages made at random, hostile ones among them: the bridge to the client holds.

A page calls the client with whatever JavaScript has (proxies, getters, cycles, half surrogate
pairs, symbols) and changes the built-in objects meanwhile. The process goes on, what is raised is
declared and says what the script did, and a page that was not ended by a limit still answers.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import worlds
from fuzz import cases
from fuzz.cases import Case
from fuzz.profiles import Obliging
from mediaglot.adapters.host.companions import Companions
from mediaglot.adapters.realm.engine import Limits, RealmError
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import Page
from mediaglot.canonical.errors import MediaglotError

PIECES = (cases.LINES, cases.TOKENS)
LIMITS = Limits(seconds=1.0, memory=64 << 20, jobs=20_000, calls=200, messages=2_000)
PAGE = "Page({{ data: {{ n: 0, list: [1, {{ a: 2 }}] }}, async go(event) {{\n{}\n}},\nok() {{ return 1 }} }})\n"
CLIENTS = tuple(worlds.clients())
ENDED = re.compile(
    r"ran for more than|of memory|promises went on for|called the client more than"
    r"|sent more than|too many messages|the realm has ended|what the script sent cannot be read"
)
"""What a limit says. Anything else that ends a realm is the bridge's own fault."""
OURS = re.compile(r"a bug:|Traceback|object at 0x|\.py\b|NoneType|AttributeError|KeyError")

GLOBALS = """Array Object String Number Boolean Symbol BigInt Function Promise Proxy Reflect JSON Math
Date RegExp Error TypeError Map Set WeakMap WeakSet WeakRef ArrayBuffer Uint8Array Float64Array DataView
Intl Page Component App getCurrentPages getApp require module exports console setTimeout clearTimeout
setInterval parseInt isNaN eval globalThis undefined NaN Infinity wx my tt""".split()
MEMBERS = """then catch finally toJSON toString valueOf constructor __proto__ prototype length name message
stack get set has apply call bind push pop join map slice concat forEach keys values entries next done
value iterator hasOwnProperty defineProperty getPrototypeOf ownKeys parse stringify exec test replace
indexOf charCodeAt id t op ok api side options data page path url success fail complete errMsg 0 1""".split()
PATHS = ("list[0]", "list[1].a", "a.b.c", "n", "", ".", "a..b", "[", "a[", "a[-1]", "a[1e9]", "a[99999999999]",
         "__proto__.x", "constructor.prototype.y", "a\\u0000b", "\\ud800", "list[0][0][0]", "图")  # fmt: skip
LEAVES = (
    "null", "undefined", "true", "0", "-0", "1", "-1", "1.5", "NaN", "Infinity", "-Infinity", "2**53",
    "2**53+2", "1e308", "5e-324", "10n", "-(2n**80n)", "''", "'a'", "'\\ud800'", "'\\udc00x'", "'\\u0000'",
    "'\\u2028'", "'图'", "'\\u{1f600}'", "'x'.repeat(1e5)", "'x'.repeat(5e6)", "Symbol()", "Symbol.iterator",
    "Symbol('a')", "/a/g", "new Date(0)", "new Date(NaN)", "new Error('e')", "Object.create(null)",
    "Object.freeze({a: 1})", "() => 1", "function f() {}", "class A {}", "async () => {}", "function* g() {}",
    "new Map([[1, 2]])", "new Set([1])", "new WeakMap()", "new Uint8Array(3)", "new ArrayBuffer(8)",
    "new Float64Array([NaN, 1])", "new DataView(new ArrayBuffer(2))", "Promise.resolve(1)",
    "Promise.reject(2)", "new Promise(() => {})", "[,,1]", "new Array(3)", "new Array(1e6)",
    "Object.assign([1], {x: 2})", "new Proxy({}, {})", "new Proxy([], {})", "new Proxy(function () {}, {})",
    "new Proxy({}, { get() { throw 1 } })", "new Proxy({}, { ownKeys() { throw new Error('keys') } })",
    "new Proxy({}, { getPrototypeOf() { throw 3 } })", "new Proxy({}, { has() { throw 4 } })",
    "new Proxy([1, 2], { get(t, k) { return k === 'length' ? 2 ** 32 : t[k] } })",
    "new Proxy({ a: 1 }, { ownKeys() { return ['a', 'a2'] } })", "(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()",
    "{ get a() { throw new Error('get') } }", "{ get a() { return this } }", "{ toJSON() { throw 5 } }",
    "{ toJSON() { return undefined } }", "{ then(f) { f(1) } }", "{ then() { throw 6 } }", "{ get then() { throw 7 } }",
    "{ toString() { throw 8 } }", "{ valueOf() { return 9 }, toString: null }", "{ [Symbol.toPrimitive]() { throw 10 } }",
    "(() => { const a = {}; a.a = a; return a })()", "(() => { const a = []; a.push(a); return a })()",
    "(() => { let a = {}; for (let i = 0; i < 5000; i++) a = { a }; return a })()",
    "(() => { let a = []; for (let i = 0; i < 300; i++) a = [a]; return a })()",
    "Array.from({ length: 3000 }, (_, i) => i)", "Object.fromEntries(Array.from({ length: 2000 }, (_, i) => ['k' + i, i]))",
    "globalThis", "this", "event", "arguments", "NS", "getCurrentPages()", "this.data", "PATH", "NS.env",
    "{ $: 'x', v: 1 }", "{ $bytes: 'AA==' }", "{ $: null }", "{ t: 'call', api: 'chooseImage' }", "{ __proto__: null }",
    "{ ['__proto__']: 1 }", "{ '': 1 }", "{ '\\ud800': 1 }",
)  # fmt: skip
POISON = re.compile(r'^POISON = """\n(.*?)^"""', re.DOTALL | re.MULTILINE).findall(
    Path(__file__).parents[1].joinpath("realm", "test_prototypes.py").read_text(encoding="utf-8")
)[0]
"""A script that changes every built-in object, as the tests of prototypes have it."""


@cache
def offered(client: str) -> tuple[tuple[str, bool], ...]:
    """Functions that a client offers pages, and whether they are its file manager's."""
    with Host(client, worlds.ALBUM) as host:
        media = [(api.name, bool(api.receiver)) for api in host.view.apis.values()]
        rows = Companions(host.view, host).words.rows()
        other = [(row["name"], bool(row.get("receiver"))) for row in rows]
    return tuple(dict.fromkeys([*media, *other]))


def _value(chance: random.Random, depth: int = 0) -> str:
    """An expression of anything."""
    if depth > 2 or chance.random() < 0.55:
        found = chance.choice(LEAVES)
        return f"({found})" if found.startswith("{") else found
    what = chance.randrange(5)
    inner = [_value(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    if what == 0:
        return f"[{', '.join(inner)}]"
    if what == 1:
        return _options(chance, depth + 1)
    if what == 2:
        trap = chance.choice(
            ("get", "has", "ownKeys", "getOwnPropertyDescriptor", "apply", "construct", "set")
        )
        return f"new Proxy({_options(chance, depth + 1)}, {{ {trap}() {{ return {_value(chance, depth + 1)} }} }})"
    if what == 3:
        return f"{chance.choice(GLOBALS)}.{chance.choice(MEMBERS[:40])}"
    return f"((x) => x)({_value(chance, depth + 1)})"


KEYS = """count sizeType sourceType src path filePath tempFilePath urls current quality success fail
complete data key encoding url dirPath oldPath newPath srcPath destPath position title content
itemList mediaType maxDuration storeToAlbum apFilePaths apFilePath compressLevel header method name
formData recursive files fileList digestAlgorithm""".split()


def _options(chance: random.Random, depth: int = 1) -> str:
    """An object such as options are: known names, values of any kind, callbacks, getters."""
    rows = []
    for _ in range(chance.randint(0, 4)):
        key = chance.choice(KEYS if chance.random() < 0.8 else MEMBERS)
        what = chance.randrange(8)
        if what == 0:
            rows.append(f"get {key}() {{ {_statement(chance, depth + 1)} }}")
        elif what == 1:
            rows.append(f"{key}(r) {{ {_statement(chance, depth + 1)} }}")
        elif what == 2:
            rows.append(f"[{_value(chance, depth + 1)}]: {_value(chance, depth + 1)}")
        elif what == 3:
            rows.append(f"...{_value(chance, depth + 1)}")
        else:
            rows.append(f"{key}: {_value(chance, depth + 1)}")
    return f"{{ {', '.join(rows)} }}"


def _call(chance: random.Random, depth: int) -> str:
    name = "NAME" + str(chance.randrange(1000))
    given = [_options(chance, depth)]
    if chance.random() < 0.3:
        given = [_value(chance, depth) for _ in range(chance.randint(0, 3))]
    after = chance.choice(("", "", "", f".then(r => {{ {_quiet(chance)} }})", "?.abort?.()"))
    return f"{chance.choice(('', '', 'await ', 'new '))}{name}({', '.join(given)}){after}"


def _quiet(chance: random.Random) -> str:
    return f"console.log({_value(chance, 2)})"


def _poison(chance: random.Random, depth: int) -> str:
    place = chance.choice(GLOBALS)
    holder = chance.choice(
        (f"{place}.prototype", f"{place}.prototype", place, "globalThis", "NS", "Object.prototype")
    )
    member = chance.choice(MEMBERS if chance.random() < 0.8 else GLOBALS)
    what = chance.randrange(5)
    if what == 0:
        return f"{holder}['{member}'] = {_value(chance, 2)}"
    if what == 1:
        return f"delete {holder}['{member}']"
    if what == 2:
        return f"Object.freeze({holder})"
    if what == 3:
        return f"Object.setPrototypeOf({holder}, {_value(chance, 2)})"
    does = f"get() {{ {_statement(chance, 3)} }}, set() {{ throw 11 }}"
    return f"Object.defineProperty({holder}, '{member}', {{ {does}, configurable: true }})"


def _patch(chance: random.Random, depth: int) -> str:
    if chance.random() < 0.5:
        return f"this.setData({_value(chance, depth)})"
    return f"this.setData({{ '{chance.choice(PATHS)}': {_value(chance, depth)} }}, {_value(chance, 2)})"


STATEMENTS: tuple[Callable[[random.Random, int], str], ...] = (
    _call, _call, _call, _call, _patch, _patch, _poison, _poison,
    lambda chance, depth: f"console.{chance.choice(('log', 'error', 'warn'))}({_value(chance, depth)})",
    lambda chance, depth: f"throw {_value(chance, depth)}",
    lambda chance, depth: f"return {_value(chance, depth)}",
    lambda chance, depth: f"setTimeout({_value(chance, depth)}, {_value(chance, depth)})",
    lambda chance, depth: f"setTimeout(() => {{ {_call(chance, 2).removeprefix('await ')} }}, {chance.randrange(99)})",
    lambda chance, depth: f"Promise.resolve().then(() => {_value(chance, depth)})",
    lambda chance, depth: f"this.triggerEvent({_value(chance, depth)}, {_value(chance, depth)})",
    lambda chance, depth: f"require({_value(chance, depth)})",
    lambda chance, depth: f"await {_value(chance, depth)}",
    lambda chance, depth: f"this.{chance.choice(('data', 'setData', 'route', 'go', 'x'))} = {_value(chance, depth)}",
    lambda chance, depth: f"for (const x of {_value(chance, depth)}) {_quiet(chance)}",
    lambda chance, depth: "Reflect.ownKeys(NS).map(k => NS[k])",
)  # fmt: skip


def _statement(chance: random.Random, depth: int = 0) -> str:
    if depth > 2:
        return chance.choice(("return 1", "throw 12", "return this", "NS.x = 1", "console.log(1)"))
    text = chance.choice(STATEMENTS)(chance, depth)
    if depth and text.startswith("await "):
        text = text.removeprefix("await ")
    return text


def variant(chance: random.Random) -> Case:
    """The body of a handler, and the client it runs on."""
    stored = cases.kept("bridge")
    client = chance.choice(CLIENTS)
    lines: list[str] = []
    if stored and chance.random() < 0.25:
        seed = stored[chance.choice(list(stored))]
        client, lines = str(seed.head["client"]), seed.body.decode("utf-8", "replace").splitlines()
    for _ in range(chance.choice((1, 2, 3, 5, 8))):
        text = _statement(chance)
        if chance.random() < 0.5:
            text = f"try {{ {text} }} catch (e) {{ {_quiet(chance)} }}"
        lines.insert(chance.randint(0, len(lines)), text)
    if chance.random() < 0.08:
        lines.insert(0, "POISON")
    functions = offered(client)
    namespace = client.partition("/")[0]

    def function(match: re.Match[str]) -> str:
        name, managed = functions[int(match[1]) % len(functions)]
        return f"{namespace}.getFileSystemManager().{name}" if managed else f"{namespace}.{name}"

    text = re.sub(r"\bNAME(\d+)\b", function, "\n".join(lines))
    text = re.sub(r"\bNS\b", namespace, text)
    return Case({"client": client}, text.encode("utf-8", "surrogatepass"))


# The property -----------------------------------------------------------------------------------


def check(case: Case) -> str:
    """`quiet`, `thrown`, `ended` by a limit, or `none`: no page came of it."""
    client = str(case.head["client"])
    body = case.body.decode("utf-8", "replace").replace("POISON", POISON)
    body = body.replace("PATH", f"{client.partition('/')[0]}.env")
    with tempfile.TemporaryDirectory() as folder, Host(client, worlds.ALBUM, Obliging()) as host:
        file = Path(folder, "page.js")
        file.write_text(PAGE.format(body), encoding="utf-8")
        page: Page | None = None
        try:
            page = host.load(file, root=folder, strict=False, limits=LIMITS)
            page.call("go")
            page.program.run_for(1.0)
            repr(page.data)
            assert page.call("ok") == 1, "a page that no longer answers"
            page.program.text()
            thrown = [item.line() for item in page.program.thrown]
        except RealmError as error:
            assert ENDED.search(str(error)), f"ended by no limit: {error}"
            _goes_on(client)
            return "ended"
        except MediaglotError as error:
            assert not OURS.search(str(error)), f"our own words: {error}"
            return "none" if page is None else "refused"
        finally:
            if page is not None:
                page.close()
    for line in thrown:
        assert not OURS.search(line.replace(case.body.decode("utf-8", "replace"), "")), (
            f"our own words: {line}"
        )
    return "thrown" if thrown else "quiet"


def _goes_on(client: str) -> None:
    """Other pages do."""
    with tempfile.TemporaryDirectory() as folder, Host(client, worlds.ALBUM, Obliging()) as host:
        file = Path(folder, "page.js")
        file.write_text(PAGE.format(""), encoding="utf-8")
        with host.load(file, root=folder) as page:
            assert page.call("ok") == 1, "another page no longer answers"
