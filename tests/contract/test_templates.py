"""Every attribute and event that a profile has, in templates of every pair: ported, never refused
by the porter itself, and sound for the target."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.facts import Markup, both_of
from mediaglot.adapters.source.markup.template import port_template
from mediaglot.adapters.source.markup.tokens import scanned
from mediaglot.profiles import loader
from pairs import some


def described(ends: tuple[str, str]) -> bool:
    """Whether both profiles say how templates bind events, and the globals differ."""
    read, write = ends
    return loader.get(read).namespace != loader.get(write).namespace and bool(both_of(pair(*ends)))


PAIRS = [*filter(described, some())]
VALUES = ('=""', '="word"', "='{{a}}'", "=\"{{a ? 'b' : c}}\"", '="1{{a}}2"', "=bare", "")


def spellings(side: Markup, element: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The attributes of an element as programs spell them, each with values to try."""
    facts = side.element(element)
    names = dict.fromkeys((*facts.attributes, *side.elements.everywhere, *facts.lacks))
    for name in names:
        if name.startswith("on "):
            continue
        words = tuple(f'="{word}"' for word in facts.values.get(name, ()))
        given = side.attribute(element, name)
        other = re.sub(r"-([a-z])", lambda found: found[1].upper(), given)
        for spelt in dict.fromkeys((given, other, re.sub(r"[A-Z]", r"-\g<0>", given).lower())):
            yield spelt, (*VALUES, *words)
    prefixes = [prefix for prefix, _ in side.prefixes]
    for event in dict.fromkeys((*facts.events, *side.elements.common)):
        for prefix in prefixes:
            yield prefix + side.event(element, event), ('="go"', '="{{go}}"', '=""', "")


@pytest.mark.parametrize(("read", "write"), PAIRS, ids="-".join)
def test_no_attribute_is_beyond_the_porter(read: str, write: str) -> None:
    both = both_of(pair(read, write))
    assert both is not None
    source, target = both.source, both.target
    loop, script = source.template.directive, target.module
    odd = []
    for tag, element in source.tags.items():
        for name, values in spellings(source, element):
            tags = [
                f"<{tag} {once}{name}{value}></{tag}>\n"
                for value in values
                for once in ("", *([f'{name}="x" '] if value == '="word"' else []))
            ]
            text = f'<view {loop}for="{{{{a}}}}">\n{"".join(tags)}</view>'
            try:
                done = port_template(text.encode(), "a", both.pair)
            except ValueError as error:
                odd.append(f"{tag} {name}: {error}")
                continue
            assert done.goal, f"{tag} {name} was left alone"
            after = done.after.decode()
            problems = scanned(after, {script.element} if script is not None else set()).problems
            odd += [f"{tag}: {item.text}: {after[item.start : item.end]}" for item in problems]
    assert not odd, "\n".join(odd[:20])
