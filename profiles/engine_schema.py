"""The ``engine`` sections of a profile: how the vendor's client behaves, for the host.

They stay plain data: the engine reads them through `ClientProfile.engine` and `ClientApi.engine`,
where ``when`` overlays are already applied. These tables say what the data may be, at every depth;
a file that a user gives is checked by them. Annotations are read at run time, as in `model`.
"""

from typing import Annotated, Literal

from .model import Grade, Keys, When
from .table import Table, key, listing, table

Format = Literal[
    "jpeg", "png", "gif", "webp", "bmp", "tiff", "heic", "avif",
    "mp4", "mov", "m4v", "3gp", "webm", "mkv", "avi", "flv", "mpegts",
]  # fmt: skip
Accepted = Literal["*", "jpeg", "png", "gif", "webp", "bmp", "tiff", "heic", "avif"]
Scope = Literal["album", "camera", "album_write", "microphone"]
Turn = Literal["keep", "apply"]
Rest = Literal["unchanged", "jpeg", "fail"]
Output = Literal["jpeg", "same"]
Subsampling = Literal["4:4:4", "4:2:2", "4:2:0"]
Count = Annotated[int, "count"]
Share = Annotated[float, "share"]


class Engine(Table):
    """What every table of an engine section may say of its facts."""

    evidence: Keys = listing("keys of the [sources] table")
    grade: Grade | None = key(None, "instead of the source's own grade")
    note: str = key("", "one sentence for the docs: a conflict, a caveat")


# --- the vendor as a whole ---------------------------------------------------------------------


class RootFacts(Engine):
    """One root of the client's file system."""

    path: str = key(
        "", "what the app's own names follow", pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*://.*/$"
    )
    ext: Literal["content", "kind"] = key("content", "suffix by format, or image, video, audio …")
    force_ext: str = key("", "one suffix for everything", pattern=r"^[A-Za-z0-9]{0,12}$")
    lifetime: Literal["restart", "kept"] = key("restart", "gone when the app starts again, or kept")
    max_file: Count = key(0, "bytes; 0: nothing is known")
    max_total: Count = key(0, "bytes; 0: nothing is known")


class RootOverlay(RootFacts, When):
    """The same for an os, a surface or a version."""


class Root(RootFacts):
    """One root of the client's file system, with overlays."""

    when: list[RootOverlay] = listing()


class NamingFacts(RootFacts):
    """A root whose files the client names itself."""

    path: str = key("", "with {id}, and {ext} where it has one", pattern=r"\{id\}")


class NamingOverlay(NamingFacts, When):
    """The same for an os, a surface or a version."""


class NamingRoot(NamingFacts):
    """A root whose files the client names itself, with overlays."""

    when: list[NamingOverlay] = listing()


class PackageFacts(Engine):
    """The app's own files."""

    forms: list[Literal["bare", "slash", "dot"]] = listing("a/b, /a/b, ./a/b")


class PackageOverlay(PackageFacts, When):
    """The same for an os, a surface or a version."""


class Package(PackageFacts):
    """The app's own files, with overlays."""

    when: list[PackageOverlay] = listing()


class Roots(Engine):
    """The roots of the client's file system."""

    temp: NamingRoot = key(NamingRoot())
    saved: NamingRoot = key(NamingRoot())
    user: Root = key(Root())
    package: Package = key(Package())


class ConsentFacts(Engine):
    """How the client asks for one scope."""

    scope: str = key("", "the vendor's name")
    prompts: bool = key(False, "it asks at all")
    asks_again: bool = key(False, "after a refusal the next call asks again")
    offers_forever: bool = key(False, "the dialog has 'do not ask again'")
    forever_code: int | None = key(None, "the code when that is ticked")
    blocked_code: int | None = key(None, "the code of later calls")


class ConsentOverlay(ConsentFacts, When):
    """The same for an os, a surface or a version."""


class AskedConsent(ConsentFacts):
    """How the client asks for one scope, with overlays."""

    when: list[ConsentOverlay] = listing()


class Consents(Engine):
    """Consent by canonical scope."""

    album: AskedConsent = key(AskedConsent())
    camera: AskedConsent = key(AskedConsent())
    album_write: AskedConsent = key(AskedConsent())
    microphone: AskedConsent = key(AskedConsent())


class ProfileEngineFacts(Engine):
    """Vendor-wide behaviour."""

    os_default: str = key("", "the os of a client that names none")
    roots: Roots = key(Roots())
    consent: Consents = key(Consents())


class ProfileEngineOverlay(ProfileEngineFacts, When):
    """The same for an os, a surface or a version."""


class ProfileEngine(ProfileEngineFacts):
    """Vendor-wide behaviour: file roots, consent."""

    when: list[ProfileEngineOverlay] = listing()


# --- one API -----------------------------------------------------------------------------------


class CompressedFacts(Engine):
    """Compression of picked pictures; an empty table: there is none."""

    quality: Annotated[int, "percent"] = key(0, "0 to 100")
    format: Output = key("jpeg", "format out")
    orientation: Turn = "apply"
    subsampling: Subsampling = "4:2:0"
    optimize: bool = True
    max_side: Count = key(0, "pixels; 0: none")
    accepts: list[Accepted] = listing("formats that are compressed; *: all")
    otherwise: Rest = key("unchanged", "what becomes of other formats")


class CompressedOverlay(CompressedFacts, When):
    """The same for an os, a surface or a version."""


class Compressed(CompressedFacts):
    """Compression of picked pictures, with overlays."""

    when: list[CompressedOverlay] = listing()


class VideoFacts(Engine):
    """Compression of picked videos; an empty table: there is none."""

    bitrate: Share = key(1.0, "share of the source's bit rate")
    scale: Share = key(1.0, "share of the source's width and height")
    frame_rate: Annotated[float, "positive"] | None = key(None, "at most, frames a second")
    max_side: Count = key(0, "pixels; 0: none")


class VideoOverlay(VideoFacts, When):
    """The same for an os, a surface or a version."""


class Video(VideoFacts):
    """Compression of picked videos, with overlays."""

    when: list[VideoOverlay] = listing()


class Presets(Engine):
    """Share of the source's bit rate by name of a quality."""

    low: Share | None = None
    medium: Share | None = None
    high: Share | None = None


class BySource(Table):
    """Consent needed by the source that is taken from."""

    album: list[Scope] = listing()
    camera: list[Scope] = listing()


class ApiEngineFacts(Engine):
    """Behaviour of one API."""

    scopes: Annotated[list[Scope] | BySource, "scopes"] = key([], "by source, or a list for saving")
    compressed: Compressed = key(Compressed())
    video_compressed: Video = key(Video())
    compress_always: bool = key(False, "even where the original is asked for")
    formats: list[Format] = listing("formats taken")
    by: Literal["suffix", "content"] = key("content", "how the format is told")
    animated: Literal["first_frame", "kept"] = key("kept", "what is picked of an animation")
    limits: Literal["shoot", "pick", "none"] = key("shoot", "what max_duration limits")
    accepts: list[Accepted] = listing("compressImage: formats that are compressed; *: all")
    otherwise: Rest = key("unchanged", "compressImage: what becomes of other formats")
    output: Output = key("jpeg", "compressImage: format out")
    orientation: Turn = key("keep", "compressImage: the turn stays in Exif, or is done")
    icc: bool = key(True, "compressImage: colour profiles stay")
    subsampling: Subsampling = "4:2:0"
    optimize: bool = True
    background: str = key(
        "white", "colour under transparency", pattern=r"^(white|black|#[0-9A-Fa-f]{6})$"
    )
    network: bool = key(False, "network addresses are taken")
    local: bool = key(True, "local files are taken")
    presets: Presets = key(Presets())
    digests: list[Literal["md5", "sha1", "sha256"]] = listing("getFileInfo: digests there are")
    digest_default: Literal["", "md5", "sha1", "sha256"] = key(
        "", "getFileInfo: where none is named"
    )
    bit_rates: list[list[int]] = listing(
        "recording: rows of hertz, least and most bits a second; elsewhere it fails"
    )
    framed: list[Literal["aac", "mp3", "wav", "pcm"]] = listing("recording: told piece by piece")
    shortest: Count = key(0, "recording: milliseconds; a shorter one fails")
    parallel: Count = key(0, "calls to the network at a time, of all kinds; 0: nothing is known")
    by_os: dict[str, Format] = table("a photo's format, by os; elsewhere it is a JPEG")
    element: list[int] = listing("canvas: width and height of one that says no size")
    by_pixel_ratio: bool | None = key(
        None, "canvas: a picture without a size is the part's times the pixel ratio"
    )
    max_when_system: Count = key(0, "most files of the system's own picker; 0: as asked for")
    unsupported: bool = key(False, "the API is there and does not work on this client")


class ApiEngineOverlay(ApiEngineFacts, When):
    """The same for an os, a surface or a version."""


class ApiEngine(ApiEngineFacts):
    """Behaviour of one API, with overlays."""

    when: list[ApiEngineOverlay] = listing()
