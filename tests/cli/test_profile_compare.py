"""What two profiles say otherwise, and what of one is known least."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from commands import run
from mediaglot.adapters.cli.profile_compare import NOTHING, changes, checked, strength, view_of
from mediaglot.profiles import loader

ROOT = Path(__file__).resolve().parents[2]
OWN = """\
id = "qq"
name = "QQ"
namespace = "qq"
extends = "wx"

[sources]
A = { title = "a talk", where = "none", checked = "2020-01-02", grade = "assumed" }

[api.chooseImage.params]
camera = { name = "camera", evidence = "A" }
"""


def test_a_changed_key_is_told_with_both_values(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(ROOT / "profiles" / "wx", mine)
    file = mine / "media.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("default = 9", "default = 8"), encoding="utf-8")
    status, said = run(f"mediaglot profile diff wx {mine}")
    assert status == 1
    assert said.splitlines() == [
        "api.chooseImage.params.count.default: 9 -> 8",
        "api.chooseMedia.params.count.default: 9 -> 8",
    ]
    status, said = run(f"mediaglot profile diff wx {mine} --format json")
    assert json.loads(said)[0] == {
        "key": "api.chooseImage.params.count.default",
        "one": 9,
        "other": 8,
    }
    assert run("mediaglot profile diff wx wx") == (0, "wx and wx say the same\n")


def test_sources_of_a_base_are_no_difference(tmp_path: Path) -> None:
    """A profile that extends another has its sources under longer names."""
    file = tmp_path / "qq.toml"
    file.write_text("schema = 1\n" + OWN, encoding="utf-8")
    for pair in (f"wx {file}", f"{file} wx"):
        status, said = run(f"mediaglot profile diff {pair}")
        lines = [line for line in said.splitlines() if ".support" not in line]
        assert status == 1
        assert {"id", "name", "namespace", "sources.A"} < {line.partition(":")[0] for line in lines}
        assert not [line for line in lines if "evidence" in line and "camera" not in line]
        assert len(lines) < 10


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": True}, [("a", 1, True)]),
        ({"a": {"b": 1}}, {"a": {"c": 1}}, [("a.b", 1, None), ("a.c", None, 1)]),
        ({"a": [1, 2]}, {"a": [2, 1]}, [("a", [1, 2], [2, 1])]),
        ({"a.b": {"": 1}}, {"a.b": {}}, [('"a.b".""', 1, None)]),
        ({"a": {}}, {}, [("a", {}, None)]),
    ],
)
def test_changes(one: Any, other: Any, rows: list[Any]) -> None:
    assert list(changes(one, other)) == rows


def test_a_file_is_as_well_known_as_its_weakest_part(tmp_path: Path) -> None:
    file = tmp_path / "qq.toml"
    file.write_text(OWN, encoding="utf-8")
    view = view_of(str(file))
    row = checked(view.apis["chooseImage"], Counter(chooseImage=2))
    assert (row.grade, row.parts, row.checked, row.uses) == (
        "assumed",
        ("camera",),
        "2020-01-02",
        2,
    )
    status, said = run(f"mediaglot profile evidence {file} --limit 1")
    assert status == 0
    assert said.splitlines()[1].split()[:4] == ["chooseImage", "assumed", "camera", "2020-01-02"]


@pytest.mark.parametrize("vendor", loader.known_ids())
def test_the_weakest_come_first(vendor: str) -> None:
    status, said = run(f"mediaglot profile evidence {vendor} --format json")
    assert status == 0
    rows = json.loads(said)
    assert len(rows) == len(loader.get(vendor).at(vendor).apis)
    weak = [strength(row["grade"]) for row in rows]
    assert weak == sorted(weak, reverse=True)
    assert NOTHING not in {row["grade"] for row in rows if row["checked"]}


def test_what_a_program_uses_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("wx.showToast({}); wx.showToast({}); wx.chooseImage({})")
    (tmp_path / "b.ts").write_text("wx.noSuchThing(); my.wx.request(); wx\n.request({})")
    status, said = run(f"mediaglot profile evidence wx --used {tmp_path} --format json")
    assert status == 0
    rows = {row["name"]: row["uses"] for row in json.loads(said)}
    assert rows == {"showToast": 2, "chooseImage": 1, "request": 1}
    (tmp_path / "a.js").write_text("tt.showToast({})")
    (tmp_path / "b.ts").unlink()
    status, said = run(f"mediaglot profile evidence wx --used {tmp_path}")
    assert (status, "no API of the vendor is called" in said) == (0, True)
