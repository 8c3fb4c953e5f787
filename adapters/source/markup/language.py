"""What the languages of template scripts have: newer JavaScript or not, and which global names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ....profiles.model import TemplateScripts
from ..syntax.parsed import Script
from ..text.blanks import walk
from .work import TemplateWork

if TYPE_CHECKING:
    from tree_sitter import Node

_ALWAYS: Final = frozenset({"undefined", "NaN", "Infinity", "arguments"})
COMMON: Final = frozenset({"module", "exports", "require"})
NAMED: Final = frozenset({"identifier", "shorthand_property_identifier"})
_DECLARING: Final = frozenset(
    {"variable_declarator", "function_declaration", "function_expression", "class_declaration"}
)


def refuse(work: TemplateWork, text: str, start: int, end: int) -> None:
    facts = work.both.target.module
    evidence = work.both.target.evidence(facts)
    work.say("MG717", text, start, max(end, start + 1), blocks="template script", evidence=evidence)


def tell_no(work: TemplateWork, script: Script, node: Node, text: str) -> None:
    refuse(work, text, script.base + node.start_byte, script.base + node.end_byte)


def global_names(work: TemplateWork, script: Script, other: TemplateScripts) -> None:
    """Global names that the target's language does not have, once each."""
    if not other.names:
        return
    known = {*other.names, *_ALWAYS, *COMMON, *_own(script)}
    for node in walk(script.root):
        if node.type not in NAMED:
            continue
        name = script.at(node).decode("utf-8", "replace")
        if name not in known:
            known.add(name)
            tell_no(work, script, node, f"{work.writer}'s scripts of templates have no {name}")


def _own(script: Script) -> set[str]:
    """Every name that a script declares anywhere."""
    result: set[str] = set()
    for node in walk(script.root):
        if node.type in _DECLARING:
            named = node.child_by_field_name("name")
            if named is not None:
                result |= set(_inner(script, named))
        elif node.type in ("formal_parameters", "catch_clause", "import_clause"):
            result |= set(_inner(script, node))
        elif node.type == "arrow_function":
            single = node.child_by_field_name("parameter")
            if single is not None:
                result |= set(_inner(script, single))
        elif node.type == "for_in_statement":
            left = node.child_by_field_name("left")
            if left is not None:
                result |= set(_inner(script, left))
    return result


def _inner(script: Script, node: Node) -> Iterator[str]:
    for child in walk(node):
        if child.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield script.at(child).decode("utf-8", "replace")
