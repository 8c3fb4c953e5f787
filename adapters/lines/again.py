"""What came before: requests, of which a log has many that are the same, are translated once.

Replies differ in every path and size, and have shapes that are compiled instead (`fast`).
"""

from __future__ import annotations

from typing import Any, Final

import attrs
import msgspec

from ...canonical.diagnostics import Diagnostic
from .framing import TranslatedLine
from .stream import LineSettings, Outcome, Reference, around, encoded, opened

MOST_LINES: Final = 4096
MOST_BYTES: Final = 1024
"""Of a line, or a payload, that is remembered."""


@attrs.frozen(eq=False)
class AgainLine:
    """What a line came to: its output, and what there is to say."""

    data: msgspec.Raw
    diagnostics: tuple[Diagnostic, ...]


@attrs.define
class Again:
    """The requests that one run of lines has met. ``reference`` makes what is not remembered."""

    reference: Reference
    _lines: dict[bytes, AgainLine] = attrs.field(factory=dict, init=False)
    _asked: dict[tuple[str, str, bytes], Outcome] = attrs.field(factory=dict, init=False)

    def line(self, line: bytes) -> AgainLine | None:
        """What a line came to before."""
        return self._lines.get(line)

    def keep(self, line: bytes, made: TranslatedLine) -> None:
        """Remember a line."""
        if len(line) <= MOST_BYTES:
            _put(self._lines, line, AgainLine(msgspec.Raw(made.data), made.diagnostics))

    def __call__(self, settings: LineSettings, value: Any) -> Outcome:
        """A `Reference`: the outcome of a request is that of any of the same payload, whatever else
        the line says; its other keys are put around it."""
        api, payload, read, rest = opened(settings, value)
        said = encoded(payload)
        if len(said) > MOST_BYTES:
            return self.reference(settings, value)
        known = self._asked.get((api, read, said))
        if known is None:
            if rest:
                value = {key: item for key, item in value.items() if key in settings.keys.all}
            known = self.reference(settings, value)
            _put(self._asked, (api, read, said), known)
        out, diagnostics = known
        return (around(rest, out) if settings.envelope else out), diagnostics


def _put(table: dict[Any, Any], key: Any, kept: Any) -> None:
    if len(table) >= MOST_LINES:  # of another part of the log, most likely
        table.clear()
    table[key] = kept
