"""The realm's messages are one table: both ends say what is in it, and refuse what is not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm import engine, process, protocol, told
from mediaglot.adapters.realm.engine import Realm, RealmError
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.process import Worker
from mediaglot.adapters.realm.program import MiniProgram
from mediaglot.canonical.engine.user import picks
from worlds import REALM_CONFIG as CONFIG

Load = Callable[..., Page]
JS = Path(engine.__file__).with_name("js")
SENT = {message.name for message in protocol.TO_SCRIPT}
QUEUED = {message.name for message in protocol.FROM_SCRIPT}
ENDS = {"flood", "broken", "refused"}
"""Messages with which a realm ends."""


@pytest.fixture(autouse=True)
def none_kept() -> Iterator[None]:
    process.close_idle()
    yield
    process.close_idle()


# The script's side is held by the table ---------------------------------------------------------


def test_the_script_queues_what_is_in_the_table() -> None:
    text = "".join(place.read_text(encoding="utf-8") for place in sorted(JS.glob("*.js")))
    assert set(re.findall(r"""[{,]\s*"?t"?: ?"(\w+)\"""", text)) == QUEUED


def test_the_script_handles_what_is_in_the_table() -> None:
    text = (JS / "deliver.js").read_text(encoding="utf-8")
    body = text.partition("const HANDLERS = bare({\n")[2].partition("\n});")[0]
    assert set(re.findall(r"^  (\w+)(?:\(|:)", body, re.MULTILINE)) == SENT


def test_the_program_takes_what_is_in_the_table(load: Load) -> None:
    assert set(load("Page({})").program.hears) == QUEUED - ENDS


EVERYTHING = """
const other = require("./other.js");
Page({
  data: { n: 0 },
  onLoad() {
    setTimeout(() => this.setData({ n: 1 }), 5);
    clearTimeout(setTimeout(() => {}, 10));
    setInterval(() => {}, 20000);
    console.log("loaded", other);
    wx.setStorageSync("k", 1);
    wx.onNetworkStatusChange(() => {});
    if (wx.chooseMedia) console.warn("never");
    my.getStorageSync({ key: "k" });
    const fs = wx.getFileSystemManager();
    fs.writeFileSync(wx.env.USER_DATA_PATH + "/a.txt", "a");
    wx.request({ url: "https://a.example" }).abort();
    const sound = wx.createInnerAudioContext();
    sound.loop = true;
    sound.stop();
    this.triggerEvent && this.triggerEvent("seen", { a: 1 });
    throw new Error("told");
  },
  leave() { wx.canvasToTempFilePath({ canvasId: "c" }); wx.navigateTo({ url: "/next" }) },
  pick() { return wx.chooseImage({ count: 1 }).then((r) => r.tempFilePaths.length); },
});
"""


def test_every_message_crosses(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    crossed: dict[str, set[str]] = {"to_script": set(), "from_script": set()}
    for way, key in (("to_script", "op"), ("from_script", "t")):
        check = getattr(protocol, way)

        def noting(message: Any, way: str = way, key: str = key, check: Any = check) -> str:
            crossed[way].add(message[key])
            return str(check(message))

        monkeypatch.setattr(protocol, way, noting)
    from mediaglot.profiles import loader

    page = load(
        EVERYTHING, "wx/android@2.9.0", user=[picks("cat.jpg")], strict=False,
        files={"other.js": "module.exports = 1", "app.json": '{"pages": ["page", "next"]}',
               "next.js": "Page({})", "page.wxml": '<navigator url="/next">on</navigator>'
               '<canvas canvas-id="c" style="width: 50%"/>'},
    )  # fmt: skip
    assert page.call("pick") == 1
    assert page.program.evaluate("1 + 1") == 2
    page.run_for(1)
    assert page.data["n"] == 1
    page.call("leave")
    assert page.back().number == page.number
    page.find("navigator").tap()
    assert page.back().number == page.number
    page.close()
    program = MiniProgram(
        page.program.host, page.program.root, page="page", strict=False,
        foreign=loader.get("my").at("my"),
    )  # fmt: skip
    program.open("page.js")
    program.close()
    assert crossed["to_script"] == SENT - {"poke"}  # the process says that one itself
    assert crossed["from_script"] == QUEUED - ENDS


# What does not fit is refused -------------------------------------------------------------------

BAD: list[tuple[dict[str, Any], str]] = [
    ({"op": "eval", "code": "1"}, "there is no message 'eval'"),
    ({"op": "evaluate", "code": "1"}, "evaluate lacks number"),
    ({"op": "evaluate", "code": 1, "number": 1}, "evaluate.code: expected a text"),
    ({"op": "evaluate", "code": "1", "number": -1}, "evaluate.number: expected a whole number"),
    ({"op": "evaluate", "code": "1", "number": True}, "evaluate.number: expected a whole number"),
    ({"op": "poke", "why": ""}, "poke has no field 'why'"),
    ({"op": "define", "modules": [{"id": "a"}]}, "define.modules: module lacks names"),
    ({"op": "define", "modules": {}}, "define.modules: expected a list of module"),
    ({"op": "poke", "files": [{"path": "a", "size": "9"}]}, "poke.files: file.size: expected a w"),
    ({"op": "reply", "id": 1, "ok": 1, "value": {}, "fires": [], "settles": True},
     "reply.ok: expected true or false"),
    ({"op": "evaluate", "code": float("nan"), "number": 1}, ""),
    ({"op": "reply", "id": 1, "ok": True, "value": {"a": float("inf")}, "fires": [], "settles": True},
     "no JSON"),
    ({"op": "reply", "id": 1, "ok": True, "value": {"a": object()}, "fires": [], "settles": True},
     "no JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "words"), BAD)
def test_what_is_no_message_is_not_sent(message: dict[str, Any], words: str) -> None:
    realm = Realm(CONFIG)
    with pytest.raises(RealmError, match=f"not sent to the realm: {words}"):
        realm.send(**message)
    assert realm.send("evaluate", code="1 + 1", number=1)[0]["value"] == 2
    realm.end()


def test_a_realm_whose_client_is_not_told_does_not_begin() -> None:
    with pytest.raises(RealmError, match="cannot begin: config lacks sides"):
        Realm({key: value for key, value in CONFIG.items() if key != "sides"})


@pytest.mark.parametrize(
    ("queued", "words"),
    [
        ('[{"t":"call","id":1}]', "call lacks api, promise, receiver, side"),
        ('[{"t":"log","level":"log","text":5}]', "log.text: expected a text"),
        ('[{"t":"timer","id":1,"ms":"0","repeat":false}]', "timer.ms: expected a number"),
        ('[{"t":"stored","key":null}]', "stored lacks text"),
        ('[{"t":"done","number":1,"ok":true,"then":1}]', "done has no field 'then'"),
        ('[{"t":"shutdown"}]', "there is no message 'shutdown'"),
        ('[["call"]]', "there is no message 'None'"),
        ('[7]', "there is no message"),
    ],
)  # fmt: skip
def test_a_script_that_says_what_is_no_message_loses_its_realm(
    monkeypatch: pytest.MonkeyPatch, queued: str, words: str
) -> None:
    script = f"(function (text) {{ return function (said) {{ return {queued!r}; }}; }})"
    monkeypatch.setattr(engine, "prelude", lambda: script)
    realm = Realm(CONFIG)
    with pytest.raises(RealmError, match=f"what the realm sent fits no message: {words}"):
        realm.send("poke")
    assert realm.ended


@pytest.mark.parametrize("said", ['{"op": "nope"}', "{}", "[]", "7", "null", "not JSON", ""])
def test_the_script_refuses_what_is_no_message(said: str) -> None:
    realm = Realm(CONFIG)
    worker = realm._worker
    (told,) = worker.ask(b"S", said, 5).lists
    assert [message["t"] for message in json.loads(told)] == ["refused"]
    assert realm.send("evaluate", code="1 + 1", number=1)[0]["value"] == 2
    realm.end()


# Frames -----------------------------------------------------------------------------------------

SETTINGS = {"memory": 1 << 26, "stack": 1 << 19, "jobs": 100}


def begins(settings: object = SETTINGS) -> bytes:
    return f"{json.dumps(settings)}\n{json.dumps(CONFIG)}".encode()


@pytest.fixture
def worker() -> Iterator[Worker]:
    found = process.take(engine.prelude())
    yield found
    found.kill()


FRAMES: list[tuple[bytes, bytes, float, str]] = [
    (b"X", b"", 1, "there is no frame b'X'"),
    (b"\x00", b"anything", 1, "there is no frame"),
    (b"S", b'{"op": "poke"}', 1, "no realm has begun"),
    (b"N", b"", 1, "settings is an object, not a str"),
    (b"N", b"[]", 1, "settings is an object, not a list"),
    (b"N", b"[" * 100_000, 1, "settings is an object"),
    (b"N", b"{}\n{}", 1, "settings lacks jobs, memory, stack"),
    (b"N", begins({**SETTINGS, "memory": "all"}), 1, "settings.memory: expected a w"),
    (b"N", begins({**SETTINGS, "path": "/"}), 1, "settings has no field 'path'"),
    (b"N", json.dumps(SETTINGS).encode(), 1, "what the client is, is missing"),
    (b"N", begins(), float("nan"), "a time that is no number"),
    (b"S", b"\xff\xfe\xff", 1, "a text that is not UTF-8"),
]


def framed(worker: Worker, kind: bytes, data: bytes, seconds: float) -> process.ChildReply:
    """The answer to a frame, whatever is in it."""
    pipe = worker.process.stdin
    assert pipe is not None
    pipe.write(protocol.REQUEST.pack(kind, seconds, len(data)) + data)
    pipe.flush()
    return worker._answer()


@pytest.mark.parametrize(("kind", "data", "seconds", "words"), FRAMES)
def test_a_frame_that_does_not_fit_is_answered_and_the_process_goes_on(
    worker: Worker, kind: bytes, data: bytes, seconds: float, words: str
) -> None:
    reply = framed(worker, kind, data, seconds)
    assert reply.why == "frame"
    assert reply.text.startswith(words)
    assert "\n" not in reply.text
    assert framed(worker, b"N", begins(), 1).lists == ("[]",)
    assert framed(worker, b"S", b'{"op": "poke"}', 1).lists == ("[]",)


def test_a_frame_that_does_not_fit_leaves_the_realm_as_it_was(worker: Worker) -> None:
    assert not framed(worker, b"N", begins(), 1).why
    set_ = b'{"op": "evaluate", "code": "globalThis.a = 5", "number": 1}'
    assert not framed(worker, b"S", set_, 1).why
    for kind, data, seconds, _ in FRAMES:
        if data != b'{"op": "poke"}':
            assert framed(worker, kind, data, seconds).why == "frame"
    (told,) = framed(worker, b"S", set_.replace(b" = 5", b" + 1"), 1).lists
    assert json.loads(told)[0]["value"] == 6


def test_a_frame_that_is_too_long_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = Path(protocol.__file__).read_text(encoding="utf-8").replace("1 << 30", "1 << 20")
    (tmp_path / "protocol.py").write_text(short, encoding="utf-8")
    child = process._SCRIPT.read_text(encoding="utf-8")
    (tmp_path / "child.py").write_text(child, encoding="utf-8")
    monkeypatch.setattr(process, "_SCRIPT", tmp_path / "child.py")
    worker = process.take(engine.prelude())
    reply = framed(worker, b"S", b"x" * (5 << 20), 1)
    assert (reply.why, reply.text) == ("frame", "a frame of more than 1,048,576 bytes")
    assert framed(worker, b"N", begins(), 1).lists == ("[]",)
    worker.kill()


SAYS = "import sys; sys.stdin.buffer.read(1); sys.stdout.buffer.write({!r}); sys.stdout.flush(); input()"


@pytest.mark.parametrize(
    "said",
    [
        protocol.ANSWER.pack(b"?", 0, 0, 2) + b"[]",
        protocol.ANSWER.pack(b"+", 0, 0, 1 << 60),
        protocol.ANSWER.pack(b"+", 0, 0, 2) + b"\xff\xff",
        protocol.ANSWER.pack(b"-", 0, 0, 2) + b"no",
        protocol.ANSWER.pack(b"-", 0, 0, 7) + b'["sun"]',
        protocol.ANSWER.pack(b"-", 0, 0, 15) + b'["sun", "", ""]',
    ],
    ids=["status", "length", "text", "json", "short", "reason"],
)
def test_a_process_that_answers_what_is_no_frame_is_a_realm_that_failed(said: bytes) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SAYS.format(said)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        reply = Worker(other).ask(b"S", "{}", 1)
    assert (reply.why, reply.text) == ("ended", "its process answered what fits no frame")
    assert other.returncode is not None


@pytest.mark.parametrize(
    ("name", "typed", "follows"),
    [
        ("file", told.FileRow, set()),
        ("module", told.ModuleRow, set()),
        ("part", told.PartRow, set()),
        ("config", told.Config, {"model"}),
    ],
)
def test_the_types_of_what_is_told_are_the_table_s(
    name: str, typed: Any, follows: set[str]
) -> None:
    """`follows`: what comes as a table of its own, from the client alone."""
    (shape,) = (shape for shape in protocol.SHAPES if shape.name == name)
    assert {slot.name for slot in shape.fields} - follows == set(typed.__annotations__)
    needed = {slot.name for slot in shape.fields if slot.needed}
    assert needed <= set(typed.__required_keys__)


def test_the_table_is_whole() -> None:
    for table in (protocol.FRAMES, protocol.SHAPES, protocol.TO_SCRIPT, protocol.FROM_SCRIPT):
        names = [message.name for message in table]
        assert len(set(names)) == len(names)
        assert all(message.about for message in table)
    shapes = {shape.name for shape in protocol.SHAPES}
    every = [*protocol.SHAPES, *protocol.TO_SCRIPT, *protocol.FROM_SCRIPT]
    for field in (*protocol.EVERY, *(field for message in every for field in message.fields)):
        assert field.about
        assert field.type in protocol.TYPES or field.type.removeprefix("list of ") in shapes
    answers = {name for m in every for name in re.findall(r"`(\w+)`", m.answer)}
    assert answers <= SENT | QUEUED
