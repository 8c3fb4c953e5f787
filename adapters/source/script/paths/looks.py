"""Where a script looks at the form of a path: its scheme or its suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ...common.pair import Pair
from ...syntax.parsed import Script

if TYPE_CHECKING:
    from tree_sitter import Node

_KIND: Final = rb"(?:jpe?g|jpg|png|gif|webp|bmp|heic|mp4|mov|m4v)"
_CALL: Final = re.compile(
    rb"\.(?:(?:endsWith|lastIndexOf|indexOf|includes)\(\s*['\"]\." + _KIND + rb"?['\"]\s*\)"
    rb"|split\(\s*['\"]\.['\"]\s*\)(?=\.pop\(|\.at\(|\.slice\(-1|\.reverse\())",
    re.IGNORECASE,
)
_REGEX: Final = re.compile(rb"/[^/\n]*\\\.[^/\n]*\b" + _KIND + rb"\b[^/\n]*/[a-z]*", re.IGNORECASE)


def schemes(script: Script, both: Pair) -> Iterator[tuple[Node, str]]:
    """String literals that begin like the source vendor's local paths."""
    for leaf, prefix in _literals(script, both.source["local"]):
        yield leaf, f"{prefix} is how {both.source['name']} names local files"


def private_addresses(script: Script, both: Pair) -> Iterator[tuple[Node, str]]:
    """String literals that begin like an address that only the source vendor can resolve."""
    for leaf, prefix in _literals(script, both.source["private"]):
        yield leaf, f"only {both.source['name']} can resolve {prefix} addresses"


def _literals(script: Script, prefixes: Sequence[str]) -> Iterator[tuple[Node, str]]:
    for prefix in prefixes:
        raw = prefix.encode()
        at = script.text.find(raw)
        while at >= 0:
            leaf = script.root.descendant_for_byte_range(at, at + len(raw))
            if leaf is not None and leaf.type == "string_fragment" and leaf.start_byte == at:
                yield leaf, prefix
            at = script.text.find(raw, at + len(raw))


def suffixes(script: Script, both: Pair) -> Iterator[tuple[Node, str]]:
    """Tests of a suffix, once a line: a picked file need not have the one it had."""
    found = list(_CALL.finditer(script.text))
    if b"\\." in script.text:
        found += _REGEX.finditer(script.text)
    line = -1
    for match in sorted(found, key=lambda match: match.start()):
        leaf = script.root.descendant_for_byte_range(match.start() + 1, match.end() - 1)
        if leaf is None or leaf.type in ("comment", "string_fragment", "template_string"):
            continue
        if leaf.start_point[0] == line and leaf.type != "regex_pattern":
            continue
        line = leaf.start_point[0]
        yield leaf, f"a picked file may have another suffix on {both.target['name']}"
