"""Whole programs for tests: the folder that a client runs, ported where it is another's."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from pathlib import Path
from typing import Any

from ...canonical.client import parse_client
from ...canonical.errors import InputError, wrong
from ..host.host import BaseHost

Folders = str | Path | Mapping[str, str | Path]
"""A program's folder; several by the clients that they are for."""


def folder_for(host: BaseHost, folders: Folders, near: Path) -> Path:
    """The folder that a client runs, beside a file. Raises InputError where none is for it."""
    if isinstance(folders, (str, Path)):
        return near / folders
    if not isinstance(folders, Mapping):
        raise wrong("a folder, or folders by client", folders, place="program")
    for client, folder in folders.items():
        if host.fits(client):
            return near / folder
    known = ", ".join(folders) or "none"
    raise InputError(f"no folder is for {host.client}; there are some for {known}", place="program")


def ported_for(host: BaseHost, folder: Path, read: str, out: Path) -> Path:
    """A program of another vendor, ported to a host's client into a folder; one of the same vendor
    as it is. Raises InputError for what cannot be read."""
    if parse_client(read).vendor == host.view.client.vendor:
        return folder
    from ..source.pages.parts import PARTS
    from ..source.tree.output import write_tree
    from ..source.tree.port import port_tree

    if not folder.is_dir():
        raise InputError("no such folder", place=str(folder))
    write_tree(port_tree(folder, read=read, write=str(host.view.client), parts=PARTS), folder, out)
    return out


def opened_for(host: Any, node: Any, near: Path, out: Path) -> Any:
    """The program that a test's marker ``program`` names, open on a host: the marker's arguments
    are its folder and what `Host.open_program` takes, and ``read``, whose program it is. Raises
    InputError for a test without it, and for arguments that it does not take."""
    from ..realm.opened import open_program
    from .marks import ONE, mark_of

    keys = [*list(signature(open_program).parameters)[2:], "read"]
    mark = mark_of(node, "program", ONE, keys)
    if mark is None:
        raise InputError("say which program: @pytest.mark.program('src')", place=node.nodeid)
    options = dict(mark.kwargs)
    read = options.pop("read", None)
    folder = folder_for(host, mark.args[0], near)
    if read is not None:
        folder = ported_for(host, folder, read, out)
    setup = options.get("setup")
    if setup is not None:
        options["setup"] = near / setup
    return host.open_program(folder, **options)
