"""Names in a shipped file: those of the vendors for canonical ones, letters for the code's own."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest
from mediaglot.adapters.runtime import data, generate
from mediaglot.adapters.runtime.inner import INNER, inner_code, inner_data
from mediaglot.adapters.runtime.packing import KINDS
from mediaglot.adapters.runtime.spellings import Respelling, spellings

FOLDER = Path(generate.__code__.co_filename).parent
SOURCES = {
    file: re.sub(
        r"/\*\*.*?\*/|^\s*//[^\n]*|^[^\n]*//debug$", "", text, flags=re.MULTILINE | re.DOTALL
    )
    for file in (*FOLDER.glob("*.js"), *FOLDER.glob("kinds/*.js"))
    if (text := file.read_text(encoding="utf-8")) and not file.name.startswith(("debug", "dev"))
}
ANY = "|".join(INNER)
PAIRS = list(permutations(("wx", "my", "tt", "douyin"), 2))
BUILT_IN = {"values", "from", "of", "fixed", "range"}
"""Members of JavaScript's own that are called so: none of them is called."""


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_what_has_letters_is_the_codes_own(file: Path) -> None:
    text = SOURCES[file]
    assert not re.findall(rf"\.(?:{'|'.join(BUILT_IN)})\(", text)
    assert not re.findall(rf"\b(?:values|result|file|info|reply)\.(?:{ANY})\b", text)
    assert not re.findall(rf'\[\s*"(?:{ANY})"\s*\]\s*(?:[^\s,\]]|$)', text)
    assert not re.findall(rf'\bhas\([^"()]*, "(?:{ANY})"\)', text)


def test_letters_are_told_apart() -> None:
    assert len(set(INNER.values())) == len(INNER)
    assert not set(INNER.values()) & set(INNER)
    lines = data.pairs("wx", "my", only=["getStorageSync", "chooseImage"])[0].lines.values()
    parts = {name for text in lines for name in re.findall(r"(?:^\{|\}, )(\w+): [(\[]", text)}
    assert parts == {"ask", "tell", "now"}
    assert not parts & set(INNER), "straight lines are written with these names"


def test_code_with_letters() -> None:
    letters = {name: INNER[name] for name in ("key", "member", "recipes", "values", "lane")}
    code = inner_code(
        "for (const { key, list, member } of rows) f({ values: key, list: 1 }, ...job.recipes);\n"
        "const g = ({ key }, next) => (key ? values : key);\n"
        "const job = {\n  lane: entry, kind: 2 };\n"
    )
    assert code == (
        f"for (let {{ {letters['key']}: key, list, {letters['member']}: member }} of rows) "
        f"f({{ {letters['values']}: key, list: 1 }}, ...job.{letters['recipes']});\n"
        f"let g = ({{ {letters['key']}: key }}, next) => (key ? values : key);\n"
        f"let job = {{\n  {letters['lane']}: entry, kind: 2 }};\n"
    )


@pytest.mark.parametrize(("read", "write"), PAIRS)
def test_canonical_names_come_back(read: str, write: str) -> None:
    pair = data.pairs(read, write)[0].data
    names = spellings([pair], {"count", "sources"})
    assert names
    assert not {"count", "sources"} & set(names)
    assert len(set(names.values())) == len(names)
    assert not set(names.values()) & set(KINDS)
    said = Respelling(names).data(pair)
    assert said != pair
    back = Respelling({spelt: name for name, spelt in names.items()})
    assert back.data(said) == pair


def test_a_vendors_name_for_an_option_stays_where_others_have_another() -> None:
    rows = {"title": {"default": ""}, "style": 0, "icon": "type"}
    said = Respelling({"style": "type", "title": "content"}).rows(rows, lambda key: key)
    assert said == rows
    respelt = Respelling({"style": "type", "title": "content"})
    assert respelt.rows(rows, respelt.word) == {
        "content": {"default": "", "names": "title"},
        "type": "style",
        "icon": "type",
    }


def test_what_vendors_name_keeps_its_name() -> None:
    pair = data.pairs("wx", "my", only=["showToast", "request"])[0].data
    written = inner_data(pair)
    params = written["apis"]["showToast"][INNER["params"]]
    assert {"title", "icon", "duration"} <= set(params)
    assert written["source"]["success"] == pair["source"]["success"]
