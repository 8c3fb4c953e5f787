"""Writing a port: a mirrored tree, the files in place, or a diff. Never half a file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ....canonical.errors import InputError
from ...runtime.forms import types_beside
from ...system.places import identity
from ...system.whole import beside, new_mode
from ..components.helper import FUNCTIONS, declarations_of_components, generate_components
from ..text.diff import created, headed, replaced, unified
from .package import package_lists
from .ported import TreePort


def write_bytes(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file whole: to a temporary name beside it, then renamed.

    ``like`` gives the permissions. Raises `InputError` where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside(path) as part:
            part.write_bytes(data)
            if like is not None and like.exists():
                shutil.copymode(like, part)
            else:
                part.chmod(new_mode())
            os.replace(part, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be written: {reason}", place=str(path)) from None


def added_texts(port: TreePort) -> dict[str, bytes]:
    """The files that a port adds or completes, by name: the generated runtimes, the project's list
    of package files where the target has one, and scripts that stood in templates."""
    listed = package_lists(port)
    made = {name: data for file in port.files for name, data in file.made}
    made |= _helpers(port)
    if not port.runtimes:
        return {**listed, **made}
    from ...runtime import declarations, generate

    texts: dict[str, bytes] = {**listed, **made}
    for name, need in port.runtimes.items():
        only = None if need.whole else sorted(need.apis)
        module: Literal["cjs", "esm"] = "esm" if need.module == "esm" else "cjs"
        texts[name] = generate(port.read, port.write, module=module, only=only).encode()
        if need.typed:
            types = declarations(port.read, port.write, only=only)
            texts[types_beside(name)] = types.encode()
    return texts


def _helpers(port: TreePort) -> dict[str, bytes]:
    """The generated modules of components, by name, with their declarations."""
    texts: dict[str, bytes] = {}
    for name, need in port.helpers.items():
        only = FUNCTIONS if need.whole else need.apis
        module: Literal["cjs", "esm"] = "esm" if need.module == "esm" else "cjs"
        text = generate_components(port.read, port.write, only=only, module=module)
        texts[name] = text.encode()
        if need.typed:
            texts[types_beside(name)] = declarations_of_components(only).encode()
    return texts


def check_out(source: Path, out: Path) -> None:
    """Make the folder to write to, before any work. Raises `InputError` where that cannot be:
    it is the source, lies in it, is a file, or is in a folder that cannot be written."""
    top = source if source.is_dir() else source.parent
    real, target = (Path(os.path.realpath(path)) for path in (top, out))
    if identity(str(target)) == identity(str(real)):
        raise InputError("is the source itself; use --in-place to change it", place=str(out))
    above = {identity(str(folder)) for folder in target.parents}
    if source.is_dir() and identity(str(real)) in above:
        raise InputError("lies inside the source", place=str(out))
    if out.exists() and not out.is_dir():
        raise InputError("is not a folder", place=str(out))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be made: {reason}", place=str(out)) from None
    if not os.access(out, os.W_OK | os.X_OK):
        raise InputError("cannot be written: Permission denied", place=str(out))


def write_tree(port: TreePort, source: Path, out: Path) -> frozenset[str]:
    """Mirror the tree with the ported files; gives the names of what stands there of it.

    Folders of packages, ignored files and symbolic links are not copied. Raises `InputError`
    as `check_out` does.
    """
    check_out(source, out)
    target = Path(os.path.realpath(out))
    texts = added_texts(port)
    ported = {file.name: file for file in port.files if file.changed}
    written: set[str] = set()
    for item in port.walked.found:
        if item.what == "skipped" and item.reason != "type declarations":
            continue
        file = ported.get(item.name)
        origin = Path(item.path)
        name = (file.goal or item.name) if file is not None else item.name
        if file is not None:
            data = file.after
        else:
            try:
                data = origin.read_bytes()
            except OSError:  # it vanished, or cannot be read: the report says so for sources
                if os.path.lexists(origin):
                    written.add(name)
                continue
        write_bytes(_inside(target, name), data, origin)
        written.add(name)
    for name, data in texts.items():
        write_bytes(_inside(target, name), data)
    return frozenset((*written, *texts))


def take_away(out: Path, names: Iterable[str], kept: Iterable[str]) -> None:
    """Remove files that an earlier port has written and the last has not, and folders that are
    empty then. A name that a file system may take for one of those kept stays."""
    target = Path(os.path.realpath(out))
    held = {name.casefold() for name in kept}
    for name in names:
        if name.casefold() in held:
            continue
        path = _inside(target, name)
        with suppress(OSError):  # somebody else was faster, or has files beside it
            path.unlink()
            for folder in path.parents:
                if folder == target:
                    break
                folder.rmdir()


def no_file_of(port: TreePort, source: Path, out: Path | None, name: str) -> None:
    """Raise `InputError` where a file is one that was ported, or one that the port will write."""
    top = source if source.is_dir() else source.parent
    wanted = identity(name)
    made = [*port.runtimes, *map(types_beside, port.runtimes)]
    made += [*port.helpers, *map(types_beside, port.helpers)]
    made += [name for file in port.files for name, _ in file.made]
    made += [file.goal for file in port.files if file.goal]
    folders = [folder for folder in (top, out) if folder is not None]
    for inner in (*(item.name for item in port.walked.found), *made):
        for folder in folders:
            if wanted is not None and identity(str(folder / inner)) == wanted:
                raise InputError(f"is a file of {folder}; the report would replace it", place=name)


def _inside(root: Path, name: str) -> Path:
    """A path under a root, whatever links are there already."""
    path = root / name
    parent = path.parent.resolve()
    if parent != root and root not in parent.parents:
        raise InputError("a symbolic link leads out of the output folder", place=str(path))
    return path


def check_clean(source: Path) -> None:
    """Raise `InputError` unless the source is under git and has no uncommitted change."""
    import subprocess

    folder = source if source.is_dir() else source.parent
    asked = ["git", "-C", str(folder), "status", "--porcelain"]
    ignored = [] if source.is_dir() else ["--ignored"]  # git keeps no copy of an ignored file
    try:
        done = subprocess.run(  # noqa: S603
            [*asked, *ignored, "--", str(source.resolve())],
            capture_output=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise InputError(
            "git cannot be asked; use --force to change it all the same", place=str(source)
        ) from None
    if done.returncode:
        raise InputError("not under git; use --force to change it all the same", place=str(source))
    if done.stdout.startswith(b"!!"):
        raise InputError("ignored by git; use --force to change it all the same", place=str(source))
    if done.stdout.strip():
        raise InputError("has uncommitted changes; commit them or use --force", place=str(source))


def write_in_place(port: TreePort, source: Path) -> int:
    """Change the sources themselves; gives the number of files changed."""
    top = source if source.is_dir() else source.parent
    texts = added_texts(port)
    changed = [file for file in port.files if file.changed]
    for file in changed:
        path = top / file.name
        if path.read_bytes() != file.before:
            raise InputError("changed while it was being ported", place=str(path))
        goal = top / (file.goal or file.name)
        if file.goal and goal.exists():
            raise InputError("is there already; a ported file would replace it", place=str(goal))
    for name, data in texts.items():
        write_bytes(top / name, data)
    for file in changed:
        write_bytes(top / (file.goal or file.name), file.after, top / file.name)
        if file.goal:
            _remove(top / file.name)
    return len(changed)


def _remove(path: Path) -> None:
    """Take away a file whose port has another name."""
    try:
        path.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be removed: {reason}", place=str(path)) from None


def diff_lines(port: TreePort, lead: str = "") -> Iterator[tuple[bytes, str]]:
    """The port as a unified diff: lines without line feeds, and the encoding of each.

    The generated runtimes are in it as new files. ``lead`` goes before the names of the tree:
    the way from the folder where the diff is to be applied.
    """
    renamed = any(file.goal for file in port.files)
    for file in port.files:
        if file.before is not None:
            goal, name = lead + file.goal if file.goal else "", lead + file.name
            lines = unified(file.before, file.edits, name, goal)
            for line in headed(lines, name) if renamed else lines:
                yield line, file.encoding
    top = Path(port.walked.root)
    for name, data in added_texts(port).items():
        path = top / name
        old = path.read_bytes() if path.is_file() else None
        lines = created(data, lead + name) if old is None else replaced(old, data, lead + name)
        for line in headed(lines, lead + name) if renamed else lines:
            yield line, "utf-8"
