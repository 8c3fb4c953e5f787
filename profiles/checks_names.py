"""Names that a profile gives to no effect: JavaScript takes them for something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from . import model
from .javascript import RESERVED
from .problems import Path, Problem, Problems, say

PROTOTYPE: Final = "__proto__"


def of_vendor(profile: model.Vendor) -> Problems:
    """A global object that no script could name."""
    if profile.namespace in RESERVED:
        text = f"{profile.namespace!r} is a word of JavaScript, and the name of no object"
        yield say("MG903", ("namespace",), text)


def of_data(data: Any, path: Path = ()) -> Problems:
    """Keys and texts, at any depth, that set an object's prototype where they are written."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == PROTOTYPE:
                yield _no_name((*path, key))
            else:
                yield from of_data(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from of_data(value, (*path, number))
    elif data == PROTOTYPE:
        yield _no_name(path)


def _no_name(path: Path) -> Problem:
    text = f"{PROTOTYPE!r} is the name of no function, option or value: it sets a prototype"
    return say("MG903", path, text)
