"""Components that a port brings into the programs of a tree: where they are wanted, their files,
and the configurations that declare them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Final

import attrs

from ....canonical.markup import COMPONENTS
from ..common.pair import Pair
from ..components.facts import models_of
from ..components.given_names import BROUGHT
from ..components.helper import telling_of
from ..markup.facts import Both, both_of
from ..markup.polyfills import Brings, polyfill_of
from ..markup.tokens import scanned
from ..markup.work import Made
from .programs import Programs

if TYPE_CHECKING:
    from ....profiles.model import Polyfill

_SCRIPT: Final = ".js"
_CONFIG: Final = ".json"


def with_polyfills(around: Programs, pair: Pair) -> Programs:
    """The programs with the components that a port brings, where their templates ask for such."""
    both, models = both_of(pair), models_of(pair)
    tags_of = both.source.tags.items() if both is not None else ()
    names = [tag for tag, it in tags_of if both is not None and both.target.polyfills(it)]
    if both is None or models is None or not names:
        return around
    telling = telling_of(models)
    tags: dict[str, dict[str, str]] = {}
    made: dict[str, tuple[Made, ...]] = {}
    declared: dict[str, dict[str, str]] = {}
    for name in sorted(around.names):
        if not name.endswith(around.templates[0]):
            continue
        for own, facts in _asked(around, name, names, both).items():
            root = around.root_of(name)
            known = tags.setdefault(root, {})
            if own not in known:
                known[own] = _tag(around, root, own, both)
            tag = known[own]
            made[name] = (*made.get(name, ()), *_files(root + tag, facts, telling, both))
            for stem in _stems(around, name):
                declared.setdefault(stem + _CONFIG, {})[tag] = f"/{tag}"
    for config, paths in declared.items():
        if not around.has(config):
            name = os.path.splitext(config)[0] + around.templates[0]
            text = json.dumps({COMPONENTS: paths}, indent=2) + "\n"
            made[name] = (*made.get(name, ()), Made(config, text.encode()))
    return attrs.evolve(around, brings=Brings(tags, made, declared))


def _asked(around: Programs, name: str, names: list[str], both: Both) -> dict[str, Polyfill]:
    """The components that a template asks for, by name. ``names``: the tags that may ask."""
    text = around.template_text(name)
    found: dict[str, Polyfill] = {}
    if not any(f"<{tag}" in text for tag in names):
        return found
    for token in scanned(text, both.source.scripts).tokens:
        if token.kind in ("open", "alone"):
            asked = polyfill_of(both, text, token)
            if asked is not None:
                found[asked[0]] = asked[1]
    return found


def _stems(around: Programs, name: str) -> set[str]:
    """The pages and components, without suffix, that show what stands in a template."""
    names = {name}
    if around.is_part(name):
        names = {user for users in around.users.get(name, {}).values() for user in users}
    return {os.path.splitext(one)[0] for one in names}


def _tag(around: Programs, root: str, name: str, both: Both) -> str:
    """A name for the files of a component that no file of the program has."""
    ends = (_SCRIPT, _CONFIG, both.target.template.suffix, both.target.template.styles)
    for number in count(1):
        tag = BROUGHT + name + (f"-{number}" if number > 1 else "")
        if not any(around.has(root + tag + end) for end in ends):
            return tag
    raise AssertionError  # pragma: no cover


def _files(stem: str, facts: Polyfill, telling: str, both: Both) -> Iterator[Made]:
    """The files of a component. ``telling``: by what its script tells of events."""
    template = both.target.template
    yield Made(stem + _SCRIPT, f"{telling}\n{facts.script.lstrip()}".lstrip().encode())
    yield Made(stem + template.suffix, facts.template.lstrip().encode())
    yield Made(stem + _CONFIG, b'{\n  "component": true\n}\n')
    if facts.style and template.styles:
        yield Made(stem + template.styles, facts.style.lstrip().encode())
