"""What is told while messages are read and written: notes, which become diagnostics."""

from __future__ import annotations

from typing import Final

from ...canonical.diagnostics import RuleChanges


class NoteChanges(RuleChanges, total=False):
    """What a note says otherwise than its rule; how to mend it by hand: ``fix``, ``safe`` where
    that changes nothing else."""

    fix: str
    safe: bool


Note = tuple[str, str, str, NoteChanges]
"""A rule's code, the place, the text, and what differs from the rule's own severity and loss."""

OMIT: Final = object()
"""No value: nothing is read, nothing is written."""
READER: Final = "\ue000"
WRITER: Final = "\ue001"
"""In the text of a note: the vendor read, the vendor written. Their names are put there last."""
NO_MAPPING: Final = "no vendor publishes a mapping"
