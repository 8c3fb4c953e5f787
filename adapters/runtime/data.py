"""A plan as the runtime carries it: only what its interpreter reads, said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from ...canonical import requests, results
from ...canonical.client import parse_client
from ...canonical.errors import InputError, did_you_mean
from ...canonical.vocabulary import IMAGE_FORMATS
from ...profiles import loader
from ...profiles.fold import ClientProfile
from ..messages.plan import client_profile, plan, program, routes_for, side
from . import dialect

ANY: Final = "any"
CANONICAL: Final = "canonical"

_BOTH: Final = ("names", "also", "kind", "values", "words", "single", "of", "entry")
_READ_PARAM: Final = (
    *_BOTH, "default", "min", "max", "range", "reads", "lenient", "levels", "free",
)  # fmt: skip
_WRITE_PARAM: Final = (
    *_BOTH, "default", "min", "max", "fold", "allowed", "levels", "ranges", "required", "network",
)  # fmt: skip
_WRITE_FIELD: Final = (
    "from", "legacy", "values", "scale", "nearest", "otherwise", "absent", "derive", "only",
)  # fmt: skip
_READ_FIELD: Final = ("from", "legacy", "values", "reads", "scale", "kind", "words")
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
_SIDES: Final = ("max_width", "max_height")
_SHOWN: Final = ("image", "video", "save")
_CALLED: Final[dict[str, tuple[str, ...]]] = {
    "save_after_capture": ("saveImageToPhotosAlbum", "saveVideoToPhotosAlbum"),
    "size_from_file": ("getFileInfo",),
    "resize_on_canvas": ("getImageInfo",),
}
"""What a recipe needs of the target: platform services, and other APIs of its own."""


def _kinds() -> dict[str, str]:
    """The usual kind of a value, by canonical option and by leaf of a result path."""
    found: dict[str, str] = {}
    for api in requests.REQUESTS:
        for path, meta in results.paths(api).items():
            found.setdefault(path.rpartition(".")[2], meta["kind"])
        for key, meta in requests.fields(api).items():
            found.setdefault(key, meta["kind"])
    return found


def _words() -> dict[str, list[str]]:
    """The words of an option, by canonical name, where every API has the same."""
    found: dict[str, list[str]] = {}
    for api in requests.REQUESTS:
        for key, meta in requests.fields(api).items():
            if meta["words"]:
                found.setdefault(key, list(meta["words"]))
    return found


KINDS: Final = _kinds()
WORDS: Final = _words()
HIGH_COUNT: Final = requests.fields("chooseImage")["count"]["high"]


@attrs.frozen
class Pair:
    """One target of a runtime: its global's name, its data, and what of the code it needs."""

    name: str
    namespace: str
    data: Mapping[str, Any]
    features: frozenset[str]
    reader: Mapping[str, Any]
    sources: tuple[Mapping[str, Any], ...]


def pairs(
    read: str, write: str, *, only: Sequence[str] | None = None, debug: bool = False
) -> list[Pair]:
    """The pairs of a runtime: one, or one a vendor where ``write`` is ``"any"``.

    Raises `InputError` for an unknown client or API, and where two vendors that ``"any"`` stands
    for have the same global object.
    """
    targets = _everyone() if write == ANY else [write]
    wanted = _wanted(read, only)
    return [_pair(read, target, wanted, debug, same=write == ANY) for target in targets]


def _everyone() -> list[str]:
    """Every known vendor; each must have a global object of its own to be told by."""
    seen: dict[str, str] = {}
    for vendor in loader.known_ids():
        namespace = loader.get(vendor).namespace
        if namespace in seen:
            both = f"{seen[namespace]} and {vendor}"
            raise InputError(f"{both} both have the global {namespace!r}: name one of them")
        seen[namespace] = vendor
    return list(seen.values())


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
    reader: Mapping[str, Any]
    if read == CANONICAL:
        entries = {
            key: {"read": dialect.program(key), **routes_for(target, key)}
            for key in requests.REQUESTS
            if key in target.apis
        }
        reader, success, same = dialect.SIDE, {}, False
    else:
        compiled = plan(read, write)
        entries, reader = dict(compiled.apis), compiled.sides["read"]
        success = compiled.read.profile.envelope.success.fields
        same = same and compiled.read.profile.id == target.profile.id
    if wanted is not None:
        entries = {key: entry for key, entry in entries.items() if key in wanted}
    sources = tuple(entry["read"] for entry in entries.values())
    if same:
        entries = {key: {**entry, "routes": [], "refuse": None} for key, entry in entries.items()}
    if not debug:
        entries = {
            key: entry if entry["routes"] else {**entry, "read": _mute(entry["read"])}
            for key, entry in entries.items()
        }
    packer = _Packer(target, reader, success, entries, debug, same)
    data, features = packer.packed()
    profile = target.profile
    return Pair(profile.name, profile.namespace, data, features, reader, sources)


def _mute(item: Mapping[str, Any]) -> dict[str, Any]:
    """A program that nothing is asked of: it can only fail, or be passed on."""
    return {**item, "params": [], "result": [], "forced": []}


@attrs.frozen
class _Packer:
    """Everything that one pair is packed from."""

    target: ClientProfile
    reader: Mapping[str, Any]
    success: Mapping[str, Any]
    entries: Mapping[str, Any]
    debug: bool
    same: bool

    def packed(self) -> tuple[dict[str, Any], frozenset[str]]:
        """The pair's data, and what of the code it needs."""
        sources = [entry["read"] for entry in self.entries.values()]
        programs: dict[str, Any] = {}
        for entry in self.entries.values():
            for way in entry["routes"]:
                programs[way["to"]] = way["program"]
        if not self.debug:
            asked = _asked(self.entries.values())
            programs = {key: _sparing(item, asked[key]) for key, item in programs.items()}
        recipes = _recipes(self.entries.values(), programs.values())
        for name in {name for recipe in recipes for name in _CALLED.get(recipe, ())}:
            api = self.target.apis.get(name)
            if name not in programs and api is not None and api.support.usable:
                programs[name] = program(self.target, api)
        features = recipes | _features(sources, programs.values(), self.entries.values())
        data = self._sides(sources, programs, recipes)
        services = data["write"].get("services", {})
        if "canvas" in services:
            features |= {f"canvas:{services['canvas'].get('call', 'object')}"}
        if data["read"].get("canonical"):
            features |= {f"format:{word}" for word in IMAGE_FORMATS}
        if services:
            features |= {"service"}
        if any(item.get("manager") for item in services.values()):
            features |= {"manager"}
        if data["read"].get("order"):
            features |= {"complete_first"}
        if data["read"]["id"] == data["write"]["id"]:
            features |= {"own"}
        for flag in ("same", "canonical"):
            if data.get(flag) or data["read"].get(flag):
                features |= {flag}
        return data, frozenset(features)

    def _sides(
        self,
        sources: Sequence[Mapping[str, Any]],
        programs: Mapping[str, Any],
        recipes: Iterable[str],
    ) -> dict[str, Any]:
        reader, writer, debug = self.reader, side(self.target), self.debug
        own_written, all_written = _split_written(sources, debug)
        own_read, all_read = _split_read(list(programs.values()))
        needed = {key for recipe in recipes for key in _SERVED.get(recipe, ())}
        read_side = {
            **_envelope(reader, self.success),
            "promise": reader["promise"],
            "failures": all_written,
        }
        if reader["order"][:1] == ["complete"]:
            read_side["order"] = reader["order"]
        if reader.get("canonical"):
            read_side["canonical"] = True
        theirs = self.target.profile.envelope.success.fields
        write_side = {"name": writer["name"], **_envelope(writer, theirs), "failures": all_read}
        if needed:
            services = writer["services"]
            write_side["services"] = {key: services[key] for key in services if key in needed}
        if "action_sheet" in needed:
            words = _SHOWN if "media_by_kind" in recipes else ("save",)
            texts = writer["texts"]
            write_side["texts"] = {key: texts[key] for key in words if key in texts}
        apis = {}
        for (key, entry), own in zip(self.entries.items(), own_written, strict=True):
            told = {"told": _rules(entry["read"]["failures"]["read"])} if debug else {}
            packed = _program(key, entry["read"], own, self.success)
            packed.update(told)
            packed["params"] = _params(entry["read"], _READ_PARAM, debug)
            packed["result"] = _fields(entry["read"], _WRITE_FIELD, debug)
            apis[key] = _entry(key, entry, _full(packed), debug)
        targets = {}
        for (key, item), rules in zip(programs.items(), own_read, strict=True):
            packed = _program(key, item, rules, theirs)
            packed["params"] = _params(item, _WRITE_PARAM, debug)
            packed["result"] = _fields(item, _READ_FIELD, debug)
            packed["recipes"] = item.get("recipes")
            packed["emulate"] = item.get("emulate")
            targets[key] = _full(packed)
        data: dict[str, Any] = {"read": read_side, "write": write_side}
        if self.same:
            data["same"] = True
        return {**data, "programs": targets, "apis": apis}


def _envelope(side: Mapping[str, Any], success: Mapping[str, Any]) -> dict[str, Any]:
    envelope = side["envelope"]
    return {"id": side["id"], "local": side["local"], **envelope, "success": dict(success)}


def _full(item: Mapping[str, Any]) -> dict[str, Any]:
    """The members that say something."""
    return {key: value for key, value in item.items() if value not in (None, [], {})}


def _entry(
    key: str, entry: Mapping[str, Any], packed: Mapping[str, Any], debug: bool
) -> dict[str, Any]:
    routes: list[Any] = []
    for way in entry["routes"]:
        row = _full({name: way.get(name) for name in ("to", "when")})
        if way.get("convert"):
            row["convert"] = _conversion(way["convert"], debug)
        routes.append(way["to"] if list(row) == ["to"] else row)
    out: dict[str, Any] = {"read": packed}
    if routes != [key]:
        out["routes"] = routes[0] if len(routes) == 1 and isinstance(routes[0], str) else routes
    refusal = entry.get("refuse")
    if refusal:
        if refusal.get("recipe"):
            out["recipe"] = refusal["recipe"]
        if debug:
            out["code"] = refusal["code"]
    for name in ("stopped", "status") if debug else ():
        if entry.get(name):
            out[name] = entry[name]
    return out


def _conversion(convert: Mapping[str, Any], debug: bool) -> dict[str, Any]:
    if debug:
        return dict(convert)
    gone = [*convert.get("gone", ()), *convert.get("one", ())]
    kept = {"set": convert["set"], "copy": convert["copy"]}
    steps = {
        key: {name: item for name, item in step.items() if name != "lossy"}
        for key, step in convert["map"].items()
    }
    return kept | _full({"map": steps, "gone": gone, "back": convert.get("back")})


def _program(
    key: str, item: Mapping[str, Any], failures: Any, success: Mapping[str, Any]
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if item["api"] != key:
        out["api"] = item["api"]
    if item["name"] != item["api"]:
        out["name"] = item["name"]
    if item.get("manager"):
        out["manager"] = True
    if item.get("forced"):
        out["forced"] = item["forced"]
    out["failures"] = failures
    out["success"] = {
        name: value
        for name, value in item["success"].items()
        if name not in success or str(success[name]).replace("{api}", item["name"]) != str(value)
    }
    return out


def _kept(item: Mapping[str, Any], names: Iterable[str], debug: bool) -> dict[str, Any]:
    kept = dict(item) if debug else {name: item[name] for name in names if name in item}
    if item.get("status") == "no":
        kept["status"] = "no"
    if "values" in kept:
        kept["values"] = [
            word if word == spelling and isinstance(word, str) else [word, spelling]
            for word, spelling in kept["values"]
        ]
    return kept


def _params(item: Mapping[str, Any], names: Iterable[str], debug: bool) -> dict[str, Any]:
    out = {}
    for param in item["params"]:
        key = param["key"]
        row = _kept(param, names, debug)
        row.pop("key", None)
        if not debug:
            if row.get("network") is not False:
                row.pop("network", None)
            if "max" not in row:
                row.pop("required", None)
        if row["kind"] == KINDS.get(key):
            del row["kind"]
        spelt = row.pop("names")
        if spelt != [key]:
            row["names"] = spelt[0] if len(spelt) == 1 else spelt
        if row.get("words") == WORDS.get(key) or param["kind"] not in ("set", "enum"):
            row.pop("words", None)
        out[key] = row
    return out


def _fields(item: Mapping[str, Any], names: Iterable[str], debug: bool) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in item["result"]:
        row = _kept(field, names, debug)
        for name in ("path", "root", "many", "leaf"):
            row.pop(name, None)
        if row.get("kind") == KINDS.get(field["leaf"] or field["root"]):
            del row["kind"]
        if "values" in row:
            row.pop("words", None)
        for name in ("from", "legacy"):
            if name in row:
                places = [_place(*place) for place in row[name]]
                row[name] = places[0] if len(places) == 1 else places
        out[field["path"]] = row["from"] if list(row) == ["from"] else row
    return out


def _place(key: str, is_list: int, member: str | None) -> str:
    return key + ("[]" if is_list else "") + ("" if member is None else f".{member}")


def _split_written(
    sources: Sequence[Mapping[str, Any]], debug: bool
) -> tuple[list[Any], dict[str, Any]]:
    """Failures to write: what most programs share, and what each has beside it."""

    def row(rule: Mapping[str, Any]) -> Any:
        said = {name: value for name, value in rule.items() if debug or name != "os"}
        return said["code"] if list(said) == ["code"] else said

    tables = [
        {kind: row(rule) for kind, rule in item["failures"]["write"].items()} for item in sources
    ]
    common: dict[str, Any] = {}
    for key in dict.fromkeys(key for table in tables for key in table):
        rules = [table[key] for table in tables if key in table]
        if len(rules) == len(tables):
            common[key] = max(rules, key=rules.count)
    own = [
        {key: rule for key, rule in table.items() if common.get(key) != rule} for table in tables
    ]
    return own, common


def _rules(rules: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Failure rules to read as rows ``[kind, codes, pattern, detail, os]``, short ends cut."""
    out = []
    for rule in rules:
        codes = rule.get("codes", [])
        row = [
            rule["kind"],
            codes[0] if len(codes) == 1 else codes,
            *(rule.get(name, 0) for name in ("pattern", "detail", "os")),
        ]
        while row[-1] == 0:
            row.pop()
        out.append(row)
    return out


def _split_read(programs: Sequence[Mapping[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Failures to read: the rules at the end that all programs share, and each one's own."""
    tables = [_rules(item["failures"]["read"]) for item in programs]
    if not tables:
        return [], []
    size = 0
    while all(size < len(table) for table in tables) and (
        len({repr(table[-1 - size]) for table in tables}) == 1
    ):
        size += 1
    cut = len(tables[0]) - size
    return [table[: len(table) - size] for table in tables], tables[0][cut:]


def _asked(entries: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """For each API that is called: the options and result paths that sources can ask for."""
    out: dict[str, set[str]] = {}
    for entry in entries:
        source = entry["read"]
        keys = {param["key"] for param in source["params"]}
        fields = {field["path"] for field in source["result"]} or set(results.paths(source["api"]))
        for way in entry["routes"]:
            wanted = out.setdefault(way["to"], set())
            wanted |= fields | keys
            if way.get("convert"):
                wanted |= {step["to"] for step in way["convert"]["map"].values()}
                wanted |= set(way["convert"]["set"])
    return out


def _sparing(item: Mapping[str, Any], asked: set[str]) -> dict[str, Any]:
    """The program with those emulations only that a source can ask for."""
    emulate = {key: recipe for key, recipe in item.get("emulate", {}).items() if key in asked}
    return {**item, "emulate": emulate}


def _recipes(entries: Iterable[Mapping[str, Any]], programs: Iterable[Any]) -> set[str]:
    """Names of the recipes that a request or a reply can ask for."""
    found: set[str] = set()
    sources = [entry["read"] for entry in entries]
    params = [param for item in sources for param in item["params"]]
    unpressed = any(
        "none" in (*param.get("free", ()), *(item[1] for item in param.get("levels", ())))
        for param in params
    )
    for entry in entries:
        lists = {
            param["key"]
            for param in entry["read"]["params"]
            if param["kind"] == "paths" and not param.get("single")
        }
        singles = {
            param["key"]
            for way in entry["routes"]
            for param in way["program"]["params"]
            if param.get("single")
        }
        if lists & singles:
            found.add("fan_out")
        if (entry.get("refuse") or {}).get("recipe"):
            found.add(entry["refuse"]["recipe"])
    for item in programs:
        found.update(item.get("recipes", ()))
        found.update(item.get("emulate", {}).values())
        for param in item["params"]:
            if param.get("network") is False:
                found.add("download_first")
            if param["key"] == "count" and "max" in param:
                found.add("loop_until_count")
            if unpressed and param["kind"] == "quality":
                found.add("return_source")
    return found


def _said(row: Mapping[str, Any]) -> list[Any]:
    """The canonical words that a vendor's values stand for."""
    return [pair[0] for pair in row.get("values", ())] or list(row.get("words", ()))


def _formats(field: Mapping[str, Any]) -> list[Any]:
    return _said(field) if field["leaf"] is None and field["path"] == "format" else []


def _features(
    sources: Iterable[Mapping[str, Any]],
    programs: Iterable[Mapping[str, Any]],
    entries: Iterable[Mapping[str, Any]],
) -> set[str]:
    """What of the interpreter's optional parts the data asks for."""
    found = {"convert" for entry in entries for way in entry["routes"] if way.get("convert")}
    tests = [test for entry in entries for way in entry["routes"] for test in way["when"]]
    for item in (*sources, *programs):
        tests += [test for rule in item.get("forced", ()) for test in rule[1]]
    found |= {f"test:{test[1]}" for test in tests}
    for item in (*sources, *programs):
        found |= {"forced"} if item.get("forced") else set()
    for item in sources:
        found |= {f"read:{param['kind']}" for param in item["params"]}
        found |= {f"range:{param['range']}" for param in item["params"] if "range" in param}
        for name in ("nearest", "otherwise", "derive", "legacy", "absent", "only"):
            found |= {name for field in item["result"] if name in field}
        found |= {"reads" for param in item["params"] if "reads" in param}
        found |= {param["key"] for param in item["params"] if param["key"] in _SIDES}
        if item.get("manager"):
            found.add("manager")
        if item["api"] == "getFileInfo":
            found |= {word for param in item["params"] for word in _said(param)}
        found |= {f"format:{word}" for field in item["result"] for word in _formats(field)}
    for item in programs:
        found |= {f"write:{param['kind']}" for param in item["params"]}
        for name in ("fold", "allowed"):
            found |= {name for param in item["params"] if name in param}
        found |= {"reads" for field in item["result"] if "reads" in field}
        if item.get("manager"):
            found.add("manager")
        if set(item.get("emulate", {}).values()) & {"size_from_file"}:
            found.add("also")
    if any(_CALLED.get(recipe) for item in programs for recipe in item.get("emulate", {}).values()):
        found.add("also")
    return found


__all__ = ["ANY", "CANONICAL", "HIGH_COUNT", "KINDS", "WORDS", "Pair", "pairs"]
