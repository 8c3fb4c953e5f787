"""The situations a program is put into: one device, one user, twice."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from ...canonical.client import parse_client
from ...canonical.engine.camera import Camera, Lens
from ...canonical.engine.device import Device
from ...canonical.engine.faults import ExtraMissing
from ...canonical.engine.prompts import DATES, REGION, Prompt
from ...canonical.engine.user import ACTIONS, Action
from ...profiles.fold import ClientProfile
from ..host.albums import Album, make_device
from ..host.rules import consent_rules
from ..plan.pair import client_profile
from ..realm.host import Host


@frozen
class Situation:
    """One scenario of `verify`: what the user does, and what is wrong with the world.

    `album`: names offered first. `cancels`: every picker is closed. `refuses`: permissions that
    both clients ask for are refused; `forever`: for good, where the client lets the user.
    `shoots`: the camera is used where it is offered. `loses`: picked files are gone before the
    program uses them. `most`: how many files are picked. `prefers`: the kind of file that is
    picked where several are offered.
    """

    name: str
    about: str
    album: tuple[str, ...] = ("photo1.jpg", "photo2.jpg", "photo3.jpg", "scan.png", "clip.mp4")
    cancels: bool = False
    refuses: bool = False
    forever: bool = False
    shoots: bool = False
    loses: bool = False
    offline: bool = False
    most: int = 1
    prefers: str = "image"


SCENARIOS: Final[tuple[Situation, ...]] = (
    Situation("ok", "the user picks one file and allows what is asked for"),
    Situation("several", "the user picks as many files as the client lets", most=20),
    Situation("video", "the user picks a video where the client offers any", prefers="video"),
    Situation("camera", "the user takes a picture where the camera is offered", shoots=True),
    Situation("cancel", "the user closes every picker", cancels=True),
    Situation("deny", "the user refuses the permissions that both clients ask for", refuses=True),
    Situation(
        "deny_forever",
        "the same, for good where the client lets the user",
        refuses=True,
        forever=True,
    ),
    Situation("wrong_format", "the picked file is no picture", album=("broken.jpg", "clip.mp4")),
    Situation("missing_file", "what was picked is gone before it is used", loses=True),
    Situation("offline", "there is no network", offline=True),
)
"""The default set."""


class Player:
    """A user who reacts by a rule, the same on every client."""

    def __init__(
        self, situation: Situation, shared: Iterable[str], texts: Mapping[str, str]
    ) -> None:
        self._situation = situation
        self._texts = texts
        self._shared = frozenset(shared)

    def answer(self, prompt: Prompt) -> Action:
        """What is done at a prompt."""
        offers = prompt.offers
        if prompt.kind == "source" and self._situation.cancels:
            return ACTIONS["cancels"]()
        if "allows" in offers and "picks" not in offers:
            return self._consent(prompt)
        if "taps" in offers and not self._closes(prompt):
            return ACTIONS["taps"](self._entry(prompt))
        if self._situation.cancels and "cancels" in offers:
            return ACTIONS["cancels"]()
        if "chooses" in offers:
            return ACTIONS["chooses"](DATES.get(prompt.date) or "/".join(REGION))
        if "saves" in offers:
            return ACTIONS["saves"]()
        if prompt.kind == "sound":
            return ACTIONS["records"](2)
        if self._situation.shoots or "picks" not in offers:
            if "shoots" in offers:
                return ACTIONS["shoots"]("scene")
            if "records" in offers:
                return ACTIONS["records"](2, "clip")
        if "picks" in offers:
            return self._pick(prompt)
        return ACTIONS["cancels"]()

    def _closes(self, prompt: Prompt) -> bool:
        """Whether a menu is closed: one that stands for a vendor's own question before saving."""
        save = self._texts.get("save")
        return (
            self._situation.cancels
            and "cancels" in prompt.offers
            and save is not None
            and save in prompt.entries
        )

    def _entry(self, prompt: Prompt) -> str:
        """The first entry; of a menu that asks for the kind of file, the kind that is wanted."""
        if prompt.kind == "source":
            return "camera" if self._situation.shoots else "album"
        kinds = [self._texts.get(kind) for kind in ("image", "video")]
        if all(text in prompt.entries for text in kinds):
            return self._texts[self._situation.prefers]
        return prompt.entries[0]

    def _consent(self, prompt: Prompt) -> Action:
        scope = prompt.scopes[0]
        if not self._situation.refuses or scope not in self._shared:
            return ACTIONS["allows"](scope)
        if self._situation.forever and "denies_forever" in prompt.offers:
            return ACTIONS["denies_forever"](scope)
        return ACTIONS["denies"](scope)

    def _pick(self, prompt: Prompt) -> Action:
        if not prompt.items:
            return ACTIONS["cancels"]()
        kinds = {item.kind for item in prompt.items}
        order = (self._situation.prefers, "image", "video", "file")
        kind = next(kind for kind in order if kind in kinds)
        names = [item.name for item in prompt.items if item.kind == kind]
        most = min(self._situation.most, len(names), prompt.most or len(names))
        return ACTIONS["picks"](*names[: max(1, most)])


def shared_scopes(one: ClientProfile, other: ClientProfile) -> frozenset[str]:
    """The permissions that both clients ask the user for."""
    rules = [consent_rules(view) for view in (one, other)]
    asked = [{scope for scope, rule in rule_set.items() if rule.prompts} for rule_set in rules]
    return frozenset(asked[0] & asked[1])


def situated(
    client: str, situation: Situation, shared: Iterable[str], album: Album, package: Path
) -> Host:
    """A fresh host in a situation. `album`: instead of the situation's own files."""
    device = _device(situation, album, package)
    try:
        return Host(client, user=Player(situation, shared, _texts(client)), device=device)
    except BaseException:
        device.close()
        raise


def sample_album() -> dict[str, bytes]:
    """Three photographs, a drawing and a clip: small files for tests that need some."""
    return {name: make() for name, make in _FILES.items() if name != "broken.jpg"}


def _texts(client: str) -> Mapping[str, str]:
    texts = client_profile(parse_client(client)).profile.texts
    return {str(key): text for key, text in texts.items()}


def _device(situation: Situation, album: Album, package: Path) -> Device:
    files = {name: _FILES[name]() for name in situation.album}
    broken = "broken.jpg" in situation.album
    chosen: Album = files if album is None or broken else album
    return make_device(
        chosen,
        network=None if situation.offline else answering,
        package=package,
        camera={"clip": clip(), "scene": photo(0)},
    )


def answering(url: str, _headers: Mapping[str, str]) -> bytes:
    """A network in which every address answers: pictures with a picture, the rest with JSON."""
    name = url.partition("?")[0].partition("#")[0].lower()
    if name.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".image")):
        return photo(zlib.crc32(name.encode()) % 4)
    if name.endswith((".mp4", ".mov", ".video")):
        return clip()
    return b'{"ok":true}'


@cache
def photo(number: int) -> bytes:
    """A photograph: each number another size, and another way round."""
    lens = Lens(320 + 16 * number, 240, (1, 6, 8, 3)[number % 4], (90, 40 * number, 160))
    with TemporaryDirectory() as folder:
        place = Path(folder) / "photo.jpg"
        Camera(back=lens).shoot(place, "back", 0.0)
        return place.read_bytes()


@cache
def _drawing() -> bytes:
    """A PNG."""
    rows = b"".join(
        b"\0" + bytes(v % 256 for x in range(64) for v in (x, y, 90)) for y in range(48)
    )
    head = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


@cache
def clip() -> bytes:
    """A clip of two seconds: with pictures where video can be written, else its boxes alone."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "clip.mp4"
        try:
            Camera(back=Lens(orientation=1), video_size=(96, 64)).record(place, "back", 2.0)
        except ExtraMissing:
            return _boxes()
        return place.read_bytes()


def _boxes() -> bytes:
    """An MP4 of five seconds: its boxes, without pictures."""

    def box(name: bytes, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return struct.pack(">I", len(body) + 8) + name + body

    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    mvhd = struct.pack(">IIIII", 0, 0, 0, 1000, 5000) + struct.pack(">IHH", 0x10000, 0x100, 0)
    mvhd += bytes(8) + matrix + bytes(24) + struct.pack(">I", 2)
    tkhd = struct.pack(">IIIIII", 7, 0, 0, 1, 0, 5000) + bytes(8) + bytes(8) + matrix
    tkhd += struct.pack(">II", 640 << 16, 360 << 16)
    mdhd = struct.pack(">IIIIIHH", 0, 0, 0, 1000, 5000, 0x55C4, 0)
    hdlr = bytes(8) + b"vide" + bytes(12) + b"\0"
    avc1 = box(
        b"avc1",
        bytes(6)
        + struct.pack(">H", 1)
        + bytes(16)
        + struct.pack(">HH", 640, 360)
        + struct.pack(">II", 0x480000, 0x480000)
        + bytes(4)
        + struct.pack(">H", 1)
        + bytes(32)
        + struct.pack(">Hh", 24, -1),
    )
    stbl = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), avc1),
        box(b"stts", struct.pack(">IIII", 0, 1, 125, 40)),
        box(b"stsz", struct.pack(">III", 0, 100, 125)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 125, 1)),
        box(b"stco", struct.pack(">III", 0, 1, 0)),
    )
    minf = box(b"minf", box(b"vmhd", struct.pack(">IHHHH", 1, 0, 0, 0, 0)), stbl)
    mdia = box(b"mdia", box(b"mdhd", mdhd), box(b"hdlr", hdlr), minf)
    trak = box(b"trak", box(b"tkhd", tkhd), mdia)
    head = box(b"ftyp", b"isom\0\0\0\0isommp42")
    return head + box(b"moov", box(b"mvhd", mvhd), trak) + box(b"mdat", bytes(12500))


_FILES: Final[Mapping[str, Callable[[], bytes]]] = {
    "photo1.jpg": lambda: photo(0),
    "photo2.jpg": lambda: photo(1),
    "photo3.jpg": lambda: photo(2),
    "scan.png": _drawing,
    "clip.mp4": clip,
    "broken.jpg": lambda: b"\xff\xd8\xff\xe0 this is no picture",
}
