"""Both programs, and the clients they run on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import frozen

from ...canonical.client import Client, parse_client
from ...canonical.errors import InputError
from ...profiles.fold import ClientProfile
from ...profiles.loader import known_ids
from ...profiles.model import Vendor
from ..plan.pair import client_profile
from ..realm.answers import Stubs
from ..realm.engine import Limits
from ..realm.site import Site, site
from ..source.common.outcome import Style
from ..source.pages.parts import Part
from ..source.tree.output import write_tree
from ..source.tree.port import port_tree
from ..source.tree.ported import TreePort

RUN: Final[tuple[Part, ...]] = ("script", "markup")
"""What of a program is ported to be run: what it does, and what it names of its pages."""


@frozen
class Sides:
    """Both programs, and the clients they run on."""

    read: Client
    write: Client
    original: Path
    port: Path
    stubs: Stubs | None = None
    setup: Path | None = None
    limits: Limits = Limits()

    def looks(self, of_port: bool) -> tuple[Path, Vendor] | None:
        """Whose templates count where one of the sides has none: the original's for the port."""
        return (self.original, self.views()[0].profile) if of_port else None

    def pages(self, of_port: bool) -> Site | None:
        """The pages of a program whose configuration is the source's; None: it says them itself."""
        layout = self.views()[0].profile.program
        names = [folder / layout.config for folder in (self.original, self.port)]
        if of_port and not _same_bytes(*names):
            return None
        return site(self.original, layout)

    def views(self) -> tuple[ClientProfile, ClientProfile]:
        return client_profile(self.read), client_profile(self.write)


def listed(root: Path, read: str) -> frozenset[str]:
    """The routes of the pages that a program of a client's vendor lists."""
    found = site(root, client_profile(parse_client(read)).profile.program)
    return found.pages if found is not None else frozenset()


def _same_bytes(one: Path, other: Path) -> bool:
    try:  # a pipe is never at its end
        return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


@contextmanager
def ported(
    root: Path,
    read: str,
    write: str,
    port: str | Path | None,
    style: str,
    parts: Collection[Part] = RUN,
    packages: bool | None = None,
) -> Iterator[tuple[TreePort, Path]]:
    """What the port makes of the source, and the folder where the ported program stands.
    ``packages``: what is built into it of packages is ported with it."""
    given = Path(port) if port is not None else None
    if given is not None and not given.is_dir():
        raise InputError("is no folder; expected the ported program", place=str(port))
    if given is not None:  # whatever it was ported to: the calls of the source are wanted
        vendor = parse_client(read).vendor
        other = write
        if parse_client(write).vendor == vendor:
            other = next((known for known in known_ids() if known != vendor), write)
        yield (
            port_tree(root, read=read, write=other, parts=parts, packages=packages),
            given.resolve(),
        )
        return
    how = Style(runtime=style == "runtime")
    tree = port_tree(root, read=read, write=write, style=how, parts=parts, packages=packages)
    with TemporaryDirectory(prefix="mediaglot-") as folder:
        out = Path(folder).resolve() / "port"
        write_tree(tree, root, out)
        yield tree, out
