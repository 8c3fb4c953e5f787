"""What a path in a file may name in the tree: files beside it, and packages that the source's tools
have built into the program."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator


def is_bare(path: str) -> bool:
    """Whether a path says neither the file beside nor the root: it may be a package's name."""
    return not path.startswith(("./", "../", "/"))


def places_of(path: str, name: str, root: str, packages: tuple[str, ...] = ()) -> Iterator[str]:
    """What a path in the file ``name`` may name, in the order in which the source looks: a file
    beside it, or from the root; then those of packages, in folders called ``packages`` beside the
    file and above it. What leads out of the program is left out."""
    if "\0" in path:
        return
    folder = posixpath.dirname(name)
    tried = [root + path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)]
    if packages and path and is_bare(path):
        while True:
            tried += (posixpath.join(folder, built, path) for built in packages)
            if not folder or folder == root.rstrip("/"):
                break
            folder = posixpath.dirname(folder)
    for one in tried:
        whole = posixpath.normpath(one)
        if not whole.startswith("..") and f"{whole}/".startswith(root):
            yield whole
