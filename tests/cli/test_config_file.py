"""The project's configuration file as the command line reads it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from commands import called
from mediaglot.adapters.cli.config import ASKED_FOR
from mediaglot.adapters.cli.main import COMMANDS, cli
from mediaglot.adapters.media.config import Settings
from mediaglot.adapters.system import config_file

CODE = "Page({ go() { wx.chooseImage({ count: 3 }); wx.editImage({}) } })\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "src" / "vendor").mkdir(parents=True)
    (tmp_path / "src" / "a.js").write_text(CODE, encoding="utf-8")
    (tmp_path / "src" / "vendor" / "b.js").write_text(CODE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(project: Path, text: str, name: str = "mediaglot.toml") -> None:
    (project / name).write_text(text, encoding="utf-8")


def report(*words: str) -> tuple[int, dict[str, object]]:
    status, out, told = called(["port", "src", "--check", "--format", "json", *words])
    assert out, told
    return status, json.loads(out)


def test_keys_are_the_media_settings_and_the_commands() -> None:
    assert frozenset(Settings.model_fields) | {"env"} == config_file.MEDIA_KEYS
    assert set(config_file.COMMAND_TABLES) == set(COMMANDS)
    context = click.Context(cli)
    for key, names in config_file.SHARED_KEYS.items():
        for name in names:
            command = cli.get_command(context, name)
            assert command is not None
            assert any(f"--{key}" in param.opts for param in command.params), (key, name)


@pytest.mark.parametrize("name", ["mediaglot.toml", "pyproject.toml"])
def test_top_and_table_are_defaults(project: Path, name: str) -> None:
    head = "[tool.mediaglot]\n" if name == "pyproject.toml" else ""
    table = "[tool.mediaglot.port]" if head else "[port]"
    configured(
        project,
        f'{head}from = "wx"\nto = "my"\nexclude = ["vendor/"]\n{table}\nstyle = "runtime"\n',
        name,
    )
    status, told = report()
    assert status == 1
    assert told["read"] == "wx"
    assert told["write"] == "my"
    assert [file["file"] for file in told["files"]] == ["a.js"]  # type: ignore[index, attr-defined]
    assert told["skipped"] == {"left out by a pattern": 1}
    assert told["summary"]["runtime"] == 1  # type: ignore[index]
    # the command line comes first
    assert report("--to", "tt", "--style", "native")[1]["write"] == "tt"
    assert report("--style", "native")[1]["summary"]["native"] == 1  # type: ignore[index]


def test_it_is_looked_for_here_and_above_and_may_be_named_or_left_out(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(project, 'from = "wx"\nto = "my"\n')
    configured(project, 'from = "wx"\nto = "tt"\n', "other.toml")
    monkeypatch.chdir(project / "src" / "vendor")
    words = ["port", "b.js", "--check", "--format", "json"]
    assert json.loads(called(words)[1])["write"] == "my"
    other = ["--config", str(project / "other.toml")]
    assert json.loads(called([*other, *words])[1])["write"] == "tt"
    status, _, told = called(["--no-config", *words])
    assert status == 2
    assert "missing option '--from'" in told
    status, _, told = called([*other, "--no-config", *words])
    assert status == 2
    assert "exclude each other" in told


def test_media_settings_stand_beside_the_commands(project: Path) -> None:
    import mediaglot as mg

    configured(project, 'client = "my/ios"\nfrom = "wx"\nto = "my"\n[port]\njobs = 1\n')
    assert report()[0] == 1
    with mg.from_config(project / "mediaglot.toml") as media:
        assert str(media.host.client) == "my/ios"


def test_profiles_and_clients_are_read_by_every_command(project: Path) -> None:
    status, out, _ = called(["profile", "new", "qq", "--extends", "wx", "--out", "qq.toml"])
    assert status == 0, out
    configured(project, 'profiles = ["qq.toml"]\n[profile.show]\nformat = "json"\n')
    status, out, told = called(["profile", "show", "qq", "chooseImage"])
    assert status == 0, told
    assert json.loads(out)


def test_paths_are_those_of_the_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(project, 'from = "wx"\nto = "my"\n[port]\nout = "build/my"\nfail-on = "never"\n')
    monkeypatch.chdir(project / "src")
    status, _, told = called(["port", ".", "-q"])
    assert status == 0, told
    assert (project / "build" / "my" / "a.js").is_file()
    # another mode on the command line puts it out of force
    (project / "build" / "my" / "a.js").unlink()
    assert called(["port", ".", "--check", "-q"])[0] == 0
    assert not (project / "build" / "my" / "a.js").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('from = "wx"\ntoo = 1', "mediaglot.toml:2:1: too: unknown key; did you mean 'to'?"),
        ('[port]\nstyl = "x"', "2:1: port.styl: unknown option; did you mean 'style'?"),
        ('[port]\nstyle = "x"', "2:1: port.style: 'x' is not one of 'native', 'runtime'"),
        ("[port]\nin-place = true", "2:1: port.in-place: is given on the command line alone"),
        ("[port]\nforce = true", "2:1: port.force: is given on the command line alone"),
        ('[port]\nout = "../x"', "port.out: leads out of the configuration's folder"),
        ('[port]\nout = "/tmp/x"', "port.out: leads out of the configuration's folder"),
        ('[port]\njobs = "a"', "port.jobs: 'a' is not a valid integer range"),
        ("[port]\nstrict = 1", "port.strict: expected true or false, got 1"),
        ("to = [1]", "1:1: to: expected a text, got an array"),
        ("port = 3", "1:1: port: expected a table, got 3"),
        ("profiles = 3", "1:1: profiles: expected a list of files, got 3"),
        ("exclude = [3.5, []]", "exclude: expected a text, got an array"),
        ("[port", "mediaglot.toml:1:6: not TOML"),
        ("a = '\xff'", "mediaglot.toml:1: not UTF-8"),
        ("[tool]\nmediaglot = 3", "tool: unknown key"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_place(project: Path, text: str, said: str) -> None:
    (project / "mediaglot.toml").write_bytes(text.encode("latin-1"))
    status, out, told = called(["port", "src", "--from", "wx", "--to", "my", "--check"])
    assert (status, out) == (2, b"")
    assert said in told
    assert told.count("\n") == 1


def test_a_table_of_pyproject_that_is_none(project: Path) -> None:
    configured(project, "[tool]\nmediaglot = 3\n", "pyproject.toml")
    status, _, told = called(["port", "src", "--check"])
    assert status == 2
    assert "pyproject.toml:2:1: tool.mediaglot: expected a table, got 3" in told


def test_what_is_for_the_command_line_alone_is_so_everywhere() -> None:
    context = click.Context(cli)
    names = {
        option[2:]
        for name in COMMANDS
        if (command := cli.get_command(context, name)) is not None
        for param in command.params
        for option in param.opts
    }
    assert names >= ASKED_FOR - {"help"}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["compress", "a.jpg", "--client", "wx"], '[compress]\nout = "../x"'),
        (["choose", "src", "--client", "wx"], '[choose]\nout = "../x"'),
        (["verify", "src", "--from", "wx", "--to", "my"], '[verify]\nhtml = "../x.html"'),
        (["profile", "new", "qq"], '[profile.new]\nout = "../x.toml"'),
        (["runtime", "--from", "wx", "--to", "my"], '[runtime]\ntypes = "../x.d.ts"'),
        (["port", "src", "--from", "wx", "--to", "my"], '[port]\nout = "away/x"'),
        (["port", "src", "--from", "wx", "--to", "my"], '[port]\nhtml = "../x.html"'),
    ],
)
def test_nothing_is_written_outside_its_folder(
    project: Path, tmp_path_factory: pytest.TempPathFactory, words: list[str], text: str
) -> None:
    (project / "away").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    configured(project, text)
    status, out, told = called(words)
    assert (status, out) == (2, b"")
    assert "leads out of the configuration's folder" in told
