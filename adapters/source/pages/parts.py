"""The parts of a program beside its scripts: which files are theirs, and their port."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Final, Literal

from ....canonical.errors import InputError
from ..common.model import FilePort
from ..common.pair import Pair
from ..config.facts import dialects_of
from ..config.port import SUFFIX, kind_of, port_config
from ..config.work import NOWHERE, ConfigKind
from ..markup.facts import both_of
from ..markup.port import markup_suffixes, port_markup
from ..markup.work import ALONE, Around
from ..program.config_places import place_of
from ..program.programs import Programs
from ..style.port import port_style
from ..text.blocks import LANGUAGES

Part = Literal["script", "markup", "style", "config"]
PARTS: Final[tuple[Part, ...]] = ("script", "markup", "style", "config")
"""What of a program is ported: its scripts, its templates and their scripts, its style sheets, its
configurations."""
SCRIPTS: Final[tuple[Part, ...]] = ("script",)
CONFIG: Final = SUFFIX
"""How the names of configurations end."""


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


def port_configuration(
    data: bytes, name: str, pair: Pair, kind: ConfigKind, around: Programs | None = None
) -> FilePort:
    """Port the bytes of a file of configuration. Raises `InputError` where a profile of the pair
    says nothing of configurations."""
    place = NOWHERE if around is None else place_of(name, around, pair, page_suffixes(pair))
    return port_config(data, name, pair, kind, place)


def port_text_config(data: bytes, name: str, pair: Pair) -> FilePort:
    """Port the bytes of one configuration, by its name and what it says. Raises `InputError` for
    any other JSON, and where a profile of the pair says nothing of configurations."""
    both = dialects_of(pair)
    kind = kind_of(data, name, both) if both is not None else None
    if kind is None:
        text = f"is no configuration that {pair.source['name']} is known to have"
        raise InputError(text, place=name)
    return port_config(data, name, pair, kind)


def page_suffixes(pair: Pair) -> tuple[str, ...]:
    """How files end by which a page or a component of the source is there."""
    both = both_of(pair)
    template = (both.source.template.suffix,) if both is not None else ()
    return (*template, *LANGUAGES, CONFIG)


def has_config(pair: Pair) -> bool:
    """Whether the profiles of a pair say enough of configurations to port them."""
    return dialects_of(pair) is not None
