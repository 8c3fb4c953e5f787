"""Prompts as data, and users who answer them from another thread or another process."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import jsenv
import mediaglot as mg
import pytest
import worlds
from attrs import evolve
from mediaglot.canonical.engine.prompts import PROMPTS, Item, Prompt
from mediaglot.canonical.engine.remote import MAX_LINE, MOST_REFUSED, RemoteUser, StreamUser
from mediaglot.canonical.engine.scripted import ScriptedUser
from mediaglot.canonical.engine.user import ACTIONS, Action, ScriptError, cancels, picks, taps
from mediaglot.canonical.errors import InputError


class Listening:
    """A script that keeps what it was asked."""

    def __init__(self, *actions: Action) -> None:
        self.script = ScriptedUser(actions, "x", lambda _: True)
        self.asked: list[Prompt] = []

    def answer(self, prompt: Prompt) -> Action:
        self.asked.append(prompt)
        return self.script.answer(prompt)


# What a prompt says -----------------------------------------------------------------------------


def test_a_pick_is_asked_as_data() -> None:
    user = Listening(mg.allows("album"), mg.picks("cat.jpg"))
    with mg.Host("my/ios", worlds.ALBUM, user) as host:
        host.call("chooseImage", {"count": 2})
    sheet, consent, pick = user.asked
    assert [it.kind for it in user.asked] == ["source", "consent", "pick"]
    assert [it.id for it in user.asked] == [1, 2, 3]
    assert (sheet.entries, sheet.needs["album"]) == (("album", "camera"), ("album",))
    assert sheet.then is not None
    assert sheet.then.items == pick.items
    assert (consent.scopes, consent.offers[:2]) == (("album",), ("allows", "denies"))
    assert (pick.client, pick.operation) == ("my/ios", "chooseImage")
    assert (pick.most, pick.media) == (2, ("image",))
    assert Item("cat.jpg", "image", len(worlds.ALBUM["cat.jpg"])) in pick.items
    assert "walk.mp4" not in {item.name for item in pick.items}
    assert pick.refuses["records"] == "videos are not asked for (media)"


def test_the_camera_takes_what_a_camera_does() -> None:
    user = Listening(mg.shoots())
    with mg.Host("wx/android", worlds.ALBUM, user) as host:
        host.call("chooseMedia", {"mediaType": ["image"]})
    assert (user.asked[-1].kind, user.asked[-1].offers) == ("camera", ("shoots", "cancels"))
    assert user.asked[-1].items == ()


class Curious:
    """A user who looks at everything and keeps it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.asked: list[Prompt] = []

    def answer(self, prompt: Prompt) -> Action:
        self.asked.append(prompt)
        if prompt.kind == "source":
            return taps(self.source)
        return mg.allows(prompt.scopes[0]) if prompt.kind == "consent" else cancels()


def asked_everywhere(package: Path) -> list[Prompt]:
    """What every API of every client asks."""
    found: list[Prompt] = []
    for client in worlds.clients():
        for key in worlds.apis(client):
            for source in ("album", "camera") if key.startswith("choose") else ("album",):
                user = Curious(source)
                name = f"/{worlds.file_for(key)}"
                options = {**worlds.options(client, key, name), "showActionSheet": True}
                with mg.Host(client, worlds.ALBUM, user, package=package) as host:
                    host.call(key, options)
                found += user.asked
    return found


def test_prompts_are_json_both_ways(tmp_path: Path) -> None:
    for name, data in worlds.ALBUM.items():
        (tmp_path / name).write_bytes(data)
    prompts = asked_everywhere(tmp_path)
    kinds = {it.kind for it in prompts}
    assert {"source", "pick", "camera", "consent", "save", "edit"} == kinds <= set(PROMPTS)
    for prompt in prompts:
        again = Prompt.from_json(json.loads(json.dumps(prompt.to_json())))
        assert again == prompt


@pytest.mark.parametrize(
    "action",
    [picks("a", "b"), mg.picks_first(2), mg.shoots(), mg.shoots("desk"), mg.records(2.5, "x"),
     mg.toggles_original(), cancels(after=2), mg.allows("album", when=["my", "tt/ios"]),
     mg.denies_forever("camera"), mg.saves(), taps("OK"), mg.chooses("2025-02-03")],
)  # fmt: skip
def test_actions_are_json_both_ways(action: Action) -> None:
    assert Action.from_json(json.loads(json.dumps(action.to_json()))) == action


BAD_ACTIONS: list[tuple[Any, str]] = [
    (None, "expected an action such as"),
    ([], "got an array"),
    ({}, "unknown action null"),
    ({"kind": "pick"}, "did you mean 'picks'"),
    ({"kind": ["picks"]}, "unknown action an array"),
    ({"kind": "picks"}, "use cancels"),
    ({"kind": "picks", "names": "cat.jpg"}, "expected a list of at most 10,000 names"),
    ({"kind": "picks", "names": [1]}, "names: expected a name, got 1"),
    ({"kind": "picks", "names": ["a"], "path": "/etc/passwd"}, "an action has no 'path'"),
    ({"kind": "cancels", "number": 1}, "cancels takes no number"),
    ({"kind": "records"}, "records needs a number"),
    ({"kind": "records", "number": float("nan")}, "a length in seconds above 0"),
    ({"kind": "picks_first", "number": 1.5}, "needs a whole number"),
    ({"kind": "cancels", "names": ["x"]}, "cancels does not take 1 names"),
    ({"kind": "allows", "names": ["albun"]}, "did you mean 'album'"),
    ({"kind": "cancels", "after": -1}, "not negative"),
    ({"kind": "cancels", "after": "soon"}, "expected after= in seconds"),
]


@pytest.mark.parametrize(("plain", "words"), BAD_ACTIONS)
def test_what_is_no_action_is_refused(plain: Any, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        Action.from_json(plain)
    assert "\n" not in str(refused.value)


GOOD = Prompt("pick", "chooseImage", "the album", ("picks", "cancels")).to_json()


@pytest.mark.parametrize(
    ("change", "words"),
    [({"kind": "pik"}, "did you mean 'pick'"), ({"kind": 1}, "kind: expected a text"),
     ({"offers": ["eats"]}, "unknown: 'eats'"), ({"items": [{"name": 1}]}, "name: expected a text"),
     ({"items": [{"name": "a", "kind": "image", "path": "/x"}]}, "an item has no 'path'"),
     ({"items": {}}, "a list of items"), ({"most": -1}, "most: expected a whole number"),
     ({"most": True}, "most: expected a whole number"), ({"scopes": ["all"]}, "unknown: 'all'"),
     ({"needs": {"album": "album"}}, "a list of texts"), ({"callback": 1}, "no 'callback'"),
     ({"then": {**GOOD, "then": GOOD}}, "has nothing behind it"), ({"refuses": []}, "an object"),
     ({"items": [{"name": "a", "kind": "image", "size": "1"}]}, "a size in bytes or null")],
)  # fmt: skip
def test_what_is_no_prompt_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Prompt.from_json({**GOOD, **change})


@pytest.mark.parametrize("name", ["kind", "operation", "what", "offers", "client", "id"])
def test_a_prompt_that_lacks_something_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=f"{name}: is missing"):
        Prompt.from_json({key: value for key, value in GOOD.items() if key != name})


class Says:
    """A user who always says the same."""

    def __init__(self, answer: Any) -> None:
        self.what = answer

    def answer(self, prompt: Prompt) -> Any:
        return taps("album") if prompt.kind == "source" else self.what


@pytest.mark.parametrize(
    ("answer", "words"),
    [(None, "expected an action such as picks"), ({"kind": "cancels"}, "got an object"),
     (mg.saves(), "takes picks.* not saves"), (mg.records(5), "videos are not asked for"),
     (Action("eats"), "not eats"), (picks("zebra.jpg"), "the album has no 'zebra.jpg'")],
)  # fmt: skip
def test_whoever_the_user_is_an_answer_has_to_fit(answer: Any, words: str) -> None:
    host = mg.Host("wx/android", worlds.ALBUM, Says(answer))
    with pytest.raises(mg.MediaglotError, match=words):
        host.call("chooseImage", {})
    host.close()


# Another thread ---------------------------------------------------------------------------------


@contextmanager
def called(user: Any, client: str = "my/ios", **options: Any) -> Iterator[Future[dict[str, Any]]]:
    """A call of the client that runs in a thread of its own."""
    with mg.Host(client, worlds.ALBUM, user) as host, ThreadPoolExecutor(1) as pool:
        yield pool.submit(host.call, "chooseImage", options)
        if isinstance(user, RemoteUser):
            user.close()


def test_another_thread_answers() -> None:
    user = RemoteUser(timeout=20)
    kinds: list[str] = []
    with called(user, count=2) as reply:
        for action in (taps("album"), mg.allows("album"), picks("cat.jpg", "dog.jpg")):
            prompt = user.prompt(20)
            assert prompt is not None
            kinds.append(prompt.kind)
            user.reply(action, prompt)
        assert len(reply.result(20)["tempFilePaths"]) == 2
        assert user.prompt(0) is None
    assert kinds == ["source", "consent", "pick"]


@pytest.mark.parametrize(
    ("action", "words"),
    [(picks("a.jpg"), "takes taps"), (taps("moon"), "has no entry 'moon'; use taps"),
     (taps("album", after=5), "leave out after"), ("album", "expected an action"),
     (Action("taps"), "has no entry ''"), (Action("taps", ("album", "camera")), "no entry")],
)  # fmt: skip
def test_an_answer_that_does_not_fit_leaves_the_prompt_open(action: Any, words: str) -> None:
    user = RemoteUser(timeout=20)
    with called(user) as reply:
        prompt = user.prompt(20)
        with pytest.raises(ScriptError, match=words):
            user.reply(action, prompt)
        user.reply(cancels(), prompt)
        assert reply.result(20)["error"] == 11


@pytest.mark.parametrize(
    ("action", "words"),
    [(picks("cat.jpg", "dog.jpg"), "picks 2, but at most 1 can be picked"),
     (picks("cat.jpg", "cat.jpg"), "at most 1"), (picks("cot.jpg"), "did you mean 'cat.jpg'"),
     (picks("walk.mp4"), "shows no 'walk.mp4'"), (mg.picks_first(9), "picks 9, but at most 1")],
)  # fmt: skip
def test_files_that_cannot_be_picked_are_refused(action: Action, words: str) -> None:
    user = RemoteUser(timeout=20)
    with called(user) as reply:
        for step in (taps("album"), mg.allows("album")):
            user.prompt(20)
            user.reply(step)
        user.prompt(20)
        with pytest.raises(ScriptError, match=words):
            user.reply(action)
        user.reply(picks("cat.jpg"))
        assert len(reply.result(20)["tempFilePaths"]) == 1


def test_time_is_up() -> None:
    user = RemoteUser(timeout=0.05)
    with called(user) as reply:
        with pytest.raises(ScriptError, match=r"my/ios: the album or camera of chooseImage: nobody "
                           r"answered within 0.05 s; it takes taps\('album'\)"):  # fmt: skip
            reply.result(20)
        with pytest.raises(ScriptError, match="no such prompt is open"):
            user.reply(cancels())


def test_an_answer_to_a_prompt_that_is_over_is_not_taken_for_the_next() -> None:
    user = RemoteUser(timeout=20)
    with called(user) as reply:
        sheet = user.prompt(20)
        user.reply(taps("album"), sheet)
        consent = user.prompt(20)
        assert consent is not None
        with pytest.raises(ScriptError, match="no such prompt is open"):
            user.reply(taps("album"), sheet)
        user.reply(mg.denies("album"), consent.id)
        assert reply.result(20)["error"]


def test_a_user_that_goes_ends_the_wait() -> None:
    user = RemoteUser(timeout=20)
    with called(user) as reply:
        user.prompt(20)
        user.close("the page was closed")
        with pytest.raises(ScriptError, match="the page was closed"):
            reply.result(20)
        assert user.prompt(20) is None


def test_two_clients_share_a_user() -> None:
    user = RemoteUser(timeout=20)
    with called(user) as one, called(user, "tt/pc") as other:
        asked: dict[str, Prompt] = {}
        while len(asked) < 2:
            prompt = user.prompt(20)
            assert prompt is not None
            asked[prompt.client] = prompt
            user.reply(cancels(), prompt)
        assert one.result(20)["error"] == 11
        assert other.result(20)["errno"] == 1300001
    assert asked["my/ios"].id != asked["tt/pc"].id


# Another process --------------------------------------------------------------------------------

FAR_END = """
import sys
from mediaglot.canonical.engine.remote import answering
from mediaglot.canonical.engine.user import allows, picks, taps

class User:
    def answer(self, prompt):
        if prompt.kind == "source":
            return taps("album")
        if prompt.kind == "consent":
            return allows(prompt.scopes[0])
        return picks(*[item.name for item in prompt.items][:prompt.most])

answering(User(), sys.stdin.buffer, sys.stdout.buffer)
"""
FAR_END_JS = """
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const { prompt } = JSON.parse(line);
  if (!prompt) return;
  const action = {
    source: () => ({ kind: "taps", names: ["album"] }),
    consent: () => ({ kind: "allows", names: prompt.scopes }),
    pick: () => ({ kind: "picks", names: prompt.items.slice(0, prompt.most).map((i) => i.name) }),
  }[prompt.kind]();
  console.log(JSON.stringify({ answer: prompt.id, action }));
});
"""


def picked_by(command: list[str]) -> dict[str, Any]:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as far:
        assert far.stdin is not None
        assert far.stdout is not None
        user = StreamUser(far.stdout, far.stdin, timeout=60)
        with called(user, count=2) as reply:
            value = reply.result(60)
        far.stdin.close()
        assert far.wait(20) == 0
    return value


def test_another_process_answers() -> None:
    assert len(picked_by([sys.executable, "-c", FAR_END])["tempFilePaths"]) == 2


@pytest.mark.node
def test_a_process_of_another_language_answers() -> None:
    value = picked_by([str(jsenv.node()), "-e", FAR_END_JS])
    assert len(value["tempFilePaths"]) == 2


def test_a_process_that_ends_is_told() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as far:  # fmt: skip
        assert far.stdin is not None
        assert far.stdout is not None
        user = StreamUser(far.stdout, far.stdin, timeout=60)
        with called(user) as reply, pytest.raises(ScriptError, match="the other side has gone"):
            reply.result(60)


HOSTILE: list[tuple[bytes, str]] = [
    (b"hello", "expected a line of JSON"),
    (b"\xff\xfe", "expected a line of JSON"),
    (b"[" * 100_000, "expected a line of JSON"),
    (b"[1]", "expected an object, got an array"),
    (b"{}", "answer: expected the id of a prompt"),
    (b'{"answer": true}', "answer: expected the id of a prompt"),
    (b'{"answer": "1"}', "answer: expected the id of a prompt"),
    (b'{"answer": 1}', "expected an action such as"),
    (b'{"answer": 7, "action": {"kind": "cancels"}}', "no such prompt is open"),
    (b'{"answer": 1, "action": {"kind": "__class__"}}', "unknown action"),
    (b'{"answer": 1, "action": {"kind": "records", "number": NaN}}', "above 0"),
    (b'{"answer": 1, "action": {"kind": "records", "number": 1e999}}', "above 0"),
    (b'{"answer": 1, "action": {"kind": "saves"}}', "takes taps"),
    (b'"' + b"x" * (MAX_LINE + 9) + b'"', "a line of more than 1,048,576 bytes"),
]


@contextmanager
def over_socket(timeout: float = 20) -> Iterator[tuple[StreamUser, Any]]:
    near, far = socket.socketpair()
    far.settimeout(20)
    with near, suppress(OSError), near.makefile("rwb") as stream, far, far.makefile("rwb") as other:
        yield StreamUser(stream, stream, timeout), other


@pytest.mark.parametrize(("line", "words"), HOSTILE)
def test_a_hostile_answer_is_refused_in_a_sentence(line: bytes, words: str) -> None:
    with over_socket() as (user, far), called(user) as reply:
        assert json.loads(far.readline())["prompt"]["id"] == 1
        far.write(line + b"\n")
        far.flush()
        told = json.loads(far.readline())
        assert words in told["why"]
        assert "\n" not in told["why"]
        far.write(b'{"answer": 1, "action": {"kind": "cancels"}}\n')
        far.flush()
        assert reply.result(20)["error"] == 11


def test_one_who_never_answers_well_is_given_up() -> None:
    with over_socket() as (user, far), called(user) as reply:
        far.write(b"no\n" * MOST_REFUSED)
        far.flush()
        with pytest.raises(ScriptError, match="no answer of the other side fits"):
            reply.result(20)


def test_time_is_up_over_streams() -> None:
    with over_socket(0.05) as (user, far), called(user) as reply:
        with pytest.raises(ScriptError, match="nobody answered within"):
            reply.result(20)
        told = [json.loads(far.readline()), json.loads(far.readline())]
        assert told[1] == {"gone": told[0]["prompt"]["id"]}


class Silent:
    """A stream that never says anything, until it ends."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def readline(self, size: int, /) -> bytes:
        self.ended.wait(20)
        return b""


def test_one_who_does_not_read_keeps_nobody_waiting() -> None:
    read, write = os.pipe()
    silent = Silent()
    with os.fdopen(write, "wb") as full, os.fdopen(read, "rb") as unread:
        user = StreamUser(silent, full, 0.05)
        with pytest.raises(ScriptError, match="nobody answered within"):
            user.answer(Prompt("pick", "x", "the album", ("cancels",), text="x" * (1 << 20)))
        assert unread.readline().endswith(b"\n")
        silent.ended.set()


def test_a_far_end_that_is_refused_says_why() -> None:
    told = io.BytesIO(b'{"gone": 3}\n{"refused": 1, "why": "it was late"}\n')
    from mediaglot.canonical.engine.remote import answering

    with pytest.raises(ScriptError, match="it was late"):
        answering(Says(cancels()), told, io.BytesIO())


@pytest.mark.parametrize("line", [b"no", b"[]", b'{"prompt": 1}', b'{"prompt": {"kind": "pick"}}'])
def test_a_far_end_refuses_what_is_no_prompt(line: bytes) -> None:
    from mediaglot.canonical.engine.remote import answering

    with pytest.raises(InputError):
        answering(Says(cancels()), io.BytesIO(line + b"\n"), io.BytesIO())


def test_every_action_has_a_line(tmp_path: Path) -> None:
    prompt = Prompt("pick", "x", "all", tuple(ACTIONS), entries=("OK",), scopes=("album",))
    from mediaglot.canonical.engine.user_lines import parse_line

    for kind in ACTIONS:
        at = evolve(prompt, kind="date", date="HH:mm") if kind == "chooses" else prompt
        assert parse_line(at.line(kind)).kind == kind


def test_threads_end_with_their_streams() -> None:
    before = set(threading.enumerate())
    with over_socket() as (user, _):
        own = set(threading.enumerate()) - before
        assert len(own) == 2
        user.close()
    for thread in own:
        thread.join(20)
    assert not any(thread.is_alive() for thread in own)
