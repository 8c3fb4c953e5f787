"""Source bytes as the parser may see them: same length, same offsets, never re-encoded.

The grammars read UTF-8. A file in another encoding (GBK is common in this field) or with a byte
order mark or NULs is parsed through a *mask*: a copy of the same length in which every byte that
could confuse the parser is replaced by a harmless one. Edits are applied to the original bytes.
"""

from __future__ import annotations

import codecs
from typing import Final

UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(data: bytes) -> str | None:
    """The encoding the bytes are in: ``utf-8``, ``gb18030``, ``latin-1``; None for UTF-16.

    ``latin-1`` stands for any single-byte encoding: only its ASCII part is looked at.
    """
    if data.startswith(UTF16_MARKS):
        return None
    if data.isascii():
        return "utf-8"
    for name in ("utf-8", "gb18030"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"


def mask(data: bytes, encoding: str) -> bytes:
    """A copy for the parser: the same offsets, all it needs to see unchanged."""
    if encoding == "utf-8":
        masked = data
        if masked.startswith(codecs.BOM_UTF8):
            masked = b"   " + masked[3:]
    elif encoding == "gb18030":
        masked = _mask_double_bytes(data)
    else:
        masked = bytes(byte if byte < 0x80 else 0x78 for byte in data)
    return masked.replace(b"\0", b" ") if b"\0" in masked else masked


def _mask_double_bytes(data: bytes) -> bytes:
    """Every character outside ASCII as that many letters: its second byte may be a backslash."""
    parts: list[bytes] = []
    for character in data.decode("gb18030"):
        if character < "\x80":
            parts.append(character.encode("ascii"))
        else:
            shape = b" " if character.isspace() else b"x"
            parts.append(shape * len(character.encode("gb18030")))
    masked = b"".join(parts)
    # a decoder may take several byte forms for one character; offsets must never drift
    if len(masked) != len(data):
        return bytes(byte if byte < 0x80 else 0x78 for byte in data)
    return masked
