"""What a phone is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import field, frozen

from ...canonical.engine.device import Device
from ...profiles.fold import ClientProfile
from ...profiles.model import Vendor
from ..realm.answers import Stubs
from ..realm.site import Site


@frozen
class Seat:
    """What a phone is made of: the client; the folder of its program, which is in its dialect;
    `foreign`, `pages`, `looks`: as of `MiniProgram`, for a program that was ported; `says`: the
    folder and the vendor of its configuration, where that is not its own."""

    client: str
    root: Path
    device: Callable[[], Device]
    foreign: ClientProfile | None = None
    pages: Site | None = None
    looks: tuple[Path, Vendor] | None = None
    says: tuple[Path, Vendor] | None = None
    stubs: Stubs = field(factory=dict)
