"""Downloads whose target is refused."""

from __future__ import annotations

import mediaglot as mg
import pytest


@pytest.mark.parametrize("client", ["wx", "my", "tt"])
def test_a_download_whose_target_is_refused_leaves_nothing(client: str) -> None:
    with mg.Host(client, network={"https://example.com/a.txt": b"abc"}) as host:
        folder = host.storage.scratch().parent
        given = {"url": "https://example.com/a.txt", "filePath": "/no/such/root/a.txt"}
        answer = host.companions.perform("downloadFile", given, "")
        assert not answer.ok
        assert list(folder.iterdir()) == []
        answer = host.companions.perform("downloadFile", {"url": given["url"]}, "")
        assert answer.ok
        assert [place.read_bytes() for place in folder.iterdir()] == [b"abc"]
