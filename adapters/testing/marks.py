"""The arguments of the plugin's markers: what one does not take is an error and never ignored."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Any, Final

from ...canonical.errors import InputError, did_you_mean, quoted, shown

NONE: Final = range(1)
ONE: Final = range(1, 2)
ANY_NUMBER: Final = range(1, sys.maxsize)
"""How many arguments a marker takes."""
_EXPECTED: Final = {
    "client": "clients, such as mark.client('wx/android', 'my/ios')",
    "album": "one folder, or name -> bytes, such as mark.album('photos')",
    "device": "options by name, such as mark.device(permissions={'album': 'denied'})",
    "program": "one folder, such as mark.program('src')",
}


def mark_of(node: Any, name: str, words: range, keys: Collection[str] | None = ()) -> Any:
    """The closest marker of a name that a test has, or None.

    `words`: how many arguments it takes without a name, `keys`: the names of the others; None where
    they are looked at elsewhere. Raises InputError for a marker that is given something else.
    """
    marker = node.get_closest_marker(name)
    if marker is None:
        return None
    if keys is not None:
        for key in marker.kwargs:
            if key not in keys:
                known = did_you_mean(key, keys, "names") if keys else "it takes no names"
                raise _wrong(node, name, f"no {quoted(key)}; {known}")
    given = len(marker.args)
    if given not in words:
        least, most = words[0], words[-1]
        if given < least:
            raise _wrong(node, name, f"expected {_EXPECTED[name]}")
        raise _wrong(node, name, f"expected {_EXPECTED[name]}, got {shown(marker.args[most])} too")
    return marker


def _wrong(node: Any, name: str, what: str) -> InputError:
    return InputError(what, place=f"{node.nodeid}: mark.{name}")
