"""What is built and installed: one name, complete, beside somebody else's `adapters`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("adapters", "canonical", "profiles")
PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# One worker builds; the rest of the suite runs beside it.


@dataclass(frozen=True)
class Built:
    wheel: Path
    sdist: Path


def run(*command: str | Path, cwd: Path | None = None) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stderr[-4000:]}"
    return done.stdout


def package_files() -> set[str]:
    """Return every file of the tree that belongs to the package, relative to its root."""
    found = {path.name for path in ROOT.glob("*.py")} | {"py.typed"}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts)
            if path.is_file() and "__pycache__" not in path.parts and not hidden:
                found.add(path.relative_to(ROOT).as_posix())
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the sdist from a copy of the tree, and the wheel from the sdist."""
    base = tmp_path_factory.mktemp("build")
    source = base / "source"
    skip = shutil.ignore_patterns(
        ".git", ".venv*", "node_modules", "__pycache__", "*.egg-info", "build", "dist", "out",
        ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache",
    )  # fmt: skip
    shutil.copytree(ROOT, source, ignore=skip, symlinks=True)
    out = base / "out"
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, source)
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture(scope="module")
def elsewhere(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a fresh environment with the wheel and PyPI's `adapters` in it.

    The dependencies come from the environment of the tests, as a bare path: its own editable
    install of mediaglot is not seen there.
    """
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps"]
    try:
        run(*pip, "adapters==1.3.0")
    except AssertionError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PyPI's `adapters` cannot be installed here: {error}")
    run(*pip, built.wheel)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_an_index_would_take_them(built: Built) -> None:
    """Metadata and the long description of wheel and sdist, as `twine check` reads them."""
    pytest.importorskip("twine", reason="make setup installs it")
    told = run(sys.executable, "-m", "twine", "check", "--strict", built.wheel, built.sdist)
    assert told.count("PASSED") == 2, told


def wheel_names(built: Built) -> list[str]:
    with zipfile.ZipFile(built.wheel) as wheel:
        return [name for name in wheel.namelist() if not name.endswith("/")]


def ask(python: Path, code: str, arguments: Sequence[str] = (), cwd: Path | None = None) -> object:
    text = run(python, "-c", f"import json\n{code}\nprint(json.dumps(answer))", *arguments, cwd=cwd)
    return json.loads(text)


def test_the_package_list_is_the_tree() -> None:
    with_code = {path.parent for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")}
    expected = {"mediaglot"} | {
        ".".join(("mediaglot", *folder.relative_to(ROOT).parts)) for folder in with_code
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == expected
    for folder in with_code:
        assert (folder / "__init__.py").is_file(), f"{folder.relative_to(ROOT)} is no package"


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(built: Built) -> None:
    inside = {name for name in wheel_names(built) if ".dist-info/" not in name}
    assert inside == {f"mediaglot/{name}" for name in package_files()}


def test_the_wheel_has_one_top_level_name(built: Built) -> None:
    tops = {name.split("/")[0] for name in wheel_names(built) if ".dist-info/" not in name}
    assert tops == {"mediaglot"}
    assert built.wheel.name.endswith("-py3-none-any.whl")


def test_the_sdist_can_build_test_and_document_itself(built: Built) -> None:
    with tarfile.open(built.sdist) as sdist:
        names = {member.name.partition("/")[2] for member in sdist.getmembers()}
    assert package_files() <= names
    for name in ("Makefile", "LICENSE", "README.md", "CHANGELOG.md", "tests/test_packaging.py"):
        assert name in names
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]


def test_metadata(built: Built) -> None:
    version = re.search(r'^__version__ = "(.+)"$', (ROOT / "_version.py").read_text(), re.MULTILINE)
    assert version
    with zipfile.ZipFile(built.wheel) as wheel:
        (name,) = [n for n in wheel.namelist() if n.endswith(".dist-info/METADATA")]
        metadata = wheel.read(name).decode()
        assert any(n.endswith("licenses/LICENSE") for n in wheel.namelist())
    assert f"\nVersion: {version[1]}\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata


def test_one_name_beside_somebody_elses_adapters(elsewhere: Path, tmp_path: Path) -> None:
    answer = ask(
        elsewhere,
        """
import importlib.metadata, importlib.util, pathlib
dist = importlib.metadata.distribution("mediaglot")
tops = sorted({f.parts[0] for f in dist.files
               if f.parts[0] != ".." and not f.parts[0].endswith(".dist-info")})
theirs = importlib.metadata.distribution("adapters")
spec = importlib.util.find_spec("adapters")
import mediaglot, mediaglot.adapters
site = pathlib.Path(theirs.locate_file("")).resolve()
answer = {
    "tops": tops,
    "adapters": pathlib.Path(spec.origin).resolve().relative_to(site).as_posix(),
    "mediaglot": pathlib.Path(mediaglot.__file__).resolve().relative_to(site).as_posix(),
    "ours": pathlib.Path(mediaglot.adapters.__file__).resolve().relative_to(site).as_posix(),
    "others": [n for n in ("canonical", "profiles", "_version") if importlib.util.find_spec(n)],
}
""",
        cwd=tmp_path,
    )
    assert answer == {
        "tops": ["mediaglot"],
        "adapters": "adapters/__init__.py",
        "mediaglot": "mediaglot/__init__.py",
        "ours": "mediaglot/adapters/__init__.py",
        "others": [],
    }


def test_every_module_imports_from_the_wheel(elsewhere: Path, tmp_path: Path) -> None:
    optional = ["quickjs", "pi_heif", "av", "pyarrow", "pytest", "pymediainfo", "dask", "pyspark"]
    answer = ask(
        elsewhere,
        """
import importlib, pkgutil, sys
import mediaglot
optional, answer = sys.argv[1:], {}
for module in pkgutil.walk_packages(mediaglot.__path__, "mediaglot."):
    if module.name.endswith("__main__"):
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        if error.name not in optional:
            answer[module.name] = str(error)
    except Exception as error:
        answer[module.name] = repr(error)
""",
        optional,
        cwd=tmp_path,
    )
    assert answer == {}


def test_the_command_is_installed(elsewhere: Path, tmp_path: Path) -> None:
    (script,) = entry_points(group="console_scripts", name="mediaglot")
    module = script.module.removeprefix("mediaglot.").replace(".", "/")
    if not (ROOT / f"{module}.py").is_file():
        pytest.skip(f"{script.module} is not written yet")
    command = elsewhere.with_name("mediaglot" + (".exe" if os.name == "nt" else ""))
    version = str(ask(elsewhere, "import mediaglot\nanswer = mediaglot.__version__", cwd=tmp_path))
    assert version in run(command, "--version", cwd=tmp_path)
    assert version in run(elsewhere, "-m", "mediaglot", "--version", cwd=tmp_path)
    assert "Usage" in run(command, "--help", cwd=tmp_path)


def test_locks_name_no_registry() -> None:
    for lock in ROOT.glob("*/js/package-lock.json"):
        data = json.loads(lock.read_text(encoding="utf-8"))
        packages = {name: entry for name, entry in data["packages"].items() if name}
        assert packages
        for name, entry in packages.items():
            assert "resolved" not in entry, f"{name} in {lock.relative_to(ROOT)} names a host"
            assert entry.get("inBundle") or "integrity" in entry, f"{name} has no digest"
    for npmrc in ROOT.glob("*/js/.npmrc"):
        assert "//" not in npmrc.read_text(encoding="utf-8")
