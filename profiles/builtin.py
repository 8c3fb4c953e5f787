"""The profiles that come with the package."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import tomli

from .extending import alike, extended
from .files import MAIN, Texts, joined
from .model import Layout, Templates, TemplateScripts
from .profile import Profile
from .table import structured

FOLDER: Final = Path(__file__).parent
MARKUP: Final = "markup.toml"
_NAME: Final = re.compile(r'^name = "([^"\\]+)"$', re.MULTILINE)
_NAMESPACE: Final = re.compile(r'^namespace = "([^"\\]+)"$', re.MULTILINE)
_BASE: Final = re.compile(r'^extends = "([^"\\]+)"$', re.MULTILINE)
_SYSTEMS: Final = re.compile(r'^os = \[("[a-z]+"(?:, "[a-z]+")*)\]', re.MULTILINE)


@cache
def ids() -> tuple[str, ...]:
    """Ids of the profiles that come with the package: its folders that say who a vendor is."""
    return tuple(sorted(name for name in os.listdir(FOLDER) if (FOLDER / name / MAIN).is_file()))


@cache
def texts(vendor: str) -> Texts | None:
    """The texts of a built-in profile, or ``None``: what ``extends`` finds without a folder."""
    if vendor not in ids():
        return None
    folder = FOLDER / vendor
    names = sorted(os.listdir(folder), key=lambda name: (name != MAIN, name))
    return {f"{vendor}/{name}": (folder / name).read_bytes().decode() for name in names}


@cache
def profile(vendor: str) -> Profile:
    """A built-in profile. Not checked when read: a test holds that each of them lints clean."""
    try:
        return structured(Profile, alike(data(vendor)))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError):
        from .lint import linted

        return linted(texts(vendor) or {}, texts)


@cache
def namespace(vendor: str) -> str:
    """The global object of a built-in vendor, read without the rest of its profile."""
    found = _NAMESPACE.search((FOLDER / vendor / MAIN).read_text(encoding="utf-8"))
    return found[1] if found is not None else profile(vendor).namespace


class Head(NamedTuple):
    """Who a vendor is: its name, and the systems that its clients run on."""

    name: str
    os: tuple[str, ...]


@cache
def head(vendor: str) -> Head:
    """Who a built-in vendor is, read without the rest of its profile."""
    text = (FOLDER / vendor / MAIN).read_text(encoding="utf-8")
    name, systems = _NAME.search(text), _SYSTEMS.search(text)
    if name is None or systems is None:
        return Head(profile(vendor).name, tuple(profile(vendor).os))
    return Head(name[1], tuple(systems[1].replace('"', "").split(", ")))


class ProgramParts(NamedTuple):
    """What a profile says of the files of programs; ``name``: the vendor's, as people say it."""

    template: Templates | None
    module: TemplateScripts | None
    layout: Layout
    name: str


@cache
def markup(vendor: str) -> ProgramParts | None:
    """What a built-in profile says of a program's files, and its name, without reading the rest of
    it: what its base says, with the base's name, where it has no file for that; ``None`` where that
    does not stand in files of its own."""
    parts = texts(vendor) or {}
    own, head = parts.get(f"{vendor}/{MARKUP}"), parts.get(f"{vendor}/{MAIN}", "")
    name, base = _NAME.search(head), _BASE.search(head)
    if own is None and base is not None:
        return markup(base[1])
    if own is None or name is None or base is not None:
        return None
    plain = tomli.loads(own)
    template, module = plain.get("template"), plain.get("module")
    return ProgramParts(
        structured(Templates, template) if template is not None else None,
        structured(TemplateScripts, module) if module is not None else None,
        structured(Layout, plain.get("program", {})),
        name[1],
    )


def data(vendor: str) -> dict[str, Any]:
    """The data of a built-in profile with those that it extends below it; ``like`` is as said."""
    own = joined({name: tomli.loads(text) for name, text in (texts(vendor) or {}).items()})
    if not own.get("extends"):
        return own
    return dict(extended(own, data))
