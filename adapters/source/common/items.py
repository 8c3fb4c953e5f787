"""Items of literals and patterns: put in and taken out as their lines are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.edits import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..syntax.parsed import Script


def insertion(script: Script, literal: Node, parts: list[str], after: Node | None = None) -> Edit:
    """Put properties into an object literal, in the way its own lines are laid out: behind one of
    its properties, or first."""
    if after is not None:
        return _behind(script, literal, after, [part.encode("latin-1") for part in parts])
    at = literal.start_byte + 1
    items = [child for child in literal.named_children if child.type != "comment"]
    if not items:
        text = ", ".join(parts).encode("latin-1")
        inner = script.text[at : literal.end_byte - 1]
        if inner.strip():
            return Edit(at, at, b" " + text + b",")
        return Edit(at, literal.end_byte - 1, b" " + text + b" ")
    space = script.original[at : items[0].start_byte]
    if not space:
        return Edit(at, at, ", ".join(parts).encode("latin-1") + b", ")
    lead = space if space.strip() == b"" else b" "
    return Edit(at, at, b"".join(lead + part.encode("latin-1") + b"," for part in parts))


def _behind(script: Script, literal: Node, after: Node, parts: list[bytes]) -> Edit:
    start = script.text.rfind(b"\n", 0, after.start_byte) + 1
    indent = script.original[start : after.start_byte]
    own_line = start > literal.start_byte and not script.text[start : after.start_byte].strip()
    end = b"\r\n" if script.text[start - 2 : start] == b"\r\n" else b"\n"
    lead = end + indent if own_line else b" "
    items = [child for child in literal.named_children if child.type != "comment"]
    place = next(index for index, item in enumerate(items) if item.id == after.id)
    if place + 1 < len(items):
        at = items[place + 1].start_byte
        return Edit(at, at, b"".join(part + b"," + lead for part in parts))
    more = b"".join(b"," + lead + part for part in parts)
    comma = _neighbour(after, forward=True)
    listed = comma is not None and comma.type == ","
    comment = _comment_on_line(script, comma if comma is not None and listed else after)
    if comment is not None and own_line:
        rest = script.original[after.end_byte : comment.end_byte]
        put = (b"" if listed else b",") + rest + more[1:] + (b"," if listed else b"")
        return Edit(after.end_byte, comment.end_byte, put)
    if comma is not None and listed:
        return Edit(comma.start_byte, comma.end_byte, more + b",")
    # not an insertion at the edge: the value before it may be rewritten around itself
    at = after.end_byte
    return Edit(at, at + 1, more + script.original[at : at + 1])


def _comment_on_line(script: Script, node: Node) -> Node | None:
    """The comment behind a token that ends its line: it speaks of what stands before it."""
    comment = node.next_sibling
    if comment is None or comment.type != "comment":
        return None
    between = script.text[node.end_byte : comment.start_byte]
    ends = script.text[comment.end_byte :].lstrip(b" \t")[:1] in (b"\r", b"\n")
    same = b"\n" not in between and b"\n" not in script.at(comment)
    return comment if same and ends else None


def removals(script: Script, items: list[Node], gone: list[Node]) -> list[Edit]:
    """Take some of a literal's (or pattern's) items out, with their commas.

    ``items`` are all of them. Where the last ones go, the comma that led to them goes too,
    unless the literal ends in one.
    """
    ids = {node.id for node in gone}
    kept = [index for index, item in enumerate(items) if item.id not in ids]
    follower = _neighbour(items[-1], forward=True)
    if not kept or kept[-1] == len(items) - 1 or (follower and follower.type == ","):
        return [_removal(script, item) for item in items if item.id in ids]
    last = items[kept[-1]]
    edits = [_removal(script, item) for item in items[: kept[-1]] if item.id in ids]
    comma = _neighbour(last, forward=True)
    start = comma.start_byte if comma is not None else last.end_byte
    after, commented = last.next_sibling, False
    while after is not None and after.start_byte < items[-1].end_byte:
        commented = commented or after.type == "comment"
        after = after.next_sibling
    if not commented:
        return [*edits, Edit(start, items[-1].end_byte, b"")]
    edits.append(Edit(start, start + 1, b""))
    return edits + [_removal(script, item) for item in items[kept[-1] + 1 :]]


def _removal(script: Script, node: Node) -> Edit:
    """Take a property out with the comma after it, and its line where it has one of its own."""
    text = script.text
    start, end = node.start_byte, node.end_byte
    follower = _neighbour(node, forward=True)
    listed = follower is not None and follower.type == ","
    if follower is not None and listed:
        end = follower.end_byte
    rest = end
    while text[rest : rest + 1] in (b" ", b"\t"):
        rest += 1
    about = (follower if listed else node).next_sibling if follower is not None else None
    if about is not None and about.start_byte == rest and script.at(about)[:2] == b"//":
        rest = about.end_byte  # it speaks of the property on its line
    if text[rest : rest + 1] not in (b"\r", b"\n"):
        return Edit(start, rest if listed else end, b"")
    begin = start
    while text[begin - 1 : begin] in (b" ", b"\t") and begin > 0:
        begin -= 1
    if text[begin - 1 : begin] != b"\n":  # other properties stand on its line
        return Edit(begin, end if b"//" in text[end:rest] else rest, b"")
    rest += 2 if text[rest : rest + 2] == b"\r\n" else 1
    return Edit(begin, rest, b"")


def _neighbour(node: Node, forward: bool) -> Node | None:
    """The token beside a node, comments passed over."""
    beside = node.next_sibling if forward else node.prev_sibling
    while beside is not None and beside.type == "comment":
        beside = beside.next_sibling if forward else beside.prev_sibling
    return beside
