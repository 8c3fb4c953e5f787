"""Picture compression: decode, turn, resize, flatten and encode, by rules given as data.

Pillow does the pixels, tuned in two ways that were measured: its block cache is kept (it frees
its 16 MB blocks otherwise), and it writes to a real file (writing to memory holds the interpreter
lock during the encoding). `subsampling="4:2:0"` with `optimize` reproduces Android's own encoder
(Skia) byte for byte but for its ICC segment.
"""

from __future__ import annotations

import os
import shutil
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..values import Value
from .faults import NO_ROOM, ExtraMissing, MediaError, broken, cause, unsupported
from .heads import ImageHead, read_image_head

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 178_956_970
"""Largest picture that is decoded, in pixels: twice Pillow's own limit for a warning."""
MAX_SIDE = 65_500
"""Largest side of a JPEG that libjpeg writes."""
MAX_EXIF = 65_533 - 6
HEIF_MISSING = "decoding HEIC needs an extra: pip install 'mediaglot[heif]'"

_PILLOW_NAMES = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "bmp": ("BMP",),
    "tiff": ("TIFF",),
    "avif": ("AVIF",),
}
_DECODER_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    EOFError,
    ArithmeticError,
    MemoryError,
    RuntimeError,
    AttributeError,
    struct.error,
    zlib.error,
    Warning,  # where warnings are made errors
)
"""What Pillow's plugins raise on hostile input."""


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


def resize_ignored(made: ImageHead, rule: CompressRule, resize: Resize) -> str:
    """Why a size that was asked for had no effect on what `compress_image` made; else nothing."""
    if resize == Resize() or output_format(made, rule) is not None:
        return ""
    return f"{made.format.upper()} pictures come back as they are: no size can be asked for"


def compress_image(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    quality: int,
    rule: CompressRule | None = None,
    resize: Resize | None = None,
) -> ImageHead:
    """Compress the picture at `source` into a new file at `target`; the head of the output.

    `quality`: 0 to 100, for formats that lose data. The target must not exist; nothing is left of
    it when this fails. Raises MediaError: file_not_found, format_unsupported, load_failed,
    compress_failed, storage_full.
    """
    rule = rule or CompressRule()
    resize = resize or Resize()
    head = read_image_head(source)
    name = output_format(head, rule)
    if rule.max_side and not (resize.width or resize.height):
        resize = Resize(max_width=rule.max_side, max_height=rule.max_side)
    upright = rule.orientation == "apply" or _decoded_upright(head)
    wanted = resize.size_of(*(head.upright_size if upright else (head.width, head.height)))
    if name is None:
        _create(target, lambda out: _copy(source, out))
        return head
    _refuse_bombs(head.width, head.height, wanted, name)
    with decoded(source, head, wanted) as picture:
        ready, options = _prepared(picture, head, rule, name, resize)
        options["quality"] = max(1, min(100, quality))
        if name == "png":
            del options["quality"]
        try:
            _create(target, lambda out: ready.save(out, _PILLOW_NAMES[name][0], **options))
        except MediaError:
            raise
        except _DECODER_ERRORS as error:
            raise MediaError(
                "compress_failed", f"the picture cannot be encoded: {cause(error, target)}"
            ) from None
    return read_image_head(target)


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


_pillow_lock = threading.Lock()
_pillow_ready = False


def pillow() -> Any:
    """Pillow's Image module, tuned once."""
    global _pillow_ready
    from PIL import Image

    if not _pillow_ready:
        with _pillow_lock:
            core = getattr(Image, "core", None)  # semi-private: may go away
            keep = getattr(core, "set_blocks_max", None)
            if keep is not None and "PILLOW_BLOCKS_MAX" not in os.environ:
                keep(16)
            # Sizes were judged from the head already; a damaged tag is no news to the user.
            warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
            _pillow_ready = True
    return Image


@contextmanager
def decoded(
    source: str | os.PathLike[str], head: ImageHead, wanted: tuple[int, int] | None = None
) -> Iterator[Image.Image]:
    """The first frame's pixels as a Pillow image, closed afterwards.

    `wanted` lets a JPEG be decoded at a smaller scale. Raises MediaError.
    """
    picture: Any = None
    try:
        try:
            picture = _opened(source, head, wanted)
            if picture.width * picture.height > MAX_PIXELS:
                raise broken("the picture is larger inside than its head says")
            picture.load()
        except _DECODER_ERRORS as error:
            raise MediaError(
                "load_failed",
                f"the picture cannot be decoded: {cause(error, source)}",
                detail="broken",
            ) from None
        yield picture
    finally:
        if picture is not None:
            picture.close()


def _opened(source: str | os.PathLike[str], head: ImageHead, wanted: tuple[int, int] | None) -> Any:
    if head.format == "heic":
        return _heif(source)
    picture = pillow().open(source, formats=_PILLOW_NAMES[head.format])
    if wanted and head.format == "jpeg":
        # The decoder scales down by itself; twice the wanted size loses no quality.
        most = 2 * max(wanted)
        picture.draft(None, (most, most))
    return picture


def _heif(source: str | os.PathLike[str]) -> Any:
    try:
        import pi_heif
    except ImportError:
        raise ExtraMissing(HEIF_MISSING) from None
    return pi_heif.open_heif(source, convert_hdr_to_8bit=True)[0].to_pillow()


def _prepared(
    picture: Image.Image, head: ImageHead, rule: CompressRule, name: str, resize: Resize
) -> tuple[Image.Image, dict[str, Any]]:
    """The picture as it goes to the encoder, and the encoder's options."""
    from PIL import ImageOps

    icc = picture.info.get("icc_profile")
    exif = picture.info.get("exif")
    turned = _decoded_upright(head)
    orientation = 1 if turned else head.orientation
    shown = turned or rule.orientation == "apply"
    size = resize.size_of(*(head.upright_size if shown else (head.width, head.height)))
    if shown and not turned and orientation >= 5:
        size = (size[1], size[0])
    if picture.mode == "CMYK":
        icc = None  # a CMYK profile does not fit the RGB it becomes
    ready = flattened(picture, rule.background) if name == "jpeg" else _writable(picture)
    if ready.size != size:
        ready = ready.resize(size, pillow().Resampling.LANCZOS, reducing_gap=2.0)
    if rule.orientation == "apply" and orientation != 1:
        from .exif import TURNS

        clockwise, mirrored = TURNS[orientation]
        ready = ImageOps.mirror(ready) if mirrored else ready
        ready = ready.rotate(-clockwise, expand=True) if clockwise else ready
        orientation, turned = 1, True
    options: dict[str, Any] = {}
    if name == "jpeg":
        options = {"subsampling": rule.subsampling, "optimize": rule.optimize}
    elif name == "png":
        options = {"optimize": rule.optimize}
    if icc and rule.icc:
        options["icc_profile"] = icc
    # The decoders of HEIC and AVIF change the orientation in the Exif block they hand out.
    anew = turned or head.format in ("heic", "avif")
    block = _exif_block(exif if rule.exif else None, orientation, anew)
    if block:
        options["exif"] = block
    return ready, options


def _decoded_upright(head: ImageHead) -> bool:
    """Whether the decoder turns the pixels: that of HEIC applies irot and imir."""
    return head.format == "heic" and head.by_container


def _exif_block(exif: bytes | None, orientation: int, anew: bool) -> bytes | None:
    if exif and not anew and len(exif) <= MAX_EXIF:
        return exif
    image = pillow()
    tags = image.Exif()
    if exif and len(exif) <= MAX_EXIF:
        try:
            tags.load(exif)
        except _DECODER_ERRORS:
            tags = image.Exif()
    tags.pop(0x0112, None)
    if orientation != 1:
        tags[0x0112] = orientation
    if not len(tags):
        return None
    try:
        block: bytes = tags.tobytes()
    except _DECODER_ERRORS:
        return None
    return block if len(block) <= MAX_EXIF else None


def flattened(picture: Image.Image, background: str = "white") -> Image.Image:
    """The picture in a mode that JPEG stores, with transparency laid on `background`."""
    if picture.mode in ("RGB", "L"):
        return picture if "transparency" not in picture.info else _on(picture, background)
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        return _on(picture, background)
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point([v // 256 for v in range(65536)], "L")
    if picture.mode == "1":
        return picture.convert("L")
    return picture.convert("RGB")


def _on(picture: Image.Image, background: str) -> Image.Image:
    clear = picture.convert("RGBA")
    under = pillow().new("RGB", clear.size, background)
    under.paste(clear, mask=clear.getchannel("A"))
    return under  # type: ignore[no-any-return]


def _writable(picture: Image.Image) -> Image.Image:
    return picture if picture.mode in ("RGB", "RGBA", "L", "LA", "P") else picture.convert("RGBA")
