"""Bad input, from Python and on the command line: one clear sentence each, and no traceback."""

from __future__ import annotations

import difflib
import io
import math
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from commands import called
from hypothesis import example, given
from hypothesis import strategies as st
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.lines.framing import Bad, TranslatedLine
from mediaglot.adapters.lines.stream import LineSettings, processor
from mediaglot.canonical.errors import did_you_mean, nearest
from mediaglot.canonical.operations import OPERATIONS

BIG = "x" * 10_000_000


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"a": value}
    return value


CLIENTS = {
    "wxx": "unknown vendor 'wxx'; did you mean 'wx'?",
    "zz": "unknown vendor 'zz'; known vendors: ",
    "": 'expected a client such as wx, my/ide or tt/android@7.35.0, got the string ""',
    "wx@new": 'expected a client such as wx, my/ide or tt/android@7.35.0, got the string "wx@new"',
    "wx/symbian": "WeChat has no os 'symbian'; known os: ",
    "tt:wep": "Feishu has no surface 'wep'; did you mean 'web'?",
    BIG: 'expected a client such as wx, my/ide or tt/android@7.35.0, got the string "xxx',
}


@pytest.mark.parametrize("client", CLIENTS, ids=lambda text: text[:10])
@pytest.mark.parametrize("side", ["read", "write"])
def test_clients(client: str, side: str) -> None:
    sides = {"read": "my", "write": "my", side: client}
    with pytest.raises(mg.InputError) as caught:
        mg.translate_request("chooseImage", {}, read=sides["read"], write=sides["write"])
    assert str(caught.value).startswith(CLIENTS[client])
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("client", [None, 3, b"wx", math.nan, [], {"wx": 1}], ids=repr)
def test_clients_that_are_no_strings(client: Any) -> None:
    with pytest.raises(mg.InputError, match="expected a client such as wx"):
        mg.translate_request("chooseImage", {}, read=client, write="my")


@pytest.mark.parametrize("api", [None, 3, "", "chooseImge", [], BIG], ids=lambda v: repr(v)[:12])
def test_apis(api: Any) -> None:
    for call in (mg.translate_request, mg.translate_result, mg.translate_failure):
        with pytest.raises(mg.InputError) as caught:
            call(api, {}, read="wx", write="my")
        assert len(str(caught.value)) < 600
    if api == "chooseImge":
        assert "did you mean 'chooseImage'" in str(caught.value)


VALUES = {
    "a string": ("3", 'chooseImage.count: expected a whole number, got the string "3"'),
    "NaN": (math.nan, "chooseImage.count: expected a whole number, got nan"),
    "infinite": (math.inf, "chooseImage.count: expected a whole number, got inf"),
    "negative": (-1, "chooseImage.count: expected a whole number from 0 to 1,000, got -1"),
    "1e9": (1e9, "chooseImage.count: expected a whole number from 0 to 1,000, got 1000000000"),
    "true": (True, "chooseImage.count: expected a whole number, got true"),
    "a fraction": (3.5, "chooseImage.count: expected a whole number, got 3.5"),
    "an array": ([], "chooseImage.count: expected a whole number, got an array"),
    "an object": ({}, "chooseImage.count: expected a whole number, got an object"),
    "10 MB": (BIG, 'chooseImage.count: expected a whole number, got the string "xxx'),
    "half a pair": (
        "\ud800",
        'chooseImage.count: expected a whole number, got the string "\\ud800"',
    ),
    "a huge number": (10**400, "chooseImage.count: expected a whole number a platform can hold"),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_of_an_option(name: str) -> None:
    value, expected = VALUES[name]
    with pytest.raises(mg.InputError) as caught:
        mg.translate_request("chooseImage", {"count": value}, read="wx", write="my")
    assert str(caught.value).startswith(expected)
    assert len(str(caught.value)) < 200
    str(caught.value).encode()


@pytest.mark.parametrize("payload", [None, [], "x", 3, True, [{}]], ids=repr)
def test_payloads_that_are_no_objects(payload: Any) -> None:
    with pytest.raises(mg.InputError, match="chooseImage: expected an object of options, got "):
        mg.translate_request("chooseImage", payload, read="wx", write="my")
    with pytest.raises(mg.InputError, match="expected a reply object, got "):
        mg.normalize("chooseImage", payload, read="wx")


@pytest.mark.parametrize("value", [{}, [3], [None], [["album"]], True, 3], ids=repr)
def test_a_list_that_is_none(value: Any) -> None:
    with pytest.raises(mg.InputError, match=r"chooseImage\.sourceType.*: expected a"):
        mg.translate_request("chooseImage", {"sourceType": value}, read="wx", write="my")


def test_a_bare_word_is_a_list_of_it() -> None:
    out = mg.translate_request("chooseImage", {"sourceType": "album"}, read="wx", write="my")
    assert out.value == {"count": 9, "sourceType": ["album"]}
    assert [item.code for item in out.diagnostics] == ["MG112", "MG101"]


@pytest.mark.parametrize("value", ["", "photos", "album,camera", '["album"]'])
def test_a_bare_text_that_is_no_word_of_the_list_is_left_out(value: str) -> None:
    out = mg.translate_request("chooseImage", {"sourceType": value}, read="wx", write="my")
    assert out.value == {"count": 9}
    first = out.diagnostics[0]
    assert (first.code, first.place) == ("MG112", "sourceType")
    assert not out.lossless


def test_size_of_what_nobody_reads_does_no_harm() -> None:
    out = mg.translate_request("chooseImage", {"big": BIG}, read="wx", write="my")
    assert out.value == {"count": 9, "big": BIG}
    reply = {"tempFilePaths": ["a"], "big": BIG}
    assert mg.normalize("chooseImage", reply, read="wx").value.images[0].path == "a"


def test_depth_is_bad_input() -> None:
    for payload in ({"deep": nested(10_000)}, nested(10_000)):
        with pytest.raises(mg.InputError, match="nested more than"):
            mg.translate_request("chooseImage", payload, read="wx", write="my")
        with pytest.raises(mg.InputError, match="nested more than"):
            mg.normalize("chooseImage", payload, read="wx")
    deep = {"urls": ["https://a/1.jpg"], "header": nested(10_000)}
    with pytest.raises(mg.InputError, match=r"previewImage\.header: nested more than"):
        mg.translate_request("previewImage", deep, read="tt", write="wx")


def test_a_huge_code_is_told_short() -> None:
    out = mg.translate_failure("chooseImage", {"errno": BIG}, read="wx", write="my")
    assert [item.code for item in out.diagnostics] == ["MG301", "MG302"]
    assert all(len(item.message) < 200 for item in out.diagnostics)


LINES = {
    "not JSON": (b"{", "not JSON: "),
    "NaN": (b'{"count": NaN}', "not JSON: "),
    "half a pair": (rb'{"a": "\ud800"}', "not JSON: "),
    "a key twice": (b'{"count": 1, "count": 2}', 'the key "count" occurs twice in one object'),
    "a key twice, spaced": (
        b'{"a" : 1, "a": 2, "b": "\\":"}',
        'the key "a" occurs twice in one object',
    ),
    "a key twice, deep": (
        b'{"a": [{"b": {"c": 1, "d": 2, "c": 3}}]}',
        'the key "c" occurs twice in one object',
    ),
    "a key twice, escaped": (rb'{"a": 1, "\u0061": 2}', 'the key "a" occurs twice in one object'),
    "arrays 10,000 deep": (b"[" * 10_000 + b"]" * 10_000, "not JSON: "),
    "objects 10,000 deep": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "not JSON: "),
    "bad UTF-8": (b'{"a": "\xff"}', "not JSON: invalid UTF-8 at byte 8"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), "not JSON in UTF-8: it looks like UTF-16"),
    "null": (b"null", "chooseImage: expected an object of options, got null"),
    "an array": (b"[]", "chooseImage: expected an object of options, got an array"),
    "an API that is none": (b'{"api": 3, "payload": {}}', "api: expected a string, got 3"),
    "an unknown API": (b'{"api": "chooseImge", "payload": {}}', "wx has no API 'chooseImge'"),
    "a client that is none": (
        b'{"api": "chooseImage", "payload": {}, "read": []}',
        "read: expected a string, got an array",
    ),
    "a payload of null": (
        b'{"api": "chooseImage", "payload": null}',
        "chooseImage: expected an object of options, got null",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_lines(name: str) -> None:
    line, expected = LINES[name]
    process = processor(LineSettings(read="wx", write="my", api="chooseImage", kind="request"))
    done = process(line)
    assert isinstance(done, Bad)
    assert done.message.startswith(expected)
    assert "\n" not in done.message


def test_a_line_of_10_mb_is_only_long() -> None:
    process = processor(LineSettings(read="wx", api="chooseImage"))
    done = process(b'{"tempFilePaths":["' + BIG.encode() + b'"]}')
    assert isinstance(done, TranslatedLine)
    assert len(done.data) > len(BIG)


def test_colons_in_strings_are_no_keys() -> None:
    process = processor(LineSettings(read="wx", api="chooseImage"))
    assert isinstance(process(rb'{"errMsg":"a\":b\":c","x":{"y":"\":"}}'), TranslatedLine)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[[", "not TOML"),
        ("\udcff", "not UTF-8"),
        ('extends = "wx"\nid = "me"\nfoo = 2', "foo: unknown key"),
        ('extends = "me"', "a cycle"),
        ('extends = "nobody"', "there is no profile 'nobody'"),
        (
            (
                'extends = "wx"\nid = "me"\n[api.chooseImage]\nevidence = "WXD"\n'
                'params.count.default = "x"'
            ),
            "integer",
        ),
        (
            'extends = "wx"\nid = "me"\n[api.chooseImage.params.count]\ndefault = 3',
            "without a source",
        ),
    ],
)
def test_profiles(
    text: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "me.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(mg.InputError, match=expected) as caught:
        mg.load_profile(file)
    assert "me.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert main(["profile", "show", str(file)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("mediaglot: error: ")
    assert said.count("\n") == 1


ARGUMENTS = [
    ["nope"],
    ["rule", "MG0"],
    ["rule", "MG102", "more"],
    ["compare", "wx"],
    ["compare", "wx", "chooseImage"],
    ["profile", "diff", "wx", "zz"],
    ["profile", "diff", "wx", "none.toml"],
    ["profile", "evidence", "zz"],
    ["profile", "evidence", "wx", "--used", "no-such-folder"],
    ["compare", "wx", "my", "tt", "chooseImg"],
    ["compare", "wx", "zz"],
    ["compare", "wx", "my", "chooseImge"],
    ["profile", "show"],
    ["profile", "show", "zz"],
    ["profile", "show", "wx", "chooseImge"],
    ["profile", "lint", "/nowhere.toml"],
    ["profile", "lint", "/"],
    ["profile", "lint", "a\0b"],
    ["profile", "new", "../x"],
    ["profile", "new", "x", "--extends", "zz"],
    ["profile", "new", "x", "--namespace", "1x"],
    ["profile", "new", "x", "--out", "/no/where.toml"],
    ["profile", "schema", "--out", "/"],
    ["normalize", "--from", "zz"],
    ["normalize", "--from", "wx", "/nowhere.jsonl"],
    ["normalize", "--from", "wx", "/"],
    ["normalize", "--from", "wx", "a\0b"],
    ["normalize", "--from", "wx", "--max-line", "0"],
    ["normalize", "--from", "wx", "--on-error", "x"],
    ["normalize", "--from", "wx", "--out", "/"],
    ["normalize", "--from", "wx", "--out", "/no/where"],
]


@pytest.mark.parametrize("args", ARGUMENTS, ids=lambda args: " ".join(args)[:50].replace("\0", "0"))
def test_command_lines(args: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(args) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("mediaglot: error: ")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ["normalize", "--from", "wx", "--api", "chooseImage", "in.jsonl"],
        ["report", "--from", "wx", "--api", "chooseImage", "in.jsonl"],
        ["port", ".", "--from", "wx", "--to", "my", "--check"],
        ["compress", ".", "--client", "wx", "--out", "small"],
        ["info", "."],
    ],
    ids=lambda command: command[0],
)
def test_processes_that_no_machine_has_room_for(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "in.jsonl").write_text('{"errno": 1}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--jobs", "999999"]) == 2
    told = capsys.readouterr().err
    assert "999999 is not in the range" in told
    assert "256" in told


def test_a_folder_in_the_place_of_a_file_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "in.jsonl").write_text('{"errno": 1}\n', encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    command = ["normalize", "--from", "wx", "--api", "chooseImage", "--out", "out", "in.jsonl"]
    assert main(command) == 2
    assert capsys.readouterr().err == (
        "mediaglot: error: out: is a folder; expected a file to write\n"
    )


def test_a_question_that_standard_input_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["choose", str(tmp_path), "--client", "tt"]) == 2
    *_, told = capsys.readouterr().err.splitlines()
    assert told.startswith("mediaglot: error: chooseImage: album or camera?")
    assert told.endswith("standard input ended, and this is not answered")


@pytest.mark.parametrize("command", [["info"], ["compress", "--client", "wx", "--out", "small"]])
def test_a_folder_without_files_is_told(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main([*command, "bare"]) == 0
    assert capsys.readouterr().err == "bare: no files in this folder\n"


@pytest.mark.parametrize("bad", ['{"a": NaN}', '{"a": 1e999}', '{"a": -Infinity}', "[]", "{"])
def test_an_answer_that_is_no_json_is_refused(bad: str, tmp_path: Path, capsys: Any) -> None:
    page = tmp_path / "page.js"
    page.write_text("Page({})", encoding="utf-8")
    assert main(["run", str(page), "--client", "wx", "--stub", f"request={bad}"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("mediaglot: error: --stub: request: ")
    assert told.count("\n") == 1


def test_a_page_that_asks_a_network_that_is_not_there(tmp_path: Path, capsys: Any) -> None:
    page = tmp_path / "page.js"
    page.write_text("Page({ go() { wx.request({ url: 'https://a.example' }) } })", encoding="utf-8")
    assert main(["run", str(page), "--client", "wx", "--tap", "go"]) == 0
    told = capsys.readouterr().err
    assert told.startswith("note: the device has no network")
    assert "--stub NAME=JSON" in told
    answered = ["--stub", 'request={"statusCode": 200}']
    assert main(["run", str(page), "--client", "wx", "--tap", "go", *answered]) == 0
    assert "no network" not in capsys.readouterr().err


def test_of_many_names_those_most_like_it_are_told() -> None:
    many = [f"show{number}" for number in range(40)]
    told = did_you_mean("xyzzy show", many, "APIs")
    assert told.startswith("40 APIs are known, such as show")
    assert told.count("show") == 4
    assert did_you_mean("zz", ["wx", "my"], "vendors") == "known vendors: my, wx"
    assert did_you_mean("qqqq", many, "APIs") == "40 APIs are known"
    far = ["chooseVideo", "chooseMedia", "chooseImage", "choose"]
    assert did_you_mean("chooseImge", far, "APIs") == "did you mean 'chooseImage'?"
    assert did_you_mean("shwo12", many, "APIs").startswith("did you mean 'show12'")


@given(st.text(max_size=12) | st.sampled_from(sorted(OPERATIONS)).map(lambda name: name[1:] + "z"))
@example("")
@example("nope17")
def test_the_nearest_words_are_those_of_difflib(word: str) -> None:
    folded = {name.casefold(): name for name in OPERATIONS}
    for most, like in ((3, 0.6), (4, 0.0), (1, 0.3)):
        hits = difflib.get_close_matches(word.casefold(), list(folded), n=most, cutoff=like)
        assert nearest(word, OPERATIONS, most, like) == [folded[hit] for hit in hits]


@pytest.mark.parametrize("command", [["info"], ["compress", "--client", "wx"]], ids=str)
def test_what_is_no_picture_is_told_in_a_table_without_codes_of_colour(
    command: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"none")
    given = command if command == ["info"] else [*command, "--out", str(tmp_path / "out")]
    status, out, told = called([*given, str(file)])
    assert status == 2
    row = out.decode().splitlines()[1].split()
    assert row[1] == "error"
    assert "x1b" not in out.decode() + told
