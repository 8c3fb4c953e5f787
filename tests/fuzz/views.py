"""Pages drawn: templates, data and what changes it, made at random or from the vectors of templates.

Whatever stands in a template: a page is drawn or refused in one sentence, within its limits, and what
is raised is declared and says nothing of ours. What is drawn is JSON, the same when it is drawn again
and on another page that begins with the same data; its texts are the data's, a loop has an element for
each entry, a condition one of its branches; and what a user does there, or a selector finds, raises
nothing else either.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import worlds
from fuzz import cases, templates
from fuzz.bridge import ENDED, OURS
from fuzz.cases import Case
from fuzz.profiles import Obliging
from mediaglot.adapters.realm.engine import Limits, RealmError
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.render.show import page_text
from mediaglot.adapters.realm.render.tree import PageTree
from mediaglot.canonical.errors import MediaglotError
from mediaglot.canonical.markup import CONTROLS

PIECES = (cases.LINES, cases.TOKENS)
LIMITS = Limits(seconds=2.0, memory=64 << 20, jobs=20_000, calls=200, messages=4_000)
CLIENTS = tuple(client for client in worlds.clients() if client[:2] in templates.SUFFIXES)
PREFIX = {"wx": "wx:", "my": "a:", "tt": "tt:"}
"""What begins the names of a vendor's directives."""
MOST_TOUCHED = 3

TAGS = """view view view text text block image input button swiper swiper-item scroll-view navigator
picker checkbox slider slot template my-card my-none label rich-text cover-view web-view svg x 图""".split()
NAMES = ("s", "n", "t", "f", "l", "o", "e", "u", "item", "index", "item.a", "o.a.b", "l[0]", "l[n]")
LEAVES = (
    *NAMES, "0", "1", "-1", "1.5", "1e999", "0x1f", "'a'", '"b"', "''", "'}}'", "'图'", "'\\u{1f600}'",
    "true", "null", "undefined", "NaN", "this", "wx", "constructor", "__proto__", "[]", "[1, s]", "({})",
)  # fmt: skip
BINARY = "+ - * / % == === != !== < > <= >= && || ?? & | ^ << >> >>> , in ** =".split()
SELECTORS = (
    "view", ".p", "#probe", "text", "view view", "view > text", ".p, #probe", "[data-i]", "[data-i=1]", "my-card",
    "*", "", " ", ">", "..", "#", "[", "[a", "view:nth-child(1)", ".a.b", "view >", ", ,", "图", "a" * 4000, "\0",
)  # fmt: skip
ENTRIES: tuple[Any, ...] = (
    "",
    "a",
    "b",
    "a",
    "图",
    "<b>",
    "{{s}}",
    "'\"",
    "&amp;",
    0,
    1,
    -1,
    2**53,
    True,
    False,
)
VALUES: tuple[Any, ...] = (
    *ENTRIES, None, 1.5, [], {}, [[]], {"a": 1}, {"a": {"b": "c"}}, {"length": 3}, {"__proto__": 1},
    [None, 1], [{"a": 1}, {"a": 1}], list(range(40)), "x" * 3000, {"": 0}, {"toString": 1}, "\ud800", "\0",
)  # fmt: skip


def _expression(chance: random.Random, depth: int = 0) -> str:
    if depth > 3 or chance.random() < 0.4:
        return chance.choice(LEAVES)
    one, other = (_expression(chance, depth + 1) for _ in range(2))
    return chance.choice(
        (f"{one} {chance.choice(BINARY)} {other}", f"{one} ? {other} : {one}", f"!{one}", f"-({one})",
         f"({one})", f"[{one}, ...{other}]", f"{one}[{other}]", f"{one}.{chance.choice(NAMES[:6])}",
         f"{one}.length", f"{one}.map({other})", f"m.f({one})", f"typeof {one}", f"`{one}`",
         f"{{ a: {one}, ...{other} }}")
    )  # fmt: skip


def _mustache(chance: random.Random) -> str:
    text = f"{{{{{_expression(chance)}}}}}"
    return text if chance.random() < 0.8 else chance.choice(("a ", "", "  ")) + text + text


def _attributes(chance: random.Random, prefix: str) -> str:
    ways = (
        lambda: f'{prefix}if="{_mustache(chance)}"',
        lambda: f'{prefix}for="{_mustache(chance)}"',
        lambda: f'{prefix}for="{{{{l}}}}" {prefix}key="*this"',
        lambda: f'{prefix}for="{{{{o}}}}" {prefix}for-item="e" {prefix}for-index="index"',
        lambda: f'{prefix}key="{chance.choice(("a", "*this", "{{item}}", ""))}"',
        lambda: f'class="p {_mustache(chance)}"',
        lambda: f'id="{chance.choice(("a", "probe", _mustache(chance)))}"',
        lambda: f'data-i="{_mustache(chance)}"',
        lambda: f'hidden="{_mustache(chance)}"',
        lambda: f'style="{_mustache(chance)}"',
        lambda: f'value="{_mustache(chance)}"',
        lambda: chance.choice(('bindtap="go"', 'onTap="go"', 'bind:tap="{{s}}"', 'catchtap="none"')),
        lambda: chance.choice(('bindinput="go"', 'onInput="go"', 'bindchange="go"', 'onChange="go"')),
        lambda: f'is="{chance.choice(("t", "{{s}}", "none"))}" data="{{{{...o, {chance.choice(NAMES)}}}}}"',
        lambda: f'name="{chance.choice(("t", "u", ""))}"',
        lambda: f'slot="{chance.choice(("", "s", "{{s}}"))}"',
    )  # fmt: skip
    return "".join(f" {chance.choice(ways)()}" for _ in range(chance.choice((0, 1, 1, 2, 3))))


def _node(chance: random.Random, prefix: str, depth: int = 0) -> str:
    what = chance.random()
    if depth > 4 or what < 0.3:
        return (
            _mustache(chance) if what < 0.2 else chance.choice(("a", " \n ", "&lt;", "图 b", "}}"))
        )
    tag = chance.choice(TAGS)
    if chance.random() < 0.1:  # branches
        inner = _node(chance, prefix, depth + 1)
        middle = f'<{tag} {prefix}elif="{_mustache(chance)}">b</{tag}>' * chance.choice((0, 1, 2))
        end = f"<{tag} {prefix}else>{inner}</{tag}>" * chance.choice((0, 1, 1, 1, 1, 2))
        return f'<{tag} {prefix}if="{_mustache(chance)}">{inner}</{tag}>{middle}{end}'
    inner = "\n".join(
        _node(chance, prefix, depth + 1) for _ in range(chance.choice((0, 1, 1, 2, 3)))
    )
    return f"<{tag}{_attributes(chance, prefix)}>{inner}</{tag}>"


def _data(chance: random.Random) -> dict[str, Any]:
    return {
        "s": chance.choice([value for value in ENTRIES if isinstance(value, str)]),
        "n": chance.choice((0, 1, 2, -1, 1.5, 2**31)),
        "t": True, "f": False,
        "l": [chance.choice(ENTRIES) for _ in range(chance.choice((0, 1, 2, 5)))],
        "o": chance.choice(({}, {"a": {"b": "c"}}, {"a": 1, "b": 2}, [], None, 3)),
        "e": chance.choice(VALUES),
    }  # fmt: skip


def variant(chance: random.Random) -> Case:
    """A template, the data of its page, what is put in its place, and the client."""
    client = chance.choice(CLIENTS)
    vendor = client[:2]
    head: dict[str, Any] = {
        "client": client, "data": _data(chance), "find": chance.choice(SELECTORS),
        "then": {chance.choice("sneol"): chance.choice(VALUES) for _ in range(chance.choice((0, 1, 2)))},
    }  # fmt: skip
    stored = cases.kept("views")
    if stored and chance.random() < 0.15:
        seed = stored[chance.choice(list(stored))]
        client = str(seed.head["client"])
        head, vendor = {**head, "client": client, "data": seed.head["data"]}, client[:2]
        parts = templates.PARTS.findall(seed.body.decode("utf-8", "replace"))
        text = "".join(templates.changed(parts, chance))
    elif chance.random() < 0.3:
        found = [text for dialect, text in templates.seeds() if dialect == vendor]
        text = "".join(templates.changed(templates.PARTS.findall(chance.choice(found)), chance))
    else:
        prefix = PREFIX[vendor if chance.random() < 0.95 else chance.choice(list(PREFIX))]
        text = "\n".join(_node(chance, prefix) for _ in range(chance.choice((1, 2, 3, 5))))
        if chance.random() < 0.2:
            text += f'<template name="t">{_node(chance, prefix)}</template>'
    return Case(head, text.encode("utf-8", "surrogatepass"))


# The property -----------------------------------------------------------------------------------


def _probe(prefix: str) -> str:
    """What stands before each template: of it is known what must come of any data."""
    return (
        '<view id="probe">{{s}}</view>'
        f'<view class="probed" {prefix}for="{{{{l}}}}" {prefix}key="index">{{{{index}}}}:{{{{item}}}}</view>'
        f'<view id="cond" {prefix}if="{{{{n > 0}}}}">{{{{n + 1}}}}</view><view id="cond" {prefix}else>no</view>\n'
    )


def _said(value: Any) -> str:
    """What JavaScript makes of a text, a whole number or a truth."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _holds(tree: PageTree, data: Mapping[str, Any]) -> None:
    """The probe says what the data say."""
    found: dict[str, list[str]] = {}
    for view in tree.walk():
        name = view.id if view.id in ("probe", "cond") else "".join(view.classes)
        if view.at.startswith("page") and view.at.split(":")[1] == "1":
            found.setdefault(name, []).append("".join(it.text for it in view.inner))
    if isinstance(data["s"], str):
        assert found["probe"] == [data["s"]], f"{found['probe']} is not {data['s']!r}"
    items = data["l"]
    if isinstance(items, list) and all(isinstance(it, (str, int)) for it in items):
        wanted = [f"{number}:{_said(item)}" for number, item in enumerate(items)]
        assert found.get("probed", []) == wanted, f"{found.get('probed')} is not {wanted}"
    if isinstance(data["n"], (int, float)) and not isinstance(data["n"], bool):
        wanted = [f"{data['n'] + 1:g}"] if data["n"] > 0 else ["no"]
        if abs(data["n"]) < 1000:
            assert found["cond"] == wanted, f"{found['cond']} is not {wanted}"


def _plain(tree: PageTree) -> str:
    """A tree as JSON that is read as it was."""
    text = json.dumps(tree.to_plain(), sort_keys=True)
    assert json.dumps(json.loads(text), sort_keys=True) == text, "no JSON"
    page_text(tree, 60)
    return text


@cache
def _card() -> dict[str, str]:
    """A component that pages use."""
    return {
        "card.js": "Component({ properties: { value: String }, props: { value: '' }, data: { c: 1 } })",
        "card.json": '{ "component": true }',
        "card": "<view>{{value}}{{c}}<slot></slot></view>",
    }


def _written(folder: Path, vendor: str, text: bytes, data: Mapping[str, Any]) -> Path:
    suffix = templates.SUFFIXES[vendor]
    for name, content in _card().items():
        Path(folder, name if "." in name else name + suffix).write_text(content, encoding="utf-8")
    Path(folder, "page.json").write_text('{ "usingComponents": { "my-card": "./card" } }', "utf-8")
    Path(folder, f"page{suffix}").write_bytes(_probe(PREFIX[vendor]).encode() + text)
    file = Path(folder, "page.js")
    code = f"Page({{ data: JSON.parse({json.dumps(json.dumps(data))}), go() {{ this.setData({{ g: 1 }}) }},"
    file.write_text(
        f"{code}\nput(key, value) {{ this.setData({{ [key]: value }}) }} }})\n", "utf-8"
    )
    return file


def _opened(host: Host, folder: Path, case: Case, data: Mapping[str, Any]) -> Page:
    file = _written(folder, str(case.head["client"])[:2], case.body, data)
    return host.load(file, root=folder, strict=False, limits=LIMITS)


def _drawn(client: str, case: Case, data: Mapping[str, Any]) -> str:
    """What another page with the same template and data shows."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Host(client, worlds.ALBUM, Obliging()) as host,
        _opened(host, Path(folder), case, data) as page,
    ):
        return _plain(page.tree)


BEGIN = {"my": ("input", "textarea", "checkbox")}
"""Elements that only begin with what the data say."""


def _same(changed: str, fresh: str, vendor: str) -> bool:
    """Whether the same stands on two pages; one that was another before may have needed further
    facts then."""
    one, other = json.loads(changed), json.loads(fresh)
    for view in (*_views(one["tree"]), *_views(other["tree"])):
        if view.get("element") in BEGIN.get(vendor, ()):
            view.get("attributes", {}).pop(CONTROLS[view["element"]][0], None)
            if not view.get("attributes", True):
                del view["attributes"]
    for name in ("rules", "unknown"):
        known = one.pop(name)
        if not all(rule in known for rule in other.pop(name)):
            return False
    return bool(one == other)


def _views(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for view in tree:
        yield view
        yield from _views(view.get("inner", []))


def _touched(page: Page, selector: str) -> None:
    """Does what a user may do; a selector that is none is refused."""
    handlers = [view for view in page.tree.walk() if view.kind == "tag" and view.bound]
    for view in handlers[:MOST_TOUCHED]:
        for bound in view.bound:
            page.program.tree(page.number)
            page.program.act(page.number, view.number, bound.event, detail={}, value="x")
    try:
        for view in page.find(selector):
            view.words()
    except MediaglotError as error:
        assert not isinstance(error, RealmError), f"a selector ended the realm: {error}"


def check(case: Case) -> str:
    """`drawn`, `refused`, or `ended` by a limit."""
    client = str(case.head["client"])
    data: dict[str, Any] = dict(case.head["data"])
    page: Page | None = None
    with tempfile.TemporaryDirectory() as folder, Host(client, worlds.ALBUM, Obliging()) as host:
        try:
            page = _opened(host, Path(folder), case, data)
            first = _plain(page.tree)
            _holds(page.tree, data)
            assert _plain(page.tree) == first, "drawn twice it is another"
            for key, value in case.head.get("then", {}).items():
                page.call("put", key, value)
                data[key] = value
            now = _plain(page.tree)
            _holds(page.tree, data)
            again = _drawn(client, case, data)
            assert _same(now, again, client[:2]), (
                f"changed it is not as from the start:\n{now}\n{again}"
            )
            _touched(page, str(case.head.get("find", "view")))
            _plain(page.tree)
            words = [item.line() for item in page.program.thrown]
        except RealmError as error:
            assert ENDED.search(str(error)), f"ended by no limit: {error}"
            return "ended"
        except MediaglotError as error:
            assert not OURS.search(str(error)), f"our own words: {error}"
            return "refused"
        finally:
            if page is not None:
                page.close()
    for line in words:
        assert not OURS.search(line), f"our own words: {line}"
    return "drawn"
