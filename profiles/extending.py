"""One profile laid over another: what ``extends`` means.

Tables are laid over the base's key by key; plain values and lists replace, failure rules come
before the base's. What the base is known by (``detect``) is not inherited. What is inherited
otherwise stays the base's own: its sources are called ``wx/WXD``,
its facts keep them, and an API that the file never names is one that nobody has looked for on
this vendor: whether it is there is unknown. Data here is TOML that nobody has checked yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from .problems import Path, Problem, say

_META: Final = frozenset({"evidence", "grade", "note"})
_CONDITIONS: Final = frozenset({"os", "surface", "version"})
_UNKNOWN: Final[Mapping[str, Any]] = {}
"""Support of which nothing is said for any client."""

Data = Mapping[str, Any]


def laid(base: Data, over: Data) -> dict[str, Any]:
    """The data of a profile that extends another, whole."""
    below = _narrowed(_signed(base), _limits(base, over))
    below.pop("detect", None)  # what the base is known by, another vendor is not
    apis = over.get("api")
    named = apis.keys() if isinstance(apis, Mapping) else frozenset()
    inherited = below.get("api")
    if isinstance(inherited, Mapping):
        below["api"] = {
            key: api if key in named else _unspoken(api) for key, api in inherited.items()
        }
    return _over(below, _resolved(over, below))


def unsourced(over: Data) -> Iterator[Problem]:
    """What a profile that extends another says without a source of its own."""
    for path, fact, sourced in _facts(over):
        if not sourced and not fact.get("evidence") and fact.keys() - _META:
            text = 'changes what it inherits without a source of its own: evidence = "..."'
            yield say("MG905", path, text)


def unspoken(base: Data, over: Data) -> list[str]:
    """The APIs of the base that the file does not name: here they are unknown."""
    own, below = (data.get("api") for data in (over, base))
    if not isinstance(below, Mapping):
        return []
    named = own if isinstance(own, Mapping) else {}
    return [
        key
        for key, api in below.items()
        if key not in named and not (isinstance(api, Mapping) and api.get("support") is False)
    ]


# --- what is inherited --------------------------------------------------------------------------


def _signed(base: Data) -> dict[str, Any]:
    """A base whose sources bear its id, and whose facts each name their own."""
    name = base.get("id")

    def key(source: Any) -> Any:
        return source if not isinstance(source, str) or "/" in source else f"{name}/{source}"

    signed: dict[str, Any] = _evidenced(base, key)
    sources = base.get("sources")
    if isinstance(sources, Mapping):
        signed["sources"] = {key(source): value for source, value in sources.items()}
    apis = signed.get("api")
    for api in apis.values() if isinstance(apis, dict) else ():
        if isinstance(api, dict):
            _hand_down(api)
    return signed


def _evidenced(data: Any, key: Callable[[Any], Any]) -> Any:
    """A copy, the keys of its sources renamed."""
    if isinstance(data, list):
        return [_evidenced(item, key) for item in data]
    if not isinstance(data, Mapping):
        return data
    return {
        name: [key(item) for item in _list(value)] if name == "evidence" else _evidenced(value, key)
        for name, value in data.items()
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _hand_down(api: dict[str, Any]) -> None:
    """Give the facts below an API the sources that they have by standing there."""
    evidence = api.get("evidence")
    if not evidence:
        return
    for table in ("params", "result"):
        facts = api.get(table)
        if not isinstance(facts, dict):
            continue
        inherited = facts.get("evidence") or evidence
        inner = facts.get("fields")
        fields = inner if isinstance(inner, dict) else facts
        for name, fact in list(fields.items()):
            if name in _META:
                continue
            if isinstance(fact, (str, list)):
                fields[name] = fact = {"name" if table == "params" else "paths": fact}
            if isinstance(fact, dict):
                fact.setdefault("evidence", inherited)
    rules = api.get("failures")
    for rule in rules if isinstance(rules, list) else ():
        if isinstance(rule, dict):
            rule.setdefault("evidence", evidence)


def _unspoken(api: Any) -> Any:
    if not isinstance(api, Mapping) or api.get("support") is False:
        return api
    return {**api, "support": _UNKNOWN}


# --- clients that the vendor does not have ------------------------------------------------------


def _limits(base: Data, over: Data) -> dict[str, frozenset[str]]:
    """Words for os and surface that the base has and the file that extends it has not."""
    gone: dict[str, frozenset[str]] = {}
    for key, condition in (("os", "os"), ("surfaces", "surface")):
        if key in over and isinstance(base.get(key), list):
            mine = {item for item in _list(over[key]) if isinstance(item, str)}
            had = {item for item in base[key] if isinstance(item, str)}
            gone[condition] = frozenset(had - mine)
    return {key: words for key, words in gone.items() if words}


def _narrowed(data: Any, gone: Mapping[str, frozenset[str]]) -> Any:
    """Data without what it says of clients that are gone."""
    if not gone:
        return data
    if isinstance(data, list):
        kept = (_narrowed(item, gone) for item in data)
        return [item for item in kept if not _void(item, gone)]
    if not isinstance(data, Mapping):
        return data
    words = frozenset().union(*gone.values())
    out: dict[str, Any] = {}
    for key, value in data.items():
        if key == "support" and isinstance(value, Mapping):
            out[key] = _without(value, words)
        elif key == "os_default" and value in words:
            continue
        else:
            out[key] = _narrowed(value, gone)
    return out


def _without(support: Mapping[str, Any], words: frozenset[str]) -> dict[str, Any]:
    return {
        key: _without(item, words) if isinstance(item, Mapping) else item
        for key, item in support.items()
        if key not in words
    }


def _void(item: Any, gone: Mapping[str, frozenset[str]]) -> bool:
    """Whether an overlay or a rule is for clients that are gone alone; else these are taken out."""
    if not isinstance(item, dict):
        return False
    for key, words in gone.items():
        named = item.get(key)
        if named and all(isinstance(word, str) for word in _list(named)):
            rest = [word for word in _list(named) if word not in words]
            if not rest:
                return True
            item[key] = rest
    return False


# --- laying over --------------------------------------------------------------------------------


def _resolved(over: Data, below: Data) -> dict[str, Any]:
    """The file's own data; a source of the base may be named without the base's id."""
    sources = over.get("sources")
    mine = sources if isinstance(sources, Mapping) else {}
    theirs = below.get("sources")
    known = {key.rpartition("/")[2]: key for key in theirs} if isinstance(theirs, dict) else {}

    def key(source: Any) -> Any:
        if not isinstance(source, str) or source in mine:
            return source
        return known.get(source, source)

    found: dict[str, Any] = _evidenced(over, key)
    return found


def _over(below: Data, over: Data, evidence: Any = None) -> dict[str, Any]:
    """Tables laid over each other; ``evidence``: the file's own, of the API around them."""
    out = dict(below)
    stated = over.keys() - _META
    rest = [key for key in below.keys() - _META - over.keys() if not _has_own(below[key])]
    if not rest:
        for key in ("grade", "note"):
            out.pop(key, None)
    sources = over.get("evidence") or evidence
    if sources and stated and ("evidence" in below or "evidence" in over):
        kept = [item for item in _list(below.get("evidence", [])) if item not in sources]
        out["evidence"] = [*_list(sources), *(kept if rest else ())]
    for key, value in over.items():
        found = below.get(key)
        if key == "evidence" and "evidence" in out and stated:
            continue
        if key == "failures" and isinstance(value, list) and isinstance(found, list):
            out[key] = _rules(found, value)
        elif isinstance(value, Mapping) and isinstance(found, Mapping):
            out[key] = _over(found, value, over.get("evidence") or evidence)
        else:
            out[key] = value
    overlays = below.get("when")
    if isinstance(overlays, list) and "when" not in over:
        out["when"] = [
            item for item in (_yielding(overlay, stated) for overlay in overlays) if item
        ]
    return out


def _has_own(value: Any) -> bool:
    return isinstance(value, Mapping) and "evidence" in value


def _yielding(overlay: Any, stated: frozenset[str] | set[str]) -> Any:
    """An overlay of the base without what the file itself says; None where nothing is left."""
    if not isinstance(overlay, Mapping):
        return overlay
    rest = {key: value for key, value in overlay.items() if key not in stated - _CONDITIONS}
    return rest if rest.keys() - _CONDITIONS - _META else None


def _rules(below: list[Any], over: list[Any]) -> list[Any]:
    """Failure rules: the file's own first, then those of the base that they leave in force."""
    mine = [rule for rule in over if isinstance(rule, Mapping)]
    replaced = {rule.get("kind") for rule in mine if rule.get("replace") is True}
    taken = [code for rule in mine if not rule.get("os") for code in _list(rule.get("code", []))]
    kept = []
    for rule in below:
        if not isinstance(rule, Mapping):
            kept.append(rule)
            continue
        if rule.get("kind") in replaced:
            continue
        codes = [code for code in _list(rule.get("code", [])) if code not in taken]
        if codes or "code" not in rule or rule.get("pattern"):
            kept.append({**rule, "code": codes} if "code" in rule else rule)
    return [*over, *kept]


# --- facts --------------------------------------------------------------------------------------


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
    for key in _table(data, "scopes"):
        yield from _at(data, ("scopes", key))
    yield from _listed(data, ("failures",), False)
    yield from _engine(_table(data, "engine"), ("engine",), False)
    for key, api in _table(data, "api").items():
        if not isinstance(api, Mapping):
            continue
        at_api: Path = ("api", key)
        sourced = bool(api.get("evidence"))
        nested = ("params", "result", "failures", "engine")
        yield at_api, {name: item for name, item in api.items() if name not in nested}, False
        for name, param in _table(api, "params").items():
            at = (*at_api, "params", name)
            yield at, param if isinstance(param, Mapping) else {"name": param}, sourced
        result = _table(api, "result")
        below = sourced or bool(result.get("evidence"))
        for name, field in {**result, **_table(result, "fields")}.items():
            if name not in _META and name != "fields":
                at = (*at_api, "result", name)
                yield at, field if isinstance(field, Mapping) else {"paths": field}, below
        yield from _listed(api, (*at_api, "failures"), sourced)
        yield from _engine(_table(api, "engine"), (*at_api, "engine"), sourced)


def _table(data: Data, key: str) -> Data:
    found = data.get(key)
    return found if isinstance(found, Mapping) else {}


def _at(data: Data, path: tuple[str, ...]) -> Iterator[tuple[Path, Data, bool]]:
    for key in path:
        data = _table(data, key)
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
