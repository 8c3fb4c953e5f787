"""A few hundred damaged files, in processes of their own; `media_fuzz.py` does more."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest


def _fuzz() -> Any:
    name = "media_fuzz"
    if name not in sys.modules:
        place = Path(__file__).with_name(f"{name}.py")
        spec = importlib.util.spec_from_file_location(name, place)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


fuzz = _fuzz()


def test_damage_is_survived() -> None:
    assert list(fuzz.hunt(0, range(400))) == []


def test_a_variant_is_the_same_again() -> None:
    again = [fuzz.variant(3, number) for number in range(50)]
    assert [fuzz.variant(3, number) for number in range(50)] == again
    assert len({name for name, _ in again}) > 10
    assert len({data for _, data in again}) == 50


def test_damage_is_of_every_kind(tmp_path: Path) -> None:
    """Some variants are still pictures and videos, else nothing behind their heads is tried."""
    found = Counter(fuzz.check(fuzz.variant(0, n)[1], tmp_path, n) for n in range(150))
    assert min(found["picture"], found["video"], found["refused"]) >= 5


@pytest.mark.parametrize("name", sorted(set(fuzz.SEEDS) - {"heic grid"}))
def test_seeds_are_sound(name: str, tmp_path: Path) -> None:
    data = fuzz.seed(name)
    pictures = ("jpeg", "png", "apng", "webp", "gif", "bmp", "tiff", "avif", "heic")
    if not name.startswith((*pictures, "mp4")):
        pytest.importorskip("av")
    for number in range(8):
        wanted = "picture" if name.startswith(pictures) else "video"
        assert fuzz.check(data, tmp_path, number) == wanted


@pytest.mark.parametrize("wrong", ["raise", "end"])
def test_what_goes_wrong_is_found(wrong: str, tmp_path: Path) -> None:
    """The hunt sees an exception, and a process that ends."""
    script = tmp_path / "broken.py"
    does = "raise ValueError('what')" if wrong == "raise" else "import os; os.abort()"
    script.write_text(
        f"import sys\nsys.path[:0] = [{str(Path(fuzz.__file__).parent.parent)!r}]\n"
        f"sys.path[:0] = [{str(Path(fuzz.__file__).parent)!r}]\n"
        "import media_fuzz\n"
        f"def broken(*_):\n    {does}\n"
        "media_fuzz.check = broken\nmedia_fuzz.serve()\n"
    )
    old = fuzz.__file__
    fuzz.__file__ = str(script)
    try:
        found = list(fuzz.hunt(0, range(2)))
    finally:
        fuzz.__file__ = old
    assert [number for number, _, _ in found] == [0, 1]
    words = "ValueError: what" if wrong == "raise" else "the process ended"
    assert all(words in why for _, _, why in found)
