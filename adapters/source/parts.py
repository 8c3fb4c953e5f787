"""The parts of a program beside its scripts: which files are theirs, and their port."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Final, Literal

from .markup.facts import both_of
from .markup.port import markup_suffixes, port_markup
from .markup.work import ALONE, Around
from .model import FilePort
from .pair import Pair
from .style.port import port_style

Part = Literal["script", "markup", "style"]
PARTS: Final[tuple[Part, ...]] = ("script", "markup", "style")
"""What of a program is ported: its scripts, its templates and their scripts, its style sheets."""
SCRIPTS: Final[tuple[Part, ...]] = ("script",)


def suffixes_of(pair: Pair, parts: Collection[Part] = PARTS) -> tuple[str, ...]:
    """How the files of these parts end on the source, those of scripts left out; nothing where a
    profile of the pair says too little of templates to port them."""
    both = both_of(pair)
    if both is None:
        return ()
    found = markup_suffixes(pair) if "markup" in parts else ()
    styles = both.source.template.styles
    if "style" in parts and styles and both.target.template.styles:
        found = (*found, styles)
    return found


def port_part(data: bytes, name: str, pair: Pair, around: Around = ALONE) -> FilePort:
    """Port the bytes of a file of such a part. Raises `InputError` where a profile says nothing of
    templates."""
    both = both_of(pair)
    if both is not None and os.path.splitext(name.lower())[1] == both.source.template.styles:
        return port_style(data, name, pair, around)
    return port_markup(data, name, pair, around)
