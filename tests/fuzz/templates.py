"""Templates changed as tags and attributes: they are tiled, ported, and final.

Seeds are the vectors of templates, in three dialects. Whatever the template: the port does not
raise, takes back its own edits to the same bytes, is as well formed as it was before, and leaves
nothing for a second port.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import tomli
from fuzz import cases
from fuzz.cases import Case
from fuzz.sources import _findings
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.facts import needed
from mediaglot.adapters.source.markup.scripts import Beside
from mediaglot.adapters.source.markup.template import port_template
from mediaglot.adapters.source.markup.tokens import scanned
from mediaglot.adapters.source.markup.work import Around
from mediaglot.adapters.source.text.edits import apply, reverse
from mediaglot.adapters.source.text.encoding import encoding_of, mask, wide

PIECES = (cases.LINES, cases.TOKENS, cases.BYTES)
VECTORS = Path(__file__).resolve().parent.parent / "markup"
SUFFIXES = {"wx": ".wxml", "my": ".axml", "tt": ".ttml"}
PARTS = re.compile(
    r"\s+|<!--.*?-->|</?[\w-]+|/?>|\{\{|\}\}|[\w:.-]+=|\"[^\"]*\"|'[^']*'|[\w$-]+|.", re.DOTALL
)
WORDS = (
    *"""< > </ /> <!-- --> <! <? {{ }} { } ' " = / \\ ` & ; ? ?. ... && || === a b item index true
    <view <text <block <template <import <include <slot <input <picker <my-card <wxs <import-sjs <sjs
    </view> </wxs> </template> class="a" style="b:c" id=x slot="s" hidden name="t" is="t" src="./a"
    wx:if="{{a}}" wx:else wx:for="{{b}}" wx:key="id" wx:key="{{item.id}}" a:for="{{b}}" key="{{item}}"
    tt:if="{{a}}" bindtap="go" bind:tap="go" catchtouchmove="" onTap="go" catchTap="go" mut-bind:tap="x"
    capture-bind:tap="x" model:value="{{v}}" value="{{v}}" data-aB="c" open-type="share" mode="date"
    module="m" module="n" name="{a, b: c}" from="./m.sjs" mark:a="b" change:a="{{m.f}}" generic:a="b"
    aria-label="a" scroll-y user-select selectable controlled="{{true}}" show-count="{{false}}"
    module.exports = {} mediaglot:ignore 图""".split(),
    *("\n", "\r\n", "\t", "\0", "\ufeff", "\ud800", "\u3000"),
)
SCRIPT = b"Page({ go() { this.setData({ v: 1, [`b.${i}`]: 2 }) }, x() {} })"


@cache
def seeds() -> tuple[tuple[str, str], ...]:
    """Dialect and text of every seed."""
    return tuple(
        (case["read"], case["source"])
        for file in sorted(VECTORS.glob("*.toml"))
        for case in tomli.loads(file.read_text(encoding="utf-8"))["case"]
        if not case.get("module")
    )


def variant(chance: random.Random) -> Case:
    """A template, and how it is ported."""
    dialect, text = chance.choice(seeds())
    write = chance.choice([vendor for vendor in SUFFIXES if vendor != dialect])
    head = {"read": dialect, "write": write, "tree": chance.random() < 0.5}
    stored = cases.kept("templates")
    if stored and chance.random() < 0.1:
        seed = stored[chance.choice(list(stored))]
        head, text = dict(seed.head), seed.body.decode("utf-8", "replace")
    text = "".join(changed(PARTS.findall(text), chance))
    if chance.random() < 0.2:
        before, after = chance.choice(
            (("<view>", "</view>"), ('<template name="t">', "</template>"), ("\ufeff", ""),
             ("<my-card>", "</my-card>"), ("<!-- ", ""), ('<wxs module="q">', "</wxs>"))
        )  # fmt: skip
        text = before + text + after
    body = bytearray(text.encode("utf-8", "surrogatepass"))
    if chance.random() < 0.05:
        chance.choice((cases.flip, cases.cut, cases.remove, cases.repeat))(body, chance)
    return Case(head, bytes(body))


def changed(parts: list[str], chance: random.Random) -> list[str]:
    """The parts of a template, some of them rearranged."""
    for _ in range(chance.choice((0, 1, 1, 2, 4, 8))):
        _change(parts, chance)
    return parts


def _change(parts: list[str], chance: random.Random) -> None:
    def other() -> list[str]:
        return PARTS.findall(chance.choice(seeds())[1])

    cases.rearrange(parts, chance, WORDS, other, lambda: (" ", " "))


def _problems(data: bytes, vendor: str) -> int:
    """How much is wrong with a template, whose tokens must tile it."""
    both = needed(pair(vendor, next(other for other in SUFFIXES if other != vendor)))
    facts = both.source.module
    text = mask(data, encoding_of(data)).decode("latin-1")
    found = scanned(text, {facts.element} if facts is not None else ())
    assert "".join(text[one.start : one.end] for one in found.tokens) == text, "tokens do not tile"
    return len(found.problems)


def check(case: Case) -> str:
    """`ported`, `kept`, `broken`, `scripts` or `wide` (no encoding that is read)."""
    read, write, data = str(case.head["read"]), str(case.head["write"]), case.body
    both, name = pair(read, write), f"pages/a{SUFFIXES[read]}"
    around = Around()
    if case.head.get("tree"):
        files = frozenset({"pages/m.wxs", "pages/a.m.sjs"})
        declared = {"my-card": "/parts/card"}
        around = Around(declared, Beside(SCRIPT, "javascript"), files.__contains__)
    done = port_template(data, name, both, around)
    assert apply(done.after, reverse(data, done.edits)) == data, "edits that cannot be taken back"
    _findings(done, data)
    if wide(data) is not None:
        assert not done.edits, "a file in an encoding that nobody reads was edited"
        return "wide"
    if _problems(data, read):
        assert not done.edits, "a broken template was edited"
        return "broken"
    if not done.goal:
        return "kept"
    if any(item.code == "MG717" for item in done.findings):
        return "scripts"  # one that stays is no script to the other
    assert not _problems(done.after, write), f"broken by the port: {done.after!r}"
    if b"sjs" in done.after or b"wxs" in done.after:
        return "scripts"  # and one that was moved is no script to its own
    again = port_template(done.after, name, both, around)
    assert not again.edits, f"a second port changes it again: {again.after!r}"
    return "ported"
