"""Canonical requests performed without a host: prompts, events, notes, and what comes of it.

Each case is a request, what the user does, and in what the client differs from one that does
everything. `performed.txt` has what is shown and answered: `make accept` rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import media_files as made
from mediaglot.canonical.engine.codec import CompressRule
from mediaglot.canonical.engine.device import MemoryDevice
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.fetchers import WebAnswer
from mediaglot.canonical.engine.operations import perform
from mediaglot.canonical.engine.prompts import Prompt
from mediaglot.canonical.engine.scripted import ScriptedUser
from mediaglot.canonical.engine.storage import RootRule, StorageRules
from mediaglot.canonical.engine.user import (
    Action,
    allows,
    cancels,
    denies,
    denies_forever,
    picks,
    picks_first,
    records,
    saves,
    shoots,
    taps,
    toggles_original,
)  # fmt: skip
from mediaglot.canonical.engine.world import Behaviour, ConsentRule, World
from mediaglot.canonical.errors import MediaglotError
from mediaglot.canonical.requests import (
    ChooseImage,
    ChooseMedia,
    ChooseMessageFile,
    ChooseVideo,
    CompressImage,
    CompressVideo,
    CropImage,
    EditImage,
    GetFileInfo,
    GetImageInfo,
    GetVideoInfo,
    PreviewImage,
    PreviewMedia,
    Request,
    SaveFile,
    SaveImageToPhotosAlbum,
    SaveVideoToPhotosAlbum,
)  # fmt: skip

GOLDEN = Path(__file__).parent / "performed.txt"
RULES = StorageRules(
    RootRule("t://temp/{id}.{ext}"),
    RootRule("t://saved/{id}.{ext}"),
    RootRule("t://user/", max_file=5000),
    frozenset({"bare"}),
)
EVERYTHING = Behaviour(
    scopes={"album": ("album",), "camera": ("camera",), "save": ("album_write",)},
    sources=None, sizes=True, compressed=None, quality=80, video_compressed=None,
    compress_always=False, compress=CompressRule(), presets={"low": 0.5}, formats=None,
    by_suffix=False, first_frame=False, limits="shoot", network=True, local=True,
    digests=("md5", "sha1"), digest_default="md5", thumbnail=False, max_when_system=0,
)  # fmt: skip
ASKS = ConsentRule("scope.a", True, True, False, None, None)
FOREVER = ConsentRule("", True, False, True, 11, 12)
VIDEO = made.mp4(320, 240, seconds=2)
ALBUM: dict[str, bytes | str | Path] = {
    "a.heic": made.heic(40, 30, irot=1), "b.heic": made.heic(50, 20), "c.mp4": VIDEO,
    "d.pdf": b"%PDF-", "e.txt": b"words", "f10.heic": made.heic(1, 1), "f9.heic": made.heic(2, 2),
}  # fmt: skip


class Watched(ScriptedUser):
    """A script that keeps what is shown."""

    shown: list[Prompt]

    def answer(self, prompt: Prompt) -> Action:
        self.shown.append(prompt)
        return super().answer(prompt)


@attrs.frozen
class Case:
    """`files`: temporary files, named `0`, `1` … in the request; `device`: what it is given."""

    request: Request
    script: tuple[Action, ...] = ()
    how: Mapping[str, Any] = {}
    device: Mapping[str, Any] = {}
    files: tuple[bytes, ...] = ()
    asks: Mapping[str, ConsentRule] = {}
    before: Callable[[World], object] | None = None


def performed(case: Case) -> Iterator[str]:
    given = {"album": ALBUM, **case.device}
    with MemoryDevice(given.pop("album"), **given) as device:
        user = Watched(case.script, "xx", lambda client: client == "xx")
        user.shown = []
        world = World("xx", device, device.storage(RULES), user, case.asks)
        paths = [world.storage.put_temp(data).path for data in case.files]
        if case.before is not None:
            case.before(world)
        request = _with_paths(case.request, paths)
        done: object
        try:
            done = perform(request, world, attrs.evolve(EVERYTHING, **case.how))
        except MediaError as error:
            done = f"{error.kind} ({error.detail}, {error.code}): {error.message}"
        except MediaglotError as error:
            done = f"{type(error).__name__}: {error}"
        lines = [f"{request!r}", *map(_prompt, user.shown)]
        lines += [
            f"{event.kind} {event.api!r} at {event.time - 1767225600:g}: {dict(event.data)}"
            for event in world.events
        ]
        lines += [f"told {code}: {text}" for code, text in world.told]
        told = {text for _, text in world.told}
        lines += [f"noted: {note}" for note in world.notes if note not in told]
        lines += [f"= {done}", f"temporary {len(list(world.storage.entries()))}, left {user.left}"]
        names = {path: f"<{number}>" for number, path in enumerate(paths)}
        for line in lines:
            yield _named(line, names)


def _with_paths(request: Request, paths: list[str]) -> Request:
    def put(value: Any) -> Any:
        if isinstance(value, str) and value.isdecimal() and int(value) < len(paths):
            return paths[int(value)]
        if isinstance(value, tuple):
            return tuple(map(put, value))
        if isinstance(value, dict):
            return {key: put(item) for key, item in value.items()}
        return value

    fields = {
        field.name: put(getattr(request, field.name)) for field in attrs.fields(type(request))
    }
    return type(request)(**fields)


def _named(text: str, names: dict[str, str]) -> str:
    """Paths by number; what nobody has said of a request is left out."""
    text = re.sub(r"(, )?\w+=(UNSET|\{\})", "", text).replace("(, ", "(")

    def name(match: re.Match[str]) -> str:
        return names.setdefault(match[0], f"<{len(names)}{match[2]}>")

    return re.sub(r"t://(\w+)/[0-9A-Za-z]{32}(\.\w+)?", name, text)


def _prompt(prompt: Prompt) -> str:
    told = {key: value for key, value in prompt.to_json().items() if key not in ("id", "client")}
    if "then" in told:
        told["then"] = told["then"]["kind"]
    told["items"] = [item["name"] for item in told.get("items", ())]
    return f"shows {told}"


def once(*answers: Any) -> Callable[..., Any]:
    def fetch(url: str, headers: Mapping[str, str]) -> Any:
        del headers
        found = answers[int(url[-1])]
        if isinstance(found, BaseException):
            raise found
        return found

    return fetch


WEB = {"network": once(b"%PDF-", WebAnswer(b"x", 400), WebAnswer(b"x", 399, delay=2), b"",
                       WebAnswer(b"1234", cut=3), WebAnswer(b"1234", cut=4), TimeoutError(),
                       OSError(5, "Input/output error"), OSError(),
                       MediaError("network", "no way", code=3))}  # fmt: skip
SRC = "https://a.cn/"
DENIED = {"permissions": {"album": "denied"}}
FOR_GOOD = {"permissions": {"album": "denied_forever"}}
LIMITED = {"permissions": {"album": "limited"}, "limited": ("a.heic", "c.mp4")}
STILL = made.heic(50, 20, irot=1)


def _busy(world: World) -> None:
    world.device.camera.busy = True


def _full(world: World) -> None:
    world.device.album.full = True


def choosing() -> dict[str, Case]:
    image, media, file = ChooseImage, ChooseMedia, ChooseMessageFile
    album, camera = frozenset({"album"}), frozenset({"camera"})
    scene = {"camera": {"s.heic": STILL, "v.mp4": VIDEO}}
    return {
        "two pictures": Case(image(), (picks("b.heic", "a.heic"),)),
        "the first two": Case(image(count=2), (picks_first(2),)),
        "as many as there are": Case(image(), (picks_first(4),)),
        "more than there are": Case(image(), (picks_first(5),)),
        "more than may be": Case(image(count=1), (picks_first(2),)),
        "more by name than may be": Case(image(count=1), (picks("a.heic", "b.heic"),)),
        "the same twice": Case(image(), (picks("a.heic", "a.heic"),)),
        "of another kind": Case(image(), (picks("c.mp4"),)),
        "of no name": Case(image(), (picks("z.heic"),)),
        "of an empty album": Case(image(), (picks("z.heic"),), device={"album": {}}),
        "none at all": Case(image(count=0), (picks("a.heic"),)),
        "one": Case(image(count=1), (picks("a.heic"),)),
        "closed": Case(image(sources=album), (cancels(),)),
        "the sheet closed": Case(image(), (cancels(),)),
        "of the album alone": Case(image(sources=album), (picks("a.heic"),)),
        "of the camera alone": Case(image(sources=camera), (shoots("s.heic"),), device=scene),
        "by the camera of the picker": Case(media(), (shoots("s.heic"),), device=scene),
        "a scene that is none": Case(image(sources=camera), (shoots("t"),), device=scene),
        "no scenes": Case(image(sources=camera), (shoots("t"),)),
        "a busy camera": Case(
            image(sources=camera), (shoots("s.heic"),), device=scene, before=_busy
        ),
        "a client without camera": Case(image(), (picks("a.heic"),), {"sources": album}),
        "a client without the source": Case(
            image(sources=camera), (picks("a.heic"),), {"sources": album}
        ),
        "shot where none is": Case(image(), (shoots(),), {"sources": album}),
        "original": Case(image(sources=album), (toggles_original(), picks("a.heic"))),
        "no choice of size": Case(
            image(sources=album), (toggles_original(), picks("a.heic")), {"sizes": False}
        ),
        "always compressed": Case(
            image(sources=album), (toggles_original(), picks("a.heic")), {"compress_always": True}
        ),
        "an empty file": Case(image(), (picks("n.jpg"),), device={"album": {"n.jpg": b""}}),
        "no picture": Case(
            image(), (picks("n.jpg"),), device={"album": {"n.jpg": b"\xff\xd8\xff"}}
        ),
        "saved": Case(image(sources=camera, save_to_album=True), (shoots("s.heic"),), device=scene),
        "not saved": Case(
            image(sources=camera, save_to_album=True),
            (shoots("s.heic"),),
            device={**scene, "system_off": ["album_write"]},
        ),
        "a video": Case(ChooseVideo(), (picks("c.mp4"),)),
        "a video that is as long": Case(ChooseVideo(max_picked_duration=2), (picks("c.mp4"),)),
        "a video too long": Case(ChooseVideo(max_picked_duration=1.9), (picks("c.mp4"),)),
        "a limit of shooting": Case(ChooseVideo(max_duration=1), (picks("c.mp4"),)),
        "a limit of picking too": Case(
            ChooseVideo(max_duration=1), (picks("c.mp4"),), {"limits": "pick"}
        ),
        "a scene recorded": Case(
            ChooseVideo(sources=camera, max_duration=1), (records(5, "v.mp4"),), device=scene
        ),
        "media": Case(media(), (picks("c.mp4"),)),
        "pictures of media": Case(media(), (picks("a.heic", "b.heic"),)),
        "both at once": Case(media(), (picks("c.mp4", "a.heic"),)),
        "a mix": Case(media(media=frozenset({"mix"})), (picks("c.mp4", "a.heic"),)),
        "videos alone": Case(media(media=frozenset({"video"}), sources=camera), (shoots(),)),
        "a file": Case(file(), (picks("d.pdf"),)),
        "files of a suffix": Case(file(extensions=("PDF", ".txt")), (picks_first(2),)),
        "files of a kind": Case(file(type="video", count=3), (picks_first(1),)),
        "too many files": Case(file(count=1), (picks_first(2),)),
        "as many as the system has": Case(
            file(count=1, system_picker=True), (picks_first(2),), {"max_when_system": 2}
        ),
        "no system's": Case(
            file(count=1, system_picker=False), (picks_first(2),), {"max_when_system": 2}
        ),
        "files closed": Case(file(), (cancels(),)),
        "limited": Case(
            image(sources=album), (picks("a.heic"),), device=LIMITED, asks={"album": ASKS}
        ),
        "beyond the limit": Case(image(sources=album), (picks("b.heic"),), device=LIMITED),
        "of another kind and limited": Case(
            image(sources=album), (picks("c.mp4"),), device=LIMITED
        ),
    }


def consenting() -> dict[str, Case]:
    pick = ChooseImage(sources=frozenset({"album"}))
    wild: dict[str, Case] = {}
    for name, rule in (("asks", ASKS), ("asks once", FOREVER)):
        for state in ("undetermined", "allowed", "denied", "denied_forever", "limited"):
            given = {} if state == "undetermined" else {"permissions": {"album": state}}
            wild[f"{name}, {state}"] = Case(
                pick, (allows("album"), picks("a.heic")), device=given, asks={"album": rule}
            )
    return {
        **wild,
        "refused": Case(pick, (denies("album"),), asks={"album": ASKS}),
        "refused for good": Case(pick, (denies_forever("album"),), asks={"album": FOREVER}),
        "no such dialog": Case(pick, (denies_forever("album"),), asks={"album": ASKS}),
        "another scope": Case(pick, (allows("camera"),), asks={"album": ASKS}),
        "nothing asked": Case(pick, (allows("album"),)),
        "does not ask": Case(
            pick, (picks("a.heic"),), asks={"album": attrs.evolve(ASKS, prompts=False)}
        ),
        "the system refuses": Case(pick, (picks("a.heic"),), device={"system_off": ["album"]}),
        "the camera's": Case(
            ChooseImage(), (allows("camera"), cancels()), asks={"camera": ASKS, "album": ASKS}
        ),
        "the album's": Case(ChooseImage(), (taps("album"),), asks={"camera": ASKS, "album": ASKS}),
        "later": Case(pick, (allows("album", after=3), cancels(after=2)), asks={"album": ASKS}),
        "trouble": Case(pick, device={"trouble": {"chooseImage": "rate_limited"}}),
    }


def working() -> dict[str, Case]:
    press, info = CompressImage, GetFileInfo
    return {
        "nothing to compress": Case(press()),
        "one of no name": Case(press(srcs=("0", "")), files=(STILL,)),
        "no width": Case(press(srcs=("0",), width=0), files=(STILL,)),
        "no height": Case(press(srcs=("0",), height=0), files=(STILL,)),
        "a quality too low": Case(press(srcs=("0",), quality=-1), files=(STILL,)),
        "a quality too high": Case(press(srcs=("0",), quality=101), files=(STILL,)),
        "as it is": Case(press(srcs=("0",)), files=(STILL,)),
        "as it is, with a size": Case(press(srcs=("0",), width=5), files=(STILL,)),
        "not compressed at all": Case(press(srcs=("0",), quality="none"), files=(STILL,)),
        "an empty one": Case(press(srcs=("0",)), files=(b"",)),
        "one that is gone": Case(press(srcs=("t://temp/x.jpg",))),
        "an unknown quality of a video": Case(
            CompressVideo(src="0", quality="best"), files=(VIDEO,)
        ),
        "of a picture": Case(GetImageInfo(src="0"), files=(STILL,)),
        "of a package": Case(GetImageInfo(src="x.png")),
        "of another form": Case(GetImageInfo(src="/x.png")),
        "of a picture that nobody reads": Case(
            GetImageInfo(src="0"), how={"formats": frozenset({"jpeg"})}, files=(STILL,)
        ),
        "of one that somebody reads": Case(
            GetImageInfo(src="0"), how={"formats": frozenset({"heic"})}, files=(STILL,)
        ),
        "of no name": Case(GetImageInfo(src="")),
        "of a video": Case(GetVideoInfo(src="0"), files=(VIDEO,)),
        "of a video of nothing": Case(GetVideoInfo(src="0"), files=(made.mp4(seconds=0),)),
        "of a video that nobody reads": Case(
            GetVideoInfo(src="0"), how={"formats": frozenset()}, files=(VIDEO,)
        ),
        "of a file": Case(info(file="0"), files=(b"abc",)),
        "of a file, the other digest": Case(info(file="0", digest="sha1"), files=(b"abc",)),
        "of a file, no digest known": Case(info(file="0", digest="sha2"), files=(b"abc",)),
        "of a file, no digest wanted": Case(info(file="0", digest=""), files=(b"abc",)),
        "of a file, none there": Case(info(file="0"), how={"digests": ()}, files=(b"abc",)),
        "edited": Case(EditImage(src="0"), (saves(),), files=(STILL,)),
        "not edited": Case(EditImage(src="0"), (cancels(),), files=(STILL,)),
        "no picture to edit": Case(EditImage(src="0"), (saves(),), files=(b"abc",)),
        "not cropped": Case(CropImage(src="0", scale="1:1"), (cancels(),), files=(STILL,)),
        **{
            f"no ratio {scale}": Case(CropImage(src="0", scale=scale), (saves(),), files=(STILL,))
            for scale in ("", "1", "1:", ":1", "0:1", "1:0", "1:1:1", "a:1", "1.5:1")
        },
    }


def fetching() -> dict[str, Case]:
    return {
        **{
            f"from the network {n}": Case(GetFileInfo(file=f"{SRC}{n}"), device=WEB)
            for n in range(10)
        },
        "in capitals": Case(GetFileInfo(file="HTTPS://A.CN/0"), device=WEB),
        "no network": Case(GetFileInfo(file=f"{SRC}0")),
        "local alone": Case(GetFileInfo(file=f"{SRC}0"), how={"network": False}, device=WEB),
        "the network alone": Case(GetFileInfo(file="0"), how={"local": False}, files=(b"abc",)),
    }


def showing() -> dict[str, Case]:
    image, media = PreviewImage, PreviewMedia
    save, keep = SaveImageToPhotosAlbum, SaveFile
    both = ({"url": "0"}, {"url": "1", "kind": "video"})
    return {
        "nothing shown": Case(image()),
        "shown": Case(image(urls=("0", f"{SRC}1")), files=(STILL,)),
        "with a menu": Case(image(urls=("0",), show_menu=False), files=(STILL,)),
        **{
            f"from {n}": Case(image(urls=("0", "0"), current=n), files=(STILL,))
            for n in (-1, 0, 1, 2)
        },
        "no address shown": Case(image(urls=(f"{SRC}1",)), how={"network": False}),
        "another scheme": Case(image(urls=("ftp://a.cn/x",))),
        "no format to show": Case(
            image(urls=("0",)), how={"formats": frozenset({"png"})}, files=(STILL,)
        ),
        "none to show": Case(image(urls=("",))),
        "no media shown": Case(media()),
        "media shown": Case(media(sources=both, current=1, show_menu=True), files=(STILL, VIDEO)),
        "media from beyond": Case(media(sources=both, current=9), files=(STILL, VIDEO)),
        "no video": Case(media(sources=({"url": "0", "kind": "video"},)), files=(STILL,)),
        "no picture": Case(media(sources=({"url": "0"},)), files=(VIDEO,)),
        "a picture kept": Case(save(file="0"), files=(STILL,)),
        "of no name kept": Case(save(file="")),
        "an address kept": Case(save(file=f"{SRC}0"), device=WEB),
        "by the sheet": Case(save(file="0", show_action_sheet=True), (saves(),), files=(STILL,)),
        "not by the sheet": Case(
            save(file="0", show_action_sheet=True), (cancels(),), files=(STILL,)
        ),
        "with consent": Case(
            save(file="0"), (allows("album_write"),), files=(STILL,), asks={"album_write": ASKS}
        ),
        "no room in the album": Case(save(file="0"), files=(STILL,), before=_full),
        "no format to keep": Case(
            save(file="0"), how={"formats": frozenset({"jpeg"})}, files=(STILL,)
        ),
        "a format to keep": Case(
            save(file="0"), how={"formats": frozenset({"heic"})}, files=(STILL,)
        ),
        "no suffix to keep": Case(
            save(file="0"), how={"formats": frozenset({"jpeg"}), "by_suffix": True}, files=(STILL,)
        ),
        "a suffix to keep": Case(
            save(file="0"),
            how={"formats": frozenset({"jpeg"}), "by_suffix": True},
            files=(b"\xff\xd8" + JPEG_HEAD,),
        ),
        "a video kept": Case(SaveVideoToPhotosAlbum(file="0"), files=(VIDEO,)),
        "no video kept": Case(SaveVideoToPhotosAlbum(file="0"), files=(STILL,)),
        "no temporary file": Case(keep()),
        "one that is none": Case(keep(temp_file="t://temp/x")),
        "saved": Case(keep(temp_file="0"), files=(b"abc",)),
        "saved by name": Case(keep(temp_file="0", file="t://user/a"), files=(b"abc",)),
        "saved by no name": Case(keep(temp_file="0", file=""), files=(b"abc",)),
        "saved elsewhere": Case(keep(temp_file="0", file="t://temp/a"), files=(b"abc",)),
        "as large as may be": Case(keep(temp_file="0", file="t://user/a"), files=(bytes(5000),)),
        "too large": Case(keep(temp_file="0", file="t://user/a"), files=(bytes(5001),)),
    }


JPEG_HEAD = b"\xff\xc0\0\x0b\x08\0\x1e\0\x28\1\1\x11\0\xff\xda"
GROUPS = (choosing, consenting, working, fetching, showing)


def test_what_comes_of_requests(golden: Callable[[Path, str], None]) -> None:
    lines: list[str] = []
    for group in GROUPS:
        for name, case in group().items():
            lines += [f"{group.__name__}: {name}", *(f"  {line}" for line in performed(case))]
    golden(GOLDEN, "".join(f"{line}\n" for line in lines))
