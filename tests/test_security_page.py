"""SECURITY.md stays true: the tests it names exist, and its numbers are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from mediaglot.adapters.lines import framing as lines
from mediaglot.adapters.messages import signs
from mediaglot.adapters.plan.kinds import values
from mediaglot.canonical.engine import decoding
from mediaglot.profiles import files

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_tests_it_names_exist() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", TEXT)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_its_numbers_are_those_of_the_code() -> None:
    told = " ".join(TEXT.split())
    assert f"at most {lines.MAX_LINE >> 20} MB (`--max-line`)" in told
    assert f"nested at most {values.MAX_DEPTH} deep" in told
    assert f"at most {values.MAX_LIST:,} entries" in told
    assert f"in the first {signs.MAX_SEARCHED:,} characters" in told
    assert f"up to {decoding.MAX_PIXELS // 10**6} million pixels" in told
    assert f"TOML** is at most {files.MAX_BYTES // 10**6} MB" in told


def test_it_is_found_from_the_pages_people_read() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "(SECURITY.md)" in (ROOT / page).read_text(encoding="utf-8")
    assert "SECURITY.md" in (ROOT / "MANIFEST.in").read_text(encoding="utf-8")


def test_generated_javascript_evaluates_no_text() -> None:
    for folder in ("adapters/runtime", "adapters/realm/js"):
        for file in (ROOT / folder).glob("*.js"):
            assert not re.search(r"\beval\s*\(|new Function\b", file.read_text(encoding="utf-8"))
