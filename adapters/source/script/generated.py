"""Runtimes that mediaglot generated, met again in a tree that is ported: known by their head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from ....canonical.client import vendor_of
from ....canonical.values import Value

if TYPE_CHECKING:
    from ..common.pair import Pair

_HEAD: Final = re.compile(
    rb"^// mediaglot [^\n]*\(--from ([^\s()]+) --to ([^\s()]+)\)[^\n]*\n// Generated\b",
    re.MULTILINE,
)
_HEAD_BYTES: Final = 2048
"""Where the head is looked for: a licence or a linter's comment may stand before it."""


@attrs.frozen(eq=False, repr=False)
class Runtime(Value):
    """A generated runtime: the client whose dialect it speaks, and the one it runs on, or any."""

    read: str
    write: str

    def calm(self, both: Pair) -> bool:
        """Whether it may stay: it does not run on the client that the port leaves."""
        return vendor_of(self.write) != str(both.source["id"])

    def told(self, both: Pair) -> str:
        """What it is, and what to do about it."""
        what = f"the dialect of {self.read} over {self.write}"
        if self.calm(both):
            return what
        again = f"mediaglot runtime --from {self.read} --to {both.target['client']}"
        return f"{what}; on {both.target['name']} its calls need one made by {again}"

    def same(self, both: Pair) -> bool:
        """Whether it is what a port of this pair generates, for any of its functions."""
        clients = (str(both.source["client"]), str(both.target["client"]))
        return (self.read, self.write) == clients


def runtime_in(data: bytes) -> Runtime | None:
    """The generated runtime that a file is, if it is one."""
    head = data[:_HEAD_BYTES]
    found = _HEAD.search(head) if b"// mediaglot " in head else None
    if found is None:
        return None
    read, write = (part.decode("ascii", "replace") for part in found.groups())
    return Runtime(read, write)
