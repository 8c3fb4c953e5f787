"""A whole upload flow on three vendors' clients, without a telephone.

    python examples/upload_flow.py [ALBUM]

The user picks two pictures, the app makes them small, checks their turn, "uploads" them and keeps
one in the system album. The same lines run on WeChat, Alipay and Feishu; what each client does
differently shows in the output.
"""

from __future__ import annotations

import io
import sys
import warnings

import mediaglot as mg
from mediaglot.adapters.media.media import LossWarning, Media, MediaFailed

CLIENTS = ("wx/android", "my/ios", "tt/ios@7.40.0", "tt/pc@7.40.0")


def sample_album() -> dict[str, bytes]:
    """Three pictures made here, one of them held upright when it was taken (Exif 6)."""
    from PIL import Image

    album = {}
    for number, name in enumerate(("beach.jpg", "cat.jpg", "receipt.jpg")):
        exif = Image.Exif()
        exif[0x0112] = 6 if name == "cat.jpg" else 1
        out = io.BytesIO()
        grey = [Image.effect_noise((640, 480), 40 + 20 * number) for _ in range(3)]
        Image.merge("RGB", grey).save(out, "JPEG", quality=95, exif=exif)
        album[name] = out.getvalue()
    return album


def upload(media: Media, path: str) -> int:
    """Where a real app would send the bytes; gives how many there are."""
    with media.open(path) as stream:
        return len(stream.read())


def flow(media: Media) -> None:
    """The app: written once, in canonical words."""
    chosen = media.choose_image(count=2, sources={"album"}, sizes={"original"})
    for file in chosen.images:
        info = media.get_image_info(src=file.path)
        (small,) = media.compress_image(srcs=[file.path], quality=60).images
        sent = upload(media, str(small.path))
        print(f"    {file.path}")
        print(f"      {info.width} x {info.height}, turn {info.orientation!r}: sent {sent:,} bytes")
    media.save_image_to_photos_album(file=chosen.images[0].path)


def main() -> None:
    album = sys.argv[1] if len(sys.argv) > 1 else sample_album()
    names = [mg.picks_first(2)] if len(sys.argv) > 1 else [mg.picks("cat.jpg", "beach.jpg")]
    for client in CLIENTS:
        print(client)
        user = [
            mg.allows("album", when="my"),  # only Alipay asks before it opens the album
            *names,
            mg.denies("album_write", when=["wx", "my", "tt/ios"]),
        ]
        warnings.simplefilter("ignore", LossWarning)
        with mg.Host(client, album=album, user=user) as host:
            try:
                flow(Media(host))
            except MediaFailed as failed:
                print(f"    {failed.failure.kind}: {dict(failed.reply.value)}")
            else:
                print(f"    kept in the album as {', '.join(host.saved)}")


if __name__ == "__main__":
    main()
