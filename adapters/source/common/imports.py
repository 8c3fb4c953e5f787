"""The import of the generated runtime, in the file's own module style."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..syntax.parsed import Script
from ..text.edits import Edit
from ..text.place import free_name as free_in

if TYPE_CHECKING:
    from tree_sitter import Node

RUNTIME_NAME: Final = "media"
"""What the generated runtime exports: the source vendor's functions over the target."""
_MODULES: Final = frozenset({".vue", ".ts", ".tsx", ".mts", ".mjs"})
_NO_STATEMENTS: Final = frozenset({"comment", "html_comment", "hash_bang_line"})
_CALLS: Final = frozenset({b"(", b"[", b"`", b"/", b"+", b"-"})
"""What a statement begins with that would go on with one before it that has no semicolon."""
_OF_FILE: Final = re.compile(
    rb"@(?:file|fileoverview|overview|license|copyright|preserve|module|jsx\w*|flow|format)\b"
)
"""What a comment says that is about the file, and so comes first in it."""
_COMMON: Final = frozenset({".cjs", ".cts"})
_IMPORTS: Final = frozenset({"import_statement", "export_statement"})


def module_kind(script: Script, suffix: str = "", typed: bool = False) -> str:
    """``esm`` where the script imports or exports, or is of a kind that does; else ``cjs``.

    ``typed``: the nearest package.json has the type module.
    """
    if suffix in _COMMON:
        return "cjs"
    if suffix in _MODULES or typed:
        return "esm"
    return "esm" if any(node.type in _IMPORTS for node in script.statements) else "cjs"


def import_edit(
    script: Script, path: str, local: str, kind: str, types: Sequence[str] = (), own: str = ""
) -> Edit:
    """Import the runtime under a name: after the last import, else before the first statement.

    ``own``: under the name of its namespace, too. ``types``: of its types too, each ``Name`` or
    ``Name as Other``; with them, no name is no value.
    """
    manner = semicolon, quote, end = _manner(script)
    renamed = f"{RUNTIME_NAME} as {local}" if kind == "esm" else f"{RUNTIME_NAME}: {local}"
    names = [] if local in ("", own) else [local if local == RUNTIME_NAME else renamed]
    held = ", ".join([*names, own] if own else names)
    if not held:
        line = ""
    elif kind == "esm":
        line = f"import {{ {held} }} from {quote}{path}{quote}{semicolon}"
    else:
        line = f"const {{ {held} }} = require({quote}{path}{quote}){semicolon}"
    if types:
        shapes = f"import type {{ {', '.join(types)} }} from {quote}{path}{quote}{semicolon}"
        line = f"{line}{end}{shapes}" if line else shapes
    return _placed(script, line, manner)


def import_names(script: Script, path: str, names: Sequence[tuple[str, str]], kind: str) -> Edit:
    """Import functions of a generated module, each under the name that the script has for it."""
    manner = semicolon, quote, _ = _manner(script)
    between = " as " if kind == "esm" else ": "
    held = ", ".join(name if name == own else f"{name}{between}{own}" for name, own in names)
    if kind == "esm":
        line = f"import {{ {held} }} from {quote}{path}{quote}{semicolon}"
    else:
        line = f"const {{ {held} }} = require({quote}{path}{quote}){semicolon}"
    return _placed(script, line, manner)


def _manner(script: Script) -> tuple[str, str, str]:
    """How a script ends its statements, quotes texts, and ends its lines."""
    text = script.text
    quote = '"' if text.count(b'"') > text.count(b"'") else "'"
    return ";" if _semicolons(script) else "", quote, "\r\n" if b"\r\n" in text else "\n"


def _placed(script: Script, line: str, manner: tuple[str, str, str]) -> Edit:
    """Put an import after the last one, else before the first statement."""
    text = script.text
    semicolon, _, end = manner
    statements = [node for node in script.statements if node.type not in _NO_STATEMENTS]
    imports = [node for node in statements if node.type == "import_statement"]
    directives = 0
    while directives < len(statements) and script.at(statements[directives])[:1] in (b"'", b'"'):
        directives += 1
    after = imports[-1].end_byte if imports else 0
    first = next((script.at(node)[:1] for node in statements if node.start_byte >= after), b"")
    rest = text[after:].lstrip()
    comes = b"" if rest.startswith((b"//", b"/*")) else rest[:1]
    if not semicolon and not _CALLS.isdisjoint((first, comes)):
        line += ";"
    anchor = imports[-1] if imports else (statements[directives - 1] if directives else None)
    if anchor is not None:
        at = anchor.end_byte
        return Edit(at, at, f"{end}{line}".encode())
    head = 3 if script.original.startswith(codecs.BOM_UTF8) else 0
    if not statements:
        return Edit(head, head, f"{line}{end}".encode())
    about = _about(script, statements[0])
    if about is not None:
        return Edit(about, about, f"{line}{end}{end}".encode())
    # a word that no statement could be made of may stand before the first
    at = next(node for node in script.root.children if node.type not in _NO_STATEMENTS).start_byte
    start = max(text.rfind(b"\n", 0, at) + 1, head)
    indent = text[start:at].decode("latin-1")
    if indent.strip():  # on a line with more before it, what follows must not join it
        return Edit(at, at, f"{line.removesuffix(';')}; ".encode())
    return Edit(at, at, f"{line}{end}{indent}".encode("latin-1"))


def _about(script: Script, statement: Node) -> int | None:
    """Where the comment begins that documents a declaration: it stays with it."""
    comment = statement.prev_named_sibling
    declares = statement.type.endswith("_declaration") or statement.type == "export_statement"
    if comment is None or comment.type != "comment" or not declares:
        return None
    text = script.text
    between = text[comment.end_byte : statement.start_byte]
    own_line = not text[text.rfind(b"\n", 0, comment.start_byte) + 1 : comment.start_byte]
    if not own_line or between.strip() or between.count(b"\n") != 1:
        return None
    words = script.at(comment)
    return comment.start_byte if words.startswith(b"/**") and not _OF_FILE.search(words) else None


def _semicolons(script: Script) -> bool:
    """Whether the script's statements end in semicolons; those of functions tell where no other
    does."""
    tried = [
        node for node in script.statements if node.type.endswith(("_statement", "_declaration"))
    ][:8]
    ends = [
        script.at(node).rstrip().endswith(b";")
        for node in tried
        if not node.type.startswith(("function", "class", "if", "for", "while", "export"))
    ]
    return any(ends) if ends else b";" in script.text or not tried


def free_name(script: Script) -> str:
    """A name for the imported runtime that the script does not use."""
    if free_in(RUNTIME_NAME.encode(), script.text, after=b".") == RUNTIME_NAME.encode():
        return RUNTIME_NAME
    return free_in(b"mediaglot", script.text, after=b".").decode()


def relative(from_name: str, to_name: str, typed: bool = False) -> str:
    """How the file ``from_name`` names ``to_name`` in an import; both relative to one root.

    An ES module by its name or its package (``typed``) says the suffix, as Node.js wants it.
    """
    here, there = from_name.split("/")[:-1], to_name.split("/")
    same = 0
    while same < len(here) and same < len(there) - 1 and here[same] == there[same]:
        same += 1
    parts = [".."] * (len(here) - same) + there[same:]
    path = "/".join(parts)
    if not typed and not from_name.lower().endswith((".mjs", ".mts")):
        path = path.removesuffix(".js")
    return path if path.startswith("../") else f"./{path}"
