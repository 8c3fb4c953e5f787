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
from typing import Annotated, Any, Literal

import attrs
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)

from ...canonical.client import parse_client
from ...canonical.engine.device import Device, DeviceOptions
from ...canonical.engine.routes import WebRoutes
from ...canonical.engine.samples import sample_picture
from ...canonical.engine.user import Action
from ...canonical.engine.user_lines import parse_line
from ...canonical.errors import InputError, checked_path, did_you_mean
from ...canonical.failures import KINDS
from ...canonical.requests import REQUESTS
from ...profiles import loader
from ...profiles.toml_file import checked
from ...profiles.toml_text import place_and_key, read_toml
from ..host.albums import make_device
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

    api: str = Field(description="the operation, by its canonical name")
    options: dict[str, Any] = Field(
        default_factory=dict,
        description="its options, by canonical names; $last.images[0].path and $chooseImage.… are "
        "what earlier calls gave",
    )
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

    width: int = Field(default=1600, ge=1, le=20_000, description="pixels")
    height: int = Field(default=1200, ge=1, le=20_000, description="pixels")
    orientation: int = Field(default=1, ge=1, le=8, description="Exif value")
    format: Literal["jpeg", "png", "webp", "gif", "bmp", "tiff"] = "jpeg"


class ScenarioAnswer(Strict):
    """What an address answers."""

    method: str = Field(default="", description="of this HTTP method only")
    status: int = Field(default=200, ge=100, le=599, description="of HTTP")
    headers: dict[str, str] = Field(default_factory=dict)
    value: Any = Field(default=None, alias="json", description="the body, as a value of JSON")
    body: str | None = Field(default=None, description="the body, as a text")
    file: str | None = Field(default=None, description="the body, as a file beside this one")
    abort: Literal["network", "timeout"] | None = Field(
        default=None, description="how the connection breaks, in place of an answer"
    )
    delay: float = Field(default=0, ge=0, lt=1e9, description="seconds before it answers")
    times: int | None = Field(default=None, ge=1, description="so often, then no more")

    @model_validator(mode="after")
    def _alone(self) -> ScenarioAnswer:
        bodies = [it for it in ("json", "body", "file") if it in self._stated()]
        if len(bodies) > 1:
            raise ValueError(f"{bodies[1]}: {bodies[0]} says already what the body is")
        return self

    def _stated(self) -> set[str]:
        """The keys that the file has."""
        return {"json" if name == "value" else name for name in self.model_fields_set}


def _answers(value: Any) -> str:
    return "answer" if isinstance(value, (dict, ScenarioAnswer)) else "file"


FileOrServed = Annotated[
    Annotated[str, Tag("file")] | Annotated[ScenarioAnswer, Tag("answer")], Discriminator(_answers)
]


class Scenario(Strict):
    """A whole scenario file: an album, permissions, what the user does, calls, expectations."""

    title: str = Field(default="", description="what the flow is, for people")
    clients: list[str] = Field(
        default_factory=lambda: list(loader.known_ids()),
        description="clients it runs on, vendor[:surface][/os][@version]; default: every vendor",
    )
    album: str | dict[str, str | Sample] | None = Field(
        default=None, description="folder, or name -> file or picture to make"
    )
    camera: str | None = Field(default=None, description="folder of scenes")
    sounds: str | None = Field(default=None, description="folder of what the microphone hears")
    package: str | None = Field(default=None, description="the app's own folder")
    network: dict[str, FileOrServed] = Field(
        default_factory=dict,
        description="addresses, with * and **, -> a file, or what they answer; the first that fits "
        "answers",
    )
    permissions: dict[Scope, State] = Field(
        default_factory=dict, description="what was answered before"
    )
    limited: list[str] = Field(
        default_factory=list, description="names the user selected, where the album is limited"
    )
    system_off: list[Scope] = Field(
        default_factory=list, description="what the system does not let the client use"
    )
    capacity: int | None = Field(default=None, ge=0, description="bytes of room on the device")
    trouble: Troubles = Field(
        default_factory=dict, description="API -> failure kind that no user causes"
    )
    seed: int = Field(default=0, description="of the ids in paths")
    user: list[str] = Field(
        default_factory=list,
        description='what the user does, in order: picks("cat.jpg"); after=2 lets seconds pass, '
        'when="my" is for some clients alone',
    )
    call: list[ScenarioCall] = Field(default_factory=list, description="the flow, in order")


@attrs.frozen
class LoadedScenario:
    """A scenario that was read: the model, the user's actions, the folder its paths are in."""

    scenario: Scenario
    actions: tuple[Action, ...]
    folder: Path
    name: str

    def host(self, client: str) -> BaseHost:
        """A fresh host for one client, with the scenario's album, permissions and user."""
        album, options = self._world()
        return BaseHost(client, album, self.actions, **options)

    def device(self, *, package: Path | None = None) -> Device:
        """A fresh device with the scenario's album and permissions. `package`: the app's own
        folder, where the scenario names none."""
        album, options = self._world()
        if options.get("package") is None and package is not None:
            options["package"] = package
        return make_device(album, **options)

    def _world(self) -> tuple[Any, DeviceOptions]:
        """The album, and the options of a device."""
        it = self.scenario
        album: Any = it.album
        if isinstance(album, str):
            album = self.folder / album
        elif album is not None:
            album = {
                name: self.folder / file if isinstance(file, str) else _made(file)
                for name, file in album.items()
            }
        return album, {
            "camera": scenes(self.folder / it.camera) if it.camera is not None else None,
            "sounds": scenes(self.folder / it.sounds) if it.sounds is not None else None,
            "permissions": dict(it.permissions),
            "limited": it.limited,
            "system_off": it.system_off,
            "network": self._network(),
            "package": self.folder / it.package if it.package is not None else None,
            "capacity": it.capacity,
            "trouble": it.trouble,
            "seed": it.seed,
        }

    def _network(self) -> WebRoutes | None:
        """The network of a host, routes and all; None where the scenario has none."""
        if not self.scenario.network:
            return None
        network = WebRoutes()
        for url, it in reversed(self.scenario.network.items()):
            if isinstance(it, str):
                network.route(url, body=self.folder / it)
                continue
            json = it.value if "value" in it.model_fields_set else ...
            body = it.body if it.file is None else self.folder / it.file
            network.route(
                url, method=it.method, status=it.status, headers=it.headers, json=json, body=body,
                abort=it.abort or False, delay=it.delay, times=it.times,
            )  # fmt: skip
        return network


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


def _checks(it: Scenario, folder: Path) -> Iterator[tuple[_Key, Callable[[], object]]]:
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
    for url, served in it.network.items():
        yield ("network", url), partial(WebRoutes().route, url)
        file = served if isinstance(served, str) else served.file
        if file is not None:
            yield ("network", url), partial(_there, folder / file, Path.is_file, "the file")
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
