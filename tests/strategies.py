"""Random messages of any vendor, made from its compiled program alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st
from mediaglot.adapters.source.text.edits import Edit

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
PATH = st.one_of(
    st.sampled_from(["a.jpg", "/images/b.png", "tmp://x/y.jpg", "https://example.com/c.jpg"]),
    TEXT.map(lambda text: f"file-{text}"),
)
ANY = st.one_of(
    TEXT, st.integers(-5, 5), st.lists(TEXT, max_size=2), st.dictionaries(TEXT, TEXT, max_size=2)
)


Program = Mapping[str, Any]
Make = Callable[[Program], st.SearchStrategy[dict[str, Any]]]


def remembered(make: Make) -> Make:
    """Make a program's strategy once: it is drawn from a hundred times."""
    made: dict[int, tuple[Program, st.SearchStrategy[dict[str, Any]]]] = {}

    def get(program: Program) -> st.SearchStrategy[dict[str, Any]]:
        if id(program) not in made:
            made[id(program)] = program, make(program)
        return made[id(program)][1]

    return get


def numbers(param: Mapping[str, Any], whole: bool) -> st.SearchStrategy[Any]:
    """Numbers inside the documented bounds."""
    low = max(param.get("min", 0), param.get("low", 0))
    top = low + 1000
    high = min(param.get("max", top), param.get("high", top))
    if whole:
        return st.integers(int(low), int(high))
    return st.one_of(
        st.integers(int(low), int(high)),
        st.floats(low, high, allow_nan=False).map(lambda value: round(value, 3)),
    )


def option(param: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """A valid value of one option, in the vendor's spelling."""
    kind = param["kind"]
    words = [item for _, item in param.get("values", ())] or list(param.get("words", ()))
    if kind in ("integer", "index"):
        return numbers(param, whole=True)
    if kind in ("number", "quality"):
        return numbers(param, whole=False)
    if kind == "levels":
        return st.sampled_from([level for level, _ in param["levels"]])
    if kind == "boolean":
        return st.sampled_from(words) if words else st.booleans()
    if kind == "enum":
        return st.sampled_from(words)
    if kind == "set" and param.get("alone"):
        return st.sampled_from(words)
    if kind == "set":
        if "allowed" in param:
            return st.sampled_from([list(item) for item in param["allowed"]])
        return st.lists(st.sampled_from(words), min_size=1, unique=True)
    if kind == "strings":
        return st.lists(TEXT, max_size=3)
    if kind == "paths" and not param.get("single"):
        return st.lists(PATH, min_size=1, max_size=4)
    if kind in ("path", "paths", "address"):
        return PATH
    if kind == "media_sources":
        names = param["entry"]
        kinds = [item for _, item in param.get("values", ())] or ["image", "video"]
        entry = {names["url"]: PATH, names["kind"]: st.sampled_from(kinds)}
        return st.lists(st.fixed_dictionaries(entry), min_size=1, max_size=3)
    if kind == "any":
        return ANY
    if kind == "object":
        return st.dictionaries(TEXT, TEXT, max_size=2)
    if kind in NESTED:
        return nested(param, option)
    return TEXT


NESTED = ("record", "list", "map")


def nested(
    row: Mapping[str, Any], make: Callable[[Mapping[str, Any]], st.SearchStrategy[Any]]
) -> st.SearchStrategy[Any]:
    """A valid value that is made of others, with members that nobody knows here and there."""
    if row["kind"] == "list":
        return st.lists(make(row["each"]), max_size=3)
    if row["kind"] == "map":
        return st.dictionaries(st.sampled_from(["a", "b", "constructor"]), make(row["each"]))
    usable = [member for member in row["members"] if member.get("status") != "no"]
    return st.fixed_dictionaries(
        {}, optional={member["names"][0]: make(member) for member in usable} | {"odd": ANY}
    )


@remembered
def requests(program: Program) -> st.SearchStrategy[dict[str, Any]]:
    """Valid options of one API."""
    usable = [param for param in program["params"] if param.get("status") != "no"]
    seen: dict[str, st.SearchStrategy[Any]] = {}
    required: dict[str, st.SearchStrategy[Any]] = {}
    for param in usable:
        name = param["names"][0]
        if name in seen or name in required:
            continue
        (required if param.get("required") else seen)[name] = option(param)
    return st.fixed_dictionaries(required, optional=seen)


def cell(field: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """A valid value of one result field, in the vendor's spelling."""
    if field.get("as_text"):
        return st.integers(-180, 180).map(str)
    if field.get("values"):
        return st.sampled_from([item for _, item in field["values"]])
    if field.get("words") and "keys" not in field:
        return st.sampled_from(field["words"])
    if "keys" in field:
        names = [name for _, names in field["keys"] for name in names]
        return st.dictionaries(st.sampled_from(names), st.booleans(), max_size=2)
    if field["kind"] == "any":
        return ANY
    if field["kind"] in NESTED:
        return nested(field, cell)
    if field["kind"] == "boolean":
        return st.booleans()
    if field["kind"] == "strings":
        return st.lists(TEXT, max_size=3)
    if field["kind"] == "integer":
        return st.integers(0, 10**9)
    if field["kind"] == "number":
        return st.one_of(st.integers(0, 10**6), st.integers(0, 10**6).map(lambda n: n / 8))
    return PATH


@remembered
def replies(program: Program) -> st.SearchStrategy[dict[str, Any]]:
    """A successful reply of one API, as its vendor documents it."""
    cells = {id(field): cell(field) for field in program["result"]}
    return _reply(program, cells)


KIND = st.sampled_from(["image", "video"])
COUNT = st.integers(1, 3)
KIND_LISTS = {count: st.lists(KIND, min_size=count, max_size=count) for count in (1, 2, 3)}


@st.composite
def _reply(
    draw: st.DrawFn, program: Program, cells: Mapping[int, st.SearchStrategy[Any]]
) -> dict[str, Any]:
    reply: dict[str, Any] = {}
    count = draw(COUNT)
    single = all(
        not is_list
        for field in program["result"]
        if field.get("many")
        for _, is_list, _ in field["from"]
    )
    count = 1 if single else count
    kinds = draw(KIND_LISTS[count])
    for field in program["result"]:
        if field.get("status") == "no":
            continue
        if field.get("derive"):
            together = kinds[0] if len(set(kinds)) == 1 else "mix"
            reply[field["from"][0][0]] = dict(map(tuple, field["values"]))[together]
            continue
        if not field.get("many"):
            value = draw(cells[id(field)])
            for key, is_list, member in field["from"]:
                if member is not None:
                    reply.setdefault(key, {})[member] = value
                else:
                    reply[key] = [value] if is_list else value
            continue
        for index in range(count):
            if field.get("only") and kinds[index] not in field["only"]:
                continue
            value = draw(cells[id(field)])
            if field["leaf"] == "kind":
                words = dict(map(tuple, field.get("values", ())))
                value = words.get(kinds[index], kinds[index])
            for key, is_list, member in field["from"]:
                if not is_list:
                    reply[key] = value
                elif member is None:
                    reply.setdefault(key, []).append(value)
                else:
                    rows = reply.setdefault(key, [{} for _ in range(count)])
                    rows[index][member] = value
    reply.update(program["success"])
    return reply


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    """A text and edits of it that do not overlap."""
    data = draw(st.binary(max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=12)))
    edits = [
        Edit(start, end, draw(st.binary(max_size=6)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    seen: dict[int, Edit] = {}
    for edit in edits:
        seen.setdefault(edit.start, edit)
    return data, list(seen.values())
