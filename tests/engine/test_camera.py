"""The camera: what its stills and videos are, and say of themselves; generated pictures."""

from __future__ import annotations

import io
from pathlib import Path

import media_files as made
import pytest
from mediaglot.canonical.engine import camera
from mediaglot.canonical.engine.camera import BACK, FRONT, Camera, Lens
from mediaglot.canonical.engine.decoding import MAX_PIXELS
from mediaglot.canonical.engine.samples import FORMATS, frames, sample_picture
from mediaglot.canonical.engine.video_heads import read_video_head
from mediaglot.canonical.errors import InputError
from PIL import Image

NOON = 1_767_268_800.0  # 2026-01-01 12:00:00 UTC


def shot(place: Path, facing: str, **how: object) -> Image.Image:
    target = place / f"{facing}.jpg"
    Camera(**how).shoot(target, facing, NOON)  # type: ignore[arg-type]
    return Image.open(target)


@pytest.mark.parametrize(
    ("facing", "lens", "size"), [("back", BACK, (1600, 1200)), ("front", FRONT, (1280, 960))]
)
def test_a_still_says_who_took_it_and_when_and_how(
    tmp_path: Path, facing: str, lens: Lens, size: tuple[int, int]
) -> None:
    picture = shot(tmp_path, facing)
    assert picture.format == "JPEG"
    assert picture.size == size == (lens.width, lens.height)
    assert dict(picture.getexif()) == {
        0x010F: "mediaglot",
        0x0110: "virtual camera",
        0x0112: 6,
        0x0132: "2026:01:01 12:00:00",
    }
    (tmp_path / f"{facing}.jpg").unlink()
    told = shot(tmp_path, facing, make="Maker", model="M 1").getexif()
    assert (told[0x010F], told[0x0110]) == ("Maker", "M 1")


def test_a_lens_may_be_another(tmp_path: Path) -> None:
    picture = shot(tmp_path, "front", front=Lens(64, 48, 1, (10, 200, 30)))
    assert picture.size == (64, 48)
    assert picture.getexif()[0x0112] == 1
    # colours of a quarter of the pixels alone are kept, so that the file is small
    assert picture.layer[0][1:3] == (2, 2)  # type: ignore[attr-defined]


def test_the_lenses_show_different_colours(tmp_path: Path) -> None:
    front, back = (shot(tmp_path, facing).resize((1, 1)) for facing in ("front", "back"))
    assert front.getpixel((0, 0)) != pytest.approx(back.getpixel((0, 0)), abs=20)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the device has no front camera"):
        shot(tmp_path, "front", front=None)
    with pytest.raises(InputError, match="the camera has no scene 'desk'; none: give camera="):
        Camera().scene("desk")
    with pytest.raises(InputError, match="the camera has no scene 'desc'; did you mean 'desk'"):
        Camera({"desk": tmp_path}).scene("desc")
    assert Camera({"desk": tmp_path}).scene("desk") == tmp_path


@pytest.mark.parametrize(
    ("orientation", "rotation"),
    [(6, 90), (1, 0)],
)
def test_a_video_is_as_long_and_turned_as_it_was_held(
    tmp_path: Path, orientation: int, rotation: int
) -> None:
    pytest.importorskip("av")
    held = Camera(back=Lens(1600, 1200, orientation))
    seconds = held.record(tmp_path / "a.mp4", "back", 2)
    head = read_video_head(tmp_path / "a.mp4")
    assert seconds == head.duration == pytest.approx(2, abs=0.05)
    assert (head.width, head.height, head.rotation) == (640, 480, rotation)
    assert head.frame_rate == pytest.approx(30)


def test_a_video_has_a_frame_at_least_and_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("av")
    monkeypatch.setattr(camera, "MAX_SECONDS", 1)
    small = Camera(video_size=(64, 48))
    assert small.record(tmp_path / "a.mp4", "back", 0) == pytest.approx(1 / 30, abs=0.01)
    assert small.record(tmp_path / "b.mp4", "back", 3) == pytest.approx(1, abs=0.05)
    head = read_video_head(tmp_path / "b.mp4")
    assert (head.width, head.height) == (64, 48)


def test_a_scene_is_given_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "scene.mp4").write_bytes(made.mp4(seconds=5))
    given = Camera({"desk": tmp_path / "scene.mp4"})
    assert given.record(tmp_path / "a.mp4", "back", 1, "desk") == 5
    given.shoot(tmp_path / "b", "back", NOON, "desk")
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b").read_bytes() == made.mp4(seconds=5)


@pytest.mark.parametrize(("width", "bar"), [(32, 2), (64, 2), (320, 10), (5, 2)])
def test_a_generated_frame_is_a_slope_with_a_bar_that_moves(width: int, bar: int) -> None:
    made_ones = list(frames(width, 40, 4, (100, 150, 200)))
    assert {one.size for one in made_ones} == {(width, 40)}
    for number, one in enumerate(made_ones):
        left = number * 3 % (width - bar)
        for y in (0, 20, 39):
            row = [one.getpixel((x, y)) for x in range(width)]
            light = [x for x in range(width) if row[x] == (235, 235, 235)]
            assert light == list(range(left, left + bar))
    column = [made_ones[0].getpixel((width - 1, y)) for y in range(40)]
    assert column == sorted(column)  # from dark to the colour
    assert column[0] < (10, 10, 10)
    assert column[-1] == pytest.approx((100, 150, 200), abs=5)


def test_a_generated_picture_has_a_size_that_can_be_had() -> None:
    for width, height in ((0, 1), (1, 0), (-1, 1), (MAX_PIXELS, 2)):
        with pytest.raises(InputError, match=f"cannot make a picture of {width} x {height}"):
            sample_picture(width, height)
    for orientation in (0, 9):
        with pytest.raises(InputError, match="from 1 to 8"):
            sample_picture(8, 8, orientation=orientation)
    with pytest.raises(InputError, match="cannot make heic pictures; formats: jpeg, png"):
        sample_picture(8, 8, format="heic")
    assert Image.open(io.BytesIO(sample_picture())).size == (1600, 1200)


@pytest.mark.parametrize("format", FORMATS)
def test_a_generated_picture_is_of_its_format(format: str) -> None:  # noqa: A002
    for orientation in (1, 2, 8):
        picture = Image.open(
            io.BytesIO(sample_picture(16, 8, orientation=orientation, format=format))
        )
        assert (picture.format, sorted(picture.size)) == (format.upper(), [8, 16])
        turned = orientation if format not in ("gif", "bmp") else 1
        assert picture.getexif().get(0x0112, 1) == turned


@pytest.mark.parametrize(
    ("width", "height"),
    [(0, 1), (1, 0), (-1, 1), (1, -1), (MAX_PIXELS + 1, 1), (MAX_PIXELS // 2, 3)],
)
def test_no_picture_has_such_a_size(width: int, height: int) -> None:
    with pytest.raises(InputError, match=f"cannot make a picture of {width} x {height}"):
        sample_picture(width, height)


def test_what_is_no_picture_that_can_be_made() -> None:
    assert sample_picture(1, 1, format="png")
    with pytest.raises(InputError, match="cannot make heif pictures; formats: "):
        sample_picture(1, 1, format="heif")
    for orientation in (0, 9):
        with pytest.raises(InputError, match=f"a value from 1 to 8, got {orientation}|1 to 8, got"):
            sample_picture(1, 1, orientation=orientation)
