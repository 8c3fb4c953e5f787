"""Source bytes as the parser may see them: same length, same offsets, never re-encoded.

The grammars read UTF-8. A file in another encoding (GBK is common in this field) or with a byte
order mark or NULs is parsed through a *mask*: a copy of the same length in which every byte that
could confuse the parser is replaced by a harmless one. Edits are applied to the original bytes.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_BARE: Final = (
    (re.compile(rb"(?:[\t\n\r -~]\0\0\0){4}"), "UTF-32", "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[\t\n\r -~]){4}"), "UTF-32", "utf-32-be"),
    (re.compile(rb"(?:[\t\n\r -~]\0){8}"), "UTF-16", "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r -~]){8}"), "UTF-16", "utf-16-be"),
)
"""How ASCII text begins in an encoding that keeps no ASCII, where no mark says which."""


def wide(data: bytes) -> tuple[str, bytes] | None:
    """The name of an encoding of two or four bytes a character, and the text in UTF-8.

    None for any encoding in which ASCII is ASCII. Text that does not decode is empty.
    """
    if data[:1] not in (b"\xff", b"\xfe") and b"\0" not in data[:8]:
        return None
    found = next(((name, codec) for mark, name, codec in _MARKS if data.startswith(mark)), None)
    if found is None:
        found = next(((name, codec) for look, name, codec in _BARE if look.match(data)), None)
    if found is None:
        return None
    return found[0], data.decode(found[1], "ignore").encode("utf-8", "ignore")


def encoding_of(data: bytes) -> str:
    """The encoding the bytes are in: ``utf-8``, ``gb18030``, ``latin-1``.

    ``latin-1`` stands for any single-byte encoding: only its ASCII part is looked at. Data that
    `wide` knows is none of these.
    """
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
