"""A profile is one file or a folder of them: the same values, each problem in its file."""

from __future__ import annotations

import os
from pathlib import Path

import mediaglot as mg
import pytest
import tomli
from mediaglot.canonical.operations import FAMILIES, OPERATIONS
from mediaglot.profiles import loader
from mediaglot.profiles.files import MAIN, MAX_PARTS, joined, read_texts
from mediaglot.profiles.lint import lint

VENDOR = """\
schema = 1
extends = "wx"
id = "acme"
name = "Acme"
namespace = "ac"
[sources.own]
title = "Acme's pages"
where = "https://example.com"
checked = "2026-11-28"
"""
MEDIA = '[api.chooseImage]\nevidence = "own"\nparams.count.default = 3\n'


def folder(place: Path, **texts: str) -> Path:
    place.mkdir()
    for name, text in texts.items():
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return place


def said(place: Path) -> list[str]:
    report = lint(read_texts(place), find=loader.finder(place))
    assert (report.profile is None) == bool(report.diagnostics)
    return [f"{os.path.relpath(item.place, place)} {item.message}" for item in report.diagnostics]


def test_a_folder_is_its_files_in_one(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(VENDOR + MEDIA)
    assert loader.load(folder(tmp_path / "acme", vendor=VENDOR, media=MEDIA)) == loader.load(
        tmp_path / "one.toml"
    )


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_built_in_profiles_are_folders_by_family(vendor: str) -> None:
    texts = loader.builtin_texts(vendor)
    assert texts is not None
    assert next(iter(texts)) == f"{vendor}/{MAIN}"
    parts = {name: tomli.loads(text) for name, text in texts.items()}
    whole, known = joined(parts)["api"], loader.get(vendor).api
    for family in FAMILIES:
        keys = {key for key in whole if OPERATIONS[known[key].reads_as or key].family == family}
        mine = parts.get(f"{vendor}/{family}.toml", {"api": {}})
        assert set(mine) - {"extends"} == {"api"}
        assert mine["api"].keys() == keys


def test_a_problem_stands_in_its_own_file(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "acme",
        vendor=VENDOR.replace("namespace", "namespaze"),
        media=MEDIA.replace("count.default", "count.defaults"),
        ui='[api.showToast]\nname = "t"\nnaem = "x"\nevidence = "own"\n',
    )
    key = "api.chooseImage.params.count.defaults"
    assert said(place) == [
        "vendor.toml:5:1 namespaze: unknown key; did you mean 'namespace'?",
        f"media.toml:3:14 {key}: unknown key; did you mean 'default'?",
        "ui.toml:3:1 api.showToast.naem: unknown key; did you mean 'name'?",
    ]


def test_what_two_files_say_is_told_of_both(tmp_path: Path) -> None:
    place = folder(tmp_path / "acme", vendor=VENDOR + MEDIA, media=MEDIA)
    assert said(place) == [
        "media.toml api.chooseImage.evidence is said in vendor.toml, too",
    ]


def test_files_of_one_table_are_joined() -> None:
    parts = {"a": {"t": {"x": 1}}, "b": {"t": {"y": {"z": 2}}}, "c": {"t": {"y": {"w": 3}}}}
    assert joined(parts) == {"t": {"x": 1, "y": {"z": 2, "w": 3}}}
    assert parts == {"a": {"t": {"x": 1}}, "b": {"t": {"y": {"z": 2}}}, "c": {"t": {"y": {"w": 3}}}}


def test_extends_finds_a_folder_beside(tmp_path: Path) -> None:
    folder(tmp_path / "acme", vendor=VENDOR, media=MEDIA)
    own = VENDOR.replace('extends = "wx"', 'extends = "acme"').replace('id = "acme"', 'id = "mine"')
    loaded = loader.load(folder(tmp_path / "mine", vendor=own))
    assert {"own", "acme/own", "wx/WXD"} <= loaded.sources.keys()
    assert loaded.api["chooseImage"].params["count"].default == 3


def test_what_is_no_profile_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(mg.InputError, match=f"no profile: a folder of one holds a {MAIN}"):
        loader.load(folder(tmp_path / "empty"))
    many = folder(tmp_path / "many", vendor=VENDOR, **{f"p{n}": "" for n in range(MAX_PARTS)})
    with pytest.raises(mg.InputError, match=f"more than {MAX_PARTS} files"):
        loader.load(many)
    with pytest.raises(mg.InputError, match="cannot be read: No such file"):
        loader.load(tmp_path / "nowhere")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    place = folder(tmp_path / "acme", vendor=VENDOR)
    (tmp_path / "secret.toml").write_text('password = "x"')
    os.symlink(tmp_path / "secret.toml", place / "media.toml")
    with pytest.raises(mg.InputError, match="a link that leads out of its folder"):
        loader.load(place)
