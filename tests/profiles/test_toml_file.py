"""Data of a user's file through a model: which of its faults is told, where, in which words."""

from __future__ import annotations

from typing import Literal

import pytest
import tomli
from mediaglot.canonical.errors import InputError
from mediaglot.profiles.toml_file import checked
from pydantic import BaseModel, ConfigDict, Field, field_validator


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Leaf(Strict):
    kind: Literal["red", "green"]
    count: int = Field(default=0, ge=1, alias="how many")

    @field_validator("kind")
    @classmethod
    def _not_green(cls, value: str) -> str:
        if value == "green":
            raise ValueError("Not green, please")
        return value


class Branch(Strict):
    leaf: Leaf | None = None
    leaves: list[Leaf] = []
    ones: int | list[Leaf] = 0


class Tree(Strict):
    name: str
    branch: Branch = Branch()
    by_name: dict[str, Branch] = {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "t: name: is required"),
        ("name = 3", "t:1:1: name: input should be a valid string, got 3"),
        ("name = 'a'\nbranch = 3", "t:2:1: branch: expected a table, got 3"),
        ("name = 'a'\nby_name = 3", "t:2:1: by_name: expected a table, got 3"),
        ("name = 'a'\nbrunch = 3",
         "t:2:1: brunch: unknown key 'brunch'; did you mean 'branch'?"),
        ("name = 'a'\n[branch]\nleef = 3",
         "t:3:1: branch.leef: unknown key 'leef'; did you mean 'leaf'?"),
        ("name = 'a'\n[branch.leaf]\n", "t:2:9: branch.leaf.kind: is required"),
        ("name = 'a'\n[branch.leaf]\nkind = 'red'\ncount = 0",
         "t:4:1: branch.leaf.count: input should be greater than or equal to 1, got 0"),
        ("name = 'a'\n[branch.leaf]\nkind = 'red'\n'how meny' = 1",
         "t:4:1: branch.leaf.how meny: unknown key 'how meny'; did you mean 'how many'?"),
        ("name = 'a'\n[branch.leaf]\nkind = 'rad'",
         "t:3:1: branch.leaf.kind: the string \"rad\" is not one of them; did you mean 'red'?"),
        ("name = 'a'\n[branch.leaf]\nkind = 'green'",
         "t:3:1: branch.leaf.kind: not green, please"),
        ("name = 'a'\n[[branch.leaves]]\nkind = 'red'\n[[branch.leaves]]\n",
         "t:4:10: branch.leaves[1].kind: is required"),
        # of the ways to read it, that which went furthest
        ("name = 'a'\n[branch]\nones = [{ kind = 'red' }, { kind = 7 }]",
         "t:3:29: branch.ones[1].kind: 7 is not one of them; known values: green, red"),
        ("name = 'a'\n[by_name.x]\nleaf = {}", "t:3:1: by_name.x.leaf.kind: is required"),
        # the first of several
        ("branch = 3", "t: name: is required"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_a_line(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(Tree, tomli.loads(text), text=text, name="t")
    assert str(caught.value) == told
