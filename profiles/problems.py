"""A problem of a profile, and the checks that every part of a profile shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from ..canonical.errors import did_you_mean
from . import model

Path = tuple[str | int, ...]
Problems = Iterator["Problem"]


@attrs.frozen
class Problem:
    """One thing wrong: the rule's code, the path of the key in the file, and a sentence."""

    code: str
    path: Path
    message: str


def where(path: Path) -> str:
    """A path as it is written in TOML: ``api.chooseImage.failures[0].kind``."""
    text = ""
    for key in path:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            plain = key.replace("_", "").replace("-", "").isalnum() and key.isascii()
            shown_key = key if plain else ascii(key[:100]).replace("'", '"')
            text += f".{shown_key}" if text else shown_key
    return text


def say(code: str, path: Path, message: str) -> Problem:
    return Problem(code, path, f"{where(path)}: {message}")


def unknown(path: Path, word: str, known: Collection[str], what: str) -> Problem:
    kind, of, whose = what.partition(" of ")
    hint = did_you_mean(word, known, f"{kind}s{of}{whose}")
    return say("MG907", path, f"no {what} {word[:60]!r}; {hint}")


def has_evidence(
    profile: model.Vendor, path: Path, fact: model.Fact, inherited: Iterable[str] = ()
) -> Problems:
    if not fact.evidence and not list(inherited):
        yield say("MG905", path, 'a fact without evidence; name a source: evidence = "..."')
    yield from known_sources(profile, (*path, "evidence"), fact.evidence)


def known_sources(profile: model.Vendor, path: Path, keys: Iterable[Any]) -> Problems:
    for key in keys:
        if not isinstance(key, str) or key not in profile.sources:
            yield broken(path, str(key), profile.sources, "source")


def broken(path: Path, word: str, known: Iterable[str], what: str) -> Problem:
    names = list(known)
    hint = did_you_mean(word, names, "here") if names else "none is declared"
    return say("MG908", path, f"no {what} {word[:60]!r}; {hint}")


def known_when(profile: model.Vendor, path: Path, when: model.When) -> Problems:
    for name in when.os:
        if name not in profile.os:
            yield broken((*path, "os"), name, profile.os, "os")
    for name in when.surface:
        if name not in profile.surfaces:
            yield broken((*path, "surface"), name, profile.surfaces, "surface")
    if not (when.os or when.surface or when.version):
        yield say("MG903", path, "an overlay needs os, surface or version")


def known_support(profile: model.Vendor, path: Path, support: Any) -> Problems:
    yield from _support_keys(profile, (*path, "support"), support)


def _support_keys(profile: model.Vendor, path: Path, support: Any) -> Problems:
    if not isinstance(support, Mapping):
        return
    for key, item in support.items():
        at = (*path, key)
        if key not in profile.os and key not in profile.surfaces:
            yield broken(at, key, [*profile.os, *profile.surfaces], "os or surface")
        else:
            yield from _support_keys(profile, at, item)


def known_words(path: Path, given: Iterable[str], known: Collection[str]) -> Problems:
    """Words that stand for canonical ones must be among them; an open vocabulary takes all."""
    if not known:
        return
    keyed = isinstance(given, Mapping)
    for word in given:
        if word not in known:
            yield unknown((*path, word) if keyed else path, str(word), known, "canonical word")
