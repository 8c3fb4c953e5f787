"""Programs of a plan spelt shortly: only what the interpreter reads, said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.convert import Conversion
from ...canonical.operations import OPERATIONS
from ...canonical.recipes import BEYOND
from ..plan import kinds
from .kinds import NUMBERS, RUNTIME_KINDS
from .literals import Code, literal, literal_key
from .places import keeps_older

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, ProgramMember, Side

_BOTH: Final = (
    "names", "also", "kind", "values", "words", "single", "of", "entry", "each",
    "members", "alone", "together",
)  # fmt: skip
READ_PARAM: Final = (
    *_BOTH, "default", "min", "max", "range", "reads", "lenient", "levels", "free", "needs",
    "nullable",
)  # fmt: skip
WRITE_PARAM: Final = (
    *_BOTH, "default", "min", "max", "steps", "fold", "allowed", "levels", "ranges",
    "required", "network", "needs", "entries", "supplied", "suffix_of", "emulated", "nullable",
    "base64_by", "by_suffix",
)  # fmt: skip
WRITE_FIELD: Final = (
    "from", "legacy", "beside", "values", "scale", "nearest", "otherwise", "absent", "void",
    "or_null", "derive", "only", "open", "as_text", "keys", "before", "before_by", "nullable",
    "modes", "kind", "each", "members",
)  # fmt: skip
_WAY: Final = ("to", "when")
READ_FIELD: Final = (
    "from", "legacy", "values", "reads", "scale", "kind", "words", "by", "absent", "void",
    "open", "as_text", "signed", "keys", "before", "member", "asked_of", "nullable",
    "base64_by", "each", "members",
)  # fmt: skip


def _kinds() -> dict[str, str]:
    """The usual kind of a value, by canonical option and by leaf of a result path."""
    result: dict[str, str] = {}
    for operation in OPERATIONS.values():
        for path, field in operation.result.items():
            result.setdefault(path.rpartition(".")[2], field.kind)
        for key, option in operation.options.items():
            result.setdefault(key, option.kind)
    return result


def _words() -> dict[str, list[str]]:
    """The words of an option, by canonical name, where every API has the same."""
    result: dict[str, list[str]] = {}
    for operation in OPERATIONS.values():
        for key, option in operation.options.items():
            if option.words:
                result.setdefault(key, list(option.words))
    return result


KINDS: Final = _kinds()
WORDS: Final = _words()
HIGH: Final = {
    key: option.high
    for operation in reversed(OPERATIONS.values())
    for key, option in operation.options.items()
    if key in BEYOND and option.high is not None
}
"""The most that a caller may ask for of what is asked for part by part."""
PROMISES: Final = {"never": 1, "without_callbacks": 2, "unknown": 2, "always": 3}
"""When a function gives a promise, by its words in the plan."""

_WRITTEN: Final = ("code", "message")
_READ: Final = ("code", "message", "ok", "pattern")


def envelope(side: Side, success: Mapping[str, Any], *, read: bool = False) -> dict[str, Any]:
    """What a runtime knows of a vendor's replies; ``read``: replies of it are read, too."""
    known: Mapping[str, Any] = side["envelope"]
    packed: dict[str, Any]
    if not read:
        packed = {key: known[key] for key in _WRITTEN}
        packed["template"] = Code(f"(api, text) => {_joined(known['template'])}")
    else:
        packed = {key: known[key] for key in _READ if known[key]}
        if "pattern" in packed:
            packed["pattern"] = pattern(known["pattern"])
        codes = {key: int(mine) for key, mine in known["codes"].items()}
        packed["roles"] = {**_says(known["says"]), **codes}
    said = (f"{literal_key(key)}: {_joined(item)}" for key, item in success.items())
    made = Code(f"(api) => ({{{', '.join(said)}}})")
    return {"id": side["id"], **packed, "success": made}


def _joined(template: Any) -> str:
    """A text with a function's name, and another text, in it, as JavaScript."""
    if not isinstance(template, str):
        return literal(template)
    parts = re.split(r"\{(api|text)\}", template)
    said = [part if at % 2 else literal(part) for at, part in enumerate(parts) if part]
    return " + ".join(said) or '""'


def _says(forms: Mapping[str, str]) -> dict[str, str]:
    """For each key of a message, the pattern that a success matches there; its group is an API.

    Of forms such as ``{api}:ok``: without blanks and case, as replies are read.
    """
    out: dict[str, str] = {}
    for key, form in forms.items():
        plain = re.escape("".join(form.lower().replace("\uff1a", ":").split())).replace(
            re.escape("{api}"), "{api}"
        )
        named = plain.replace("{api}:", r"(?:([\w.$]*):)?").replace("{api}", r"([\w.$]*)")
        out[key] = pattern(f"^{named}$")
    return out


def pattern(text: str) -> Code:
    """A pattern, to be found in any case, as JavaScript."""
    plain = re.sub(r"(\\.)|/", lambda found: found[1] or "\\/", text)
    return Code(f"/{plain}/i")


def full(item: Mapping[str, Any]) -> dict[str, Any]:
    """The members that say something."""
    return {key: value for key, value in item.items() if value not in (None, [], {})}


def entry(key: str, entry: PlanEntry, packed: Mapping[str, Any], debug: bool) -> dict[str, Any]:
    routes: list[Any] = []
    for way in entry["routes"]:
        row = full({name: way.get(name) for name in (*_WAY, *(["older"] if debug else []))})
        convert = way.get("convert")
        if convert:
            row["convert"] = _conversion(convert, debug)
        routes.append(way["to"] if list(row) == ["to"] else row)
    out = dict(packed)
    if routes != [key]:
        out["routes"] = routes[0] if len(routes) == 1 and isinstance(routes[0], str) else routes
    if "unneeded" in entry:
        out["unneeded"] = entry["unneeded"]
    refusal = entry.get("refuse")
    if refusal:
        if refusal.get("recipe"):
            out["recipe"] = refusal["recipe"]
        if debug:
            out["refused"] = refusal["code"]
    for name in ("stopped", "status") if debug else ():
        if entry.get(name):
            out[name] = entry[name]
    acts = [code for code, _, words in entry.get("acts", {}).values() if not words]
    if acts and debug:
        out["acts"] = acts
    return out


_CALLED: Final = (
    "form", "outcomes", "answers", "always", "implies", "failed", "code",
    "message", "nested", "fails",
)  # fmt: skip
"""What is said of how an operation is called, and ends, as it stands in a program."""

_USUAL_SHAPES: Final = ("list", "wrap")
"""Shapes of a result's files that all come to a list."""


def _conversion(convert: Conversion, debug: bool) -> dict[str, Any]:
    if debug:
        return dict(convert)
    gone = [*convert.get("gone", ()), *convert.get("one", ())]
    kept = {"copy": convert["copy"]}
    back = {key: item for key, item in convert.get("back", {}).items() if item not in _USUAL_SHAPES}
    steps = {
        key: {name: item for name, item in step.items() if name != "lossy"}
        for key, step in convert["map"].items()
    }
    return kept | full({"set": convert["set"], "map": steps, "gone": gone, "back": back})


def program(key: str, item: Program, failures: Any, success: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if item["api"] != key:
        out["api"] = item["api"]
    if item["name"] != key:
        out["called"] = item["name"]
    if item.get("receiver"):
        out["on"] = item["receiver"]
    facts: Mapping[str, Any] = item
    out |= {name: facts[name] for name in _CALLED if facts.get(name)}
    names = {param["key"]: param["names"][0] for param in item["params"]}
    for form in ("arguments", "older_arguments"):
        if facts.get(form):
            out[form] = [names.get(key, key) for key in facts[form]]
    if item.get("returns"):
        out["returns"] = bare(item)
    if item.get("forced"):
        out["forced"] = item["forced"]
    out["failures"] = failures
    out["success"] = {
        name: value
        for name, value in item["success"].items()
        if name not in success or str(success[name]).replace("{api}", item["name"]) != str(value)
    }
    return out


def bare(item: Program) -> str:
    """The vendor's name for the one field of a result that is returned by itself."""
    places = {field["path"]: field["from"][0][0] for field in item["result"]}
    return str(places.get(item["returns"], item["returns"]))


def emulated(item: Mapping[str, Any], debug: bool) -> dict[str, Any]:
    """The recipes of what a program lacks, with the values of options that ask for nothing."""
    recipes, neutral = item.get("emulate", {}), item.get("neutral", {})
    if debug:
        return {"emulate": recipes, "neutral": neutral}
    return {
        "emulate": {
            key: [recipe, neutral[key]] if key in neutral else recipe
            for key, recipe in recipes.items()
        }
    }


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


_INSIDE: Final = (
    "names", "kind", "values", "words", "reads", "open", "scale", "as_text", "signed", "each",
    "members",
)  # fmt: skip
"""What the interpreter reads of a value inside another."""


def _nested(row: dict[str, Any], debug: bool) -> None:
    """What is inside a value, spelt as shortly: members by key, most of them a name alone."""
    if "each" in row:
        row["each"] = _inside(row["each"], debug)
        row["each"].pop("names", None)
    if "members" in row:
        found = {}
        for member in row["members"]:
            inner = _inside(member, debug)
            if inner.get("names") == member["key"]:
                del inner["names"]
            found[member["key"]] = inner["names"] if list(inner) == ["names"] else inner
        row["members"] = found


def _inside(member: ProgramMember, debug: bool) -> dict[str, Any]:
    row = _kept(member, _INSIDE, debug)
    row.pop("key", None)
    kind = RUNTIME_KINDS[row.pop("kind")]
    if not kind.unsaid_inside:
        row["type"] = NUMBERS[kind.name]
    if "values" in row:
        row.pop("words", None)
    row["names"] = row["names"][0] if len(row["names"]) == 1 else row["names"]
    _nested(row, debug)
    return row


def params(item: Program, names: Iterable[str], debug: bool) -> dict[str, Any]:
    out: dict[str, Any] = {}
    asked = [param for param in item["params"] if "mute" not in param]
    known = {name for param in asked for name in (*param["names"], *param.get("also", ()))}
    for param in item["params"]:
        key = param["key"]
        row = _kept(param, names, debug)
        row.pop("key", None)
        if kinds.KINDS[param["kind"]].approximate:  # which is told of it anyway
            row.pop("grade", None)
        if not debug:
            if row.get("network") is not False:
                row.pop("network", None)
            if "max" not in row:
                row.pop("required", None)
            if names is READ_PARAM and "range" not in row:
                row.pop("min", None)
                row.pop("max", None)
        if "mute" in param:
            spellings = [*param["names"], *param.get("also", ())]
            if known.issuperset(spellings):
                continue
            said = spellings[0] if len(spellings) == 1 else spellings
            out[key] = 0 if said == key else said
            continue
        kind = RUNTIME_KINDS[row.pop("kind")]
        if not kind.unsaid:
            row["type"] = NUMBERS[kind.name]
        _nested(row, debug)
        spellings = row.pop("names")
        if spellings != [key]:
            row["names"] = spellings[0] if len(spellings) == 1 else spellings
        words = row.pop("words", None) or WORDS.get(key)
        if words and kind.words and kind.listed(row) and words != row.get("default"):
            row["words"] = words
        out[key] = shortly(row)
    return out


def fields(item: Program, names: Iterable[str], debug: bool) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in item["result"]:
        if names is WRITE_FIELD and "by" in field and not debug:
            continue
        row = _kept(field, names, debug)
        if not debug and "by" in row:
            row.pop("words", None)
        if not debug and names is READ_FIELD and "void" not in row:
            row.pop("absent", None)
        if names is READ_FIELD and "before" in row:
            row["before"] = [word.lower() for word in row["before"].values()]
        kind = RUNTIME_KINDS[row.pop("kind", field["kind"])]
        made = "each" in row or "members" in row
        if debug or made or (names is READ_FIELD and kind.marked):
            row["type"] = NUMBERS[kind.name]
        _nested(row, debug)
        if "keys" in row:
            row["keys"] = [
                [key, names_[0] if len(names_) == 1 else names_] for key, names_ in row["keys"]
            ]
        for name in ("path", "root", "many", "leaf"):
            row.pop(name, None)
        if "values" in row:
            row.pop("words", None)
        if "derive" in row and not debug:
            row["derive"] = 1
        filled = row.pop("beside", 0)
        marked = debug or names is WRITE_FIELD or keeps_older(field)
        places = [_place(*place) for place in row.pop("from", ())]
        for at, place in enumerate(row.pop("legacy", ())):
            mark = "~~" if at < filled else "~"
            places.append((mark if marked else "") + _place(*place))
        if places:
            row["names"] = places[0] if len(places) == 1 else places
        if row.get("names") == field["path"]:
            del row["names"]
        out[field["path"]] = shortly(row)
    return out


def shortly(row: dict[str, Any]) -> Any:
    """A row as what it is spelt as, or as its kind alone, where it says no more."""
    return row if len(row) > 1 else row.get("names", row.get("type", row or 0))


def _place(key: str, is_list: int, member: str | None) -> str:
    return key + ("[]" if is_list else "") + ("" if member is None else f".{member}")
