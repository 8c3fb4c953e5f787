"""Profiles as values: what the unchecked path, the checked path and the schema make of a file."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli
from mediaglot.canonical.errors import InputError
from mediaglot.profiles import builtin, extending, files, loader, schema
from mediaglot.profiles.checks import problems
from mediaglot.profiles.lint import lint
from mediaglot.profiles.model import Level, Param
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.table import REQUIRED, Table, plain, structured
from pydantic import BaseModel

FILES = {
    **{name: builtin.FOLDER / name for name in loader.builtin_ids()},
    **{file.stem: file for file in sorted(Path(__file__).parent.glob("*.toml"))},
}
every_file = pytest.mark.parametrize("file", FILES.values(), ids=list(FILES))


@every_file
def test_a_profile_lints_clean(file: Path) -> None:
    report = lint(files.read_texts(file), find=loader.finder(file))
    assert report.diagnostics == ()


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_a_built_in_profile_is_the_same_unchecked(vendor: str) -> None:
    assert loader.get(vendor) == loader.load(FILES[vendor])


@every_file
def test_values_are_those_that_the_schema_makes(file: Path) -> None:
    """Two ways from plain data to values: ours, and pydantic's own conversions."""
    data = parsed(files.read_texts(file))
    while "extends" in data:
        below = loader.finder(file)(data.pop("extends"))
        data = extending.laid(parsed(below or {}), data)
    checked = schema.model_of(Profile).model_validate(data)
    assert tree(structured(Profile, data)) == tree(checked)


def test_evidence_names_a_source_wherever_it_stands() -> None:
    """Of each kind of table that the built-in profiles give evidence in."""
    tried: set[str] = set()
    for vendor in loader.builtin_ids():
        data = parsed(builtin.texts(vendor) or {})
        if "extends" in data:
            continue
        for path in with_evidence(data):
            kind = kind_of(path)
            if kind not in tried:
                tried.add(kind)
                found = problems(structured(Profile, changed(data, path, ["none"])))
                told = [(it.code, it.path[: len(path)]) for it in found if "'none'" in it.message]
                assert told == [("MG908", path)], path
    assert {"files", "app", "call", "envelope.failure", "paths.package_list"} < tried
    assert len(tried) > 35


def with_evidence(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of the tables that give evidence."""
    if isinstance(data, dict) and "evidence" in data:
        yield path
    if isinstance(data, (dict, list)):
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield from with_evidence(item, (*path, key))


def kind_of(path: tuple[str | int, ...]) -> str:
    """A path with any word for those that a profile is free in."""
    free = ("api", "params", "result", "sources", "scopes", "element", "settings", "failures")
    return ".".join(
        "*" if isinstance(part, int) or (before in free) else part
        for before, part in zip(("", *path), path, strict=False)
    )


def changed(data: Any, path: tuple[str | int, ...], evidence: list[str]) -> Any:
    """The data with other evidence there."""
    if not path:
        return {**data, "evidence": evidence}
    out = copy.copy(data)
    out[path[0]] = changed(data[path[0]], path[1:], evidence)
    return out


def parsed(texts: files.Texts) -> dict[str, Any]:
    return files.joined({name: tomli.loads(text) for name, text in texts.items()})


def tree(value: Any) -> Any:
    """Plain data of all fields, each table with the keys it states, and types of numbers."""
    if isinstance(value, Table):
        keys = [key for key in value.keys if key != "engine"]  # stays plain data
        return [{key: tree(getattr(value, key)) for key in keys}, sorted(value.given)]
    if isinstance(value, BaseModel):
        names = {name: field.alias or name for name, field in type(value).model_fields.items()}
        stated = sorted(names[name] for name in value.model_fields_set)
        values = {key: getattr(value, name) for name, key in names.items() if key != "engine"}
        return [{key: tree(item) for key, item in values.items()}, stated]
    if isinstance(value, dict):
        return {key: tree(item) for key, item in value.items()}
    if isinstance(value, list):
        return [tree(item) for item in value]
    return (type(value).__name__, value)


def test_defaults_are_values() -> None:
    tables = Table.__subclasses__()
    for table in tables:
        tables += table.__subclasses__()
        for name, key in table.keys.items():
            plain_one = isinstance(key.default, (str, int, float, list, dict, Table, type(None)))
            assert plain_one or key.default is REQUIRED, f"{table.__name__}.{name}"


def test_tables_compare_by_value_and_show_what_is_stated() -> None:
    level = structured(Level, {"level": 0, "quality": 60})
    assert level == structured(Level, {"level": 0, "quality": 60})
    assert level != structured(Level, {"level": 0, "quality": 61})
    assert repr(level) == "Level(level=0, quality=60)"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        level.level = 1  # type: ignore[misc]


def test_short_forms_and_what_is_stated() -> None:
    param = structured(Param, {"name": "n", "type": "levels", "max": 4, "levels": [{"level": 1}]})
    assert param.name == ["n"]
    assert type(param.max) is float
    assert param.levels == [Level(level=1)]
    assert plain(param, leave=("type",)) == {"max": 4.0, "name": ["n"], "levels": [{"level": 1}]}


def test_a_broken_built_in_profile_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "vendor.toml").write_text("schema = 1\nid = 3\n")
    monkeypatch.setattr(builtin, "FOLDER", tmp_path)
    for remembered in (builtin.ids, builtin.texts):
        remembered.cache_clear()
        monkeypatch.setattr(builtin, remembered.__name__, remembered.__wrapped__)
    with pytest.raises(InputError, match=r"^zz/vendor\.toml:1:1: the key 'name' is missing$"):
        builtin.profile("zz")
