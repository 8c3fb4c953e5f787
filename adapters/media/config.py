"""Which vendor is behind the media API: from a configuration file and the environment.

`mediaglot.toml`, or `[tool.mediaglot]` in pyproject.toml:

```toml
client = "wx/android@2.26.0"      # or vendor = "wx"
album = "fixtures/album"          # folder, beside this file
permissions = { camera = "allowed" }
loss = "error"                    # error | warn | ignore

[env.alipay]                      # MEDIAGLOT_ENV=alipay
client = "my/ios"
permissions = { album = "denied" }   # the camera stays allowed
```

Keys and tables of the command line (`from`, `[port]`) stand in the same file, and are left to it.

An `[env.NAME]` table is laid over the rest key by key, tables inside it too; a list replaces the
older list whole. Naming a client puts an older vendor out of force, and the other way round; so
do the network's files and its domains.

`MEDIAGLOT_VENDOR`, `MEDIAGLOT_CLIENT`, `MEDIAGLOT_ALBUM`, `MEDIAGLOT_CAMERA`,
`MEDIAGLOT_PACKAGE`, `MEDIAGLOT_LOSS`, `MEDIAGLOT_SEED` override the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import attrs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ...canonical.client import parse_client
from ...canonical.engine.consent import known_scope
from ...canonical.engine.device import Files, known_api, known_trouble
from ...canonical.engine.fetch import web
from ...canonical.engine.fetchers import Fetcher
from ...canonical.engine.user import Action
from ...canonical.engine.user_lines import parse_line
from ...canonical.errors import InputError, did_you_mean
from ...canonical.vocabulary import Payload
from ...profiles import loader
from ...profiles.registry import Registry
from ...profiles.toml_file import checked
from ...profiles.toml_text import place_and_key, place_of
from ..host.host import BaseHost
from ..plan.pair import client_profile
from ..system.config_file import COMMAND_KEYS, find_config, read_config
from .media import Media

PREFIX: Final = "MEDIAGLOT_"
_RIVALS: Final = (("vendor", "client"), ("files", "domains"))
OVERRIDES: Final = ("vendor", "client", "album", "camera", "sounds", "package", "loss", "seed")

Scope = Annotated[str, AfterValidator(known_scope)]
State = Literal["undetermined", "allowed", "limited", "denied", "denied_forever"]
Troubles = dict[
    Annotated[str, AfterValidator(known_api)], Annotated[str, AfterValidator(known_trouble)]
]


class Network(BaseModel):
    """What the device may fetch: canned files by address, or domains of the real network."""

    model_config = ConfigDict(extra="forbid")

    files: dict[str, str] = Field(default_factory=dict, description="address -> file")
    domains: list[str] = Field(default_factory=list, description="domains of the real network")
    max_bytes: int = Field(default=64 << 20, gt=0)
    timeout: float = Field(default=15, gt=0, description="seconds")


class Settings(BaseModel):
    """What a configuration may say. Paths are relative to its file."""

    model_config = ConfigDict(extra="forbid")

    vendor: str | None = Field(default=None, description="a vendor's id")
    client: str | None = Field(default=None, description="vendor[:surface][/os][@version]")
    album: str | None = Field(default=None, description="folder of pictures and videos")
    keep: bool = Field(default=False, description="write what is saved into that folder")
    camera: str | None = Field(default=None, description="folder of scenes for the camera")
    sounds: str | None = Field(default=None, description="folder of what the microphone hears")
    package: str | None = Field(default=None, description="the app's own folder")
    permissions: dict[Scope, State] = Field(
        default_factory=dict, description="canonical scope -> what the user has said"
    )
    limited: list[str] = Field(
        default_factory=list, description="names the user selected, where the album is limited"
    )
    system_off: list[Scope] = Field(default_factory=list, description="scopes the system refuses")
    loss: Literal["error", "warn", "ignore"] = "warn"
    profiles: list[str] = Field(default_factory=list, description="own profiles, TOML files")
    network: Network | None = None
    trouble: Troubles = Field(
        default_factory=dict, description="API -> failure kind that no user causes"
    )
    user: list[str] = Field(default_factory=list, description="what the user does, line by line")
    seed: int = 0
    real_time: bool = False
    capacity: int | None = Field(default=None, ge=0, description="bytes of room on the device")


class _File(Settings):
    env: dict[str, Settings] = Field(default_factory=dict)


@attrs.frozen
class Loaded:
    """Settings, the folder their paths are relative to, and where each key was set."""

    settings: Settings
    folder: Path
    name: str
    _text: str = ""
    _under: tuple[str, ...] = ()
    _env: str = ""
    _over: Mapping[str, Any] = attrs.field(factory=dict)
    _overridden: frozenset[str] = frozenset()

    def place(self, *path: str | int) -> str:
        """`file:line:column: key`, or the environment variable that sets the key."""
        key = str(path[0])
        if key in self._overridden:
            return PREFIX + key.upper()
        table = (*self._under, "env", self._env) if _holds(self._over, path) else self._under
        return place_and_key(self._text, self.name, (*table, *path))

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """Give an InputError raised inside the place of a key."""
        try:
            yield
        except InputError as error:
            raise InputError(error.reason, place=self.place(*path)) from None

    def directory(self, key: str) -> Path | None:
        """The folder that a key names. Raises InputError when there is none."""
        value: str | None = getattr(self.settings, key)
        if value is None:
            return None
        found = self.folder / value
        if not found.is_dir():
            raise InputError(f"the {key} folder {found} does not exist", place=self.place(key))
        return found

    def file(self, value: str, *path: str | int) -> Path:
        """The file that a key names. Raises InputError when there is none."""
        found = self.folder / value
        if not found.is_file():
            raise InputError(f"there is no file {found}", place=self.place(*path))
        return found


def from_config(
    path: str | os.PathLike[str] | None = None,
    *,
    env: str | None = None,
    user: Iterable[Action] = (),
    environ: Mapping[str, str] | None = None,
) -> Media:
    """The canonical media API over the vendor that a configuration names.

    `path`: the file, or a folder in which (and above which) it is looked for; default: here.
    `env`: the `[env.NAME]` table to lay over it; default: MEDIAGLOT_ENV. `user`: what the user
    does, besides the file's own lines. Raises InputError naming file, line and key.
    """
    surroundings = os.environ if environ is None else environ
    loaded = load_settings(path, env=env, environ=surroundings)
    settings = loaded.settings
    registry = loader.current()
    for number, own in enumerate(settings.profiles):
        registry = registry.with_profile(loader.load(loaded.file(own, "profiles", number)))
    client = chosen_client(loaded, registry)
    lines: list[Action] = []
    for number, line in enumerate(settings.user):
        with loaded.at("user", number):
            lines.append(parse_line(line))
    camera, sounds = loaded.directory("camera"), loaded.directory("sounds")
    host = BaseHost(
        client,
        loaded.directory("album"),
        [*lines, *user],
        keep=settings.keep and settings.album is not None,
        camera=scenes(camera) if camera is not None else None,
        sounds=scenes(sounds) if sounds is not None else None,
        permissions=dict(settings.permissions),
        limited=settings.limited,
        system_off=settings.system_off,
        network=_network(loaded),
        package=loaded.directory("package"),
        capacity=settings.capacity,
        trouble=settings.trouble,
        seed=settings.seed,
        real_time=settings.real_time,
        registry=registry,
    )
    return Media(host, loss=settings.loss)


def load_settings(
    path: str | os.PathLike[str] | None = None,
    *,
    env: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Loaded:
    """What a configuration and the environment say. Raises InputError."""
    surroundings = os.environ if environ is None else environ
    file = find_config(path)
    data: Payload = {}
    text = ""
    under: tuple[str, ...] = ()
    if file is not None:
        data, text, under = read_config(file)
        data = {key: item for key, item in data.items() if key not in COMMAND_KEYS}
    name = str(file) if file is not None else "environment"
    read = checked(_File, data, text=text, name=name, under=under)
    merged = read.model_dump(exclude_unset=True, exclude={"env"})
    wanted = env or surroundings.get(PREFIX + "ENV") or ""
    over: Payload = {}
    if wanted:
        if wanted not in read.env:
            known = did_you_mean(wanted, read.env, "environments") if read.env else "it has none"
            raise InputError(
                f"no [env.{wanted}]; {known}", place=place_of(text, name, (*under, "env"))
            )
        over = read.env[wanted].model_dump(exclude_unset=True)
        _lay(merged, over)
    loudest = _overrides(surroundings)
    _lay(merged, loudest)
    return Loaded(
        checked(Settings, merged, name=name),
        file.parent if file is not None else Path(),
        name,
        text,
        under,
        wanted,
        over,
        frozenset(loudest),
    )


def _lay(below: Payload, over: Mapping[str, Any]) -> None:
    """Lay settings over others key by key: one of two rivals puts the other out of force."""
    for rivals in _RIVALS:
        if any(name in over for name in rivals):
            for name in rivals:
                below.pop(name, None)
    for key, value in over.items():
        if isinstance(value, Mapping) and isinstance(below.get(key), dict):
            _lay(below[key], value)
        else:
            below[key] = value


def _holds(settings: Mapping[str, Any], path: Sequence[str | int]) -> bool:
    """Whether settings themselves have the key at a path."""
    found: Any = settings
    for part in path:
        if not isinstance(found, Mapping):
            return True
        if part not in found:
            return False
        found = found[part]
    return True


def _overrides(environ: Mapping[str, str]) -> Payload:
    """What the environment says. Raises InputError naming the variable."""
    result: Payload = {}
    for key in OVERRIDES:
        value = environ.get(PREFIX + key.upper())
        if value:
            whole = key == "seed" and value.lstrip("-").isdecimal()
            result[key] = int(value) if whole else value
            try:
                checked(Settings, {key: result[key]})
            except InputError as error:
                raise InputError(error.reason, place=PREFIX + key.upper()) from None
    for key in ("album", "camera", "sounds", "package"):
        if key in result:
            result[key] = os.path.abspath(result[key])
    return result


def chosen_client(loaded: Loaded, registry: Registry) -> str:
    """The client that settings name. Raises InputError when there is none, or two that disagree."""
    vendor, name = loaded.settings.vendor, loaded.settings.client
    key = "client" if name is not None else "vendor"
    wanted = name if name is not None else vendor
    if wanted is None:
        known = ", ".join(registry.ids)
        raise InputError(
            f"no vendor: set vendor or client there, or {PREFIX}VENDOR; known vendors: {known}",
            place=loaded.name,
        )
    with loaded.at(key):
        client = parse_client(wanted)
        if vendor not in (None, client.vendor):
            raise InputError(f"vendor is {vendor!r}, but client is {name!r}")
        client_profile(client, registry)
    return wanted


def scenes(folder: Path) -> Files:
    """The files of a folder by name, as scenes for a camera."""
    if not folder.is_dir():
        raise InputError("there is no such folder", place=str(folder))
    return {entry.name: entry for entry in sorted(folder.iterdir()) if entry.is_file()}


def _network(loaded: Loaded) -> Fetcher | dict[str, Path] | None:
    network = loaded.settings.network
    if network is None:
        return None
    if network.domains and network.files:
        text = "files and domains exclude each other: canned files, or the real network"
        raise InputError(text, place=loaded.place("network"))
    if network.domains:
        return web(network.domains, max_bytes=network.max_bytes, timeout=network.timeout)
    return {url: loaded.file(file, "network", "files", url) for url, file in network.files.items()}
