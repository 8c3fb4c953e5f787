"""Config-driven selection: the same code on any vendor, errors that name file, line and key."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import worlds
from mediaglot.adapters.media.config import from_config, load_settings
from mediaglot.adapters.media.media import LossWarning, Media, MediaFailed
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.system.config_file import find_config
from mediaglot.canonical.engine.user import Action, allows, cancels, picks, shoots
from mediaglot.canonical.errors import InputError, LossError
from mediaglot.profiles import loader

NONE: dict[str, str] = {}
ALLOWED = {"album": "allowed", "camera": "allowed", "album_write": "allowed"}


def write(folder: Path, text: str, name: str = "mediaglot.toml") -> Path:
    (folder / "album").mkdir(exist_ok=True)
    for file, data in worlds.ALBUM.items():
        (folder / "album" / file).write_bytes(data)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def flow(media: Media) -> list[tuple[object, object]]:
    """The same few lines on every vendor."""
    chosen = media.choose_image(count=2, sources={"album"}, sizes={"original"})
    infos = [media.get_image_info(src=file.path) for file in chosen.images]
    small = media.compress_image(srcs=[file.path for file in chosen.images], quality=40)
    assert all(len(media.open(str(file.path)).read()) > 0 for file in small.images)
    return [(info.width, info.height) for info in infos]


@pytest.mark.parametrize("client", ["wx/android", "tt/ios@7.40.0", "tt/pc@7.40.0", "my/ios"])
def test_one_code_base_many_vendors(client: str, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        f"""
        client = "{client}"
        album = "album"
        permissions = {{ album = "allowed" }}
        user = ['picks("cat.jpg", "dog.jpg")']
        """,
    )
    with warnings.catch_warnings(), from_config(path, environ=NONE) as media:
        warnings.simplefilter("ignore", LossWarning)
        assert flow(media) == [(160, 120), (120, 160)]


def test_the_environment_overrides(tmp_path: Path) -> None:
    path = write(tmp_path, 'client = "wx/ios"\nalbum = "album"\n[env.alipay]\nclient = "my/ios"\n')
    assert load_settings(path, environ=NONE).settings.client == "wx/ios"
    assert load_settings(path, environ={"MEDIAGLOT_ENV": "alipay"}).settings.client == "my/ios"
    settings = load_settings(path, environ={"MEDIAGLOT_VENDOR": "tt"}).settings
    assert (settings.vendor, settings.client) == ("tt", None)
    both = {"MEDIAGLOT_ENV": "alipay", "MEDIAGLOT_CLIENT": "tt/pc", "MEDIAGLOT_SEED": "7"}
    settings = load_settings(path, environ=both).settings
    assert (settings.client, settings.seed) == ("tt/pc", 7)
    with from_config(path, env="alipay", environ=NONE) as media:
        assert media.host.client == "my/ios"


def test_found_from_a_folder_below_and_in_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.mediaglot]\nvendor = "tt"\nloss = "eror"\n'
    write(tmp_path, text, "pyproject.toml")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n")
    assert find_config(tmp_path / "a" / "b") == tmp_path / "pyproject.toml"
    with pytest.raises(
        InputError, match=r"pyproject.toml:5:1: tool.mediaglot.loss: .*did you mean 'error'"
    ):
        load_settings(tmp_path / "a" / "b", environ=NONE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('vendr = "wx"', r"mediaglot.toml:1:1: vendr: unknown key 'vendr'; did you mean 'vendor'"),
        ('vendor = "wx"\nalbum = 3', r"mediaglot.toml:2:1: album: .*valid string, got 3"),
        (
            'vendor = "wx"\n[permissions]\nalbum = "allow"',
            r"toml:3:1: permissions.album: .*allowed",
        ),
        ('vendor = "wx"\n[network]\ndomain = ["a"]', r"toml:3:1: network.domain: .*'domains'"),
        ('vendor = "wx"\n[env.a]\nclent = "my"', r"toml:3:1: env.a.clent: .*did you mean 'client'"),
        ("vendor = wx", r"mediaglot.toml:1:10: not TOML"),
        ('album = "album"', r"no vendor: set vendor or client .*MEDIAGLOT_VENDOR"),
        ('vendor = "my"\nclient = "wx"', r"toml:2:1: client: vendor is 'my', but client is 'wx'"),
        ('vendor = "wxx"', r"toml:1:1: vendor: unknown vendor 'wxx'; did you mean 'wx'"),
        (
            'client = "wx/androd"',
            r"toml:1:1: client: WeChat has no os 'androd'; did you mean 'android'",
        ),
        (
            'vendor = "wx"\nalbum = "albun"',
            r"toml:2:1: album: the album folder .*albun does not exist",
        ),
        (
            'vendor = "wx"\nuser = ["pick(\'a\')"]',
            r"toml:2:9: user\[0\]: unknown action 'pick'; .*'picks'",
        ),
        ('vendor = "wx"\nuser = ["__import__(\'os\')"]', r"unknown action"),
        (
            'vendor = "wx"\npermissions = { albun = "allowed" }',
            r"toml:2:17: permissions.albun: .*'album'",
        ),
        ('vendor = "wx"\nsystem_off = ["albun"]', r"toml:2:15: system_off\[0\]: .*'album'"),
        ('vendor = "wx"\n[trouble]\nchosImage = "network"', r"toml:3:1: trouble.chosImage: .*API"),
        ('vendor = "wx"\ntrouble = { chooseImage = "netwrk" }', r"chooseImage: .*'network'"),
        ('vendor = "wx"\npackage = "src"', r"toml:2:1: package: the package folder .*src does"),
        ('vendor = "wx"\nprofiles = ["own.toml"]', r"toml:2:13: profiles\[0\]: there is no file"),
        ('vendor = "wx"\n[network.files]\n"https://a/b" = "c.jpg"', r"toml:3:1: .*no file .*c.jpg"),
        ('vendor = "wx"\nnetwork = 3', r"toml:2:1: network: expected a table, got 3"),
    ],
)
def test_errors_name_file_line_and_key(text: str, words: str, tmp_path: Path) -> None:
    path = write(tmp_path, text + "\n")
    with pytest.raises(InputError, match=words):
        from_config(path, environ=NONE)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CLIENT", "wxx/ios", r"^MEDIAGLOT_CLIENT: unknown vendor 'wxx'; did you mean 'wx'"),
        ("VENDOR", "wxx", r"^MEDIAGLOT_VENDOR: unknown vendor"),
        ("SEED", "x", r"^MEDIAGLOT_SEED: .*integer"),
        ("LOSS", "eror", r"^MEDIAGLOT_LOSS: .*did you mean 'error'"),
        ("ALBUM", "/nowhere/at/all", r"^MEDIAGLOT_ALBUM: the album folder"),
    ],
)
def test_errors_name_the_variable(name: str, value: str, words: str, tmp_path: Path) -> None:
    path = write(tmp_path, 'client = "wx/ios"\n')
    with pytest.raises(InputError, match=words):
        from_config(path, environ={f"MEDIAGLOT_{name}": value})


def test_errors_name_the_table_of_the_environment(tmp_path: Path) -> None:
    text = '[tool.mediaglot]\nvendor = "wx"\n[tool.mediaglot.env.a]\nclient = "my/iso"\n'
    path = write(tmp_path, text, "pyproject.toml")
    with pytest.raises(InputError, match=r"toml:4:1: tool.mediaglot.env.a.client: .*'ios'"):
        from_config(path, env="a", environ=NONE)
    path = write(tmp_path, "tool = 3\n", "pyproject.toml")
    with pytest.raises(InputError, match="no vendor"):
        from_config(path, environ=NONE)


LAYERS = """
client = "wx/android"
album = "album"
permissions = { album = "allowed", camera = "allowed" }
user = ["picks_first(1)"]
[network]
max_bytes = 1000
files = { "https://a/b" = "album/cat.jpg" }
[trouble]
chooseImage = "network"
[env.ci]
client = "my/ios"
permissions = { camera = "denied" }
user = ["cancels()"]
[env.ci.network]
domains = ["example.com"]
[env.ci.trouble]
chooseVideo = "timeout"
"""


def test_an_environment_is_laid_over_key_by_key(tmp_path: Path) -> None:
    path = write(tmp_path, LAYERS)
    below = load_settings(path, environ=NONE).settings
    assert below.permissions == {"album": "allowed", "camera": "allowed"}
    settings = load_settings(path, env="ci", environ=NONE).settings
    assert (settings.client, settings.album) == ("my/ios", "album")
    assert settings.permissions == {"album": "allowed", "camera": "denied"}
    assert settings.user == ["cancels()"]
    assert settings.trouble == {"chooseImage": "network", "chooseVideo": "timeout"}
    assert settings.network is not None
    assert settings.network.max_bytes == 1000
    assert (settings.network.files, settings.network.domains) == ({}, ["example.com"])


def test_errors_find_the_table_that_says_it(tmp_path: Path) -> None:
    text = LAYERS.replace("album/cat.jpg", "album/none.jpg").replace(
        'domains = ["example.com"]', 'files = { "https://a/c" = "album/none.jpg" }'
    )
    path = write(tmp_path, text)
    with pytest.raises(InputError, match=r"toml:8:11: network.files.https://a/b: there is no file"):
        from_config(path, environ=NONE)
    path = write(tmp_path, text.replace('"https://a/c"', '"https://a/b"'))
    with pytest.raises(InputError, match=r"toml:16:11: env.ci.network.files.https://a/b: "):
        from_config(path, env="ci", environ=NONE)


def test_canned_files_and_the_real_network_exclude_each_other(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'vendor = "wx"\n[network]\nfiles = { "https://a/b" = "c" }\ndomains = ["a"]\n',
    )
    with pytest.raises(InputError, match=r"toml:2:2: network: files and domains exclude"):
        from_config(path, environ=NONE)


def test_unknown_environment(tmp_path: Path) -> None:
    path = write(tmp_path, 'vendor = "wx"\n[env.alipay]\nvendor = "my"\n')
    with pytest.raises(InputError, match=r"toml:2:2: no \[env.alipy\]; did you mean 'alipay'"):
        load_settings(path, env="alipy", environ=NONE)


def test_no_file_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with from_config(environ={"MEDIAGLOT_VENDOR": "wx"}) as media:
        assert media.host.client == "wx"
    with pytest.raises(InputError, match="there is no such file"):
        from_config("nowhere.toml", environ=NONE)


def media(client: str, *user: Action, loss: str = "error") -> Media:
    permissions = {"album": "allowed", "camera": "allowed"}
    host = Host(client, worlds.ALBUM, user, permissions=permissions)
    return Media(host, loss=loss)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("api", "fields", "words"),
    [
        ("chooseImage", {"count": "3"}, r"chooseImage.count: expected a number, got"),
        ("chooseImage", {"count": 1.5}, r"chooseImage.count: expected a whole number"),
        ("chooseImage", {"count": float("nan")}, r"chooseImage.count: expected a number"),
        ("chooseImage", {"sources": 3}, r"chooseImage.sources: expected a list"),
        ("chooseImage", {"sources": ["albun"]}, r"sources\[0\]: .*did you mean 'album'"),
        ("chooseImage", {"camera": "bakc"}, r"chooseImage.camera: .*did you mean 'back'"),
        ("chooseImage", {"save_to_album": "1"}, r"save_to_album: expected true or false"),
        ("chooseImage", {"extra": 3}, r"chooseImage.extra: expected an object"),
        ("compressImage", {"srcs": [3]}, r"compressImage.srcs\[0\]: expected a string"),
        ("compressImage", {"srcs": ["a"], "quality": "low"}, r"expected a number or \"none\""),
        ("previewMedia", {"sources": [{}]}, r"previewMedia.sources\[0\]: expected a string"),
        ("chooseImage", {"cont": 3}, r"chooseImage: unknown field 'cont'; .*'count'"),
        ("choosImage", {}, r"unknown API 'choosImage'; did you mean 'chooseImage'"),
    ],
)
def test_fields_of_the_wrong_type(api: str, fields: dict[str, Any], words: str) -> None:
    with media("my/android") as my, pytest.raises(InputError, match=words):
        my.perform(api, fields)


def test_loss_policy() -> None:
    with media("my/android", loss="error") as strict:
        with pytest.raises(LossError):
            strict.choose_image(count=1, camera="front")
        assert strict.diagnostics
    said = pytest.warns(LossWarning, match="chooseImage on my/android: MG1")
    with media("my/android", picks("cat.jpg"), loss="warn") as warned, said:
        assert len(warned.choose_image(count=1, camera="front").images) == 1
    quiet = warnings.catch_warnings(action="error")
    with media("my/android", picks("cat.jpg"), loss="ignore") as calm, quiet:
        calm.choose_image(count=1, camera="front")


def test_another_api_of_the_vendor_answers() -> None:
    with media("my/android", picks("cat.jpg"), loss="ignore") as my:
        chosen = my.choose_media(media={"image"}, count=1)
        assert [file.kind for file in chosen.files] == ["image"]
    with media("my/android", picks("walk.mp4"), loss="ignore") as my:
        (file,) = my.choose_media(media={"video"}, count=1, max_duration=10).files
        assert (file.kind, file.duration) == ("video", 1)


def test_what_no_call_can_do() -> None:
    with media("my/android", loss="ignore") as my, pytest.raises(LossError, match="cannot be done"):
        my.compress_video(src="x", quality="low")


def test_a_sheet_asks_for_the_kind_where_one_api_has_one() -> None:
    for name, kind in (("cat.jpg", "image"), ("walk.mp4", "video")):
        with media("my/android", picks(name), loss="error") as my:
            (file,) = my.choose_media(count=1, max_duration=60, sizes={"compressed"}).files
            assert file.kind == kind
    with media("my/android", cancels(), loss="ignore") as my, pytest.raises(MediaFailed):
        my.choose_media()


def test_network_files_are_fetched_first_where_the_vendor_takes_none() -> None:
    url = "https://example.com/a.jpg"
    for client in ("wx", "tt/pc", "my"):
        host = Host(client, network={url: worlds.ALBUM["cat.jpg"]}, permissions=ALLOWED)
        with Media(host, loss="error") as any_vendor:
            any_vendor.save_image_to_photos_album(file=url)
            assert len(host.saved) == 1
    with Media(Host("wx", permissions=ALLOWED)) as wx, pytest.raises(MediaFailed) as caught:
        wx.save_image_to_photos_album(file=url)
    assert caught.value.failure.kind == "network"


def test_resizing_where_the_vendor_only_compresses() -> None:
    with media("tt/android", loss="error") as tt:
        path = tt.host.storage.put_temp(made.noise(320, 240)).path
        (file,) = tt.compress_image(srcs=[path], width=100, quality=80).images
        assert tt.get_image_info(src=file.path).width == 100


def test_saving_what_the_camera_took_where_the_vendor_does_not() -> None:
    for client in ("wx", "tt/android"):
        host = Host(client, user=[shoots()], permissions=ALLOWED)
        with Media(host, loss="error") as any_vendor:
            any_vendor.choose_image(count=1, sources={"camera"}, save_to_album=True)
            assert len(host.saved) == 1


def test_failures_are_canonical() -> None:
    for client in ("wx", "my", "tt/ios"):
        with media(client, cancels(), loss="ignore") as any_vendor:
            with pytest.raises(MediaFailed) as caught:
                any_vendor.choose_image(count=1)
            assert caught.value.failure.kind == "cancelled"


def test_compressing_several_through_a_one_file_api() -> None:
    with media("wx", loss="ignore") as wx:
        paths = [wx.host.storage.put_temp(made.noise(80 + n, 60)).path for n in range(3)]
        out = wx.compress_image(srcs=paths, quality=30)
        widths = [wx.get_image_info(src=file.path).width for file in out.images]
        assert widths == [80, 81, 82]


def test_no_compression_is_the_input() -> None:
    with media("wx", loss="ignore") as wx:
        path = wx.host.storage.put_temp(made.noise()).path
        assert [file.path for file in wx.compress_image(srcs=[path], quality="none").images] == [
            path
        ]


def test_misspelt_fields_and_words() -> None:
    with media("wx") as wx:
        with pytest.raises(InputError, match="unknown field 'counts'; did you mean 'count'"):
            wx.choose_image(counts=1)
        with pytest.raises(InputError, match="unknown word 'albun'; did you mean 'album'"):
            wx.choose_image(sources={"albun"})
        with pytest.raises(InputError, match="did you mean 'chooseImage'"):
            wx.perform("chooseImages", {})


def test_own_profile(tmp_path: Path) -> None:
    own = tmp_path / "xx.toml"
    own.write_text('schema = 1\nid = "xx"\nname = "Own"\nextends = "wx"\n', encoding="utf-8")
    path = write(tmp_path, 'vendor = "xx"\nalbum = "album"\nprofiles = ["xx.toml"]\n')
    with from_config(path, user=[picks("cat.jpg")], environ=NONE) as found:
        assert found.choose_image(count=1).images
        assert found.host.registry.get("xx").name == "Own"
    assert "xx" not in loader.known_ids()  # known to this configuration alone


def test_scripts_may_be_given_in_code(tmp_path: Path) -> None:
    path = write(tmp_path, 'client = "my/ios"\nalbum = "album"\n')
    with from_config(path, user=[allows("album"), picks("cat.jpg")], environ=NONE) as found:
        assert found.choose_image(count=1, sources={"album"}).images
