"""The device under a client: album, camera, consent, files, clock, ids, network.

Every effect of the engine goes through a Device. Two devices share nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Self, TypedDict, Unpack

from ..errors import InputError, checked_path, did_you_mean, quoted, wrong
from ..vocabulary import API_NAMES
from .album import Album
from .camera import Camera
from .clock import Clock, Ids, RealClock, VirtualClock
from .consent import Consent
from .fetchers import Fetcher, WebAnswer, canned, no_network
from .paths import clean_parts
from .sound import Microphone
from .storage import Storage, StorageRules

Files = Mapping[str, bytes | str | Path]
"""Files by the name the user sees: their bytes, or where they are."""


TROUBLES: Final[tuple[str, ...]] = (
    "api_forbidden",
    "policy_blocked",
    "resource_busy",
    "rate_limited",
    "background",
    "privacy_undeclared",
    "timeout",
    "network",
    "internal",
)
"""Failure kinds that neither the user nor a file causes: organisation, system, platform."""


def known_api(api: str) -> str:
    """`api`, when it is a canonical name. Raises InputError with the nearest."""
    if api not in API_NAMES:
        raise InputError(f"unknown API {api!r}; {did_you_mean(api, API_NAMES, 'APIs')}")
    return api


def known_trouble(kind: str) -> str:
    """`kind`, when it is one of TROUBLES. Raises InputError with the nearest."""
    if kind not in TROUBLES:
        raise InputError(f"unknown trouble {kind!r}; {did_you_mean(kind, TROUBLES, 'troubles')}")
    return kind


class Device:
    """A telephone or computer: the parts a client works with.

    `work` is a private folder for the app's files, removed with the device. Use it as a context
    manager, or call `close`.
    """

    def __init__(
        self,
        *,
        album: Album,
        camera: Camera,
        consent: Consent,
        clock: Clock,
        ids: Ids,
        fetch: Fetcher,
        work: Path,
        microphone: Microphone | None = None,
        package: Path | None = None,
        capacity: int | None = None,
        trouble: Mapping[str, str] | None = None,
    ) -> None:
        self.album = album
        self.camera = camera
        self.consent = consent
        self.clock = clock
        self.ids = ids
        self.fetch = fetch
        self.microphone = microphone or Microphone()
        self.package = package
        self.capacity = capacity
        self.trouble = {
            known_api(api): known_trouble(kind) for api, kind in (trouble or {}).items()
        }
        self._work = work
        self._finalizer = weakref.finalize(self, shutil.rmtree, work, ignore_errors=True)

    def storage(self, rules: StorageRules) -> Storage:
        """A fresh file system for one app on this device."""
        folder = self._work / "apps" / self.ids.token(12)
        storage = Storage(folder, rules, self.ids, self.package)
        storage.capacity = self.capacity
        return storage

    def close(self) -> None:
        """Remove everything the device kept of its own."""
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _work_folder(in_memory: bool) -> Path:
    memory = Path("/dev/shm")  # noqa: S108  (a private folder is made inside)
    home = memory if in_memory and os.access(memory, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="mediaglot-", dir=home))


def _placed(files: Files, folder: Path) -> dict[str, Path]:
    """Real places of files given as bytes or paths; bytes are written under `folder`."""
    placed: dict[str, Path] = {}
    for number, (name, content) in enumerate(files.items()):
        if isinstance(content, bytes):
            folder.mkdir(parents=True, exist_ok=True)
            place = folder / f"{number}{Path(name).suffix[:12] if name.isascii() else ''}"
            place.write_bytes(content)
        elif isinstance(content, (str, os.PathLike)):
            place = Path(content)
        else:
            raise InputError(
                f"expected bytes or a path, got a {type(content).__name__}", place=name
            )
        clean_parts(name)
        placed[name] = place
    return placed


class DeviceOptions(TypedDict, total=False):
    """What every device may be given.

    `camera`: scenes by name (bytes or paths). `sounds`: what the microphone may hear, by name;
    without any it is a tone. `permissions`: canonical scope -> state. `limited`:
    names that the user selected, where access to the album is `limited`.
    `system_off`: scopes the operating system refuses. `network`: address ->
    bytes, path or `WebAnswer`, or a fetcher; default: no network. `package`: the app's own folder.
    `capacity`: bytes of room.
    `trouble`: canonical API -> failure kind, for what no user causes (see TROUBLES). `seed`: of
    the ids. `real_time`: the machine's clock and random ids.
    """

    camera: Files | Camera | None
    sounds: Files | None
    permissions: Mapping[str, str] | None
    limited: Iterable[str]
    system_off: Iterable[str]
    network: Fetcher | Mapping[str, bytes | str | Path | WebAnswer] | None
    package: str | os.PathLike[str] | None
    capacity: int | None
    trouble: Mapping[str, str] | None
    seed: int | str
    real_time: bool


def MemoryDevice(  # noqa: N802  (reads as the kind of device it makes)
    album: Files | None = None, **options: Unpack[DeviceOptions]
) -> Device:
    """A device whose album is given here (name -> bytes or path) and whose world goes with it.
    Raises InputError for an option that no device has."""
    if album is not None and not isinstance(album, Mapping):
        raise wrong("an album as files by name", album)
    work = _work_folder(in_memory=True)
    return _made(work, None, album or {}, work / "saved", options)


def FolderDevice(  # noqa: N802
    album: str | os.PathLike[str], *, keep: bool = False, **options: Unpack[DeviceOptions]
) -> Device:
    """A device whose album is a folder of pictures and videos.

    `keep`: what is saved to the album is written into that folder; otherwise it lies beside it,
    seen by the picker and gone with the device, so that a test never changes its fixtures.
    Raises InputError for an option that no device has.
    """
    folder = Path(checked_path(album, "the folder of an album"))
    work = _work_folder(in_memory=False)
    return _made(work, folder, {}, folder if keep else work / "saved", options)


def _made(
    work: Path, folder: Path | None, album: Files, saved: Path, options: DeviceOptions
) -> Device:
    try:
        _check_names(options)
        lens = options.get("camera")
        if not isinstance(lens, Camera):
            lens = Camera(_placed(lens or {}, work / "scenes"))
        network = options.get("network")
        fetch = no_network if network is None else network
        package = options.get("package")
        real = options.get("real_time", False)
        return Device(
            album=Album(saved, folder, _placed(album, work / "album")),
            camera=lens,
            consent=Consent(
                options.get("permissions"),
                options.get("system_off", ()),
                options.get("limited", ()),
            ),
            clock=RealClock() if real else VirtualClock(),
            ids=Ids(os.urandom(16).hex() if real else options.get("seed", 0)),
            fetch=canned(fetch) if isinstance(fetch, Mapping) else fetch,
            work=work,
            microphone=Microphone(_placed(options.get("sounds") or {}, work / "sounds")),
            package=None if package is None else Path(package),
            capacity=options.get("capacity"),
            trouble=options.get("trouble"),
        )
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _check_names(options: Iterable[str]) -> None:
    known = DeviceOptions.__annotations__
    for name in options:
        if name not in known:
            raise InputError(
                f"a device has no option {quoted(name)}; {did_you_mean(name, known, 'options')}"
            )
