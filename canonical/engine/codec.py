"""Picture compression: decode, turn, resize, flatten and encode, by rules given as data.

Pillow does the pixels, tuned in two ways that were measured: its block cache is kept (it frees
its 16 MB blocks otherwise), and it writes to a real file (writing to memory holds the interpreter
lock during the encoding). `subsampling="4:2:0"` with `optimize` reproduces Android's own encoder
(Skia) byte for byte but for its ICC segment.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..values import Value
from ..vocabulary import ORIENTATION_WORDS
from .decoding import MAX_PIXELS, PILLOW_NAMES, Raster, decoded, pillow
from .exif import HEADER, TURNS, with_orientation
from .faults import NO_ROOM, MediaError, cause, unsupported
from .heads import read_image_head
from .image_head import ImageHead

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

MAX_SIDE = 65_500
"""Largest side of a JPEG that libjpeg writes."""
MAX_EXIF = 65_533 - 6


Remark = tuple[str, str]
"""Code of a rule, and in words what it is about."""


@frozen(eq=False, repr=False)
class CompressRule(Value):
    """How a client compresses a picture.

    `accepts`: formats that are compressed, None for all. `otherwise`: what happens to the rest
    (`unchanged`, `jpeg`, `fail`). `output`: `jpeg`, or `same` to keep the format where it can be
    written. `orientation`: `keep` copies Exif and leaves the pixels, `apply` turns them.
    `subsampling`: `4:4:4`, `4:2:2` or `4:2:0`. `background`: the colour under transparency.
    """

    accepts: frozenset[str] | None = frozenset({"jpeg"})
    otherwise: str = "unchanged"
    output: str = "jpeg"
    orientation: str = "keep"
    icc: bool = True
    exif: bool = True
    subsampling: str = "4:2:0"
    optimize: bool = True
    background: str = "white"
    max_side: int = 0


@frozen(eq=False, repr=False)
class Resize(Value):
    """Wanted size of the output in pixels; 0 leaves a side free.

    `width` and `height`: exact, one alone keeps the ratio. `max_width` and `max_height`: a box the
    picture is shrunk into, never enlarged.
    """

    width: int = 0
    height: int = 0
    max_width: int = 0
    max_height: int = 0

    def size_of(self, width: int, height: int) -> tuple[int, int]:
        """The output size of a picture of `width` x `height`."""
        if self.width and self.height:
            return self.width, self.height
        if self.width:
            return self.width, max(1, round(height * self.width / width))
        if self.height:
            return max(1, round(width * self.height / height)), self.height
        scale = min(
            1.0,
            self.max_width / width if self.max_width else 1.0,
            self.max_height / height if self.max_height else 1.0,
        )
        return max(1, round(width * scale)), max(1, round(height * scale))


def output_format(head: ImageHead, rule: CompressRule) -> str | None:
    """The format `rule` gives a picture; None when it comes back unchanged. Raises MediaError."""
    accepted = rule.accepts is None or head.format in rule.accepts
    if not accepted:
        if rule.otherwise == "unchanged":
            return None
        if rule.otherwise == "fail":
            raise unsupported(f"only {', '.join(sorted(rule.accepts or ()))} can be compressed")
        return "jpeg"
    if rule.output == "same" and head.format in ("jpeg", "png", "webp", "avif"):
        return head.format
    return None if rule.output == "same" and head.format == "gif" else "jpeg"


def remarks(head: ImageHead, rule: CompressRule, resize: Resize | None = None) -> list[Remark]:
    """What compressing a picture with this head does not do, as rules and words."""
    result: list[Remark] = []
    name = output_format(head, rule)
    if name is None and resize not in (None, Resize()):
        shown = head.format.upper()
        text = f"{shown} pictures come back as they are: no size can be asked for"
        result.append(("MG606", text))
    if name is not None and head.elsewhere is not None:
        result.append(("MG607", unread(head.elsewhere)))
    if name is not None and head.animated:
        result.append(("MG608", "the picture is animated: only its first frame comes out"))
    if name is not None and head.paged:
        result.append(("MG608", "the picture has several pages: only the first comes out"))
    return result


def unread(orientation: int) -> str:
    """In words, that an orientation stands where no client is known to look for it."""
    word = ORIENTATION_WORDS[orientation]
    return (
        f"XMP or a text states orientation {orientation} ({word}), which no client is known to read"
    )


def compress_image(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    quality: int,
    rule: CompressRule | None = None,
    resize: Resize | None = None,
    quick: bool = False,
) -> ImageHead:
    """Compress the picture at `source` into a new file at `target`; the head of the output.

    `quality`: 0 to 100, for formats that lose data. `quick`: a JPEG that is made smaller is decoded
    as small as it may be, which is several times as fast and a little softer. The target must not
    exist; nothing is left of it when this fails. Raises MediaError: file_not_found,
    format_unsupported, load_failed, compress_failed, storage_full.
    """
    rule = rule or CompressRule()
    resize = resize or Resize()
    head = read_image_head(source)
    name = output_format(head, rule)
    if rule.max_side and not (resize.width or resize.height):
        resize = Resize(max_width=rule.max_side, max_height=rule.max_side)
    if name is None:
        _create(target, lambda out: _copy(source, out))
        return head
    stored = (head.width, head.height)
    wanted = _wanted(stored, head.orientation if rule.orientation == "apply" else 1, resize)
    _refuse_bombs(*stored, wanted, name)
    most = 2 * max(wanted)  # twice the wanted size loses no quality
    turned = rule.orientation == "apply" and head.orientation >= 5
    across, down = wanted
    small = (down, across) if turned else wanted
    least = small if quick else (most, most)
    with decoded(source, head, least) as raster:
        _encode(raster, target, quality, rule, name, resize)
    return read_image_head(target)


def write_png(source: str | os.PathLike[str], target: Path) -> None:
    """The pixels of a picture of the engine's own as a PNG in a new file."""
    with pillow().open(source) as picture, target.open("xb") as out:
        picture.save(out, "PNG")


def _encode(
    raster: Raster,
    target: str | os.PathLike[str],
    quality: int,
    rule: CompressRule,
    name: str,
    resize: Resize,
) -> None:
    try:
        ready, options = _prepared(raster, rule, name, resize)
        if name != "png":
            options["quality"] = max(1, min(100, quality))
        _create(target, lambda out: ready.save(out, PILLOW_NAMES[name][0], **options))
    except MediaError:
        raise
    except Exception as error:  # noqa: BLE001  (what an encoder raises is not one family)
        raise MediaError(
            "compress_failed", f"the picture cannot be encoded: {cause(error, target)}"
        ) from None


def _refuse_bombs(width: int, height: int, wanted: tuple[int, int], name: str) -> None:
    for across, down in ((width, height), wanted):
        if across * down > MAX_PIXELS:
            raise MediaError(
                "compress_failed",
                f"the picture of {across} x {down} is larger than {MAX_PIXELS} pixels",
                detail="too_large",
            )
    if name == "jpeg" and max(wanted) > MAX_SIDE:
        raise MediaError("compress_failed", f"a JPEG side is at most {MAX_SIDE} pixels")


def _create(target: str | os.PathLike[str], write: Any) -> None:
    try:
        with open(target, "xb") as out:
            write(out)
    except BaseException as error:
        if not isinstance(error, FileExistsError):
            with_no_trace(target)
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise MediaError("storage_full", "there is no room for the output") from None
        raise


def with_no_trace(path: str | os.PathLike[str]) -> None:
    """Remove a file that may or may not be there."""
    try:
        os.unlink(path)
    except OSError:
        return


def _copy(source: str | os.PathLike[str], out: Any) -> None:
    with open(source, "rb") as stream:
        shutil.copyfileobj(stream, out, 1 << 20)


def _prepared(
    raster: Raster, rule: CompressRule, name: str, resize: Resize
) -> tuple[Image.Image, dict[str, Any]]:
    """The picture as it goes to the encoder, and the encoder's options."""
    picture, orientation, icc = raster.picture, raster.orientation, raster.icc
    turns = rule.orientation == "apply" and orientation != 1
    size = _wanted(raster.size, orientation if turns else 1, resize)
    if turns and orientation >= 5:
        size = (size[1], size[0])
    if picture.mode == "CMYK":
        icc = None  # a CMYK profile does not fit the RGB it becomes
    ready = flattened(picture, rule.background) if name == "jpeg" else _writable(picture)
    if ready.size != size:
        ready = ready.resize(size, pillow().Resampling.LANCZOS, reducing_gap=2.0)
    if turns:
        from PIL import ImageOps

        clockwise, mirrored = TURNS[orientation]
        ready = ImageOps.mirror(ready) if mirrored else ready
        ready = ready.rotate(-clockwise, expand=True) if clockwise else ready
        orientation = 1
    options: dict[str, Any] = {}
    if name == "jpeg":
        options = {"subsampling": rule.subsampling, "optimize": rule.optimize}
    elif name == "png":
        options = {"optimize": rule.optimize}
    if icc and rule.icc:
        options["icc_profile"] = icc
    block = _exif_block(raster.exif if rule.exif else None, orientation, name)
    if block:
        options["exif"] = block
    return ready, options


def _wanted(size: tuple[int, int], orientation: int, resize: Resize) -> tuple[int, int]:
    """The output size of a picture that is stored as `size` and turned by `orientation`."""
    return resize.size_of(*(size[::-1] if orientation >= 5 else size))


def _exif_block(exif: bytes | None, orientation: int, name: str) -> bytes | None:
    """The Exif block of the output, in the form of its format; None where nothing is said.

    A JPEG keeps it in one segment of 64 kB: what is larger than that is left behind.
    """
    block = with_orientation(exif, orientation)
    if block is not None and name == "jpeg" and len(block) > MAX_EXIF:
        block = with_orientation(None, orientation)
    if block is None:
        return None
    return HEADER + block if name == "jpeg" else block


def flattened(picture: Image.Image, background: str = "white") -> Image.Image:
    """The picture in a mode that JPEG stores, with transparency laid on `background`."""
    picture = _eight_bits(picture)
    if picture.mode in ("RGB", "L"):
        return picture if "transparency" not in picture.info else _on(picture, background)
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        return _on(picture, background)
    if picture.mode == "1":
        return picture.convert("L")
    return picture.convert("RGB")


def _on(picture: Image.Image, background: str) -> Image.Image:
    clear = picture.convert("RGBA")
    under = pillow().new("RGB", clear.size, background)
    under.paste(clear, mask=clear.getchannel("A"))
    return under  # type: ignore[no-any-return]


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A picture of sixteen bits a pixel in eight. Pillow's own conversion makes all but the
    darkest of them white."""
    if picture.mode != "I" and not picture.mode.startswith("I;16"):
        return picture
    made = picture.convert("I").point([v // 256 for v in range(65536)], "L")
    clear = picture.info.get("transparency")
    if isinstance(clear, int):
        made.info["transparency"] = clear // 256
    return made


def _writable(picture: Image.Image) -> Image.Image:
    picture = _eight_bits(picture)
    return picture if picture.mode in ("RGB", "RGBA", "L", "LA", "P") else picture.convert("RGBA")
