"""Each attribute and event of each element, each directive, in each way to write it.

`grid/` has by pair of vendors what becomes of the ways, and the attributes that are alike in all of
them: `E` is the element, `A` the attribute or the event. `make accept` rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.facts import Both, needed
from mediaglot.adapters.source.markup.port import markup_suffixes, port_markup
from mediaglot.adapters.source.markup.scripts import Beside
from mediaglot.adapters.source.markup.work import Around

GOLDEN = Path(__file__).parent / "grid"
PAIRS = [("wx", "my"), ("my", "wx"), ("wx", "tt")]
AROUND = Around({"x-card": "/x"}, Beside(b"Page({ data: { x: 1 }, go() {} })", "javascript"))

ATTRIBUTES = """\
<E A></E>
<E A=""></E>
<E A="1"/>
<E A="zz"/>
<E A="{{x}}"/>
<E A="{{ x }}px"/>
<E A='{{ "zz" }}'/>
<E A="{{ true }}"/>
<E A="{{ x ? 'a' : 'b' }}"/>
<E A="{{ {a: 1} }}"/>
<E A=x />
<E A="1" A="2"/>
<E A="1" class="a" id="b"/>
<E
  A="1"
  data-a="2">text</E>
<E A="{{x"/>
<x-card A="1"/>
"""
EVENTS = """\
<E A="go"/>
<E A="{{x}}"/>
<E A=""/>
<E A/>
<E A="go" data-a="1" id="b"/>
<E A="none"/>
<E A="go" A="go"/>
<view A="go"><E/></view>
<x-card A="go"/>
"""
DIRECTIVES = """\
<view D:if="{{x}}"/><view D:elif="{{y}}"/><view D:else/>
<view D:if="x"/>
<view D:if=""/><view D:else="1"/>
<view D:if/>
<view D:else/>
<view D:if="{{x}}"/>text<view D:else/>
<view D:if="{{x}}"/><!-- c --><view D:else/>
<view D:for="{{x}}">{{item}}{{index}}</view>
<view D:for="{{x}}" D:for-item="a" D:for-index="b" D:key="id">{{a}}</view>
<view D:for-items="{{x}}" D:key="*this"/>
<view D:for="{{x}}" D:key="{{item.id}}"/>
<view D:for="{{x}}" D:key="index"/>
<view D:for="{{x}}" D:if="{{y}}"/>
<view D:for="{{3}}"/>
<view D:for="x"/>
<view D:for="{{[1, 2]}}"/>
<view D:for="{{x}}"><view D:for="{{item}}" D:for-item="b"/></view>
<block D:for="{{x}}" D:key="a"><view/></block>
<block/>
<template name="a"><view>{{b}}</view></template>
<template is="a" data="{{b: 1, ...c}}"/>
<template is="{{x ? 'a' : 'b'}}" data="{{...c}}"/>
<template name="a" is="b"/>
<import src="./b.wxml"/><include src="../c.wxml"/>
<import src="{{x}}"/><include/>
<wxs module="m" src="./m.wxs"/><view>{{m.f(x)}}</view>
<wxs module="m">exports.f = 1</wxs>
<slot/><slot name="a"/><view slot="a"/>
<view D:zz="1"/>
<view model:value="{{x}}"/><input model:value="{{x}}"/>
<text>{{x}} &lt; {{ 'a' + "b" }} {{x</text>
<view class="a {{x ? 'b' : ''}}" style="width: {{x}}rpx; --a: 1" hidden="{{x}}"/>
<view style="{{x}}" class='{{["a"]}}' data-aB="1" data-a-b="{{x}}" id="{{x}}"/>
<x-card a-b="1" aB="{{x}}" bind:a="go" class="c"/><x-card generic:a="b"/>
<unknown a="1" bindtap="go"/>
<view><text>a</view>
</view>
<view a="1
<!-- a --><view><!-- b
<view catchtap="go" capture-bind:tap="go" capture-catch:tap="go" mut-bind:tap="go"/>
<view onTap="go" catchTap="go" on:tap="go"/>
<page-meta/><navigation-bar/><web-view src="{{x}}"/><root-portal/>
"""


def told(read: str, write: str, source: str) -> str:
    """What a template becomes, `=` where it stays, and what is told."""
    both = pair(read, write)
    done = port_markup(source.encode(), f"pages/a/a{markup_suffixes(both)[0]}", both, AROUND)
    rows = [
        f"{item.code} {item.line}:{item.column}-{item.end_column} {item.diagnostic.severity}"
        f" {item.diagnostic.loss}{f' blocks {item.blocks}' if item.blocks else ''}"
        for item in done.findings
    ]
    after = done.after.decode()
    return "; ".join(["=" if after == source else after.replace("\n", "\\n"), *rows])


def alike(read: str, write: str, element: str, name: str, forms: str) -> tuple[str, ...]:
    """What becomes of each way to write an attribute of an element, its own words taken out."""
    found = []
    for form in re.split(r"\n(?=<)", forms.strip()):
        source = re.sub(r"\bE\b", element, re.sub(r"\bA\b", name, form))
        said = told(read, write, source)
        for word, mark in ((name, "A"), (element, "E")):
            said = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", mark, said)
        found.append(re.sub(r"\d+-\d+", "", said))
    return tuple(found)


def attributes(both: Both) -> Iterator[tuple[str, str]]:
    for element, facts in both.source.vendor.element.items():
        for name in [*facts.attributes][:12]:
            yield both.source.tag(element), both.source.attribute(element, name)


def events(both: Both) -> Iterator[tuple[str, str]]:
    for element, facts in both.source.vendor.element.items():
        for name in (*facts.events, "tap"):
            for prefix, _ in both.source.prefixes[:2]:
                yield both.source.tag(element), f"{prefix}{both.source.event(element, name)}"


def grid(read: str, write: str) -> Iterator[str]:
    both = needed(pair(read, write))
    for forms, rows in ((ATTRIBUTES, attributes(both)), (EVENTS, events(both))):
        groups: dict[tuple[str, ...], list[str]] = {}
        for element, name in rows:
            said = alike(read, write, element, name, forms)
            groups.setdefault(said, []).append(f"{element} {name}")
        for said, names in groups.items():
            yield ", ".join(names)
            for text in dict.fromkeys(said):
                yield f"  {[at for at, one in enumerate(said) if one == text]}: {text}"
    mark = both.source.template.directive
    for form in DIRECTIVES.splitlines():
        source = form.replace("D:", mark)
        yield source
        yield f"  {told(read, write, source)}"


@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS])
def test_each_way_to_write_a_template(
    read: str, write: str, golden: Callable[[Path, str], None]
) -> None:
    text = "".join(f"{line}\n" for line in grid(read, write))
    golden(GOLDEN / f"{read}-{write}.txt", text)
