"""Limited access to the album: the picker shows what the user selected; told as assumed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import media_files as made
import pytest
import worlds
from mediaglot.adapters.media.config import from_config
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.testing.scenario_file import load_scenario
from mediaglot.canonical.engine.consent import SCOPES, Consent
from mediaglot.canonical.engine.user import ScriptError, cancels, picks, picks_first, shoots
from mediaglot.canonical.errors import InputError

LIMITED = {**dict.fromkeys(SCOPES, "allowed"), "album": "limited"}


def host(client: str, *user: Any, **options: Any) -> Host:
    options.setdefault("limited", ["dog.jpg", "logo.png"])
    return Host(client, worlds.ALBUM, user, permissions=LIMITED, **options)


@pytest.mark.parametrize("client", [c for c in worlds.clients() if Host(c).can_use("chooseImage")])
def test_the_picker_shows_what_was_selected(client: str) -> None:
    with host(client, picks("dog.jpg")) as it:
        reply = it.reply("chooseImage", {"sourceType": ["album"]})
        assert reply.ok
        told = [item for item in reply.diagnostics if item.code == "MG604" and not item.place]
        assert any("limited" in item.message for item in told)
        assert any("assumed" in note for note in it.notes)


def test_nothing_else_can_be_picked() -> None:
    said = pytest.raises(ScriptError, match=r"cat.jpg, which the user did not select \(limited")
    with host("wx/ios", picks("cat.jpg")) as it, said:
        it.call("chooseImage", {"sourceType": ["album"]})
    with host("wx/ios", picks_first(3)) as it, pytest.raises(ScriptError, match="shows 2"):
        it.call("chooseImage", {"sourceType": ["album"]})


def test_nothing_was_selected() -> None:
    with host("tt/ios", cancels(), limited=()) as it:
        assert not it.reply("chooseImage", {"sourceType": ["album"]}).ok


def test_limited_is_a_yes() -> None:
    """Alipay asks for the album itself: that was answered when access was limited."""
    with host("my/ios", picks("dog.jpg")) as it:
        assert it.reply("chooseImage", {"sourceType": ["album"]}).ok
        assert it.device.consent.granted("album")
        assert it.device.consent.to_plain()["album"] == "limited"


def test_what_the_client_saves_it_may_see() -> None:
    with host("wx/ios", limited=()) as it:
        path = it.storage.put_temp(made.picture("jpeg")).path
        it.call("saveImageToPhotosAlbum", {"filePath": path})
        (kept,) = it.saved
        it.script(picks(kept))
        assert it.reply("chooseImage", {"sourceType": ["album"]}).ok
    with host("tt/ios", shoots(), limited=()) as it:
        it.call("chooseImage", {"sourceType": ["camera"], "isSaveToAlbum": "1"})
        assert it.device.consent.limited == it.saved
        assert len(it.saved) == 1


def test_an_album_that_is_not_limited_shows_all() -> None:
    with Host("wx/ios", worlds.ALBUM, [picks("cat.jpg")], limited=["dog.jpg"]) as it:
        assert it.reply("chooseImage", {"sourceType": ["album"]}).ok
        assert it.notes == ()


def test_bad_words() -> None:
    with pytest.raises(InputError, match="only the album can be limited"):
        Consent({"camera": "limited"})
    with pytest.raises(InputError, match="did you mean 'limited'"):
        Consent({"album": "limted"})
    with pytest.raises(InputError, match="expected a list of names"):
        Consent({"album": "limited"}, (), "dog.jpg")
    with pytest.raises(InputError, match="expected the name"):
        Consent({"album": "limited"}, (), [3])  # type: ignore[list-item]
    said = pytest.raises(InputError, match=r"did you mean 'dog\.jpg'")
    with host("wx/ios", limited=["dogg.jpg"]) as it, said:
        it.call("chooseImage", {"sourceType": ["album"]})


def album(folder: Path) -> None:
    (folder / "album").mkdir()
    for name, data in worlds.ALBUM.items():
        (folder / "album" / name).write_bytes(data)


def test_in_a_configuration(tmp_path: Path) -> None:
    album(tmp_path)
    (tmp_path / "mediaglot.toml").write_text(
        'client = "wx/ios"\nalbum = "album"\nlimited = ["dog.jpg"]\nuser = [\'picks_first(1)\']\n'
        '[permissions]\nalbum = "limited"\n'
    )
    with from_config(tmp_path / "mediaglot.toml", environ={}) as media:
        (image,) = media.choose_image(count=1, sources={"album"}).images
        assert (image.width, image.height) != (160, 120)


def test_in_a_scenario(tmp_path: Path) -> None:
    album(tmp_path)
    (tmp_path / "a.scenario.toml").write_text(
        'clients = ["wx/ios"]\nalbum = "album"\nlimited = ["dog.jpg"]\n'
        "user = ['picks_first(1)']\n"
        '[permissions]\nalbum = "limited"\n[[call]]\napi = "chooseImage"\n'
        'options = { sources = ["album"] }\n'
    )
    script = load_scenario(tmp_path / "a.scenario.toml")
    with script.host("wx/ios") as it:
        assert it.reply("chooseImage", {"sourceType": ["album"]}).ok
