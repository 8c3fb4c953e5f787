"""What all tests share: the repository root, golden files, Node.js, hypothesis settings."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bytecode
import jsenv
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# No wall time in a test: no deadline, and a slow machine is not a failure.
settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

os.environ["LANGUAGE"] = "en"  # what is told is told in English, whatever the machine speaks


sys.dont_write_bytecode = False  # a worker reads what the one before it made of the tests


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The scheduler of `make test`."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from units import Units

    return Units(config, log)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, before others are started
        bytecode.write(ROOT)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, which is also the package's folder."""
    return ROOT


@pytest.fixture(scope="session")
def accept() -> bool:
    """Whether golden files are to be rewritten: `make accept`."""
    return os.environ.get("MEDIAGLOT_ACCEPT") == "1"


@pytest.fixture
def golden(accept: bool) -> Callable[[Path, str], None]:
    """Return a check that a text equals a golden file; under `make accept` it writes the file."""

    def check(file: Path, text: str) -> None:
        data = text.encode()
        if accept:
            if not file.is_file() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            return
        name = file.relative_to(ROOT)
        assert file.is_file(), f"{name} is missing: run `make accept` and read the diff"
        assert text.splitlines() == file.read_text(encoding="utf-8").splitlines(), (
            f"{name} differs from what is made now: run `make accept` and read the diff"
        )
        assert data == file.read_bytes(), f"{name} differs in its line ends or its last line"

    return check


@pytest.fixture(scope="session")
def node() -> Path:
    """Node.js; skips without, or fails under MEDIAGLOT_REQUIRE_NODE=1."""
    return jsenv.node()


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The packages of tests/js: the vendors' typings, TypeScript."""
    return jsenv.packages()


def pytest_collection_finish() -> None:
    """What is made by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
