"""What `make test` hands to a worker at once: files, or parts of one by what its tests share."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("xdist")

from units import APART, unit


def test_the_tests_of_a_file_go_together() -> None:
    assert unit("tests/cli/test_port.py::test_a") == "tests/cli/test_port.py"
    assert unit("tests/cli/test_port.py::test_a[x::y]") == "tests/cli/test_port.py"


def test_a_file_that_takes_long_is_divided_by_what_its_tests_share() -> None:
    file = "tests/battery/test_differential.py"
    one, other = (f"{file}::test_x[wx>{to} calls]" for to in ("my", "tt"))
    assert unit(one) == unit(f"{file}::test_y[wx>my]") != unit(other)
    assert unit(f"{file}::test_there_are_enough") == file


def test_every_division_divides_something(request: pytest.FixtureRequest) -> None:
    chosen = request.config.getoption("keyword") or any("::" in arg for arg in request.config.args)
    ids = [] if chosen else [item.nodeid for item in request.session.items]
    for pattern, _ in APART:
        file = pattern.partition(r"\.py")[0] + ".py"
        of_file = [nodeid for nodeid in ids if nodeid.startswith(file)]
        assert not of_file or len({unit(id_) for id_ in of_file if re.match(pattern, id_)}) > 1
