"""Scenario files: an album, permissions, what the user does, calls, and what must come of them.

```toml
title = "pick one, make it small, keep it"
clients = ["wx/android", "tt/ios", "my/android"]
album = "album"                                   # folder beside this file, or pictures by name:
                                                  # { "a.jpg" = "b.jpg", "c.jpg" = { width = 800 } }
permissions = { album = "allowed" }
user = ['picks("cat.jpg")', 'allows("album_write", when=["wx", "tt/ios"])',
        'denies("album_write", when="my")']

[[call]]
api = "chooseImage"
options = { count = 1, sources = ["album"] }      # canonical words, whatever the client
expect = { files = 1 }

[[call]]
api = "compressImage"
options = { srcs = ["$chooseImage.images[0].path"], quality = 60 }

[[call]]
api = "saveImageToPhotosAlbum"
options = { file = "$last.images[0].path" }
expect = { outcome = "ok", by_client = { my = "auth_denied" } }
```

The same file runs on every client of `clients`; `read = "wx"` in a call means that its options are
written in that vendor's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import attrs
from pydantic import BaseModel, ConfigDict, Field, field_validator

from ...canonical.client import parse_client
from ...canonical.engine.samples import sample_picture
from ...canonical.engine.user import Action
from ...canonical.engine.user_lines import parse_line
from ...canonical.errors import InputError, checked_path, did_you_mean
from ...canonical.failures import KINDS
from ...canonical.requests import REQUESTS
from ...profiles import loader
from ...profiles.toml_file import checked
from ...profiles.toml_text import place_and_key, read_toml
from ..host.host import BaseHost
from ..media.config import Scope, State, Troubles, scenes
from ..messages.fields import known_fields
from ..plan.pair import client_profile


class Strict(BaseModel):
    """No key that the model does not know."""

    model_config = ConfigDict(extra="forbid")


class Expect(Strict):
    """What must come of a call."""

    outcome: str = Field(default="ok", description="ok, or a failure kind")
    by_client: dict[str, str] = Field(
        default_factory=dict, description="client -> outcome where it differs"
    )
    files: int | None = Field(default=None, ge=0, description="how many files are in the result")
    fields: dict[str, Any] = Field(
        default_factory=dict, description="canonical result path -> value"
    )

    @field_validator("outcome")
    @classmethod
    def _outcome(cls, value: str) -> str:
        if value != "ok" and value not in KINDS:
            raise ValueError(
                f"unknown outcome {value!r}; {did_you_mean(value, ['ok', *KINDS], 'outcomes')}"
            )
        return value

    @field_validator("by_client")
    @classmethod
    def _by_client(cls, value: dict[str, str]) -> dict[str, str]:
        for client, outcome in value.items():
            parse_client(client)
            cls._outcome(outcome)
        return value


class ScenarioCall(Strict):
    """One call of the flow."""

    api: str
    options: dict[str, Any] = Field(default_factory=dict)
    read: str = Field(default="", description="the dialect of options; default: canonical")
    expect: Expect = Field(default_factory=Expect)
    restart: bool = Field(default=False, description="close and open the app before")

    @field_validator("api")
    @classmethod
    def _api(cls, value: str) -> str:
        if value not in REQUESTS:
            raise ValueError(f"unknown API {value!r}; {did_you_mean(value, REQUESTS, 'APIs')}")
        return value


class Sample(Strict):
    """A picture of the album that is made on the spot."""

    width: int = Field(default=1600, ge=1, le=20_000)
    height: int = Field(default=1200, ge=1, le=20_000)
    orientation: int = Field(default=1, ge=1, le=8, description="Exif value")
    format: Literal["jpeg", "png", "webp", "gif", "bmp", "tiff"] = "jpeg"


class Scenario(Strict):
    """A whole scenario file."""

    title: str = ""
    clients: list[str] = Field(
        default_factory=lambda: list(loader.known_ids()), description="default: every vendor"
    )
    album: str | dict[str, str | Sample] | None = Field(
        default=None, description="folder, or name -> file or picture to make"
    )
    camera: str | None = Field(default=None, description="folder of scenes")
    sounds: str | None = Field(default=None, description="folder of what the microphone hears")
    package: str | None = Field(default=None, description="the app's own folder")
    network: dict[str, str] = Field(default_factory=dict, description="address -> file")
    permissions: dict[Scope, State] = Field(default_factory=dict)
    limited: list[str] = Field(
        default_factory=list, description="names the user selected, where the album is limited"
    )
    system_off: list[Scope] = Field(default_factory=list)
    capacity: int | None = Field(default=None, ge=0)
    trouble: Troubles = Field(
        default_factory=dict, description="API -> failure kind that no user causes"
    )
    seed: int = 0
    user: list[str] = Field(default_factory=list)
    call: list[ScenarioCall] = Field(default_factory=list)


@attrs.frozen
class LoadedScenario:
    """A scenario that was read: the model, the user's actions, the folder its paths are in."""

    scenario: Scenario
    actions: tuple[Action, ...]
    folder: Path
    name: str

    def host(self, client: str) -> BaseHost:
        """A fresh host for one client, with the scenario's album, permissions and user."""
        it = self.scenario
        album: Any = it.album
        if isinstance(album, str):
            album = self.folder / album
        elif album is not None:
            album = {
                name: self.folder / file if isinstance(file, str) else _made(file)
                for name, file in album.items()
            }
        return BaseHost(
            client,
            album,
            self.actions,
            camera=scenes(self.folder / it.camera) if it.camera is not None else None,
            sounds=scenes(self.folder / it.sounds) if it.sounds is not None else None,
            permissions=dict(it.permissions),
            limited=it.limited,
            system_off=it.system_off,
            network={url: self.folder / file for url, file in it.network.items()} or None,
            package=self.folder / it.package if it.package is not None else None,
            capacity=it.capacity,
            trouble=it.trouble,
            seed=it.seed,
        )


def load_scenario(path: str | Path) -> LoadedScenario:
    """Read a scenario file. Raises InputError naming file, line and key."""
    file = Path(checked_path(path))
    data, text = read_toml(file)
    scenario = checked(Scenario, data, text=text, name=str(path))
    at: _Key = ()
    actions: list[Action] = []
    try:
        for number, line in enumerate(scenario.user):
            at = ("user", number)
            actions.append(parse_line(line))
        for key, check in _checks(scenario, file.parent):
            at = key
            check()
    except InputError as error:
        raise InputError(error.reason, place=place_and_key(text, str(path), at)) from None
    return LoadedScenario(scenario, tuple(actions), file.parent, str(path))


_Key = tuple[str | int, ...]


def _checks(it: Scenario, folder: Path) -> Iterator[tuple[_Key, Callable[[], None]]]:
    """What no model knows, key by key: clients of known vendors, fields, files that are there."""
    for number, client in enumerate(it.clients):
        yield ("clients", number), partial(_client, client)
    for key in ("album", "camera", "sounds", "package"):
        named = getattr(it, key)
        if isinstance(named, str):
            yield (key,), partial(_there, folder / named, Path.is_dir, f"the {key} folder")
    for name, made in it.album.items() if isinstance(it.album, dict) else ():
        if isinstance(made, str):
            yield ("album", name), partial(_there, folder / made, Path.is_file, "the file")
    for url, name in it.network.items():
        yield ("network", url), partial(_there, folder / name, Path.is_file, "the file")
    for number, call in enumerate(it.call):
        for client in call.expect.by_client:
            yield ("call", number, "expect", "by_client", client), partial(_client, client)
        if call.read:
            yield ("call", number, "read"), partial(_client, call.read)
            continue
        for name in call.options:
            yield ("call", number, "options", name), partial(known_fields, call.api, (name,))


def _client(text: str) -> None:
    client_profile(parse_client(text))


def _there(place: Path, test: Callable[[Path], bool], what: str) -> None:
    if not test(place):
        raise InputError(f"{what} {place} does not exist")


def _made(sample: Sample) -> bytes:
    return sample_picture(
        sample.width, sample.height, orientation=sample.orientation, format=sample.format
    )
