"""How devices and what decodes for them are made, and what users of a script tap."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.host.albums import make_device
from mediaglot.canonical.engine.device import MemoryDevice
from mediaglot.canonical.engine.prompts import Item, Prompt
from mediaglot.canonical.engine.scripted import ScriptedUser
from mediaglot.canonical.engine.user import Action, picks, picks_first, records, taps
from mediaglot.canonical.errors import InputError


def test_what_goes_wrong_first_is_told_where_nothing_is_left_to_take_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = shutil.rmtree

    def twice(path: Path, **options: Any) -> None:
        taken(path)
        taken(path, **options)

    monkeypatch.setattr(shutil, "rmtree", twice)
    with pytest.raises(InputError, match="photo"):
        MemoryDevice({"photo.jpg": 7})  # type: ignore[dict-item]


@pytest.mark.parametrize("album", ["folder", {}], ids=["folder", "memory"])
def test_an_option_that_no_device_has_is_refused(album: Any, tmp_path: Path) -> None:
    misspelt: dict[str, Any] = {"permission": {"album": "denied"}}
    where = tmp_path if album == "folder" else album
    with pytest.raises(InputError, match="no option 'permission'; did you mean 'permissions'"):
        make_device(where, **misspelt)


def test_pillow_is_tuned_once(tmp_path: Path) -> None:
    """What it says of sizes and damaged tags is no news: those are judged from the head."""
    script = (
        "import warnings\n"
        "from mediaglot.canonical.engine.decoding import pillow\n"
        "image = pillow()\n"
        "said = [item for item in warnings.filters if item[2] is image.DecompressionBombWarning]\n"
        "count = len(warnings.filters)\n"
        "pillow()\n"
        "print([item[0] for item in said], len(warnings.filters) - count)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.split("\n")[0] == "['ignore'] 0"


ITEMS = (Item("a.jpg", "image", 3), Item("b.mp4", "video", 9))
MEDIA = Prompt("media", "chooseMedia", "the sheet", ("taps",), items=ITEMS, entries=("x", "video"))


@pytest.mark.parametrize(
    ("action", "tapped"),
    [
        (picks("a.jpg", "b.mp4"), "image"),
        (picks("b.mp4", "a.jpg"), "video"),
        (picks("unknown.jpg"), "x"),
        (picks_first(1), "image"),
        (records(3), "video"),
    ],
)
def test_the_medium_that_the_next_action_lies_behind(action: Action, tapped: str) -> None:
    user = ScriptedUser([action], "wx", lambda _: True)
    assert user.answer(MEDIA) == taps(tapped)
