"""A profile that extends the one of its own id: more of the same vendor."""

from __future__ import annotations

from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main
from mediaglot.profiles import loader

OWN = """
schema = 1
extends = "{base}"
id = "{id}"
{more}
[sources.own]
title = "Ours"
where = "here"
checked = "2026-11-29"
grade = "observed"

[[api.chooseImage.failures]]
kind = "internal"
code = 4711
read_only = true
evidence = "own"
"""


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_everything_else_stays_known(vendor: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN.format(base=vendor, id=vendor, more=""))
    before, after = loader.get(vendor), loader.load(file)
    assert [clue.words for clue in after.detect] == [clue.words for clue in before.detect]
    assert [clue.by_name for clue in after.detect] == [clue.by_name for clue in before.detect]
    for api, facts in before.api.items():
        assert after.api[api].support == facts.support, api
        own = after.api[api].failures
        assert [rule.code for rule in own[len(own) - len(facts.failures) :]] == [
            rule.code for rule in facts.failures
        ]
    assert (after.extends, after.variant) == (before.extends, before.variant)
    assert after.api["chooseImage"].failures[0].code == [4711]


def test_another_vendor_s_operations_are_not_known_to_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same, other = tmp_path / "same.toml", tmp_path / "other.toml"
    same.write_text(OWN.format(base="my", id="my", more=""))
    other.write_text(OWN.format(base="my", id="mine", more='name = "Mine"\nnamespace = "my"'))
    assert loader.load(other).api["compressImage"].support == {}
    assert (
        loader.load(same).api["compressImage"].support
        == loader.get("my").api["compressImage"].support
    )
    assert main(["profile", "lint", str(same)]) == 0
    assert "inherited" not in capsys.readouterr().err
    assert main(["profile", "lint", str(other)]) == 0
    assert "inherited" in capsys.readouterr().err
