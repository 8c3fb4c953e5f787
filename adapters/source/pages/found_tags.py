"""Components that scripts find by what their tags say, for a target that answers later: the words
that scripts ask by, and the components whose tags have them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

from ..components.facts import Models
from ..markup.kin import means_one_of
from ..markup.tokens import scanned
from ..program.programs import Programs
from ..text.blocks import LANGUAGES
from .tree_scripts import TreeScripts

_ASKED: Final = re.compile(rb"([\"'`])\s*((?:[#.](?:[\w-]|\$\{[^{}\n]{0,40}\})+)+)\s*\1")
_COMPUTED: Final = re.compile(r"\$\{[^{}]*\}")
_WORD: Final = re.compile(r"([#.])((?:[\w-]|\0)+)")


def found_components(
    around: Programs, scripts: TreeScripts, models: Models
) -> tuple[frozenset[str], frozenset[str]]:
    """The words that scripts may ask for components by, `#` or `.` before each and of what is
    computed the end alone, and the stems of the components whose tags have one."""
    words = _asked(around, scripts, models)
    suffix = around.templates[0]
    found: set[str] = set()
    for name in sorted(around.names) if words else ():
        stem = name.removesuffix(suffix)
        if stem != name and around.declares(stem):
            found.update(_found(around, stem, words))
    return (words if found else frozenset()), frozenset(found)


def _asked(around: Programs, scripts: TreeScripts, models: Models) -> frozenset[str]:
    """The words of texts that may be selectors, where scripts ask for components at all."""
    later = {name for name, key in models.finders.items() if key in models.target.later}
    heads = [b"." + name.encode() for name in later]
    if not heads:
        return frozenset()
    names = [name for name in around.names if os.path.splitext(name)[1] in LANGUAGES]
    texts = [data for name in names if (data := scripts.data(name))]
    if not any(any(map(text.__contains__, heads)) for text in texts):
        return frozenset()
    said = (match[2] for text in texts for match in _ASKED.finditer(text))
    return frozenset(
        sign + word.rpartition("\0")[2]
        for text in said
        for sign, word in _WORD.findall(_COMPUTED.sub("\0", text.decode("utf-8", "replace")))
        if word.rpartition("\0")[2]
    )


def _found(around: Programs, stem: str, words: frozenset[str]) -> Iterator[str]:
    stem_of = around.component_of(stem)
    text = around.template_text(stem + around.templates[0])
    for token in scanned(text).tokens if text else ():
        part = stem_of(token.name) if means_one_of(text, token, words) else None
        if part is not None:
            yield part
