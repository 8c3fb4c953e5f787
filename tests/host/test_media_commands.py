"""The commands info, compress and choose."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import still_files as still
import worlds
from mediaglot.adapters.cli.main import main
from PIL import Image


@pytest.fixture
def album(tmp_path: Path) -> Path:
    folder = tmp_path / "album"
    (folder / "trip").mkdir(parents=True)
    for name, data in worlds.ALBUM.items():
        (folder / name).write_bytes(data)
    (folder / "trip" / "cat.jpg").write_bytes(made.noise())
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


def test_info_as_json(album: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "info", str(album), "--format", "json")
    assert status == 0
    rows = {Path(row["file"]).name: row for row in json.loads(out)}
    assert rows["dog.jpg"]["width"] == 120
    assert rows["logo.png"]["format"] == "png"
    assert (rows["walk.mp4"]["orientation"], rows["walk.mp4"]["duration"]) == (6, 1.0)
    status, out, _ = run(capsys, "info", str(album / "cat.jpg"), "--format", "jsonl")
    row = json.loads(out)
    assert (row["width"], row["height"], row["orientation"], row["turn"]) == (160, 120, 6, "right")


def test_info_as_a_table(album: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (album / "notes.txt").write_text("words")
    status, out, _ = run(capsys, "info", str(album), str(album / "nowhere.jpg"))
    assert status == 1
    assert "6 right" in out
    assert "the file does not exist" in out
    assert "not an image" in out
    assert "\x1b" not in out


def test_info_as_a_client_answers(album: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(album / "cat.jpg"), str(album / "walk.mp4")]
    status, out, _ = run(capsys, "info", *files, "--client", "my/ios")
    assert status == 0
    picture, video = json.loads(out)
    assert picture["reply"]["orientation"] == "right"
    assert (video["api"], video["reply"]["duration"]) == ("getVideoInfo", 1000)  # milliseconds
    status, out, _ = run(capsys, "info", str(album / "walk.mp4"), "--client", "wx")
    assert json.loads(out)[0]["reply"]["duration"] == 1


@pytest.mark.parametrize("many", [5000, 100])
def test_info_of_many_files_keeps_their_order(
    many: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediaglot.adapters.cli.media_args.MANY", many)  # 100: in two processes
    for number in range(300):
        (tmp_path / f"{number:03}.png").write_bytes(made.picture("png", None, number % 40 + 1, 2))
    _, out, _ = run(capsys, "info", str(tmp_path), "--format", "json", "--jobs", "2")
    assert [row["width"] for row in json.loads(out)] == [n % 40 + 1 for n in range(300)]


def test_compress(album: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "small"
    before = {p: p.read_bytes() for p in album.rglob("*.*")}
    arguments = ["compress", str(album), "--client", "tt/ios", "--quality", "40", "--out", str(out)]
    status, text, _ = run(capsys, *arguments)
    assert status == 1  # Feishu has no compressVideo
    assert "Feishu has no compressVideo" in text
    assert sorted(os.listdir(out)) == ["cat (2).jpg", "cat.jpg", "dog.jpg", "logo.jpg"]
    assert Image.open(out / "logo.jpg").format == "JPEG"
    assert (out / "cat (2).jpg").stat().st_size < (album / "trip" / "cat.jpg").stat().st_size
    assert "4 of 5 files" in text
    assert before == {p: p.read_bytes() for p in album.rglob("*.*")}
    status, text, _ = run(capsys, *arguments)
    assert "exists; --force replaces it" in text
    status, text, _ = run(capsys, *arguments, "--force", "--format", "json")
    assert [row.get("error", "") for row in json.loads(text)].count("") == 4
    assert len(os.listdir(out)) == 4


def test_compress_never_touches_its_input(album: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = album / "cat.jpg"
    data = path.read_bytes()
    (album.parent / "link").symlink_to(album)
    for out in (album, album.parent / "link"):
        arguments = ["compress", str(path), "--client", "wx", "--out", str(out), "--force"]
        status, text, _ = run(capsys, *arguments)
        assert status == 2
        assert "is an input" in text
    assert path.read_bytes() == data
    assert sorted(os.listdir(album)) == ["cat.jpg", "dog.jpg", "logo.png", "trip", "walk.mp4"]


def test_names_with_control_characters_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\x1b[31m.jpg").write_bytes(made.picture("jpeg"))
    for arguments in (["info"], ["compress", "--client", "wx", "--out", str(tmp_path / "out")]):
        status, out, _ = run(capsys, *arguments, str(tmp_path / "in"))
        assert status == 0
        assert "\\x1b[31m" in out
        assert "\x1b" not in out


def test_exit_statuses(album: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, gone = str(album / "cat.jpg"), str(album / "none.jpg")
    small = ["compress", "--client", "wx", "--force", "--out", str(tmp_path / "o")]
    for command in (["info"], ["info", "--format", "jsonl"], small):
        found = [run(capsys, *command, *files)[0] for files in ([good], [good, gone], [gone])]
        assert found == [0, 1, 2], command


def test_compress_numbers_equal_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["a/cat.jpg", "b/cat.jpg", "c/cat (2).jpg", "c/cat.png"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(made.picture("png" if name.endswith("png") else "jpeg"))
    files = [str(tmp_path / name) for name in [*names, names[0]]]
    status, _, _ = run(
        capsys, "compress", *files, "--client", "tt/ios", "--out", str(tmp_path / "o")
    )
    assert status == 0
    found = sorted(path.name for path in (tmp_path / "o").iterdir())
    assert found == ["cat (2).jpg", "cat (3).jpg", "cat (4).jpg", "cat.jpg"]


@pytest.mark.parametrize(
    ("name", "content", "client", "wanted"),
    [
        ("IMG_1.HEIC", "jpeg", "tt/ios", "IMG_1.jpg"),
        ("IMG_1.HEIC", "jpeg", "wx", "IMG_1.jpg"),
        ("shot.png", "jpeg", "wx", "shot.jpg"),
        ("shot.png", "jpeg", "my", "shot.jpg"),
        ("shot.JPG", "jpeg", "wx", "shot.JPG"),
        ("shot.jfif", "jpeg", "wx", "shot.jfif"),
        ("shot.jpg", "png", "wx", "shot.png"),
        ("shot.jpg", "webp", "my", "shot.webp"),
        ("shot", "gif", "wx", "shot.gif"),
        ("shot.tiff", "tiff", "wx", "shot.tiff"),
        ("shot.tiff", "tiff", "tt/ios", "shot.jpg"),
        ("a.b.heic", "png", "tt/ios", "a.b.jpg"),
    ],
)
def test_compress_names_by_content(
    name: str, content: str, client: str, wanted: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / name).write_bytes(made.picture(content))
    arguments = ["compress", str(tmp_path / name), "--client", client, "--out"]
    assert run(capsys, *arguments, str(tmp_path / "o"))[0] == 0
    assert os.listdir(tmp_path / "o") == [wanted]


def test_compress_keeps_all_that_end_in_one_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Suffix and case apart, names may be the same: none is lost, on no file system."""
    for name in ("a.heic", "a.jpg", "a.png", "A.jpeg"):
        content = "png" if name.endswith("png") else "jpeg"
        (tmp_path / name).write_bytes(made.picture(content))
    for force in ([], ["--force"]):
        arguments = ["compress", str(tmp_path), "--client", "tt/ios", *force, "--out"]
        out = tmp_path.parent / f"{tmp_path.name}-out{len(force)}"
        assert run(capsys, *arguments, str(out))[0] == 0
        found = sorted(name.casefold() for name in os.listdir(out))
        assert found == ["a (2).jpg", "a (3).jpg", "a (4).jpg", "a.jpeg"]


def test_info_of_camera_raw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.raf").write_bytes(b"FUJIFILMCCD-RAW 0201" + bytes(64))
    status, out, _ = run(capsys, "info", str(tmp_path / "a.raf"), "--format", "json")
    assert status == 2
    (row,) = json.loads(out)
    assert (row["format"], row["kind"]) == ("raf", "format_unsupported")
    assert "camera RAW (raf)" in row["error"]
    assert "width" not in row
    assert "raf" in run(capsys, "info", str(tmp_path / "a.raf"))[1]


def test_info_of_an_orientation_that_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.tif").write_bytes(still.tiff(0, xmp=still.xmp(6)))
    status, out, _ = run(capsys, "info", str(tmp_path / "a.tif"), "--format", "json")
    assert status == 0
    (row,) = json.loads(out)
    assert (row["orientation"], row["unread_orientation"]) == (1, 6)
    arguments = ["compress", str(tmp_path), "--client", "tt/ios", "--out", str(tmp_path / "o")]
    assert "a.tif: MG607: " in run(capsys, *arguments)[2]


def test_compress_resizes(album: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "o")
    run(
        capsys,
        "compress",
        str(album / "dog.jpg"),
        "--client",
        "wx",
        "--max-width",
        "60",
        "--out",
        out,
    )
    assert Image.open(tmp_path / "o" / "dog.jpg").size == (60, 80)


def test_compress_says_which_files_could_not_be_resized(
    album: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(album / "dog.jpg"), str(album / "logo.png")]
    arguments = ["--client", "wx", "--max-width", "60", "--out", str(tmp_path / "o")]
    status, _, err = run(capsys, "compress", *files, *arguments)
    assert status == 0
    assert err == (
        f"{files[1]}: MG606: PNG pictures come back as they are: no size can be asked for\n"
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--client", "tt/ios", "--quality", "0"], "tt/ios takes 1 to 100, got 0"),
        (["--client", "wx@2.0.0"], "has no compressImage"),
        (["--client", "xx"], "unknown vendor 'xx'"),
        ([], "missing option '--client'"),
        (["--client", "wx", "--width", "0"], "--width"),
    ],
)
def test_compress_refuses(
    more: list[str], words: str, album: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(album.parent / "out")
    status, text, err = run(capsys, "compress", str(album / "cat.jpg"), "--out", out, *more)
    assert (status, text) == (2, "")
    assert words in err
    assert not os.path.exists(out)


def test_compress_video(album: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("av")
    arguments = ["--client", "wx", "--video-quality", "low", "--out", str(tmp_path / "o")]
    status, _, _ = run(capsys, "compress", str(album / "walk.mp4"), *arguments)
    assert status == 0
    _, out, _ = run(capsys, "info", str(tmp_path / "o" / "walk.mp4"), "--format", "jsonl")
    assert json.loads(out)["orientation"] == 6


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("client", "text", "options", "count"),
    [
        ("wx", "album\no\n1 dog.jpg\n", "{}", 2),
        ("my", "album\ny\n9\n1 2\n2\n", "{}", 1),
        ("tt/pc", "1\n", '{"count": 3}', 1),
        ("wx", "camera\np\n", "{}", 1),
    ],
)
def test_choose(
    client: str, text: str, options: str, count: int, album: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    typed(monkeypatch, text)
    out_folder = tmp_path / "picked"
    arguments = ["choose", str(album), "--client", client, "--options", options]
    status, out, err = run(capsys, *arguments, "--out", str(out_folder))
    assert status == 0
    reply: Any = json.loads(out)
    # Alipay calls every picture .image: a copy has a suffix that other programs know.
    stems = [p.rpartition("/")[2].partition(".")[0] for p in reply["tempFilePaths"]]
    copies = [next(out_folder.glob(f"{stem}.*")) for stem in stems]
    assert all(copy.suffix in (".jpg", ".png") for copy in copies)
    sizes = [copy.stat().st_size for copy in copies]
    assert sizes == [file["size"] for file in reply["tempFiles"]]
    assert len(sizes) == count
    assert "wrote" in err


def test_choose_replaces_nothing(
    album: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["choose", str(album), "--client", "tt/pc", "--out", str(tmp_path / "picked")]
    typed(monkeypatch, "1\n")
    assert run(capsys, *arguments)[0] == 0
    before = {path: path.read_bytes() for path in (tmp_path / "picked").iterdir()}
    typed(monkeypatch, "1\n")
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert "exists already; choose another --out" in err
    assert {path: path.read_bytes() for path in (tmp_path / "picked").iterdir()} == before


def test_choose_by_a_name_with_spaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("my cat.jpg", "my dog.jpg"):
        (tmp_path / name).write_bytes(made.picture("jpeg"))
    for text, count in (("my cat.jpg\n", 1), ('"my cat.jpg" 2\n', 2)):
        typed(monkeypatch, text)
        status, out, _ = run(capsys, "choose", str(tmp_path), "--client", "tt/pc")
        assert (status, len(json.loads(out)["tempFilePaths"])) == (0, count)


def test_choose_at_the_camera_shows_no_album(
    album: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "camera\n1\np\n")
    status, _, err = run(capsys, "choose", str(album), "--client", "wx")
    assert (status, "cat.jpg" in err, "that is not on offer" in err) == (0, False, True)


def test_choose_cancelled(
    album: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "album\nnever\n")
    status, out, _ = run(capsys, "choose", str(album), "--client", "my/android")
    assert (status, json.loads(out)["error"]) == (1, 2003)
    status, _, err = run(capsys, "choose", str(album), "--client", "my", "--options", "[]")
    assert status == 2
    assert "expected an object" in err


@pytest.mark.parametrize("name", ["info", "compress", "choose", "scenario"])
def test_help_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, name, "--help")
    assert status == 0
    assert f"mediaglot {name}" in out.partition("Examples:")[2]
