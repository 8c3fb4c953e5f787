"""The help of every command, in a terminal of 80 columns."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner
from mediaglot.adapters.cli.main import COMMANDS, cli

GROUPS = {
    "profile": ("list", "show", "lint", "new", "schema", "diff", "evidence"),
    "scenario": ("run", "new", "check", "schema"),
}
WAYS = [(), *((name,) for name in COMMANDS)] + [
    (group, name) for group, names in GROUPS.items() for name in names
]


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_the_help_fits_a_terminal(way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = CliRunner().invoke(cli, [*way, "--help"], terminal_width=80)
    assert told.exit_code == 0, told.output
    assert [line for line in told.output.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_the_help_has_examples(way: tuple[str, ...]) -> None:
    told = CliRunner().invoke(cli, [*way, "--help"]).output
    after = told.partition("  Example")[2].splitlines()[1:]
    assert after
    assert after[0].strip().startswith(("mediaglot ", "kubectl "))


def test_every_command_of_a_group_is_asked() -> None:
    context = click.Context(cli)
    for group, names in GROUPS.items():
        found = cli.get_command(context, group)
        assert isinstance(found, click.Group)
        assert set(names) == set(found.list_commands(context))
