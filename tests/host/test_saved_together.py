"""saveMediaToPhotosAlbum: pictures and videos that are kept by one call."""

from __future__ import annotations

import mediaglot as mg
from mediaglot.adapters.verify.worlds import sample_album


def test_files_are_kept_one_after_the_other_and_the_first_that_fails_ends_it() -> None:
    user = [mg.picks("photo1.jpg", "clip.mp4"), mg.allows("album_write")]
    with mg.Host("wx/android", album=sample_album(), user=user) as host:
        reply = host.call("chooseMedia", {"sourceType": ["album"], "mediaType": ["mix"]})
        paths = [file["tempFilePath"] for file in reply["tempFiles"]]
        said = host.call(
            "saveMediaToPhotosAlbum", {"filePaths": paths, "mediaTypes": ["image", "video"]}
        )
        assert said == {"errMsg": "saveMediaToPhotosAlbum:ok"}
        assert len(host.saved) == 2
        said = host.call("saveMediaToPhotosAlbum", {"filePaths": ["wxfile://none", paths[0]]})
        assert said["errMsg"].startswith("saveMediaToPhotosAlbum:fail")
        assert len(host.saved) == 2
        assert host.call("saveMediaToPhotosAlbum", {})["errMsg"].startswith(
            "saveMediaToPhotosAlbum:fail"
        )
