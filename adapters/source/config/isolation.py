"""Whose rules reach whom: styles of pages and components, as far as configurations say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .json_text import JsonNode

if TYPE_CHECKING:
    from .facts import ConfigSide
    from .work import ConfigWork

_WORD: Final = r"\s*:\s*['\"]([\w-]+)['\"]"


def default_unneeded(work: ConfigWork, node: JsonNode, group: str, name: str) -> bool:
    """Whether nobody would see the difference, or writing it out would do more than the source."""
    if group == "component" and name == "virtual":
        script, keys = work.place.script, work.both.source.keys(group, name)
        return script is not None and any(map(script.mentions, keys))
    if name != "isolation" or group != "page":
        return False
    used = _used(work, node)
    if not used:
        return True
    lets_in = work.place.lets_in
    return lets_in is not None and any(map(lets_in, used))


def _used(work: ConfigWork, node: JsonNode) -> list[str]:
    """Paths of the components that a page may use."""
    source = work.both.source
    own = next((found for key in source.keys("page", "components")
                if (found := node.get(key)) is not None), None)  # fmt: skip
    said = [entry.value.text for entry in own.entries] if own is not None else []
    return [path for path in (*said, *work.place.declared.values()) if path]


def said_in_script(work: ConfigWork, usual: str) -> str | None:
    """How a component is isolated, by the options of its script; None where they say it in another
    way than can be read."""
    script = work.place.script
    if script is None or work.kind != "component":
        return usual
    return word_in(script.data, work.both.source, usual)


def word_in(data: bytes, source: ConfigSide, usual: str | None) -> str | None:
    """The same of a script's bytes."""
    for key in source.keys("component", "isolation"):
        raw = key.encode()
        if raw not in data:
            continue
        match = re.search(re.escape(raw) + _WORD.encode(), data)
        return source.word("component", "isolation", match[1].decode()) if match else None
    option = source.config.lets_in
    if option and re.search(re.escape(option.encode()) + rb"\s*:\s*(?:true|!0)", data):
        return "apply-shared"
    return usual
