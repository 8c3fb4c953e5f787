"""What of the interpreter, the recipes and the platform's services a pair's data asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ...canonical.failures import FALLBACK
from ...canonical.operations import OPERATIONS

SERVED: Final[dict[str, tuple[str, ...]]] = {
    "media_by_kind": ("action_sheet",),
    "ask_before_saving": ("action_sheet",),
    "download_first": ("download",),
    "download_with_header": ("download",),
    "data_to_file": ("write_file",),
    "exif_from_bytes": ("read_file",),
    "format_from_bytes": ("read_file",),
    "digest_from_bytes": ("read_file",),
    "resize_on_canvas": ("canvas", "export_canvas"),
}
_GIVEN: Final[dict[str, tuple[str, ...]]] = {
    "read_file": ("path", "position", "length"),
    "download": ("url", "header"),
}
"""What recipes ask of a service, where they leave some of its options alone."""
CALLED: Final[dict[str, tuple[str, ...]]] = {
    "save_after_capture": ("saveImageToPhotosAlbum", "saveVideoToPhotosAlbum"),
    "size_from_file": ("getFileInfo",),
    "resize_on_canvas": ("getImageInfo",),
}
"""What a recipe needs of the target: platform services, and other APIs of its own."""
_SIDES: Final = ("max_width", "max_height")
_FAILURES: Final = frozenset(
    (
        "api_unsupported",
        "param_invalid",
        "internal",
        "unknown",
        "cancelled",
        "load_failed",
        "too_long",
    )
)
"""What the runtime and its recipes themselves end a call with."""


def asked(entries: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """For each API that is called: the options and result paths that sources can ask for."""
    out: dict[str, set[str]] = {}
    for entry in entries:
        source = entry["read"]
        keys = {param["key"] for param in source["params"]}
        fields = {field["path"] for field in source["result"]} or set(
            OPERATIONS[source["api"]].result
        )
        for way in entry["routes"]:
            wanted = out.setdefault(way["to"], set())
            wanted |= fields | keys
            if way.get("convert"):
                wanted |= {step["to"] for step in way["convert"]["map"].values()}
                wanted |= set(way["convert"]["set"])
    return out


def sparing(item: Mapping[str, Any], asked: set[str]) -> dict[str, Any]:
    """The program without what no source can ask for: emulations, forced values, options.

    Of such an option its names stay: a source's unknown option must not come to life by them.
    """
    emulate = {key: recipe for key, recipe in item.get("emulate", {}).items() if key in asked}
    forced = [rule for rule in item.get("forced", ()) if all(test[0] in asked for test in rule[1])]
    params = [
        param if param["key"] in asked else {**_names(param), "mute": True}
        for param in item["params"]
    ]
    return {**item, "emulate": emulate, "forced": forced, "params": params}


def neutral(item: Mapping[str, Any], debug: bool) -> dict[str, Any]:
    """The values of a program's options that ask for nothing, as far as that is asked."""
    emulated = item.get("emulate", {})
    return {
        key: value for key, value in item.get("neutral", {}).items() if debug or key in emulated
    }


def _names(param: Mapping[str, Any]) -> dict[str, Any]:
    return {name: param[name] for name in ("key", "names", "also", "kind") if name in param}


def recipes(entries: Iterable[Mapping[str, Any]], programs: Iterable[Any]) -> set[str]:
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
            if param.get("inline"):
                found.add("data_to_file")
            if param["key"] == "count" and "max" in param:
                found.add("loop_until_count")
            if unpressed and param["kind"] == "quality":
                found.add("return_source")
    return found


def kinds(programs: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The kinds of failure that a call can end with, and what these may be written as."""
    found = {rule["kind"] for item in programs for rule in item["failures"]["read"]} | _FAILURES
    for kind in list(found):
        while kind in FALLBACK:
            kind = FALLBACK[kind]
            found.add(kind)
    return frozenset(found)


def served(name: str, service: Mapping[str, Any]) -> dict[str, Any]:
    """A service with the options that recipes give it."""
    given = _GIVEN.get(name)
    if given is None:
        return dict(service)
    params = {key: word for key, word in service["params"].items() if key in given}
    return {**service, "params": params}


def _said(row: Mapping[str, Any]) -> list[Any]:
    """The canonical words that a vendor's values stand for."""
    return [pair[0] for pair in row.get("values", ())] or list(row.get("words", ()))


def _formats(field: Mapping[str, Any]) -> list[Any]:
    return _said(field) if field["leaf"] is None and field["path"] == "format" else []


def features(
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
        found |= {name for param in item["params"] for name in ("reads", "needs") if name in param}
        found |= {param["key"] for param in item["params"] if param["key"] in _SIDES}
        if item.get("manager"):
            found.add("manager")
        if item["api"] == "getFileInfo":
            found |= {word for param in item["params"] for word in _said(param)}
        found |= {f"format:{word}" for field in item["result"] for word in _formats(field)}
    for item in programs:
        found |= {f"write:{param['kind']}" for param in item["params"] if "mute" not in param}
        for name in ("fold", "allowed"):
            found |= {name for param in item["params"] if name in param}
        if any("needs" in param for param in item["params"]):
            found |= {"needs", "needed"}
        if neutral(item, debug=False):
            found.add("neutral")
        found |= {"reads" for field in item["result"] if "reads" in field}
        found |= {"by" for field in item["result"] if "by" in field}
        if item.get("manager"):
            found.add("manager")
        if set(item.get("emulate", {}).values()) & {"size_from_file"}:
            found.add("also")
    if any(CALLED.get(recipe) for item in programs for recipe in item.get("emulate", {}).values()):
        found.add("also")
    return found
