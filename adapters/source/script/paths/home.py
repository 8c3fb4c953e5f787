"""The user's directory: a member of the global on some vendors, a fixed address on others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...common.pair import Pair
from ...syntax.parsed import Script, is_field, member_name
from ...syntax.scope import table
from ...syntax.sites import Use
from ...text.edits import Edit
from ...text.literal import string

if TYPE_CHECKING:
    from tree_sitter import Node

_NO_VALUES: Final = frozenset(
    {
        "import_statement",
        "export_statement",
        "jsx_attribute",
        "literal_type",
        "expression_statement",
        "enum_assignment",
    }
)


def port_member(script: Script, pair: Pair, use: Use, quote: str) -> list[Edit] | None:
    """The edits for ``wx.env.USER_DATA_PATH``; None where this use is another, or has no
    counterpart."""
    mine, theirs = pair.source["user"], pair.target["user"]
    root, _, leaf = mine["member"].partition(".")
    if use.name != root or use.managed or use.object is None or len(use.chain) < 2:
        return None
    whole = use.chain[-2]
    if table(script, pair.goal.encode()).visible(use.chain) is not None:
        return None
    taken = _taken(script, whole, leaf) if is_field(whole, use.node, "value") else None
    if taken is None and not (
        leaf and is_field(whole, use.node, "object") and member_name(script, whole) == leaf
    ):
        return None
    if theirs["member"] and theirs["member"] == mine["member"]:
        return [Edit(use.object.start_byte, use.object.end_byte, pair.goal.encode())]
    if taken is not None:
        address = string(theirs["address"], quote) if theirs["address"] else ""
        value = _member(pair) if theirs["member"] else address
        text = f"{taken} = {value}".encode()
        return [Edit(whole.start_byte, whole.end_byte, text)] if value else None
    if theirs["member"]:
        return [Edit(whole.start_byte, whole.end_byte, _member(pair).encode())]
    if not theirs["address"]:
        return None
    outer = use.chain[-3] if len(use.chain) > 2 else whole
    if outer.type == "template_substitution":
        return [Edit(outer.start_byte, outer.end_byte, theirs["address"].encode())]
    return [Edit(whole.start_byte, whole.end_byte, string(theirs["address"], quote).encode())]


def _taken(script: Script, declarator: Node, leaf: str) -> str | None:
    """The name that ``{ USER_DATA_PATH } = wx.env`` declares; None where more is taken, or less."""
    pattern = declarator.child_by_field_name("name")
    if declarator.type != "variable_declarator" or pattern is None:
        return None
    items = [item for item in pattern.named_children if item.type != "comment"]
    if pattern.type != "object_pattern" or len(items) != 1:
        return None
    key, name = items[0], items[0]
    if items[0].type == "pair_pattern":
        found = [items[0].child_by_field_name(field) for field in ("key", "value")]
        key, name = found[0] or key, found[1] or name
    plain = name.type in ("identifier", "shorthand_property_identifier_pattern")
    return script.source(name).decode() if plain and script.at(key) == leaf.encode() else None


def _member(pair: Pair) -> str:
    return f"{pair.goal}.{pair.target['user']['member']}"


def port_address(script: Script, pair: Pair, leaf: Node) -> list[Edit] | None:
    """The edits for a literal that begins with the directory's address; None where it does not.

    ``leaf`` is the literal's first run of characters.
    """
    mine, theirs = pair.source["user"]["address"], pair.target["user"]
    text = script.at(leaf)
    prefix = mine.encode()
    rest = text[len(prefix) :]
    if not mine or not text.startswith(prefix) or rest[:1] not in (b"", b"/"):
        return None
    chain = script.chain_of(leaf)
    if len(chain) < 3 or not _value(chain[-3], chain[-2]):
        return None
    if theirs["member"] and table(script, pair.goal.encode()).visible(chain) is not None:
        return None
    literal, outer = chain[-2], chain[-3]
    start, end = leaf.start_byte, leaf.start_byte + len(prefix)
    if not theirs["member"]:
        return [Edit(start, end, theirs["address"].encode())] if theirs["address"] else None
    member = _member(pair)
    if literal.type == "template_string":
        return [Edit(start, end, f"${{{member}}}".encode())]
    if literal.type != "string" or literal.end_byte - 1 != leaf.end_byte:
        return None
    if not rest:
        return [Edit(literal.start_byte, literal.end_byte, member.encode())]
    if outer.type == "binary_expression" and is_field(outer, literal, "left"):
        opening = script.text[literal.start_byte : literal.start_byte + 1].decode()
        return [Edit(literal.start_byte, end, f"{member} + {opening}".encode())]
    if b"`" in rest or b"${" in rest:
        return None
    return [
        Edit(literal.start_byte, end, f"`${{{member}}}".encode()),
        Edit(literal.end_byte - 1, literal.end_byte, b"`"),
    ]


def _value(outer: Node, literal: Node) -> bool:
    """Whether a literal is a value there, and no name, source of an import or directive."""
    if outer.type in _NO_VALUES:
        return False
    return not (outer.type in ("pair", "pair_pattern") and is_field(outer, literal, "key"))
