"""Compression: rules as data, orientation, profiles, transparency, hostile input, no trace left."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import media_files as made
import pytest
from attrs import evolve
from mediaglot.canonical.engine import decoding
from mediaglot.canonical.engine.codec import CompressRule, Resize, compress_image, flattened
from mediaglot.canonical.engine.faults import ExtraMissing, MediaError
from mediaglot.canonical.engine.heads import read_image_head
from PIL import Image, ImageCms, ImageOps

ANY = CompressRule(accepts=None)
TURNED = CompressRule(accepts=None, orientation="apply")


@pytest.fixture
def place(tmp_path: Path) -> Any:
    def put(data: bytes, name: str = "in") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return put


def squeeze(source: Path, quality: int = 60, **options: Any) -> tuple[Image.Image, bytes]:
    target = source.with_name("out")
    target.unlink(missing_ok=True)
    head = compress_image(source, target, quality=quality, **options)
    data = target.read_bytes()
    picture = Image.open(io.BytesIO(data))
    assert (head.width, head.height) == picture.size
    return picture, data


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "gif", "bmp", "tiff", "avif"])
def test_anything_becomes_jpeg_where_the_rule_says_so(name: str, place: Any) -> None:
    picture, _ = squeeze(place(made.picture(name, 1, 64, 48)), rule=ANY)
    assert (picture.format, picture.size) == ("JPEG", (64, 48))


@pytest.mark.parametrize("name", ["png", "webp", "gif"])
def test_the_rest_comes_back_unchanged(name: str, place: Any) -> None:
    data = made.picture(name)
    assert squeeze(place(data))[1] == data
    with pytest.raises(MediaError, match="only jpeg") as caught:
        squeeze(place(data), rule=CompressRule(otherwise="fail"))
    assert caught.value.kind == "format_unsupported"
    assert squeeze(place(data), rule=CompressRule(otherwise="jpeg"))[0].format == "JPEG"


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif"])
def test_same_format_out(name: str, place: Any) -> None:
    rule = CompressRule(accepts=None, output="same")
    picture, _ = squeeze(place(made.picture(name, 6)), rule=rule)
    assert picture.format == name.upper()
    assert read_image_head(place(b"").with_name("out")).orientation == 6


def test_as_androids_encoder(place: Any) -> None:
    """4:2:0 with optimised tables: what Pillow writes with the same settings, byte for byte."""
    source = place(made.noise())
    _, data = squeeze(source, 80)
    wanted = io.BytesIO()
    with Image.open(source) as picture:
        picture.save(wanted, "JPEG", quality=80, subsampling=2, optimize=True)
    assert data == wanted.getvalue()


def test_quality_orders_sizes_and_zero_is_the_worst(place: Any) -> None:
    source = place(made.noise())
    sizes = [len(squeeze(source, quality)[1]) for quality in (0, 1, 30, 60, 90, 100)]
    assert sizes[0] == sizes[1]
    assert sizes[1:] == sorted(sizes[1:])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_kept_or_applied(orientation: int, place: Any) -> None:
    source = place(made.picture("jpeg", orientation))
    kept, _ = squeeze(source, 90)
    assert (kept.size, kept.getexif().get(0x0112)) == ((64, 48), orientation)
    turned, _ = squeeze(source, 90, rule=TURNED)
    assert turned.size == ((48, 64) if orientation >= 5 else (64, 48))
    assert turned.getexif().get(0x0112, 1) == 1
    from PIL import ImageOps

    wanted = ImageOps.exif_transpose(Image.open(source)).convert("RGB")
    for corner in ((2, 2), (wanted.width - 3, 2), (2, wanted.height - 3)):
        assert turned.getpixel(corner) == pytest.approx(wanted.getpixel(corner), abs=10)


def test_other_exif_tags_stay(place: Any) -> None:
    out = io.BytesIO()
    made.scene().save(out, "JPEG", exif=made.exif_block(6, make="maker", model="model"))
    for rule in (CompressRule(), TURNED):
        exif = squeeze(place(out.getvalue()), rule=rule)[0].getexif()
        assert (exif[0x010F], exif[0x0110]) == ("maker", "model")
    assert (
        not squeeze(place(out.getvalue()), rule=CompressRule(exif=False))[0].getexif().get(0x010F)
    )


def test_colour_profile_stays(place: Any) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    made.scene().save(out, "JPEG", icc_profile=profile)
    source = place(out.getvalue())
    assert squeeze(source)[0].info["icc_profile"] == profile
    assert "icc_profile" not in squeeze(source, rule=CompressRule(icc=False))[0].info


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P", "1", "I;16", "CMYK", "L", "YCbCr"])
def test_every_mode_is_made_fit_for_jpeg(mode: str) -> None:
    if mode == "I;16":
        picture = Image.new("I;16", (8, 8), 0x8000)
    elif mode == "PA":
        picture = made.scene().convert("P").convert("PA")
    else:
        picture = made.scene().convert(mode)
    assert flattened(picture).mode in ("RGB", "L")


@pytest.mark.parametrize("output", ["jpeg", "same"])
@pytest.mark.parametrize("clear", [None, 0])
def test_sixteen_bits_a_pixel_become_the_eight_that_look_the_same(
    output: str, clear: int | None, place: Any
) -> None:
    """A ramp of greys from black to white, its first value transparent where it says so."""
    ramp = Image.new("I;16", (256, 8))
    ramp.putdata([x * 257 for _ in range(8) for x in range(256)])
    out = io.BytesIO()
    ramp.save(out, "PNG", **({} if clear is None else {"transparency": clear}))
    rule = CompressRule(None, output=output)
    picture, _ = squeeze(place(out.getvalue()), 100, rule=rule, resize=Resize(width=255))
    plain = picture.convert("RGBA")
    for x in (40, 128, 200, 250):
        assert plain.getpixel((x, 4)) == pytest.approx((x, x, x, 255), abs=3)
    first = plain.getpixel((0, 4))
    assert isinstance(first, tuple)
    if output == "same":
        assert first[3] == (255 if clear is None else 0)


def test_transparency_falls_on_the_background(place: Any) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (16, 16), (255, 0, 0, 0)).save(out, "PNG")
    for colour, pixel in (("white", (255, 255, 255)), ("black", (0, 0, 0))):
        picture, _ = squeeze(place(out.getvalue()), 95, rule=CompressRule(None, background=colour))
        assert picture.getpixel((8, 8)) == pytest.approx(pixel, abs=2)


def test_cmyk_loses_its_profile(place: Any) -> None:
    out = io.BytesIO()
    made.scene().convert("CMYK").save(out, "JPEG", icc_profile=b"cmyk profile" * 20)
    picture, _ = squeeze(place(out.getvalue()))
    assert picture.mode == "RGB"
    assert "icc_profile" not in picture.info


@pytest.mark.parametrize(
    ("resize", "size"),
    [
        (Resize(width=100), (100, 75)),
        (Resize(height=30), (40, 30)),
        (Resize(width=33, height=99), (33, 99)),
        (Resize(max_width=100), (100, 75)),
        (Resize(max_width=1000), (320, 240)),
        (Resize(max_width=100, max_height=30), (40, 30)),
        (Resize(width=640), (640, 480)),
    ],
)
def test_resize(resize: Resize, size: tuple[int, int], place: Any) -> None:
    assert squeeze(place(made.noise(320, 240)), resize=resize)[0].size == size


def test_resize_of_a_turned_picture_is_of_what_is_seen(place: Any) -> None:
    source = place(made.picture("jpeg", 6, 320, 240))
    assert squeeze(source, rule=TURNED, resize=Resize(width=120))[0].size == (120, 160)
    assert squeeze(source, resize=Resize(width=120))[0].size == (120, 90)


def test_bombs_are_refused_before_they_are_decoded(place: Any) -> None:
    source = place(made.huge_png())
    with pytest.raises(MediaError, match="larger than") as caught:
        squeeze(source, rule=ANY)
    assert caught.value.kind == "compress_failed"
    with pytest.raises(MediaError, match="larger than"):
        squeeze(place(made.noise()), resize=Resize(width=100_000))
    with pytest.raises(MediaError, match="at most"):
        squeeze(place(made.picture("jpeg", None, 8, 8)), resize=Resize(width=66_000, height=1))


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_cut_files_fail_and_leave_nothing(name: str, tmp_path: Path) -> None:
    data = made.picture(name, 6, 64, 48)
    source, target = tmp_path / "in", tmp_path / "out"
    for end in range(0, len(data) - 20, max(1, len(data) // 40)):
        source.write_bytes(data[:end])
        with pytest.raises(MediaError):
            compress_image(source, target, quality=60, rule=ANY)
        assert os.listdir(tmp_path) == ["in"]


def test_what_is_said_of_a_jpeg_that_pillow_does_not_open(place: Any) -> None:
    """A JPEG of twelve bits a sample, which has a head and no decoder."""
    data = made.picture("jpeg", None, 64, 48)
    at = data.index(b"\xff\xc0") + 4
    with pytest.raises(MediaError, match="decoded: its content is not what its head says"):
        squeeze(place(data[:at] + b"\x0c" + data[at + 1 :]), rule=ANY)


def test_the_target_is_never_overwritten(place: Any) -> None:
    source = place(made.noise())
    target = place(b"precious", "out")
    with pytest.raises(MediaError):
        compress_image(source, target, quality=60)
    assert target.read_bytes() == b"precious"


def test_no_room(place: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    source = place(made.noise())
    monkeypatch.setattr(Image.Image, "save", full)
    with pytest.raises(MediaError) as caught:
        compress_image(source, tmp_path / "out", quality=60)
    assert caught.value.kind == "storage_full"
    assert not (tmp_path / "out").exists()


def test_heic_without_its_library(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pi_heif", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'mediaglot\[heif\]'"):
        squeeze(place(made.heic(64, 48, irot=3)), rule=ANY)


def test_broken_heic(place: Any) -> None:
    pytest.importorskip("pi_heif")
    with pytest.raises(MediaError, match="decoded"):
        squeeze(place(made.heic(64, 48, irot=3)), rule=ANY)


def test_threads_give_the_same_bytes(tmp_path: Path) -> None:
    sources = []
    for number in range(6):
        path = tmp_path / f"in{number}"
        path.write_bytes(made.picture("jpeg", number + 1, 200, 150))
        sources.append(path)

    def work(path: Path, suffix: str) -> bytes:
        target = path.with_suffix(suffix)
        compress_image(path, target, quality=50)
        return target.read_bytes()

    alone = [work(path, ".a") for path in sources]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda path: work(path, ".b"), sources)) == alone


def test_blocks_are_kept_unless_the_user_says_otherwise() -> None:
    decoding.pillow()
    if "PILLOW_BLOCKS_MAX" not in os.environ:
        assert Image.core.get_blocks_max() == 16  # type: ignore[attr-defined]


# Video -----------------------------------------------------------------------------------------


@pytest.fixture
def video() -> Any:
    pytest.importorskip("av")
    from mediaglot.canonical.engine import video_codec

    return video_codec


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_transcoding_keeps_the_rotation(video: Any, rotation: int, place: Any) -> None:
    source = place(made.clip(64, 48, 1.0, rotation), "in.mp4")
    rule = video.VideoRule(share=0.5, scale=0.5, frame_rate=5)
    head = video.compress_video(source, source.with_name("out.mp4"), rule)
    assert (head.width, head.height, head.rotation) == (32, 24, rotation)
    assert head.duration == pytest.approx(1.0, abs=0.15)
    assert head.frame_rate == pytest.approx(5, abs=0.6)
    still = video.first_frame(source.with_name("out.mp4"))
    assert still.size == ((24, 32) if rotation in (90, 270) else (32, 24))


def test_transcoding_keeps_a_rate_that_is_no_whole_number(video: Any, tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    rate = Fraction(30_000, 1001)
    with av.open(str(tmp_path / "in.mp4"), "w") as out:
        stream = out.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(30):
            out.mux(stream.encode(av.VideoFrame.from_image(made.scene())))
        out.mux(stream.encode(None))
    for most, wanted in ((None, rate), (30, rate), (29, rate / 2), (15, rate / 2), (10, rate / 3)):
        target = tmp_path / f"{most}.mp4"
        video.compress_video(tmp_path / "in.mp4", target, video.VideoRule(frame_rate=most))
        with av.open(str(target)) as opened:
            assert opened.streams.video[0].average_rate == wanted, most


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_mirrored_video_shows_its_first_frame_mirrored(
    video: Any, rotation: int, place: Any
) -> None:
    source = place(made.clip(64, 48, 1.0, 0), "in.mp4")
    head = video.read_video_head(source)
    mirrored = evolve(head, rotation=rotation, mirrored=True)
    plain = video.first_frame(source)
    video.state_rotation(source, mirrored)
    assert video.read_video_head(source).mirrored
    wanted = ImageOps.mirror(plain).rotate(-rotation, expand=True)
    assert video.first_frame(source).tobytes() == wanted.tobytes()


def test_of_several_pictures_tracks_the_first_is_shown(video: Any, tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    file = tmp_path / "two.mp4"
    with av.open(str(file), "w") as out:
        streams = [out.add_stream("mpeg4", rate=10) for _ in range(2)]
        for stream in streams:
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for stream, colour in zip(streams, ("red", "blue"), strict=True):
            out.mux(stream.encode(av.VideoFrame.from_image(Image.new("RGB", (64, 48), colour))))
            out.mux(stream.encode(None))
    red, _, blue = video.first_frame(file).getpixel((32, 24))
    assert red > 200 > 100 > blue


@pytest.mark.parametrize("sides", [(1, decoding.MAX_PIXELS + 1), (decoding.MAX_PIXELS // 2, 3)])
def test_what_is_made_is_no_larger_than_what_is_read(sides: tuple[int, int], place: Any) -> None:
    source = place(made.picture("png"))
    with pytest.raises(MediaError, match="is larger than") as caught:
        compress_image(source, source.with_name("out"), quality=80, rule=ANY, resize=Resize(*sides))
    assert (caught.value.kind, caught.value.detail) == ("compress_failed", "too_large")


def test_the_same_video_twice_is_the_same(video: Any, place: Any) -> None:
    source = place(made.clip(), "in.mp4")
    outs = []
    for name in ("a.mp4", "b.mp4"):
        video.compress_video(source, source.with_name(name), video.VideoRule(share=0.5))
        outs.append(source.with_name(name).read_bytes())
    assert outs[0] == outs[1]


def test_a_video_that_cannot_be_decoded(video: Any, place: Any) -> None:
    source = place(made.mp4(), "in.mp4")
    with pytest.raises(MediaError):
        video.compress_video(source, source.with_name("out.mp4"), video.VideoRule())
    assert not source.with_name("out.mp4").exists()


def test_without_the_library(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediaglot.canonical.engine import video_codec

    monkeypatch.setitem(__import__("sys").modules, "av", None)
    source = place(made.mp4(), "in.mp4")
    with pytest.raises(ExtraMissing, match=r"mediaglot\[video\]"):
        video_codec.compress_video(source, source.with_name("o"), video_codec.VideoRule())


@pytest.mark.parametrize("irot", range(4))
def test_heic_pixels_come_out_upright(irot: int, place: Any) -> None:
    pytest.importorskip("pi_heif")
    pytest.importorskip("av")
    try:
        data = made.real_heic(irot=irot)
    except Exception as error:  # noqa: BLE001
        pytest.skip(f"no HEVC encoder: {error}")
    head = read_image_head(data)
    assert (head.width, head.height, head.orientation) == (64, 48, [1, 8, 3, 6][irot])
    for rule in (ANY, TURNED):
        picture, _ = squeeze(place(data), 95, rule=rule)
        assert picture.getexif().get(0x0112, 1) == 1
        wanted = made.scene().rotate(90 * irot, expand=True)
        assert picture.size == wanted.size
        corner = picture.getpixel((3, 3))
        assert corner == pytest.approx(wanted.getpixel((3, 3)), abs=30)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_avif_keeps_its_turn(orientation: int, place: Any) -> None:
    kept, _ = squeeze(place(made.picture("avif", orientation)), 90, rule=ANY)
    assert (kept.size, kept.getexif().get(0x0112, 1)) == ((64, 48), orientation)
    turned, _ = squeeze(place(made.picture("avif", orientation)), 90, rule=TURNED)
    assert turned.size == ((48, 64) if orientation >= 5 else (64, 48))


@pytest.mark.parametrize("irot", [None, 0, 3])
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_heic_with_exif(irot: int | None, orientation: int, place: Any) -> None:
    pytest.importorskip("pi_heif")
    pytest.importorskip("av")
    try:
        data = made.real_heic(irot=irot, exif=orientation)
    except Exception as error:  # noqa: BLE001
        pytest.skip(f"no HEVC encoder: {error}")
    # irot wins where it is there; the Exif orientation counts where nothing else tells.
    wanted = orientation if irot is None else {0: 1, 3: 6}[irot]
    assert read_image_head(data).orientation == wanted
    kept, _ = squeeze(place(data), 90, rule=ANY)
    if irot is None:
        assert (kept.size, kept.getexif().get(0x0112, 1)) == ((64, 48), orientation)
    else:
        assert kept.getexif().get(0x0112, 1) == 1
    turned, _ = squeeze(place(data), 90, rule=TURNED)
    assert turned.size == ((48, 64) if wanted >= 5 else (64, 48))
    upright = made.scene().rotate({1: 0, 3: 180, 6: -90}[wanted], expand=True)
    assert turned.getpixel((3, 3)) == pytest.approx(upright.getpixel((3, 3)), abs=30)
