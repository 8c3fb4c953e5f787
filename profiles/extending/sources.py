"""Whose the facts are: sources under the name of the profile that has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..problems import Path, Problem, say
from .bases import Data, family_of, listed, table
from .over import META


def signed(base: Data) -> dict[str, Any]:
    """A base whose sources bear its id, and whose facts each name their own."""
    name = base.get("id")

    def key(source: Any) -> Any:
        return source if not isinstance(source, str) or "/" in source else f"{name}/{source}"

    out: dict[str, Any] = _evidenced(base, key)
    sources = base.get("sources")
    if isinstance(sources, Mapping):
        out["sources"] = {key(source): value for source, value in sources.items()}
    apis = table(out, "api")
    if apis:
        out["api"] = {
            key: handed_down(api) if isinstance(api, Mapping) else api for key, api in apis.items()
        }
    return out


def named_short(data: Data) -> dict[str, str]:
    """The sources of a signed base by their keys there, without its id."""
    return {key.rpartition("/")[2]: key for key in table(data, "sources")}


def resolved(
    own: Data, below: Data, short: Mapping[str, str], by_family: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """A file's own data; a source of a base may be named without the base's id.

    ``short``: their names so, of the bases below; ``by_family``: of a family's own base, which wins
    in the family's operations.
    """
    mine = table(own, "sources")

    def by(known: Mapping[str, str]) -> Callable[[Any], Any]:
        def key(source: Any) -> Any:
            if not isinstance(source, str) or source in mine:
                return source
            return known.get(source, source)

        return key

    out: dict[str, Any] = _evidenced(own, by(short))
    inherited = table(below, "api")
    for name, api in table(own, "api").items() if by_family else ():
        older = isinstance(api, Mapping) and "reads_as" in api
        known = by_family.get(family_of(name, api if older else inherited.get(name)))
        if known:
            out["api"][name] = _evidenced(api, by({**short, **known}))
    return out


def _evidenced(data: Any, key: Callable[[Any], Any]) -> Any:
    """A copy, the keys of its sources renamed."""
    if isinstance(data, list):
        return [_evidenced(item, key) for item in data]
    if not isinstance(data, Mapping):
        return data
    return {
        name: [key(item) for item in listed(value)]
        if name == "evidence"
        else _evidenced(value, key)
        for name, value in data.items()
    }


def handed_down(api: Data) -> dict[str, Any]:
    """An API, the facts below it with the sources that they have by standing there."""
    out = dict(api)
    evidence = api.get("evidence")
    if not evidence:
        return out
    for name, short in (("params", "name"), ("result", "paths")):
        facts = api.get(name)
        if not isinstance(facts, Mapping):
            continue
        inherited = facts.get("evidence") or evidence
        inner = facts.get("fields")
        if isinstance(inner, Mapping):
            out[name] = {**facts, "fields": _with(inner, inherited, short)}
        else:
            out[name] = _with(facts, inherited, short)
    rules = api.get("failures")
    if isinstance(rules, list):
        out["failures"] = [
            {"evidence": evidence, **rule} if isinstance(rule, Mapping) else rule for rule in rules
        ]
    return out


def _with(facts: Data, evidence: Any, short: str) -> dict[str, Any]:
    """Facts with a source each; ``short``: the key of what one says that is not a table."""
    out = dict(facts)
    for key, fact in facts.items():
        if key in META:
            continue
        if isinstance(fact, (str, list)):
            out[key] = {short: fact, "evidence": evidence}
        elif isinstance(fact, Mapping) and "evidence" not in fact:
            out[key] = {**fact, "evidence": evidence}
    return out


# --- facts without a source ---------------------------------------------------------------------


def unsourced(own: Data) -> Iterator[Problem]:
    """What a profile that extends another says without a source of its own."""
    for path, fact, sourced in _facts(own):
        if not sourced and not fact.get("evidence") and fact.keys() - META:
            text = 'changes what it inherits without a source of its own: evidence = "..."'
            yield say("MG905", path, text)


def _facts(data: Data) -> Iterator[tuple[Path, Data, bool]]:
    """Every fact of a file: its path, its table, and whether it has a source by where it stands."""
    for path in (
        ("call",),
        ("paths",),
        ("files",),
        ("envelope", "success"),
        ("envelope", "failure"),
    ):
        yield from _at(data, path)
    for key in table(data, "scopes"):
        yield from _at(data, ("scopes", key))
    yield from _listed(data, ("failures",), False)
    yield from _engine(table(data, "engine"), ("engine",), False)
    for key, api in table(data, "api").items():
        if not isinstance(api, Mapping):
            continue
        at_api: Path = ("api", key)
        sourced = bool(api.get("evidence"))
        nested = ("params", "result", "failures", "engine")
        yield at_api, {name: item for name, item in api.items() if name not in nested}, False
        for name, param in table(api, "params").items():
            at = (*at_api, "params", name)
            yield at, param if isinstance(param, Mapping) else {"name": param}, sourced
        result = table(api, "result")
        below = sourced or bool(result.get("evidence"))
        for name, field in {**result, **table(result, "fields")}.items():
            if name not in META and name != "fields":
                at = (*at_api, "result", name)
                yield at, field if isinstance(field, Mapping) else {"paths": field}, below
        yield from _listed(api, (*at_api, "failures"), sourced)
        yield from _engine(table(api, "engine"), (*at_api, "engine"), sourced)


def _at(data: Data, path: tuple[str, ...]) -> Iterator[tuple[Path, Data, bool]]:
    for key in path:
        data = table(data, key)
    yield path, data, False


def _listed(data: Data, path: Path, sourced: bool) -> Iterator[tuple[Path, Data, bool]]:
    rules = data.get(str(path[-1]))
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, Mapping):
            yield (*path, number), rule, sourced


def _engine(section: Data, path: Path, sourced: bool) -> Iterator[tuple[Path, Data, bool]]:
    """The parts of an engine section that state something."""
    sourced = sourced or bool(section.get("evidence"))
    plain = {key: item for key, item in section.items() if not isinstance(item, Mapping)}
    yield path, plain, sourced
    for key, item in section.items():
        if isinstance(item, Mapping):
            yield from _engine(item, (*path, key), sourced)
