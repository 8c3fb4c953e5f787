"""What a path in a file may name in the tree: files beside it, and packages that the source's tools
have built into the program."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator


def is_bare(path: str) -> bool:
    """Whether a path says neither the file beside nor the root: it may be a package's name."""
    return not path.startswith(("./", "../", "/"))


def resolved(value: str, name: str, root: str) -> str | None:
    """A reference as a name of the tree, from the file ``name``; None where it leads out."""
    if value.startswith("/"):
        path = posixpath.normpath(root + value.lstrip("/"))
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), value))
    return None if path.startswith("..") else path


def packaged(path: str, name: str, root: str, packages: tuple[str, ...]) -> Iterator[str]:
    """What a path in the file ``name`` may name of packages, in the order in which the source looks
    for it: in folders called ``packages`` beside the file and above it. What leads out of the
    program is left out."""
    if not packages or not path or not is_bare(path):
        return
    folder = posixpath.dirname(name)
    while True:
        for built in packages:
            whole = posixpath.normpath(posixpath.join(folder, built, path))
            if f"{whole}/".startswith(root) and not whole.startswith(".."):
                yield whole
        if not folder or folder == root.rstrip("/"):
            return
        folder = posixpath.dirname(folder)


def places_of(path: str, name: str, root: str, packages: tuple[str, ...] = ()) -> Iterator[str]:
    """The same, after what it names beside the file or from the root."""
    if "\0" in path:
        return
    beside = resolved(path, name, root)
    if beside is not None and f"{beside}/".startswith(root):
        yield beside
    yield from packaged(path, name, root, packages)
