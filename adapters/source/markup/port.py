"""Which files are templates and their scripts, and their port."""

from __future__ import annotations

import os

from ..common.model import FilePort
from ..common.pair import Pair
from .facts import both_of
from .modules import port_module_file
from .template import port_template
from .work import ALONE, Around


def markup_suffixes(pair: Pair) -> tuple[str, ...]:
    """How files of the source's templates and their scripts end; nothing where a profile of the
    pair says too little of templates to port them."""
    both = both_of(pair)
    if both is None:
        return ()
    module = both.source.module
    return (both.source.template.suffix, *((module.suffix,) if module is not None else ()))


def is_markup(name: str, pair: Pair) -> bool:
    """Whether a file is a template of the source, or a script of its templates."""
    return name.lower().endswith(markup_suffixes(pair)) if markup_suffixes(pair) else False


def port_markup(data: bytes, name: str, pair: Pair, around: Around = ALONE) -> FilePort:
    """Port the bytes of a template or of a script of templates. Raises `InputError` where a
    profile says nothing of templates."""
    both = both_of(pair)
    if both is not None and os.path.splitext(name.lower())[1] == both.source.template.suffix:
        return port_template(data, name, pair, around)
    return port_module_file(data, name, pair, around)
