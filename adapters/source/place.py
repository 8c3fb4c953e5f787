"""Byte offsets as people and editors count: lines and columns."""

from __future__ import annotations

from bisect import bisect_right

import attrs


@attrs.define
class Lines:
    """The lines of a file. Lines and columns count from 1, columns in characters."""

    data: bytes
    encoding: str
    _starts: list[int] = attrs.field(init=False, factory=list)

    @property
    def starts(self) -> list[int]:
        """Where each line begins; found when the first place is asked for."""
        if self._starts:
            return self._starts
        starts = [0]
        at = self.data.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.data.find(b"\n", at + 1)
        self._starts = starts
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset."""
        line = bisect_right(self.starts, offset)
        before = self.data[self.starts[line - 1] : offset]
        return line, len(self._text(before, line)) + 1

    def text(self, line: int) -> str:
        """A line without its end."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.data)
        return self._text(self.data[start:end], line).rstrip("\r\n")

    def _text(self, raw: bytes, line: int) -> str:
        if line == 1 and raw.startswith(b"\xef\xbb\xbf"):
            raw = raw[3:]
        return raw.decode(self.encoding, "replace")
