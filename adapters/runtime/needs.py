"""What of the interpreter, the recipes and the platform's services a pair's data asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...canonical.failures import FALLBACK
from ...canonical.operations import OPERATIONS
from ...canonical.recipes import BEYOND, CALLED, SERVED, SIDES, WORDED
from ...profiles.fold import REST
from ..messages.signs import Signs
from ..plan.kinds import ANYTHING, KINDS
from ..plan.side import folded
from .kinds import RUNTIME_KINDS
from .places import bare, in_lists, keeps_older

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, ProgramField, ProgramMember, ProgramParam, Side

_SAID: Final = ("outcomes", "answers", "implies", "always", "failed", "code", "message", "fails")
_OF_PARAMS: Final = ("entries", "supplied", "suffix_of", "by_suffix", "nullable", "base64_by")
_OF_FIELDS: Final = (
    "void", "or_null", "open", "as_text", "signed", "keys", "before", "member", "asked_of",
    "nullable", "base64_by", "modes",
)  # fmt: skip
_INSIDE: Final = ("open", "as_text", "signed", "scale", "reads")
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


def asked(entries: Iterable[PlanEntry]) -> dict[str, set[str]]:
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
            convert = way.get("convert")
            if convert:
                wanted |= {step["to"] for step in convert["map"].values()}
                wanted |= set(convert["set"])
    return out


def sparing(item: Program, asked: set[str]) -> Program:
    """The program without what no source can ask for: emulations, forced values, options.

    Of such an option its names stay: a source's unknown option must not come to life by them.
    """
    emulate = {key: recipe for key, recipe in item.get("emulate", {}).items() if key in asked}
    forced = [rule for rule in item.get("forced", ()) if all(test[0] in asked for test in rule[1])]
    params = [param if param["key"] in asked else _mute(param) for param in item["params"]]
    result = [field if field["path"] in asked else _closed(field) for field in item["result"]]
    return {**item, "emulate": emulate, "forced": forced, "params": params, "result": result}


def told(entry: PlanEntry) -> PlanEntry:
    """The entry without what is inside of results that no target gives."""
    given = {field["path"] for way in entry["routes"] for field in way["program"]["result"]}
    read = entry["read"]
    result = [field if field["path"] in given else _closed(field) for field in read["result"]]
    return {**entry, "read": {**read, "result": result}}


def _closed(field: ProgramField) -> ProgramField:
    """A field of which nobody asks what is inside."""
    if "each" not in field and "members" not in field:
        return field
    out = field.copy()
    out["kind"] = ANYTHING
    out.pop("each", None)
    out.pop("members", None)
    return out


def wary(item: Program, target: Side) -> bool:
    """Whether a documented reply of a program may say that it is a failure.

    A member of its result has the name of a code or a message, or what its success says is none.
    """
    envelope = target["envelope"]
    telling = {*envelope["codes"], *envelope["says"], "success"}
    places = [place for row in item["result"] for place in (*row["from"], *row.get("legacy", ()))]
    return Signs(target).failed(item["success"]) or any(
        folded(place[0]) in telling for place in places
    )


def _mute(param: ProgramParam) -> ProgramParam:
    out: ProgramParam = {"key": param["key"], "names": param["names"], "kind": param["kind"]}
    if "also" in param:
        out["also"] = param["also"]
    out["mute"] = True
    return out


def recipes(entries: Iterable[PlanEntry], programs: Iterable[Program]) -> set[str]:
    """Names of the recipes that a request or a reply can ask for."""
    result: set[str] = set()
    sources = [entry["read"] for entry in entries]
    params = [param for item in sources for param in item["params"]]
    unpressed = _unpressed(params)
    for entry in entries:
        lists = {
            param["key"]
            for param in entry["read"]["params"]
            if RUNTIME_KINDS[param["kind"]].several and not param.get("single")
        }
        singles = {
            param["key"]
            for way in entry["routes"]
            for param in way["program"]["params"]
            if param.get("single")
        }
        if lists & singles:
            result.add("fan_out")
        refusal = entry.get("refuse")
        if refusal and refusal.get("recipe"):
            result.add(refusal["recipe"])
    for item in programs:
        result.update(item.get("recipes", ()))
        result.update(item.get("emulate", {}).values())
        for param in item["params"]:
            if param.get("network") is False:
                result.add("download_first")
            result.update(param.get("emulated", {}).values())
            if param.get("inline"):
                result.add("data_to_file")
            if param["key"] in BEYOND and "max" in param:
                result.add(BEYOND[param["key"]])
            if unpressed and RUNTIME_KINDS[param["kind"]].none:
                result.add(RUNTIME_KINDS[param["kind"]].none)
    return result


def asked_besides(programs: Iterable[Program]) -> set[str]:
    """The operations that are asked for what a result of these lacks."""
    fields = [field for item in programs for field in item["result"]]
    return {field["asked_of"] for field in fields if "asked_of" in field}


def details(programs: Iterable[Program]) -> set[str]:
    """The kinds of failure with a detail that a call can end with, as ``kind/detail``."""
    rules = [rule for item in programs for rule in item["failures"]["read"]]
    return {f"{rule['kind']}/{rule['detail']}" for rule in rules if rule.get("detail")}


def kinds(sources: Iterable[Program], programs: Collection[Program], debug: bool) -> frozenset[str]:
    """The kinds of failure that a call can end with, and what these may be written as.

    Those with a detail as ``kind/detail``. In a debug build: all there are.
    """
    if debug:
        return frozenset(kind for item in sources for kind in item["failures"]["write"])
    found = {rule["kind"] for item in programs for rule in item["failures"]["read"]} | _FAILURES
    found |= {kind for item in programs for _, kind in item.get("outcomes", ())}
    for kind in list(found):
        while kind in FALLBACK:
            kind = FALLBACK[kind]
            found.add(kind)
    found |= details(programs)
    refused = {param["key"] for item in sources for param in item["params"] if "range" in param}
    return frozenset(found | {f"param_invalid/{key}" for key in refused})


def service(key: str, item: Mapping[str, Any], recipes: Iterable[str]) -> dict[str, Any]:
    """A service as far as these recipes use it: what they give it, what they take of its reply."""
    exchanges = [SERVED[name][key] for name in recipes if key in SERVED.get(name, ())]
    given = {word for exchange in exchanges for word in exchange.gives}
    taken = {word for exchange in exchanges for word in exchange.takes}
    used = {
        "params": {word: name for word, name in item["params"].items() if word in given},
        "result": {
            word: at[0] if len(at) == 1 else at
            for word, at in item.get("result", {}).items()
            if word in taken
        },
    }
    used["params"] = {word: 0 if word == name else name for word, name in used["params"].items()}
    rest = {name: value for name, value in item.items() if name not in used}
    return rest | {name: table for name, table in used.items() if table}


def _said(row: ProgramParam | ProgramField) -> list[Any]:
    """The canonical words that a vendor's values stand for."""
    return [pair[0] for pair in row.get("values", ())] or list(row.get("words", ()))


def _formats(field: ProgramField) -> list[Any]:
    return _said(field) if field["leaf"] is None and field["path"] == "format" else []


def _unpressed(params: Iterable[ProgramParam]) -> bool:
    """Whether a caller can ask for a picture without compression."""
    return any(
        "none" in (*param.get("free", ()), *(item[1] for item in param.get("levels", ())))
        for param in params
    )


def _numbered(row: ProgramParam | ProgramField) -> bool:
    """Whether the vendor's words for an option, or in a result, are numbers."""
    words = [word for _, word in row.get("values", ())]
    return any(isinstance(word, int | float) and not isinstance(word, bool) for word in words)


def features(
    sources: Iterable[Program],
    programs: Iterable[Program],
    entries: Iterable[PlanEntry],
) -> set[str]:
    """What of the interpreter's optional parts the data asks for."""
    ways = [way.get("convert") for entry in entries for way in entry["routes"]]
    conversions = [convert for convert in ways if convert]
    found = {"convert"} if conversions else set()
    for convert in conversions:
        shape = convert.get("back", {})
        found |= {f"back:{name}" for name in ("only", "drop") if name in shape}
        found |= {"back:shape"} if shape.get("shape") == "first" else set()
        found |= {"set"} if convert["set"] else set()
    found |= {"unneeded" for entry in entries if "unneeded" in entry}
    for convert in conversions:
        found |= {"gone" for name in ("gone", "one") if convert.get(name)}
        found |= {"map"} if convert["map"] else set()
        found |= {"pluck" for step in convert["map"].values() if step.get("pluck")}
    tests = [test for entry in entries for way in entry["routes"] for test in way["when"]]
    for item in (*sources, *programs):
        tests += [test for rule in item.get("forced", ()) for test in rule[1]]
        tests += [test for _, _, told in item.get("answers", ()) for test in told]
    found |= {f"test:{test[1]}" for test in tests}
    found |= {"back" for convert in conversions if convert.get("back")}
    for item in (*sources, *programs):
        found |= {"many" for field in item["result"] if field.get("many")}
        found |= {"lists" for field in item["result"] if in_lists(field)}
        found |= {"forced"} if item.get("forced") else set()
        found |= {"aliases" for param in item["params"] if param.get("also")}
        found |= {"alone" for param in item["params"] if param.get("alone")}
        found |= {"scale" for field in item["result"] if "scale" in field}
        rows = (*item["params"], *item["result"])
        found |= {"status:no" for row in rows if row.get("status") == "no"}
    for item in sources:
        found |= {f"read:{param['kind']}" for param in item["params"]}
        found |= {f"spell:{field['kind']}" for field in item["result"]}
        found |= {"range" for param in item["params"] if "range" in param or "free" in param}
        found |= {"older_arguments"} if item.get("older_arguments") else set()
        lenient = [param["kind"] for param in item["params"] if param.get("lenient")]
        found |= {"textual" for kind in lenient if RUNTIME_KINDS[kind].counted}
        found |= {"older" for field in item["result"] if field.get("legacy")}
        found |= {"bare" for field in item["result"] if bare(field)}
        found |= {f"range:{param['range']}" for param in item["params"] if "range" in param}
        for name in ("nearest", "otherwise", "derive", "legacy", "beside", "absent", "only"):
            found |= {name for field in item["result"] if name in field}
        found |= {"needs" for param in item["params"] if "needs" in param}
        found |= {"option:reads" for param in item["params"] if "reads" in param}
        found |= {"unpressed"} if _unpressed(item["params"]) else set()
        found |= {"option:lenient" for param in item["params"] if param.get("lenient")}
        found |= {f"values:{param['kind']}" for param in item["params"] if "values" in param}
        ranged = [param["kind"] for param in item["params"] if {"range", "free"} & param.keys()]
        found |= {f"range:{kind}" for kind in ranged}
        given = [field["absent"] for field in item["result"] if "absent" in field]
        found |= {"absent:object" for value in given if isinstance(value, dict)}
        found |= {param["key"] for param in item["params"] if param["key"] in SIDES}
        found |= {"numbered" for param in item["params"] if _numbered(param)}
        if item.get("on"):
            found.add("receiver")
        worded = [param for param in item["params"] if param["key"] in WORDED]
        found |= {word for param in worded for word in _said(param)}
        found |= {f"format:{word}" for field in item["result"] for word in _formats(field)}
    for item in programs:
        written = [param for param in item["params"] if "mute" not in param]
        found |= {f"write:{param['kind']}" for param in written}
        found |= {f"convert:{field['kind']}" for field in item["result"]}
        found |= {"steps" for param in written if "steps" in param}
        found |= {"single" for param in written if param.get("single")}
        found |= {"bounds" for param in written if "min" in param or "max" in param}
        found |= {"required" for param in written if "required" in param and "max" in param}
        names = [param["names"][0] for param in written]
        found |= {"one_name"} if len(names) != len(set(names)) else set()
        found |= {"older" for field in item["result"] if keeps_older(field)}
        found |= {"bare" for field in item["result"] if bare(field)}
        found |= {"allowed" for param in item["params"] if "allowed" in param}
        found |= {f"fold:{param['kind']}" for param in written if "fold" in param}
        if any("needs" in param for param in item["params"]):
            found |= {"needs", "needed"}
        found |= {"reads" for field in item["result"] if "reads" in field}
        found |= {
            "reply:words"
            for field in item["result"]
            if "words" in field and not {"values", "by"} & field.keys()
        }
        found |= {"by" for field in item["result"] if "by" in field}
        if item.get("on"):
            found.add("receiver")
        options = OPERATIONS[item["api"]].options
        found |= {"emulates" for key in item.get("emulate", {}) if key in options}
        found |= {"neutral"} if item.get("neutral") else set()
        if set(item.get("emulate", {}).values()) & {"size_from_file"}:
            found.add("also")
    refused = [entry.get("refuse", {}).get("recipe", "") for entry in entries]
    emulated = [recipe for item in programs for recipe in item.get("emulate", {}).values()]
    if any(CALLED.get(recipe) for recipe in (*refused, *emulated)):
        found.add("also")
    return found


def within(row: ProgramParam | ProgramField | ProgramMember) -> Iterator[ProgramMember]:
    """What is inside a value, at any depth."""
    inner = [*row.get("members", ()), *([row["each"]] if "each" in row else [])]
    for member in inner:
        yield member
        yield from within(member)


def nested(sources: Iterable[Program], programs: Iterable[Program]) -> set[str]:
    """What of the interpreter the values ask for that are made of others."""
    found, rows = set[str](), list[Any]()
    for items, told, said in ((sources, "read", "spell"), (programs, "write", "convert")):
        for item in items:
            for param in item["params"]:
                inside = [] if "mute" in param else list(within(param))
                found |= {f"{told}:{row['kind']}" for row in inside}
                rows += inside
            inside = [row for field in item["result"] for row in within(field)]
            found |= {f"{said}:{row['kind']}" for row in inside}
            rows += inside
    if not rows:
        return set()
    found |= {"nested"} | {"whole" for row in rows if KINDS[row["kind"]].taken is None}
    found |= {"status:no" for row in rows if row.get("status") == "no"}
    found |= {f"values:{row['kind']}" for row in rows if "values" in row}
    found |= {"option:reads" for row in rows if "reads" in row}
    found |= {"reply:words" for row in rows if "words" in row}
    return found | {name for name in _INSIDE for row in rows if name in row}


def giver(item: Program, kinds: Collection[str]) -> bool:
    """Whether an operation does no more than give an object of one of some kinds."""
    return item.get("form") == "factory" and item.get("gives") in kinds and not item["params"]


def forms(sources: Sequence[Program], programs: Iterable[Program]) -> set[str]:
    """What of the code for other forms than options with callbacks the operations ask for."""
    kinds = {item["receiver"] for item in sources if item.get("receiver")}
    plain = [item for item in sources if giver(item, kinds)]
    givers = {item["name"] for item in plain}
    others = [item for item in sources if item not in plain]
    found = {"giver"} if plain else set()
    made = [item for item in sources if item.get("form") == "factory"]
    if any(
        item.get("receiver") or (item["result"] and item.get("gives") in kinds) for item in made
    ):
        found |= {"chain"}  # calls that go on, and data: what is set is set on that very object
    heard = {item.get("receiver") for item in sources if item.get("form") == "listener"}
    if any(item.get("gives") in kinds for item in others) or any(
        item.get("gives") in heard for item in plain
    ):  # what listens is called on that very object
        found |= {"owner"}
    rest = [*others, *(item for item in programs if item["name"] not in givers)]
    found |= {f"form:{item['form']}" for item in rest if item.get("form")}
    for item in (*sources, *programs):
        found |= {name for name in _SAID if item.get(name)}
        found |= {"promise"} if item.get("promise") else set()
        found |= {"nested_failure"} if item.get("nested") else set()
        found |= {name for name in _OF_PARAMS for param in item["params"] if name in param}
        found |= {name for name in _OF_FIELDS for field in item["result"] if name in field}
        inner = [place for field in item["result"] for place in field["from"] if place[2]]
        found |= {"inner" for place in inner if not place[1]}
        found |= {"counted" for field in item["result"] if _numbered(field)}
        found |= {"whole" for field in item["result"] if KINDS[field["kind"]].taken is None}
    tasks = {item.get("gives") for item in others if item.get("task") and not item.get("form")}
    on_tasks = {item["api"] for item in sources if item.get("receiver") in tasks}
    if any(item["api"] in on_tasks for item in others if not item.get("receiver")):
        found.add("latest")
    if any(REST in item.get("arguments", ()) for item in (*sources, *programs)):
        found.add("rest")
    return found | ({"task"} if tasks else set())
