"""The studio without a browser: prompts mirrored, bounds, what is kept and what is forgotten."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.request import urlopen

import pytest
from commands import called
from mediaglot.adapters.host.albums import make_device
from mediaglot.adapters.studio import phone as phones
from mediaglot.adapters.studio import shelf as shelves
from mediaglot.adapters.studio import studio as studios_module
from mediaglot.adapters.studio.kept import save_scenario
from mediaglot.adapters.studio.person import Ahead, Person, ahead_of, fitting
from mediaglot.adapters.studio.server import WEB, shown_file
from mediaglot.adapters.studio.shelf import LARGE, SMALL, Shelf
from mediaglot.adapters.studio.studio import Studio, StudioPlan
from mediaglot.canonical.engine import codec
from mediaglot.canonical.engine.consent import SCOPES, STATES
from mediaglot.canonical.engine.heads import read_image_head
from mediaglot.canonical.engine.prompts import Item, Prompt
from mediaglot.canonical.engine.remote import RemoteUser
from mediaglot.canonical.engine.samples import sample_picture
from mediaglot.canonical.engine.user import (
    Action,
    allows,
    cancels,
    denies,
    denies_forever,
    picks,
    taps,
)
from mediaglot.canonical.errors import InputError
from studio_server import PATIENCE, SNAP, Served, Studios


def tap(served: Served, *handlers: str) -> None:
    """Touch the first element that tells a handler."""
    tree = served.studio.phones[0].tree
    assert tree is not None
    found = next(
        view for view in tree.walk() if any(bound.handler in handlers for bound in view.bound)
    )
    served.studio.do({"kind": "touch", "node": found.number, "event": "tap"})


def prompt(served: Served, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = served.until(
        lambda state: state["phones"][number].get("prompt") if state["phones"] else None
    )
    return found


def answer(served: Served, *actions: dict[str, Any], number: int = 0) -> None:
    asked = prompt(served, number)
    served.studio.do(
        {"kind": "answer", "phone": number, "prompt": asked["id"], "actions": list(actions)}
    )


CONSENT = Prompt("consent", "chooseImage", "the dialog", ("allows", "denies"), scopes=("album",))


def test_what_is_done_at_one_prompt_is_done_at_its_like() -> None:
    ok = Prompt("dialog", "confirm", "it", ("taps", "cancels"), entries=("OK", "Cancel"))
    chinese = Prompt("dialog", "showModal", "it", ("taps", "cancels"), entries=("确定", "取消"))
    assert fitting(chinese, ahead_of(ok, taps("Cancel"))) == taps("取消")
    assert fitting(ok, Ahead("menu", taps("OK"), 0)) is None
    assert fitting(CONSENT, Ahead("consent", denies_forever("album"))) == denies("album")
    assert fitting(CONSENT, Ahead("consent", denies_forever("camera"))) is None
    items = (Item("a.jpg", "image"), Item("b.mp4", "video"))
    picker = Prompt("pick", "chooseMedia", "it", ("picks", "cancels"), items=items, one_kind=True)
    assert fitting(picker, Ahead("pick", picks("a.jpg"))) == picks("a.jpg")
    assert fitting(picker, Ahead("pick", picks("c.jpg"))) is None
    assert fitting(picker, Ahead("pick", picks("a.jpg", "b.mp4"))) is None
    assert fitting(picker, Ahead("pick", cancels())) == cancels()


def test_an_answer_does_not_hide_the_prompt_that_comes_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which may open in the phone's thread before the answer has returned in another."""
    opened: Queue[Prompt] = Queue()
    person = Person(opened.put, lambda *_: None, lambda: None)
    replies = RemoteUser.reply

    def slow(user: RemoteUser, action: Action, to: Prompt | int | None = None) -> None:
        replies(user, action, to)
        with suppress(Empty):
            opened.get(timeout=0.3)

    monkeypatch.setattr(RemoteUser, "reply", slow)
    phone = threading.Thread(target=lambda: [person.answer(CONSENT) for _ in range(2)], daemon=True)
    phone.start()
    opened.get(timeout=PATIENCE)
    for number in (1, 2):
        first = person.prompt(PATIENCE)
        assert first is not None
        assert person.waits == first
        assert first.id == number
        person.reply(allows("album"), number)
    phone.join(PATIENCE)
    assert person.waits is None


def test_what_is_handed_in_is_bounded(
    studios: Studios, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = studios().studio
    data = (pictures / "photo1.jpg").read_bytes()
    monkeypatch.setattr(studios_module, "MOST_BYTES", 2 * len(data))

    def add(name: str) -> None:
        place = studio.room()
        place.write_bytes(data)
        studio.add(name, place, to="album")

    add("a.jpg")
    add("b.jpg")
    with pytest.raises(InputError, match="can be added in all"):
        add("c.jpg")
    monkeypatch.setattr(studios_module, "MOST_ADDED", 2)
    with pytest.raises(InputError, match="2 files were added, and no more can be"):
        add("c.jpg")


def test_two_phones_answer_to_one_person(studios: Studios) -> None:
    served = studios(beside="my/android")
    served.quiet(2)
    tap(served, "pick")
    answer(served, {"kind": "taps", "names": ["album"]})
    answer(served, {"kind": "toggles_original"}, {"kind": "picks", "names": ["photo2.jpg"]})
    assert prompt(served, 1)["kind"] == "consent"  # which the other client does not ask for
    with pytest.raises(InputError, match="my/android waits"):
        served.studio.do({"kind": "wait", "seconds": 1})
    answer(served, {"kind": "allows", "names": ["album"]}, number=1)
    served.quiet(2)
    one, other = ([row["text"] for row in phone.rows.after(0) if row["what"] == "picked"]  # type: ignore[union-attr]
                  for phone in served.studio.phones)  # fmt: skip
    assert one == other == ['names: ["photo2.jpg"]']
    served.until(lambda state: state["apart"] and state["apart"]["state"] == "same")


def test_a_given_port_stands_beside(studios: Studios, tmp_path: Path) -> None:
    made = tmp_path / "port"
    words = ["port", str(SNAP), "--from", "wx", "--to", "my", "--out", str(made)]
    assert called(words)[0] == 0
    page = made / "pages" / "camera" / "camera.js"
    page.write_text(page.read_text(encoding="utf-8").replace("'removed'", "'gone'"), "utf-8")
    served = studios(beside="my/ios", port=made)
    served.quiet(2)
    assert served.studio.phones[1].seat.root == made.resolve()
    tap(served, "more")
    answer(served, {"kind": "taps", "names": ["Remove all"]})
    asked = prompt(served)
    served.until(lambda state: state["phones"][0]["prompt"]["kind"] == "dialog")
    asked = prompt(served)
    answer(served, {"kind": "taps", "names": [asked["entries"][0]]})
    held = served.until(lambda state: state["apart"])
    assert held["state"] == "differs"
    assert '"removed"' in held["rows"][held["first"]][0]
    assert '"gone"' in held["rows"][held["first"]][1]


def test_memory_does_not_grow(studios: Studios, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "MOST_EVENTS", 40)
    served = studios()
    served.quiet()
    for _ in range(12):
        tap(served, "more")
        answer(served, {"kind": "cancels"})
        served.quiet()
    phone = served.studio.phones[0]
    assert phone.program is not None
    assert phone.host is not None
    assert len(phone.program.trace.events) < 60
    assert len(phone.host.world.events) < 60
    assert phone.rows is not None
    assert phone.rows.told > 80
    with pytest.raises(InputError, match="too much happened"):
        save_scenario(served.studio, "late", served.folder)


def test_a_saved_scenario_may_be_read_as_any_new_file(studios: Studios) -> None:
    served = studios()
    served.quiet()
    tap(served, "pick")
    answer(served, {"kind": "taps", "names": ["album"]})
    answer(served, {"kind": "picks", "names": ["photo1.jpg"]})
    served.quiet()
    name = save_scenario(served.studio, "mine", served.folder)
    text = (served.folder / name).read_text(encoding="utf-8")
    assert text.startswith("# Recorded by mediaglot studio in snap.\n")
    assert '\n# after: tap <view> tap:pick\n[[call]]\napi = "chooseImage"\n' in text
    (served.folder / "other").touch()
    modes = {(served.folder / it).stat().st_mode for it in (name, "other")}
    assert len(modes) == 1


def test_pictures_are_small_and_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST_BYTES", 6_000)
    monkeypatch.setattr(shelves, "MOST_FILES", 4)
    shelf = Shelf()
    keys = []
    for number in range(6):
        place = tmp_path / f"{number}.jpg"
        place.write_bytes(sample_picture(1600, 1200, orientation=6))
        keys.append(shelf.key(place))
        made = shelf.picture(keys[-1], 240)
        assert made is not None
        head = read_image_head(made)
        assert (head.width, head.height, head.orientation) == (180, 240, 1)
        assert shelf.kept <= 6_000 + len(made)
    assert [shelf.place(key) is None for key in keys] == [True, True, False, False, False, False]
    assert shelf.key(tmp_path / "5.jpg") == keys[5]
    (tmp_path / "5.jpg").unlink()
    assert shelf.picture(keys[5], 100) is None
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    assert shelf.picture(shelf.key(broken), 240) is None
    shelf.close()


def test_a_program_that_fails_says_why_and_may_begin_anew(studios: Studios, tmp_path: Path) -> None:
    root = tmp_path / "app"
    shutil.copytree(SNAP, root)
    script = root / "pages" / "camera" / "camera.js"
    code = script.read_text(encoding="utf-8")
    script.write_text("Page({ onLoad() { for (;;) {} } })", encoding="utf-8")
    served = studios(root=root)
    problem = served.until(lambda state: [it["problem"] for it in state["phones"] if it["problem"]])
    assert "ran for more than" in problem[0]
    script.write_text(code, encoding="utf-8")
    served.studio.do({"kind": "open", "page": ""})
    assert served.quiet()[0]["page"]["nodes"]


def test_a_prompt_does_not_hold_up_a_new_beginning(studios: Studios) -> None:
    served = studios()
    served.quiet()
    tap(served, "pick")
    prompt(served)
    served.studio.do({"kind": "open", "page": "pages/camera/camera.js"})
    phone = served.quiet()[0]
    assert phone["prompt"] is None
    assert phone["told"] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "which client?"),
        (["--client", "wx", "--ported", "."], "say which: --beside"),
        (["--client", "wx/"], "wx/"),
        (["--client", "nobody", "--no-open"], "nobody"),
        (["--client", "wx", "--port", "70000"], "70000"),
    ],
)
def test_the_command_says_what_is_wrong(words: list[str], told: str) -> None:
    status, _, error = called(["studio", str(SNAP), *words])
    assert status == 2
    assert told in error
    assert len(error.splitlines()) == 1


def test_the_command_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    words = [sys.executable, "-u", "-m", "mediaglot", "studio", str(SNAP), "--client", "wx"]
    done = subprocess.Popen(
        [*words, "--no-open"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert done.stdout is not None
        said = re.search(rb"http://127\.0\.0\.1:\d+/[\w-]{32}/", done.stdout.readline())
        assert said is not None
        address = said[0].decode()
        with urlopen(address, timeout=PATIENCE) as answer:
            assert b"studio.js" in answer.read()
        with urlopen(f"{address}about", timeout=PATIENCE) as answer:
            about = json.load(answer)
        assert about["pages"] == ["pages/camera/camera.js", "pages/memo/memo.js"]
        assert {"wx", "my", "tt"} <= {vendor["id"] for vendor in about["vendors"]}
        done.send_signal(signal.SIGINT)
        _, error = done.communicate(timeout=PATIENCE)
        assert b"Traceback" not in error
        assert done.returncode == 130
    finally:
        done.kill()
        done.communicate()


def test_every_word_of_the_page_is_there_in_chinese() -> None:
    scripts = {file.name: file.read_text(encoding="utf-8") for file in WEB.glob("*.js")}
    table = scripts.pop("words.js").partition("\n};")[0]
    known = set(re.findall(r'(?:^|[{,\s])(?:"([^"]+)"|(\w+))\s*:\s*"', table))
    keys = {quoted or bare for quoted, bare in known}
    told = [set(re.findall(r'\bw\("([^"]+)"', text)) for text in scripts.values()]
    assert sum(map(len, told)) > 60
    assert {word for words in told for word in words} - keys == set()
    shown = "".join(scripts.values())
    of_engine = {*SCOPES, *STATES, "image", "video", "documented", "typings", "observed", "assumed"}
    of_verify = {key for key in keys if key.startswith(("what ", "its ", "a media call"))}
    assert {key for key in keys - of_engine - of_verify if f'"{key}"' not in shown} == set()


def test_a_photograph_of_many_pixels_is_decoded_once_and_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four requests for a picture of twelve megapixels: the page's, the grid's, the trace's and the
    preview's."""
    decoded: list[tuple[int, int]] = []
    whole = codec.decoded

    @contextmanager
    def counted(*given: Any) -> Iterator[Any]:
        with whole(*given) as raster:
            decoded.append(raster.picture.size)
            yield raster

    monkeypatch.setattr(codec, "decoded", counted)
    place = tmp_path / "photo.jpg"
    place.write_bytes(sample_picture(4000, 3000, orientation=6))
    with Studio(StudioPlan(SNAP, "wx/android", partial(make_device, None, package=SNAP))) as studio:
        key = studio.shelf.key(place)
        for side, size in ((SMALL, (180, 240)), (LARGE, (750, 1000)), (SMALL, (180, 240))):
            made = studio.shelf.picture(key, side)
            assert made is not None
            head = read_image_head(made)
            assert (head.width, head.height, head.orientation) == (*size, 1)
        assert decoded == [(1000, 750), (188, 250)]
        shown = shown_file(studio, key)
        assert shown == (studio.shelf.picture(key, LARGE), "image/jpeg")
        assert len(decoded) == 2
        small = tmp_path / "small.jpg"
        small.write_bytes(sample_picture(400, 300))
        assert shown_file(studio, studio.shelf.key(small)) == (small.read_bytes(), "image/jpeg")
        clear = tmp_path / "clear.png"
        clear.write_bytes(sample_picture(1600, 1300, format="png"))
        assert shown_file(studio, studio.shelf.key(clear)) == (clear.read_bytes(), "image/png")


def test_what_several_ask_for_at_once_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draws = Shelf._drawn

    def counted(shelf: Shelf, place: Path, side: int) -> bytes | None:
        drawn.append(side)
        return draws(shelf, place, side)

    monkeypatch.setattr(Shelf, "_drawn", counted)
    shelf = Shelf()
    keys = []
    for number in range(3):
        place = tmp_path / f"{number}.jpg"
        place.write_bytes(sample_picture(2000, 1500, orientation=number + 1))
        keys.append(shelf.key(place))
    with ThreadPoolExecutor(8) as pool:
        asked = [(key, side) for key in keys for side in (SMALL, LARGE) for _ in range(4)]
        found = list(pool.map(lambda it: shelf.picture(*it), asked))
    assert all(found)
    assert sorted(drawn) == [SMALL] * 3 + [LARGE] * 3
    shelf.close()
