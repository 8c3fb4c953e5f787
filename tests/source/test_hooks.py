"""The hook and the workflow that the documentation offers name options that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mediaglot.adapters.cli.port import port


@pytest.mark.parametrize("name", [".pre-commit-hooks.yaml", "docs/github/port.yml"])
def test_the_options_exist(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    known = {option for param in port.params for option in param.opts}
    used = set(re.findall(r"(?<=[\s\[,])--[a-z-]+", text))
    assert used
    assert used <= known
