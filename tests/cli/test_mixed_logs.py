"""Logs as they are: keys and words of their own, payloads that are JSON in a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from commands import called
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.keys import EnvelopeKeys, keys_of
from mediaglot.adapters.lines.stream import LineSettings, settled
from mediaglot.canonical.errors import InputError

OK = {"tempFilePaths": ["a.jpg"], "tempFiles": [{"path": "a.jpg", "size": 7}]}
FAILED = {"error": 11, "errorMessage": "cancel"}
MAP = ["--map", "method=api,platform=read,data=payload"]
WORDS = ["--words", "weapp=wx,alipay=my"]
LOG = [
    {"ts": 1, "method": "chooseImage", "platform": "weapp", "data": OK},
    {"ts": 2, "method": "chooseImage", "platform": "alipay", "data": FAILED},
    {"ts": 3, "method": "chooseImage", "platform": "alipay", "data": json.dumps(FAILED)},
    {"ts": 4, "method": "chooseImage", "platform": "tt/android", "data": OK},
]


def text(lines: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def rows(out: bytes) -> list[Any]:
    return [json.loads(line) for line in out.splitlines()]


def test_keys_words_and_texts() -> None:
    status, out, told = called(["normalize", *MAP, *WORDS, "--envelope", "-q"], text(LOG))
    assert status == 0, told
    made = rows(out)
    assert [(row["ts"], row["ok"]) for row in made] == [
        (1, True),
        (2, False),
        (3, False),
        (4, True),
    ]
    assert made[1]["failure"] == made[2]["failure"]
    assert made[1]["failure"]["kind"] == "cancelled"
    assert not {"method", "platform", "data"} & set(made[0])


def test_what_is_compiled_says_what_the_reference_path_says() -> None:
    """Many of a shape, so that blocks are read at once; texts go the other way."""
    how = LineSettings(
        keys=keys_of({"method": "api", "platform": "read", "data": "payload"}),
        words=(("weapp", "wx"), ("alipay", "my")),
        envelope=True,
    )
    many = [{**line, "ts": number} for number in range(50) for line in LOG]
    fast = Fast(how)
    for _ in range(2):
        made = fast.run(text(many))
        assert not made.rejected
        wanted = [json.loads(settled(how, json.dumps(line).encode())[1].data) for line in many]  # type: ignore[index, union-attr]
        assert rows(made.data) == wanted
    assert fast._tables[0], "nothing was compiled"


def test_a_report_reads_them_too() -> None:
    status, out, told = called(["report", *MAP, *WORDS, "--format", "json", "-q"], text(LOG))
    assert status == 0, told
    counted = json.loads(out)
    assert counted["read"] == 4
    assert counted["bad"] == 0


def test_the_configuration_may_say_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mediaglot.toml").write_text(
        '[normalize]\nmap = ["method=api", "platform=read", "data=payload"]\n'
        'words = ["weapp=wx", "alipay=my"]\n',
        encoding="utf-8",
    )
    assert called(["normalize", "-q"], text(LOG))[0] == 0


def test_from_python() -> None:
    made = mg.normalize_lines(
        text(LOG),
        keys={"method": "api", "platform": "read", "data": "payload"},
        words={"weapp": "wx", "alipay": "my"},
    )
    assert [row["ok"] for row in rows(made.data)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({**LOG[0], "platform": "qq"}, "unknown vendor 'qq'"),
        ({**LOG[0], "data": "{"}, "data: JSON in a text: not JSON"),
        ({**LOG[0], "data": '{"a":1,"a":2}'}, 'data: JSON in a text: the key "a" occurs twice'),
        ({"ts": 1}, 'expected {"method": ..., "data": ...}'),
        ({"method": "chooseImage", "data": OK}, 'no client: neither "platform" in the line'),
        ({**LOG[0], "api": "v2"}, 'the line\'s own "api" is a key of the output, too'),
    ],
)
def test_lines_that_cannot_be_read(line: dict[str, Any], said: str) -> None:
    status, out, told = called(["normalize", *MAP, *WORDS, "--envelope"], text([line]))
    assert (status, out) == (1, b"")
    assert said in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "method=ap"], "--map: method=ap: no part 'ap'; did you mean 'api'?"),
        (["--map", "method"], "--map: expected theirs=ours, got 'method'"),
        (["--map", "a=api,b=api"], "--map: a and b are both api"),
        (["--map", "payload=api"], "--map: 'payload' would be two parts of an envelope"),
        (["--map", "a=api", "--map", "a=read"], "--map: a is given twice: api and read"),
        (["--words", "weapp"], "--words: expected theirs=ours, got 'weapp'"),
        (["--words", "weapp=wy"], "unknown vendor 'wy'"),
    ],
)
def test_what_is_asked_for_wrongly(words: list[str], said: str) -> None:
    status, out, told = called(["normalize", *words], b"{}\n")
    assert (status, out) == (2, b"")
    assert said in told


def test_keys_are_those_of_the_log() -> None:
    assert keys_of({}) == EnvelopeKeys()
    with pytest.raises(InputError, match="expected a key that is api"):
        keys_of({"": "api"})
