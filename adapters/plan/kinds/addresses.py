"""What an address of a request is: of the network, of one vendor alone, or the bytes themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..notes import OMIT, READER, WRITER, Note
from .kind import Goal, Values, Write
from .writing import unsaid

if TYPE_CHECKING:
    from ..model import ProgramParam

FILE: Final = frozenset({"network"})
"""What a profile may say of the address of a file."""
_INLINE: Final = re.compile(r"(?:data|blob):", re.IGNORECASE)
BASE64: Final = re.compile(r"data:\w*/?(?P<kind>\w*)[^,]*;base64,", re.IGNORECASE | re.ASCII)
"""The head of a data: address whose bytes are base64; `kind` is the last word of its type."""


def is_network(path: Any, local: Sequence[str]) -> bool:
    """Whether a path is a network address, given the prefixes that only look like one."""
    if not isinstance(path, str) or path[:8].lower().partition("://")[0] not in ("http", "https"):
        return False
    return not any(path.startswith(prefix) for prefix in local)


def resolvable(private: Sequence[str], place: str) -> Callable[[Any, list[Note]], None] | None:
    """Tells where an address means something to the source vendor alone."""
    if not private:
        return None

    def tell(value: Any, notes: list[Note]) -> None:
        for prefix in private:
            if any(path.startswith(prefix) for path in addresses(value)):
                text = (
                    f"only {READER} can resolve {prefix} addresses; {WRITER} needs one it can open"
                )
                notes.append(("MG122", place, text, {}))

    return tell


def write_files(param: ProgramParam, goal: Goal) -> Write:
    """How addresses of files are written: as they are, or with the recipe that they need."""
    absent = unsaid(param, goal)
    inline, single = param.get("inline"), param.get("single")
    closed = param.get("network") is False
    text = f"{WRITER} documents no address that holds its bytes: write them to a file first"
    inlined: Note = ("MG529", goal.place, text, {})
    remote: Note = (
        "MG116", goal.place, f"a network address; {WRITER} takes local files only here", {}
    )  # fmt: skip

    def write(
        value: Any, stated: bool, _values: Values, notes: list[Note], recipes: list[str]
    ) -> Any:
        if value is None:
            return absent(stated, notes)
        paths = value if isinstance(value, list) else [value]
        if any(map(_INLINE.match, paths)):
            notes.append(inlined)
            if inline and any(map(BASE64.match, paths)):
                recipes.append("data_to_file")
        if closed and any(is_network(path, goal.local) for path in paths):
            recipes.append("download_first")
            notes.append(remote)
        if single and isinstance(value, list):
            if len(value) > 1:
                recipes.append("fan_out")
            return value[0] if value else OMIT
        return value

    return write


def unwritten(values: Mapping[str, Any]) -> bool:
    """Whether an address holds its bytes in a way that the recipe does not read."""
    result = [path for value in values.values() for path in addresses(value)]
    return any(_INLINE.match(path) and not BASE64.match(path) for path in result)


def addresses(value: Any) -> list[str]:
    """The addresses of an option's value, whatever its form."""
    rows = value if isinstance(value, list) else [value]
    result = [item.get("url") if isinstance(item, Mapping) else item for item in rows]
    return [path for path in result if isinstance(path, str)]
