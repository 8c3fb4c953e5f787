"""One file of configuration on its way: its edits and findings, and what is known around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, Literal

import attrs

from ....canonical.client import Version, parse_client, parse_version
from ....canonical.diagnostics import Evidence
from ..common.on_the_way import OnTheWay
from ..common.pair import Pair
from ..common.telling import Telling
from ..markup.scripts import Beside
from .changed import ObjectChanges
from .facts import ConfigSides, Has, first_of
from .json_text import JsonNode

ConfigKind = Literal["app", "page", "component", "project"]


@attrs.frozen(eq=False)
class ConfigPlace:
    """What is known of the place of a configuration.

    ``root``: the folder of its program, ended by a slash, empty for the top. ``exists`` and
    ``size`` ask for files of the tree by name, ``inside`` for the names in a folder; None: the tree
    is not known. ``script``: the script beside it. ``declared``: components that all pages of the
    program may use. ``themes``: values by their names in the file of themes. ``lets_in``: whether
    the component at a path takes the rules of pages. ``suffixes``: of files by which a page or
    component is there. ``project``: a file of the developer tools is there. ``tabs``: the folder of
    a bar of tabs of the program's own, from its root, where the port renames it. ``packages``:
    folders that packages are ported from. ``brings``: tags of components that the port brings into
    the template beside it, and their paths.
    """

    root: str = ""
    exists: Callable[[str], bool] | None = None
    size: Callable[[str], int] | None = None
    inside: Callable[[str], list[str]] | None = None
    script: Beside | None = None
    declared: Mapping[str, str] = attrs.field(factory=dict)
    themes: Mapping[str, str] = attrs.field(factory=dict)
    lets_in: Callable[[str], bool] | None = None
    suffixes: tuple[str, ...] = ()
    project: bool = False
    tabs: str = ""
    packages: tuple[str, ...] = ()
    brings: Mapping[str, str] = attrs.field(factory=dict)


NOWHERE: Final = ConfigPlace()


@attrs.define(eq=False, repr=False)
class ConfigWork(Telling):
    """One file of configuration on its way."""

    file: OnTheWay
    both: ConfigSides
    place: ConfigPlace
    kind: ConfigKind
    changes: ObjectChanges
    root: JsonNode
    links: list[str] = attrs.field(factory=list)
    once: set[tuple[str, str]] = attrs.field(factory=set)
    uses: int = 1

    @cached_property
    def part_names(self) -> dict[str, str]:
        """Names of the program's parts -> their folders."""
        result: dict[str, str] = {}
        keys = self.both.source.keys("app", "parts")
        parts = next((item for key in keys if (item := self.root.get(key)) is not None), None)
        for part in parts.items if parts is not None else ():
            name, root = (
                first_of(self.both.source, part, "part", word) for word in ("name", "root")
            )
            if name is not None and root is not None and name.text and root.text:
                result[name.text] = root.text.strip("/")
        return result

    @property
    def pair(self) -> Pair:
        """The two vendors."""
        return self.file.pair

    @property
    def reader(self) -> str:
        """The source's name, as people say it."""
        return str(self.pair.source["name"])

    @property
    def writer(self) -> str:
        """The target's name."""
        return str(self.pair.target["name"])

    def has(self, group: str, name: str) -> Has:
        """Whether the target's client has a setting."""
        found = self.both.target.has(group, name)
        since = self.both.target.group(group).since.get(name)
        version = self.version
        if found == "yes" and since and version is not None and version < parse_version(since):
            return "no"
        return found

    @property
    def version(self) -> Version | None:
        """The version of the target's client, where it is said."""
        return parse_client(str(self.pair.target["client"])).version

    def facts(self, group: str) -> tuple[Evidence, ...]:
        """The evidence of what the target has in a group."""
        return self.both.target.evidence(self.both.target.group(group))
