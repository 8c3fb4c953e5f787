"""A copy of the checkout to be mutated, with a light environment of its own that imports it.

The user's files are never written. The environment has no packages but the running interpreter's,
by a path entry; the copy comes before them under the name `mediaglot`.
"""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

COMMANDS = {"mediaglot": "mediaglot", "pytest": "pytest"}
"""Commands that tests start by name, and the modules that do their work."""


class Unsound(Exception):
    """The copy cannot be used; the text says why."""


def make(root: Path, folder: Path) -> tuple[Path, Path]:
    """Copy the checkout `root` into `folder`; return the copy and its interpreter.

    Raises Unsound when the interpreter would import another copy of the package.
    """
    copy = folder / "src" / "mediaglot"
    for name in _files(root):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, target)
    for lock in sorted(copy.glob("tests/**/package-lock.json")):
        modules = root / lock.parent.relative_to(copy) / "node_modules"
        if modules.is_dir():
            (lock.parent / "node_modules").symlink_to(modules, target_is_directory=True)
    python = _environment(folder / "venv", copy.parent)
    # by hash: a mutation may leave size and time as they were
    compileall.compile_dir(
        copy, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH
    )
    words = [str(python), "-c", "import mediaglot; print(mediaglot.__file__)"]
    told = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if Path(told.stdout.strip()) != copy / "__init__.py":
        raise Unsound(f"the copy in {copy} is not what is imported: {told.stdout}{told.stderr}")
    return copy, python


def _files(root: Path) -> list[str]:
    """Return the files of a checkout that are tracked, or new and not ignored."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        told = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Unsound("git, which lists the files to copy, is not installed") from None
    if told.returncode:
        raise Unsound(f"git does not list the files of {root}: {told.stderr.strip()}")
    return [name for name in told.stdout.split("\0") if name and (root / name).is_file()]


def _environment(folder: Path, first: Path) -> Path:
    """Make a virtual environment that finds the package in `first` and all else where we do."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    packages = packages_of(folder)
    shared = [p for p in sys.path if Path(p).name in {"site-packages", "dist-packages"}]
    # path entries are read in the order of their names
    (packages / "a_copy.pth").write_text(f"{first}\n", encoding="utf-8")
    (packages / "b_shared.pth").write_text("\n".join(shared) + "\n", encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(folder)}))
    if os.name == "nt":
        return scripts / "python.exe"
    python = scripts / "python"
    for name, module in COMMANDS.items():
        script = scripts / name
        script.write_text(f'#!/bin/sh\nexec "{python}" -m {module} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return python


def packages_of(folder: Path) -> Path:
    """Where the packages of a virtual environment are."""
    scheme = {"base": str(folder), "platbase": str(folder)}
    return Path(sysconfig.get_path("purelib", "venv", scheme))
