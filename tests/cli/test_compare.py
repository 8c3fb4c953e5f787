"""Clients side by side: two as before, and as many as one likes."""

from __future__ import annotations

import itertools
import json

import pytest
from click.testing import CliRunner
from mediaglot.adapters.cli.compare import NOWHERE, differences
from mediaglot.adapters.cli.main import cli
from mediaglot.profiles import loader
from mediaglot.profiles.fold import ClientProfile

CLIENTS = ("wx", "my/android", "tt/pc@7.40.0", "tt/android", "my@1.24.0")


def views(*clients: str) -> list[ClientProfile]:
    return [loader.get(client.partition("/")[0].partition("@")[0]).at(client) for client in clients]


def said(*words: str) -> str:
    done = CliRunner().invoke(cli, ["compare", *words])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("clients", [*itertools.combinations(CLIENTS, 3)])
def test_a_third_client_changes_nothing_of_two(clients: tuple[str, ...]) -> None:
    """Of every two of three clients the rows say what the comparison of the two says."""
    every = {(row.api, row.about, row.key, row.aspect): row.values
             for row in differences(views(*clients))}  # fmt: skip
    for one, two in itertools.combinations(range(3), 2):
        for row in differences(views(clients[one], clients[two])):
            if row.about == "call":  # a call of the first client
                continue
            there = every[row.api, row.about, row.key, row.aspect]
            both = (there[one], there[two])
            if (row.about, row.aspect) == ("option", "name"):  # with its type, where one lacks it
                both = tuple(name.partition(": ")[0] for name in both)
                assert both == tuple(name.partition(": ")[0] for name in row.values), row
            else:
                assert both == row.values, row


def test_what_one_of_three_has_not_is_no_difference_between_the_others() -> None:
    rows = list(differences(views("wx", "my", "tt"), "chooseMedia"))
    assert rows[0].values[1] == "no"
    assert {row.values[1] for row in rows[1:]} == {NOWHERE}
    names = [row for row in rows if (row.about, row.aspect) == ("api", "function")]
    assert [row.values for row in names] == [("chooseMedia", NOWHERE, "chooseMedia")]
    assert not any(row.differs for row in names)


def test_the_last_word_is_an_api_where_it_is_no_client() -> None:
    assert said("wx", "my", "tt", "--format", "json") != said("wx", "my", "--format", "json")
    three = json.loads(said("wx", "my", "tt", "chooseImage", "--format", "json"))
    assert three["clients"] == ["wx", "my", "tt"]
    assert {row["api"] for row in three["differences"]} == {"chooseImage"}
    count = [row["values"] for row in three["differences"]
             if (row["key"], row["aspect"]) == ("count", "default")]  # fmt: skip
    assert count == [["9", "1", "9"]]
    assert "left" not in three


def test_two_clients_have_a_left_and_a_right() -> None:
    two = json.loads(said("wx", "my", "chooseImage", "--format", "json"))
    assert (two["left"], two["right"]) == ("wx", "my")
    for row in two["differences"]:
        assert [row["left"], row["right"]] == row["values"]


def test_the_same_call_is_said_in_the_words_of_each() -> None:
    rows = {row.aspect: row.values for row in differences(views("wx", "tt", "my"), "chooseImage")}
    assert rows["the same call"] == (
        "wx.chooseImage({})", "tt.chooseImage({})", 'my.chooseImage({"count": 9})',
    )  # fmt: skip
    assert "wx, my and tt" not in said("wx", "wx", "chooseImage")
