"""Ordinary calls as straight lines of JavaScript, beside the interpreter.

Where an API's ordinary calls go one way and take no recipe, two functions are written for it:
``ask`` makes the target's options of the source's, ``tell`` the source's reply of the target's.
They name members outright, which is what makes them fast. What a value means stays with the
interpreter: ``lane.js`` asks it once a value and remembers. Whatever is out of the ordinary
(a wrong type, an unknown field, a recipe) they leave, and the interpreter does the whole of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..plan.kinds import KINDS
from ..plan.routes import plain_way
from .kinds import RUNTIME_KINDS, RuntimeKind
from .literals import member

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, ProgramField, ProgramParam, Route

_TOLD_OTHERWISE: Final = (
    "values", "scale", "keys", "open", "as_text", "signed", "before", "each",
    "members",
)  # fmt: skip
_ODD: Final = ("derive", "only", "legacy", "or_null", "before", "modes")


def program_of(entry: PlanEntry) -> Program | None:
    """What ordinary calls of an entry come to: one call, with nothing around it.

    Other ways may come first where the value of one option leads to them.
    """
    read, usual = entry["read"], plain_way(entry)
    if usual is None:
        return None
    before = entry["routes"][: entry["routes"].index(usual)]
    if not all(_by_one_value(way, read) for way in before):
        return None
    program = usual["program"]
    paths = {field["path"] for field in read["result"]}
    odd = (
        usual.get("convert")
        or program.get("recipes")
        or program.get("forced")
        or read.get("forced")
        or read.get("implies")
        or program.get("always")
        or any(
            name in param
            for param in program["params"]
            for name in ("supplied", "suffix_of", "base64_by")
        )
        or any(
            name in field
            for field in program["result"]
            for name in ("member", "asked_of", "base64_by")
        )
        or any("needs" in param for param in (*read["params"], *program["params"]))
        or paths & set(program.get("emulate", {}))
        or any(kind_of(param).counted for param in usable(program) if shared(program, param))
    )
    return None if odd else program


def shared(program: Program, param: ProgramParam) -> bool:
    """Whether another option of the target is written under the same name."""
    name = param["names"][0]
    return sum(other["names"][0] == name for other in usable(program)) > 1


def _by_one_value(way: Route, read: Program) -> bool:
    """Whether a way is gone by the value of one option, and that is remembered or never given."""
    keys = {test[0] for test in way["when"]}
    free = {param["key"] for param in read["params"] if kind_of(param).lane}
    return len(keys) == 1 and not keys & free and all(test[1] != "stated" for test in way["when"])


def usable(program: Program) -> list[ProgramParam]:
    return [param for param in program["params"] if param.get("status") != "no"]


def ask(read: Program, program: Program) -> str | None:
    """The function that writes a request; None where a file's path must not pass unchanged."""
    targets = {param["key"]: param for param in usable(program)}
    body = ["const o = {}; let v;"]
    for at, param in enumerate(read["params"]):
        if param.get("status") == "no":
            continue
        to = targets.get(param["key"])
        given = _given(param)
        names = [to["names"][0], *to.get("also", ())] if to else []
        free = kind_of(param).lane is not None
        made = freely(param, to, given, targets) if free else f"recall(l, {at}, {given})"
        if made is None:
            return None
        target = " = ".join(f"o{member(name)}" for name in names)
        if not target or made.startswith("noOption"):
            body.append(f"{made};")
            continue
        value = "v"
        if to and shared(program, to):  # whichever comes first: of two the interpreter decides
            value = f"o{member(names[0])} === undefined ? v : leave(l)"
        if param.get("single"):
            value = value if to and to.get("single") else "[v]"
        usual = to.get("default") if to and free and not pointing(param) else None
        test = "" if usual is None else f" && v !== {json.dumps(usual, ensure_ascii=False)}"
        body.append(f"if ((v = {made}) !== OMIT{test}) {target} = {value};")
    return "(l, g) => { " + " ".join(body) + " return o; }"


def freely(
    param: ProgramParam,
    to: ProgramParam | None,
    given: str,
    targets: Mapping[str, ProgramParam],
) -> str | None:
    """What is written for an option of any value, None where its kind has no such expression."""
    lane = kind_of(param).lane
    if lane is None or param.get("default", 0) != 0:
        return None
    if "default" in param and not pointing(param):
        return None
    if to is not None and to.get("network") is False:
        to = None
    return lane(param, to, given, targets)


def kind_of(row: ProgramParam | ProgramField) -> RuntimeKind:
    """What the generator knows of the kind of an option or a field."""
    return RUNTIME_KINDS[row["kind"]]


def pointing(param: ProgramParam) -> bool:
    """Whether an option means an entry of another option's list."""
    return KINDS[param["kind"]].pointing


def _given(param: ProgramParam) -> str:
    """The first spelling of an option that the caller used."""
    names = [f"g{member(name)}" for name in (*param["names"], *param.get("also", ()))]
    text = names[-1]
    for name in reversed(names[:-1]):
        text = f"({name} !== undefined ? {name} : {text})"
    return text


def tell(read: Program, program: Program) -> str | None:
    """The function that writes a reply, or None where it is not that plain."""
    if any(name in field for field in read["result"] for name in _ODD) or read.get("answers"):
        return None
    places = [place for field in read["result"] for place in field["from"]]
    if any(place[2] and not place[1] for place in places):
        return None
    if any("by" in field or "void" in field or not field["from"] for field in program["result"]):
        return None
    sources = {
        field["path"]: (at, field)
        for at, field in enumerate(read["result"])
        if field.get("status") != "no"
    }
    body = ["const o = {}; let v;"]
    roots: dict[str, list[tuple[int, ProgramField]]] = {}
    for at, field in enumerate(program["result"]):
        if field.get("many"):
            roots.setdefault(field["root"], []).append((at, field))
            continue
        _, is_list, leaf = field["from"][0]
        if is_list or leaf is not None:
            return None
        body.append(_single(at, field, sources.get(field["path"]), first_of(field)))
    wanted = {field["root"] for field in read["result"] if field.get("many")}
    if wanted - set(roots):
        return None
    for index, (root, fields) in enumerate(roots.items()):
        if root in wanted:
            part = _files(index, fields, sources)
            if part is None:
                return None
            body.append(part)
    for name, value in read["success"].items():
        body.append(f"o{member(name)} = {json.dumps(value, ensure_ascii=False)};")
    return "(l, r) => { " + " ".join(body) + " return o; }"


def first_of(field: ProgramField) -> str:
    """Where a reply has a value: in the first of its places that has one, if all are members."""
    places = places_of(field)
    if listed(field):
        places = places[:1]
    test = "!== undefined" if field.get("nullable") else "!= null"
    names = [f"r{member(place[0])}" for place in places]
    text = names[-1]
    for name in reversed(names[:-1]):
        text = f"({name} {test} ? {name} : {text})"
    return text


def listed(field: ProgramField) -> bool:
    """Whether some place of a value is not a member of the reply itself."""
    return any(is_list or leaf is not None for _, is_list, leaf in places_of(field))


def _single(at: int, field: ProgramField, source: tuple[int, ProgramField] | None, raw: str) -> str:
    """One value of a reply, written wherever the source has it."""
    made = respelt(at, field, source, raw)
    many = len(places_of(field)) > 1 and listed(field)
    otherwise = " else leave(l);" if many else ""
    if source is None:
        return f"if ({made} === OMIT) leave(l);" if many else f"{made};"
    to = source[1]
    assignments = [
        f"o{member(key)} = " + ("[v]" if is_list else "v") for key, is_list, _ in to["from"]
    ]
    if "absent" in to and not many:
        absent = json.dumps(to["absent"], ensure_ascii=False)
        return f"if ((v = {made}) === OMIT) v = {absent}; {'; '.join(assignments)};"
    return f"if ((v = {made}) !== OMIT) {{ {'; '.join(assignments)}; }}{otherwise}"


def _files(
    index: int,
    fields: Sequence[tuple[int, ProgramField]],
    sources: Mapping[str, tuple[int, ProgramField]],
) -> str | None:
    """The files of a reply, read from one list of it."""
    key, _, inner_name = fields[0][1]["from"][0]
    deep = inner_name is not None
    if any(
        field["from"][0][0] != key or (field["from"][0][2] is None) == deep for _, field in fields
    ):
        return None
    lists: dict[str, bool] = {}
    for _, field in fields:
        for place in sources[field["path"]][1]["from"] if field["path"] in sources else ():
            if place[1]:
                lists[place[0]] = lists.get(place[0], False) or place[2] is not None
    number = {name: f"{index}{at}" for at, name in enumerate(lists)}
    known = f"knownIn(l, {index})"
    head = "".join(f"const b{number[name]} = []; " for name in lists)
    inner = [f"const e = allKnown(l, {known}, i);" if deep else "const e = i;"]
    inner += [f"const x{number[name]} = {{}};" for name, made in lists.items() if made]
    for at, field in fields:
        source = sources.get(field["path"])
        raw = f"e{member(field['from'][0][2])}" if deep else "e"
        made = respelt(at, field, source, raw)
        many = len(places_of(field)) > 1
        if source is None:
            inner.append(f"if ({made} === OMIT) leave(l);" if many else f"{made};")
            continue
        writes, bare = [], False
        for name, is_list, leaf in source[1]["from"]:
            if not is_list:
                writes.append(f"if (o{member(name)} === undefined) o{member(name)} = v;")
            elif leaf is None:
                bare = True
                writes.append(f"b{number[name]}.push(v);")
            else:
                writes.append(f"x{number[name]}{member(leaf)} = v;")
        otherwise = " else leave(l);" if many or bare else ""
        inner.append(f"if ((v = {made}) !== OMIT) {{ {' '.join(writes)} }}{otherwise}")
    inner += [f"b{number[name]}.push(x{number[name]});" for name, made in lists.items() if made]
    tail = "".join(f" o{member(name)} = b{number[name]};" for name in lists)
    return f"{head}for (const i of listIn(l, r{member(key)})) {{ {' '.join(inner)} }}{tail}"


def respelt(at: int, field: ProgramField, source: tuple[int, ProgramField] | None, raw: str) -> str:
    """A value in the source's words: unchanged where both sides mean the same by it."""
    both = (field, source[1]) if source else (field,)
    if not any(name in item for item in both for name in _TOLD_OTHERWISE):
        kind, taken = kind_of(field), KINDS[field["kind"]].taken
        if taken is int:
            return f"plainNumber(l, {raw})"
        if kind.passed is not None:
            return f"{kind.passed(field)}({raw})"
        if "words" not in field and taken is not None:
            return f"plainText(l, {raw})"
    return f"respelt(l, {at}, {source[0] if source else -1}, {raw})"


def places_of(field: ProgramField) -> list[Any]:
    return [*field["from"], *field.get("legacy", ())]
