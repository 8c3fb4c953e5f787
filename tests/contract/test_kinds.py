"""What every kind of value must hold, run over each one there is: no kind is named here."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import mediaglot as mg
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.plan.kinds import KINDS, Goal, Kind, OptionPlace
from mediaglot.adapters.plan.notes import OMIT, Note
from mediaglot.adapters.runtime import joining, type_values
from mediaglot.adapters.runtime.kinds import NUMBERS, RUNTIME_KINDS
from mediaglot.adapters.source.script.kinds import SOURCE_KINDS
from mediaglot.adapters.source.syntax.parsed import parse
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.operations import OPERATIONS, Field
from mediaglot.profiles import loader, model

PACKAGE = Path(mg.__file__).parent
FOLDER = PACKAGE / "adapters" / "plan" / "kinds"
ADAPTERS = PACKAGE / "adapters"
SOURCE = PACKAGE / "adapters" / "source"
RUNTIME = PACKAGE / "adapters" / "runtime"
SPOT = OptionPlace("chooseImage.x", "x", own=True)
GOAL = Goal("x", own=True)
LIST = ["a.jpg", "b.jpg", "c.jpg"]
"""What a value that points at an entry may point at."""

WRONG: list[Any] = [
    object(), b"x", math.nan, math.inf, -math.inf, 2**60, "\ud800", ["\ud800"], {"url": "\ud800"},
]  # fmt: skip
"""Values that no kind takes as they are: of no type of JSON, no number, too large, no text."""


def bare(kind: str) -> dict[str, Any]:
    """The least that a plan says of an option of a kind."""
    least = {"key": "x", "names": ["x"], "kind": kind}
    if not KINDS[kind].nests:
        return least
    inside = {"key": "y", "names": ["z"], "kind": "string"}
    return {**least, "members": [inside], "each": {**inside, "key": "", "names": [""]}}


def params() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every option of every vendor, and the least of the kinds that none of them has."""
    seen = set()
    for vendor in loader.builtin_ids():
        apis = mg.plan(vendor, vendor).apis
        for api in apis:
            for param in apis[api]["read"]["params"]:
                seen.add(param["kind"])
                yield f"{vendor}.{api}.{param['key']}", dict(param)
    for name in KINDS:
        if name not in seen:
            yield name, bare(name)


PARAMS: dict[str, list[dict[str, Any]]] = {name: [] for name in KINDS}
for _, each in params():
    PARAMS[each["kind"]].append(each)


def made(kind: Kind) -> dict[str, Any]:
    """An option of a kind, as some vendor has it, without words of its own where it can be."""
    plain = [param for param in PARAMS[kind.name] if "values" not in param]
    return next(iter(plain or PARAMS[kind.name]))


def canonical(param: Any) -> Field:
    """The canonical field of an option, as far as callers are held to it."""
    return Field(
        param["kind"],
        tuple(param.get("words", ())),
        members={item["key"]: canonical(item) for item in param.get("members", ())},
        each=canonical(param["each"]) if "each" in param else None,
    )


def field_of(kind: Kind) -> Field:
    """A canonical option of a kind."""
    found = (field for item in OPERATIONS.values() for field in item.options.values())
    return next((field for field in found if field.kind == kind.name), Field(kind.name))


def read(kind: Kind, param: Any, raw: Any, notes: list[Note] | None = None) -> Any:
    told = notes if notes is not None else []
    return kind.read(param, SPOT)(raw, {str(param.get("of")): LIST}, told)


def written(kind: Kind, param: Any, value: Any) -> Any:
    return kind.write(param, GOAL)(value, True, {str(param.get("of")): LIST}, [], [])


def modules(folder: Path) -> set[str]:
    """The modules of a folder that are a kind's."""
    return {path.stem for path in folder.glob("*.py") if "KIND: Final" in path.read_text("utf-8")}


def test_a_module_a_kind_and_a_kind_a_module() -> None:
    assert modules(FOLDER) == set(KINDS)
    assert all(KINDS[name].name == name for name in KINDS)
    assert all(kind.doc and isinstance(kind, Kind) for kind in KINDS.values())


def test_the_porter_has_a_module_a_kind_or_leaves_it_to_the_runtime() -> None:
    assert modules(SOURCE / "script" / "kinds") == set(SOURCE_KINDS) <= set(KINDS)
    assert all(SOURCE_KINDS[name].name == name for name in SOURCE_KINDS)
    assert all(kind.porter for name, kind in KINDS.items() if name not in SOURCE_KINDS)
    assert all(set(kind.expressions) <= set(KINDS) for kind in SOURCE_KINDS.values())
    for name, kind in SOURCE_KINDS.items():
        assert bool(kind.pointing) == KINDS[name].pointing


def test_a_profile_may_name_them_and_no_other() -> None:
    assert set(get_args(model.ParamType)) == set(KINDS)
    for item in OPERATIONS.values():
        assert {field.kind for field in (*item.options.values(), *item.result.values())} <= set(
            KINDS
        )


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_what_it_says_it_understands_are_facts_of_a_profile(kind: Kind) -> None:
    assert kind.facts <= set(model.Param.keys)


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_profiles_state_what_the_kind_understands(vendor: str) -> None:
    special = frozenset().union(*(kind.facts for kind in KINDS.values()))
    for key, api in loader.get(vendor).api.items():
        options = OPERATIONS[api.reads_as or key].options
        for name, param in api.params.items():
            kind = KINDS[param.type or options[name].kind]
            odd = (param.given & special) - kind.facts
            assert not odd, f"{vendor}.{key}.{name} is {kind.name}, which has no {', '.join(odd)}"


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@given(data=st.data())
def test_it_reads_what_it_writes(kind: Kind, data: st.DataObject) -> None:
    """Between two clients of one vendor a value stays what it is, or is left out as the default."""
    param = data.draw(st.sampled_from(PARAMS[kind.name]))
    raw = data.draw(strategies.option(param))
    if kind.pointing:
        raw = data.draw(st.sampled_from([0, 1, 2] if isinstance(raw, int) else LIST))
    notes: list[Note] = []
    value = read(kind, param, raw, notes)
    if value is OMIT or notes:
        return
    out = written(kind, param, value)
    if out is OMIT:
        assert "default" in param or value is None or value in ("none", [])
        return
    again = read(kind, param, out)
    assert (again, type(again)) == (value, type(value))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@given(data=st.data())
def test_callers_may_give_what_it_reads(kind: Kind, data: st.DataObject) -> None:
    param = made(kind)
    if kind.pointing:
        param = {**param, "of": "urls"}
    raw = data.draw(strategies.option(param))
    notes: list[Note] = []
    value = read(kind, param, raw, notes)
    if value is OMIT or value is None or notes:
        return
    given_back = kind.check(canonical(param), value)
    assert given_back == value


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("raw", WRONG, ids=range(len(WRONG)))
def test_what_is_none_is_refused_or_left_out(kind: Kind, raw: Any) -> None:
    """One sentence that names the place, or nothing is read and that is told."""
    if not kind.wanted:
        return  # any value: passed on as it is
    notes: list[Note] = []
    value, error = refused(kind, raw, notes)
    if error is not None:
        assert error.place.startswith(SPOT.place)
        assert re.fullmatch(r"[a-z][^\n]{5,120}", error.reason), error.reason
        assert not error.reason.endswith(".")
    elif not (isinstance(raw, dict) and value in (raw, {"extra": raw})):  # the caller's own
        assert value is OMIT
        assert {place for _, place, *_ in notes} == {SPOT.name}


def refused(kind: Kind, raw: Any, notes: list[Note]) -> tuple[Any, InputError | None]:
    try:
        return read(kind, made(kind), raw, notes), None
    except InputError as error:
        return OMIT, error


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_value_of_no_type_is_told_what_was_wanted(kind: Kind) -> None:
    if not kind.wanted:
        return
    param = {**made(kind)}
    for name in ("values", "single"):
        param.pop(name, None)
    with pytest.raises(InputError) as caught:
        read(kind, param, object())
    assert caught.value.reason == f"expected {kind.wanted}, got a value of type object"
    with pytest.raises(InputError, match="expected"):
        kind.check(Field(kind.name), object())


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@given(data=st.data())
def test_it_keeps_words(kind: Kind, data: st.DataObject) -> None:
    """Each word of a closed list means itself, however its vendor spells it, there and back."""
    closed = [param for param in PARAMS[kind.name] if param.get("words")]
    if not closed:
        return
    param = {**data.draw(st.sampled_from(closed))}
    param.pop("default", None)
    spelt = dict(map(tuple, param.get("values", ()))) or {word: word for word in param["words"]}
    for word, spelling in spelt.items():
        several = isinstance(read(kind, param, spelling), list)
        meant = [word] if several else word
        said = [spelling] if several and not param.get("alone") else spelling
        assert read(kind, param, said) == meant
        if "allowed" in param or word in param.get("fold", ()):
            continue  # this client has no such combination, or no such word
        assert written(kind, param, meant) == said


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_replies_are_read_by_it(kind: Kind) -> None:
    """A field of a reply of that kind: what fits comes through, what is none is told and left."""
    field: Any = {
        "path": "x",
        "root": "x",
        "leaf": None,
        "kind": kind.name,
        "from": [["x", 0, None]],
        **{name: item for name, item in bare(kind.name).items() if name in ("members", "each")},
    }
    convert = kind.convert(field)
    for raw in (object(), [1, {}], (1,)):
        notes: list[Note] = []
        value = convert(raw, "x", notes)
        if not kind.wanted:
            assert value is raw
            continue
        if kind.nests and kind.listed and isinstance(raw, (list, tuple)):
            assert value == [None] * len(raw)
            assert {(code, place) for code, place, *_ in notes} == {("MG206", "x[]")}
            continue
        assert value is OMIT
        assert [(code, place) for code, place, *_ in notes] == [("MG206", "x")]
    spelt = kind.spell(field)
    if kind.taken is not None:
        for raw in {int: (0, 7), str: ("a", "b.jpg")}[kind.taken]:
            assert convert(raw, "x", []) == raw == spelt(raw, "x", [])
        assert kind.check_result(field_of(kind), raw) == raw


def test_the_runtime_has_a_file_a_kind_or_says_why_not() -> None:
    files = {path.stem for path in (RUNTIME / "kinds").glob("*.js")}
    shared = {
        name
        for path in (RUNTIME / "kinds").glob("*.js")
        for name in re.findall(r"^//uses (\w+)$", path.read_text("utf-8"), re.MULTILINE)
    }
    assert {name for name, kind in KINDS.items() if not kind.javascript} == files - shared
    assert shared <= files - set(KINDS)
    assert not [name for name in shared if rows(RUNTIME / "kinds" / f"{name}.js")]


def rows(path: Path) -> list[str]:
    """The tables that a file puts its kind into."""
    return re.findall(r"^//row (\w+) \S", path.read_text("utf-8"), re.MULTILINE)


def test_the_generator_has_a_module_a_kind() -> None:
    assert modules(RUNTIME / "kinds") == set(RUNTIME_KINDS) == set(KINDS)
    for name, kind in RUNTIME_KINDS.items():
        assert kind.name == name
        assert bool(kind.around) == bool(KINDS[name].step)
        assert not kind.address or KINDS[name].pointing
        assert not kind.several or KINDS[name].files


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_its_values_have_a_type_in_typescript(kind: Kind) -> None:
    """A whole one: its brackets close, and it is no name that only Python knows."""
    for param in PARAMS[kind.name]:
        told = [type_values.option(param), type_values.field_value(param, kind.name)]  # type: ignore[arg-type]
        for text in told:
            bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
            assert bare.strip() or text
            assert [bare.count(left) for left in "<[{("] == [bare.count(right) for right in ">]})"]
            assert not re.search(r"\b(?:None|True|False|str|int)\b|\{\}", bare), text


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_straight_lines_pass_its_options_on_or_leave_them(kind: Kind) -> None:
    """An expression of what the caller gave; where the target takes none, none is made up."""
    lane = RUNTIME_KINDS[kind.name].lane
    for param in PARAMS[kind.name] if lane else ():
        for to in (param, None):
            made = lane(param, to, "g.x", {str(param.get("of")): param})  # type: ignore[arg-type]
            assert made is None or re.fullmatch(r"\w+\(.*g\.x.*\)", made), made
            if to is None:
                assert made in (None, "noOption(l, g.x)")


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_it_has_a_reader_in_javascript_or_says_why_not(kind: Kind) -> None:
    """Its file alone has the rows of it, and only of tables that there are."""
    path = RUNTIME / "kinds" / f"{kind.name}.js"
    assert path.is_file() != bool(kind.javascript)
    if not kind.javascript:
        assert "READERS" in rows(path)
        assert set(rows(path)) <= set(joining.TABLES)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_runtime_has_only_the_rows_that_it_needs(kind: Kind) -> None:
    text, added, _ = joining.kinds({f"read:{kind.name}"}, debug=False)
    assert added == {"rows:READERS"}
    table = text[text.index("const READERS = {") :]
    assert re.findall(r"(\w+): ", table) == ([] if kind.javascript else [str(NUMBERS[kind.name])])
    assert not joining.kinds(set(), debug=False)[0].replace("const READERS = {  };\n", "").strip()


def names_a_kind(text: str) -> list[int]:
    """The lines where JavaScript asks which kind of value it has, or keeps a table of kinds: a
    comparison with something called a kind, a list of their names, rows of the tables of kinds."""
    name = rf"[\"'](?:{'|'.join(KINDS)})[\"']"
    table = rf"(?:{'|'.join(joining.TABLES)})"
    asks = re.compile(
        rf"\bkind\s*[!=]==?\s*{name}|{name}\s*[!=]==?\s*[\w.]*\bkind\b|case\s+{name}"
        rf"|\.test\([\w.]*\bkind\)|\[{name},|\b{table}\.\w+|\b{table} = "
        rf"|^//(?:row|uses)\b"
    )
    return [at for at, line in enumerate(text.splitlines(), 1) if asks.search(line)]


def test_nothing_else_of_the_runtime_names_a_kind() -> None:
    for wrong in (
        'if (param.kind === "levels") return 1;', '"set" !== field.kind ? 1 : 2', 'case "map":',
        "/^paths?$/.test(param.kind)", 'among(["list", "strings"], kind)', "READERS.number = 1;",
        "const WRITERS = {};", "//row READERS readNumber",
    ):  # fmt: skip
        assert names_a_kind(wrong) == [1], wrong
    assert not names_a_kind('if (file.kind === "video") READERS[param.kind](param);')
    found = {
        path.name: lines
        for path in sorted(RUNTIME.glob("*.js"))
        if (lines := names_a_kind(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_it_has_an_expression_in_the_porter_or_says_why_not(kind: Kind) -> None:
    """A computed value of the kind has a stand-in, which the porter translates by."""
    text = b"f({ x: y })"
    script = parse(text, text, 0, "javascript")
    node = script.root.descendant_for_byte_range(7, 8)
    stand_in = SOURCE_KINDS[kind.name].stand_in
    ported = [stand_in(script, param, node, []) is not None for param in PARAMS[kind.name]]  # type: ignore[arg-type]
    inside = SOURCE_KINDS[kind.name].rewrite is not None  # written in place, it is edited there
    assert (any(ported) or inside) != bool(kind.porter)


def decides_by_kind(tree: ast.Module, *, named: bool = False) -> list[int]:
    """The lines where a program asks which kind of value it has: ``x["kind"]`` in a comparison, or
    something called a kind compared with the name of one. Types of syntax nodes are no kinds.
    ``named``: only with the name of one, where there are kinds of failures and of files, too."""
    types = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ".type" in ast.unparse(node.value)
        for name in ast.walk(node.targets[0])
        if isinstance(name, ast.Name)
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        words = {item.value for item in ast.walk(node) if isinstance(item, ast.Constant)}
        by_key = any(
            isinstance(side, ast.Subscript) and ast.unparse(side.slice) == "'kind'"
            for side in sides
        )
        called = any(
            name in ("kind", "kinds") and name not in types
            for side in sides
            for name in [getattr(side, "id", None) or getattr(side, "attr", None)]
        )
        if (by_key and not named) or ((by_key or called) and (words - {"kind"}) & set(KINDS)):
            found.append(node.lineno)
    return found


def tables_of_kinds(tree: ast.Module) -> list[int]:
    """The lines where a program lists kinds of values, or makes something a kind by its name."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, (ast.stmt, ast.expr)):
            continue
        keys = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        words = [item.value for item in keys if isinstance(item, ast.Constant)]
        if len(words) > 1 and len(words) == len(keys) and set(words) <= set(KINDS):
            found.append(node.lineno)
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and node.value.value in KINDS
            and ast.unparse(node.targets[0]).endswith("['kind']")
        ):
            found.append(node.lineno)
    return found


def test_nothing_else_in_python_names_a_kind() -> None:
    assert tables_of_kinds(ast.parse('A = ("path", "string")')) == [1]
    assert tables_of_kinds(ast.parse('A = {"integer": "number", "any": "any"}')) == [1]
    assert tables_of_kinds(ast.parse('row["kind"] = "any"')) == [1]
    assert not tables_of_kinds(ast.parse('A = ("path", "root", "many", "leaf")'))
    found = {}
    for folder in ("plan", "messages", "runtime", "media", "host", "cli", "volume", "testing"):
        for path in sorted((ADAPTERS / folder).glob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            if lines := [*decides_by_kind(tree, named=True), *tables_of_kinds(tree)]:
                found[f"{folder}/{path.name}"] = lines
    assert found == {}


def test_nothing_else_of_the_porter_asks_for_a_kind_by_name() -> None:
    assert decides_by_kind(ast.parse('param["kind"] in ("path", "set")')) == [1]
    assert decides_by_kind(ast.parse('kind = param["kind"]\nkind == "enum"')) == [2]
    assert decides_by_kind(ast.parse('kind = node.type\nkind == "string"')) == []
    found = {
        path.name: lines
        for part in ("script", "common", "syntax")
        for path in sorted((SOURCE / part).rglob("*.py"))
        if (lines := decides_by_kind(ast.parse(path.read_text("utf-8"))))
    }
    assert found == {}
