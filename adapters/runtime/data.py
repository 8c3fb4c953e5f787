"""A plan as the runtime carries it: only what its interpreter reads, said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from ...canonical import requests
from ...canonical.client import parse_client
from ...canonical.errors import InputError, did_you_mean
from ...profiles import loader
from ...profiles.schema import Profile
from ..messages.plan import Plan, client_profile, plan, routes_for, side
from . import dialect

ANY: Final = "any"
CANONICAL: Final = "canonical"

_BOTH: Final = ("key", "names", "also", "kind", "values", "words", "single", "of", "entry")
_READ_PARAM: Final = (
    *_BOTH, "default", "min", "max", "range", "low", "high", "reads", "lenient", "levels", "free",
)  # fmt: skip
_WRITE_PARAM: Final = (
    *_BOTH, "default", "min", "max", "fold", "allowed", "levels", "ranges", "required", "network",
)  # fmt: skip
_WRITE_FIELD: Final = (
    "path", "root", "leaf", "many", "from", "legacy", "values", "scale", "nearest", "otherwise",
    "absent", "derive", "only",
)  # fmt: skip
_READ_FIELD: Final = (
    "path", "root", "leaf", "many", "from", "legacy", "values", "reads", "words", "scale", "kind",
)  # fmt: skip
_SERVICE: Final = ("name", "manager", "call", "id", "params", "fixed", "result")
_SERVED: Final[dict[str, tuple[str, ...]]] = {
    "media_by_kind": ("action_sheet",),
    "ask_before_saving": ("action_sheet",),
    "download_first": ("download",),
    "download_with_header": ("download",),
    "exif_from_bytes": ("read_file",),
    "format_from_bytes": ("read_file",),
    "digest_from_bytes": ("read_file",),
    "resize_on_canvas": ("canvas", "export_canvas"),
}


@attrs.frozen
class Pair:
    """One target of a runtime: its global's name, its data, and the recipes it needs."""

    name: str
    namespace: str
    data: Mapping[str, Any]
    recipes: frozenset[str]


def pairs(
    read: str, write: str, *, only: Sequence[str] | None = None, debug: bool = False
) -> list[Pair]:
    """The pairs of a runtime: one, or one a vendor where ``write`` is ``"any"``.

    Raises `InputError` for an unknown client or API.
    """
    targets = list(loader.known_ids()) if write == ANY else [write]
    wanted = _wanted(read, only)
    return [_pair(read, target, wanted, debug, same=write == ANY) for target in targets]


def _wanted(read: str, only: Sequence[str] | None) -> frozenset[str] | None:
    """The keys of the APIs asked for; ``None``: all."""
    if only is None:
        return None
    if read == CANONICAL:
        for name in only:
            if name not in requests.REQUESTS:
                raise InputError(
                    f"no canonical API {name!r}; {did_you_mean(name, requests.REQUESTS, 'APIs')}"
                )
        return frozenset(only)
    view = client_profile(parse_client(read))
    keys: set[str] = set()
    for name in only:
        found = view.api(name)
        keys.update(key for key, api in view.apis.items() if api.name == found.name)
    return frozenset(keys)


def _pair(read: str, write: str, wanted: frozenset[str] | None, debug: bool, *, same: bool) -> Pair:
    target = client_profile(parse_client(write))
    if read == CANONICAL:
        entries = {
            key: {"read": dialect.program(key), **routes_for(target, key)}
            for key in requests.REQUESTS
            if key in target.apis
        }
        reader = dialect.SIDE
    else:
        compiled: Plan = plan(read, write)
        entries, reader = dict(compiled.apis), compiled.sides["read"]
        same = same and compiled.read.profile.id == target.profile.id
    if wanted is not None:
        entries = {key: entry for key, entry in entries.items() if key in wanted}
    writer = {**side(target), **_services(target.profile)}
    if read != CANONICAL and same:
        entries = {
            key: {"read": {**entry["read"], "params": [], "result": []}, "routes": []}
            for key, entry in entries.items()
        }
    return _packed(target.profile.name, reader, writer, entries, debug, same and read != CANONICAL)


def _services(profile: Profile) -> dict[str, Any]:
    """The platform services that recipes call, and the words they show."""
    services = {}
    for key, service in profile.services.items():
        row = service.model_dump(include=set(_SERVICE), exclude_defaults=True)
        services[key] = {"params": {}, "result": {}, **row}
    return {"services": services, "texts": dict(profile.texts)}


def _packed(
    name: str,
    reader: Mapping[str, Any],
    writer: Mapping[str, Any],
    entries: Mapping[str, Any],
    debug: bool,
    same: bool,
) -> Pair:
    programs: dict[str, Any] = {}
    for entry in entries.values():
        for way in entry["routes"]:
            programs[way["to"]] = way["program"]
    recipes = _recipes(entries.values(), programs.values())
    services = writer["services"]
    needed = {key for recipe in recipes for key in _SERVED.get(recipe, ())}
    apis = {key: _entry(entry, debug) for key, entry in entries.items()}
    reading, read_common = _split_written([entry["read"] for entry in entries.values()])
    for (key, entry), own in zip(entries.items(), reading, strict=True):
        apis[key]["read"] = _read_program(entry["read"], own, debug)
    writing, write_common = _split_read(list(programs.values()))
    packed = {
        key: _write_program(item, own, debug)
        for (key, item), own in zip(programs.items(), writing, strict=True)
    }
    read_side: dict[str, Any] = {
        **_envelope(reader),
        "promise": reader["promise"],
        "local": reader["local"],
        "failures": read_common,
    }
    if reader["order"][:1] == ["complete"] or reader["order"][-1:] != ["complete"]:
        read_side["order"] = reader["order"]
    if reader.get("canonical"):
        read_side["canonical"] = True
    write_side = {
        **_envelope(writer),
        "local": writer["local"],
        "failures": write_common,
        "services": {key: services[key] for key in services if key in needed},
        "texts": writer["texts"] if "action_sheet" in needed else {},
    }
    data: dict[str, Any] = {"read": read_side, "write": write_side}
    if same:
        data["same"] = True
    data["programs"] = packed
    data["apis"] = apis
    return Pair(name, writer["namespace"], data, recipes)


def _envelope(side: Mapping[str, Any]) -> dict[str, Any]:
    envelope = side["envelope"]
    return {"id": side["id"], **envelope}


def _picked(item: Mapping[str, Any], names: Iterable[str], debug: bool) -> dict[str, Any]:
    if debug:
        return dict(item)
    kept = {name: item[name] for name in names if name in item}
    if item.get("status") == "no":
        kept["status"] = "no"
    return kept


def _entry(entry: Mapping[str, Any], debug: bool) -> dict[str, Any]:
    routes = []
    for way in entry["routes"]:
        row: dict[str, Any] = {"to": way["to"]}
        if way["when"]:
            row["when"] = way["when"]
        if way.get("convert"):
            row["convert"] = way["convert"]
        routes.append(row)
    out: dict[str, Any] = {"read": None, "routes": routes}
    refusal = entry.get("refuse")
    if refusal:
        out["refuse"] = refusal["message"].partition(".")[0].partition(";")[0]
        if refusal.get("recipe"):
            out["recipe"] = refusal["recipe"]
        if debug:
            out["code"] = refusal["code"]
    if debug and entry.get("stopped"):
        out["stopped"] = entry["stopped"]
    return out


def _program(item: Mapping[str, Any], failures: Any) -> dict[str, Any]:
    out: dict[str, Any] = {"api": item["api"], "name": item["name"]}
    if item.get("manager"):
        out["manager"] = True
    out["failures"] = failures
    out["success"] = item["success"]
    return out


def _param(param: Mapping[str, Any], names: Iterable[str], debug: bool) -> dict[str, Any]:
    out = _picked(param, names, debug)
    if out.get("names") == [out["key"]]:
        del out["names"]
    if out["kind"] not in ("set", "enum") and not debug:
        out.pop("words", None)
    return out


def _read_program(item: Mapping[str, Any], failures: Any, debug: bool) -> dict[str, Any]:
    told = {"told": item["failures"]["read"]} if debug else {}
    return {
        **_program(item, failures),
        **told,
        "params": [_param(param, _READ_PARAM, debug) for param in item["params"]],
        "result": [_picked(field, _WRITE_FIELD, debug) for field in item["result"]],
    }


def _write_program(item: Mapping[str, Any], failures: Any, debug: bool) -> dict[str, Any]:
    out = {
        **_program(item, failures),
        "params": [_param(param, _WRITE_PARAM, debug) for param in item["params"]],
        "result": [_picked(field, _READ_FIELD, debug) for field in item["result"]],
    }
    for name in ("recipes", "emulate"):
        if item.get(name):
            out[name] = item[name]
    return out


def _split_written(programs: list[Mapping[str, Any]]) -> tuple[list[Any], dict[str, Any]]:
    """Failures to write: what most programs share, and what each has beside it."""
    tables = [item["failures"]["write"] for item in programs]
    common: dict[str, Any] = {}
    for key in dict.fromkeys(key for table in tables for key in table):
        rules = [table[key] for table in tables if key in table]
        if len(rules) == len(tables):
            common[key] = max(rules, key=rules.count)
    own = [
        {key: rule for key, rule in table.items() if common.get(key) != rule} for table in tables
    ]
    return own, common


def _split_read(programs: list[Mapping[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Failures to read: the rules at the end that all programs share, and each one's own."""
    tables = [item["failures"]["read"] for item in programs]
    if not tables:
        return [], []
    size = 0
    while all(size < len(table) for table in tables) and (
        len({repr(table[-1 - size]) for table in tables}) == 1
    ):
        size += 1
    cut = len(tables[0]) - size
    return [table[: len(table) - size] for table in tables], tables[0][cut:]


def _recipes(entries: Iterable[Mapping[str, Any]], programs: Iterable[Any]) -> frozenset[str]:
    """Names of the recipes that a request or a reply can ask for."""
    found: set[str] = set()
    sources = [entry["read"] for entry in entries]
    levels = any(
        quality == "none"
        for item in sources
        for param in item["params"]
        for _, quality in param.get("levels", ())
    ) or any("none" in param.get("free", ()) for item in sources for param in item["params"])
    many = any(
        param["kind"] == "paths" and not param.get("single")
        for item in sources
        for param in item["params"]
    )
    for entry in entries:
        if (entry.get("refuse") or {}).get("recipe"):
            found.add(entry["refuse"]["recipe"])
    for item in programs:
        found.update(item.get("recipes", ()))
        found.update(item.get("emulate", {}).values())
        for param in item["params"]:
            if param.get("network") is False:
                found.add("download_first")
            if param.get("single") and many:
                found.add("fan_out")
            if param["key"] == "count" and "max" in param:
                found.add("loop_until_count")
            if levels and param["kind"] == "quality":
                found.add("return_source")
    return frozenset(found)


__all__ = ["Pair", "pairs"]
