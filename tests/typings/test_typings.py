"""Profiles agree with the vendors' published typings, or the difference is written down."""

from __future__ import annotations

import copy
from typing import Any

import jsenv
import pytest
from typings.facts import changes, held, written
from typings.typings import Table, differences, packages, tables


@pytest.fixture(scope="module")
def said() -> dict[str, Table]:
    return tables(list(packages()), jsenv.packages())


@pytest.mark.node
def test_every_difference_is_written_down_and_true(said: dict[str, Table]) -> None:
    assert list(held(said)) == []


@pytest.mark.node
def test_what_typings_say_is_read(said: dict[str, Table]) -> None:
    picking = said["wx"]["chooseMedia"]
    assert picking["options"]["mediaType"]["values"] == ["image", "mix", "video"]
    assert picking["options"]["count"]["required"] is False
    assert "tempFiles[].thumbTempFilePath" in picking["result"]
    reading = said["wx"]["getFileSystemManager().readFile"]
    assert reading["options"]["position"]["since"] == "2.10.0"
    assert said["wx"]["getStorageSync"]["arguments"] == [[{"name": "key", "required": True}]]
    assert said["dingtalk"]["chooseImage"]["result"]["files[].path"]["kind"] == "string"
    assert said["douyin"]["chooseImage"]["options"]["sizeType"]["required"] is True
    assert said["swan"]["chooseImage"]["options"]["sourceType"]["values"] == ["album", "camera"]


@pytest.mark.node
def test_a_difference_is_told_both_ways(said: dict[str, Table]) -> None:
    def change(name: str, part: str, place: str, **row: Any) -> list[str]:
        table = copy.deepcopy(dict(said["wx"]))
        if row:
            table[name][part][place] = row
        else:
            del table[name][part][place]
        before = set(differences("wx", said["wx"]))
        return [line for line in differences("wx", table) if line not in before]

    assert change("chooseImage", "options", "count") == [
        "chooseImage option count: only in the profile"
    ]
    assert change("chooseImage", "options", "shiny", required=False, kind="string") == [
        "chooseImage option shiny: only in the typings"
    ]
    assert change("chooseImage", "options", "storeToAlbum", required=False, kind="string") == [
        "chooseImage option storeToAlbum: only in the typings; elsewhere it is save_to_album"
    ]
    assert change("chooseImage", "options", "count", required=True, kind="number") == [
        "chooseImage option count: required in the typings alone"
    ]
    values = {"required": False, "kind": "list", "values": ["album", "cloud"]}
    assert change("chooseImage", "options", "sourceType", **values) == [
        "chooseImage option sourceType: values only in the typings: cloud",
        "chooseImage option sourceType: values only in the profile: camera",
    ]
    assert change("chooseImage", "result", "tempFiles[].size") == [
        "chooseImage result tempFiles[].size: only in the profile"
    ]
    assert change("chooseImage", "result", "digest", optional=False, kind="string") == [
        "chooseImage result digest: only in the typings"
    ]
    without = {name: row for name, row in said["wx"].items() if name != "chooseImage"}
    assert "chooseImage: only in the profile" in differences("wx", without)
    more = {
        **said["wx"],
        "shineUp": {"form": "function", "arguments": [], "options": {}, "result": {}},
    }
    assert "shineUp: only in the typings" in differences("wx", more)
    assert [line for line in held({"wx": without}) if "chooseImage" in line] == [
        "wx: not written down: chooseImage: only in the profile"
    ]
    noise = {**said["wx"], "vibrateShort": {**said["wx"]["vibrateShort"], "options": {}}}
    assert "wx: true no more: vibrateShort option type: required in the typings alone" in list(
        held({"wx": noise})
    )


def test_what_newer_typings_change() -> None:
    old = {
        "a": {"options": {"x": {"required": False, "kind": "string"}}, "result": {}},
        "b": {"options": {}, "result": {"p": {"kind": "string"}}},
        "c": {"options": {}, "result": {}},
    }
    new = {
        "a": {"options": {"x": {"required": True, "kind": "string"}, "y": {}}, "result": {}},
        "b": {"options": {}, "result": {}},
        "d": {"options": {}, "result": {}, "since": "3.1.0"},
    }
    assert list(changes(old, new)) == [
        "a option x: required False -> True",
        "a option y: new",
        "b result p: gone",
        "c: gone",
        "d: new, since 3.1.0",
    ]


def test_what_is_written_has_reasons() -> None:
    found = written()
    assert set(found) == set(packages())
    for lines in found.values():
        assert all(why.endswith(".") and len(why) > 30 for why in lines.values())
