"""Where the script is in a file: the whole of it, or the script blocks of a Vue component."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from ....canonical.values import Value

LANGUAGES: Final[dict[str, str]] = {
    ".js": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".jsx": "javascript",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "tsx",
}
_SCRIPT_LANGUAGES: Final[dict[bytes, str]] = {
    b"": "javascript",
    b"js": "javascript",
    b"javascript": "javascript",
    b"jsx": "javascript",
    b"ts": "typescript",
    b"typescript": "typescript",
    b"tsx": "tsx",
}
# quantifiers are bounded, so that a hostile file costs linear time
_TAG: Final = (
    rb"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:_-]{0,60})"
    rb"(?P<attributes>(?:\s[^<>\"']{0,500}|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,60}+)\s{0,20}>"
)
_ATTRIBUTE: Final = (
    rb"([A-Za-z:@#][\w:.@-]{0,60})(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?"
)


@attrs.frozen(eq=False, repr=False)
class Block(Value):
    """One script inside a file: its byte range and its language."""

    start: int
    end: int
    language: str


def blocks_of(data: bytes, suffix: str) -> tuple[Block, ...]:
    """The scripts of a file, by the suffix of its name (lower case, with its dot)."""
    if suffix == ".vue":
        return vue_blocks(data)
    language = LANGUAGES.get(suffix)
    return (Block(0, len(data), language),) if language else ()


def vue_blocks(data: bytes) -> tuple[Block, ...]:
    """The inline script blocks of a single-file component, ``setup`` ones too, in file order."""
    result: list[Block] = []
    for name, attributes, start, end in _elements(data):
        if name == b"script" and b"src" not in attributes:
            language = _SCRIPT_LANGUAGES.get(attributes.get(b"lang", b"").lower())
            if language is not None:
                result.append(Block(start, end, language))
    return tuple(result)


def vue_templates(data: bytes) -> tuple[tuple[int, int], ...]:
    """Where the templates of a single-file component stand that are written as HTML."""
    return tuple((start, end) for name, _, start, end in _elements(data) if name == b"template")


def _elements(data: bytes) -> Iterator[tuple[bytes, dict[bytes, bytes], int, int]]:
    """The outermost elements of a single-file component: name, attributes, where they stand."""
    tags = re.compile(_TAG)  # here, and remembered there: most trees have no such file
    at = 0
    while (tag := tags.search(data, at)) is not None:
        at = tag.end()
        if tag[0] == b"<!--":
            stop = data.find(b"-->", at)
            at = len(data) if stop < 0 else stop + 3
            continue
        if tag["close"] or tag[0].endswith(b"/>"):
            continue
        name = tag["name"].lower()
        attributes = _attributes(tag["attributes"])
        start = at
        if name == b"template" and attributes.get(b"lang", b"html") == b"html":
            at = _after_template(data, at)
        else:
            at = _close_of(data, at, name)
            name = b"" if name == b"template" else name
        yield name, attributes, start, at


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {
        match[1].lower(): match[2] or match[3] or match[4] or b""
        for match in re.finditer(_ATTRIBUTE, text)
    }


def _close_of(data: bytes, at: int, name: bytes) -> int:
    """Where the raw text of a block ends: its close tag, or the end of the file."""
    match = re.compile(rb"</" + re.escape(name) + rb"(?=[\s/>])", re.IGNORECASE).search(data, at)
    return match.start() if match else len(data)


_TEMPLATE: Final = re.compile(rb"<!--|<(/?)template(?=[\s/>])", re.IGNORECASE)


def _after_template(data: bytes, at: int) -> int:
    """The end of an HTML template: templates nest, comments hide."""
    tags = re.compile(_TAG)
    depth = 1
    while (match := _TEMPLATE.search(data, at)) is not None:
        at = match.end()
        if match[0] == b"<!--":
            stop = data.find(b"-->", at)
            if stop < 0:
                return len(data)
            at = stop + 3
        elif match[1]:
            depth -= 1
            if depth == 0:
                return at
        else:
            tag = tags.match(data, match.start())
            if tag is None or not tag[0].endswith(b"/>"):
                depth += 1
            if tag is not None:
                at = tag.end()
    return len(data)
