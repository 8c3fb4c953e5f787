"""TypeScript without its types, so that an engine for JavaScript can run it.

What is erased becomes blanks, so lines and columns stay. What has a meaning at run time is written
out on its own line (enums, parameter properties, `import x = require()`), or refused with its place
(namespaces that hold values, decorators): nothing is guessed. The rules of what a line break means
change where types go (`x as any` before a line that begins with a bracket); there a semicolon, or
the bracket that was moved, stands in their place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import define, field

from ....canonical.errors import InputError
from ..text.blanks import Blanks, first_error, walk
from .parser import Endless, tree_of
from .strip_enums import written_enum

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

_ERASED: Final = frozenset(
    {
        "type_annotation", "asserts_annotation", "type_predicate_annotation", "type_parameters",
        "type_arguments", "implements_clause", "accessibility_modifier", "override_modifier",
        "omitting_type_annotation", "adding_type_annotation", "opting_type_annotation",
    }
)  # fmt: skip
"""What only types need, inside of something that stays."""

_STATEMENTS: Final = frozenset(
    {"interface_declaration", "type_alias_declaration", "ambient_declaration", "function_signature"}
)
_MEMBERS: Final = frozenset({"abstract_method_signature", "method_signature", "index_signature"})
_MODIFIERS: Final = frozenset({"readonly", "abstract", "declare"})
_NAMED: Final = frozenset({"identifier", "shorthand_property_identifier"})


@lru_cache(maxsize=256)
def stripped(text: str, name: str) -> str:
    """The JavaScript of a TypeScript file. Raises InputError with the place of what is refused."""
    source = text.encode("utf-8", "surrogatepass")
    work = _Work(source, name)
    tree = _tree("typescript", source, name)
    if tree.root_node.has_error:
        work.refuse(first_error(tree.root_node), "is no TypeScript that can be read")
    work.run(tree.root_node)
    result = work.result()
    made = _tree("javascript", result, name).root_node
    if made.has_error:
        work.refuse(first_error(made), "cannot be told without its types")
    return result.decode("utf-8", "surrogatepass")


def _tree(language: str, source: bytes, name: str) -> Tree:
    try:
        return tree_of(language, source)
    except Endless:
        raise InputError("is no TypeScript that can be read", place=name) from None


@define(eq=False)
class _Work(Blanks):
    """One file, its types found and taken out."""

    imports: list[Node] = field(factory=list)
    used: set[bytes] = field(factory=set)
    types: set[bytes] = field(factory=set)

    def run(self, root: Node) -> None:
        todo: list[Node] = [root]
        while todo:
            node = todo.pop()
            todo.extend(reversed(self.visit(node)))
        for node in self.imports:
            self._import(node)

    # one node --------------------------------------------------------------------------------

    def visit(self, node: Node) -> list[Node]:
        """Do what a node needs. Gives those of its children that are looked at."""
        kind = node.type
        if kind in _ERASED:
            self._erase(node)
            return []
        if kind in _STATEMENTS or kind in _MEMBERS:
            self._gone(node)
            return []
        handler = _HANDLERS.get(kind)
        if handler is not None:
            return handler(self, node)
        if kind in _NAMED:
            self.used.add(node.text or b"")
        return node.children

    def _gone(self, node: Node) -> None:
        """A statement or a member is gone; a semicolon keeps its neighbours apart."""
        if node.type in ("interface_declaration", "type_alias_declaration"):
            named = node.child_by_field_name("name")
            self.types.add((named.text if named is not None else None) or b"")
        self.cut(node.start_byte, node.end_byte, b";")

    def _erase(self, node: Node) -> None:
        """An annotation is gone. Where it holds a line break, brackets must not be left apart."""
        parent = node.parent
        self._whole(node)
        if parent is not None and parent.type == "arrow_function" and b"\n" in (node.text or b""):
            if node.type == "type_parameters":
                return self._moved_open(node, parent)
            return self._moved_close(node)
        first = b""
        if node.type == "accessibility_modifier" and _is_first(node):
            first = self._apart(node)
        self.cut(node.start_byte, node.end_byte, first)
        return None

    def _moved_close(self, node: Node) -> None:
        """``(a): A<\\n B> =>``: no line may end before the arrow, so the bracket closes last."""
        before = node.prev_sibling
        if before is None or before.type != "formal_parameters":
            self.refuse(node, "cannot be told without its types")
        self.cut(before.end_byte - 1, before.end_byte)
        self.cut(node.start_byte, node.end_byte - 1)
        self.cut(node.end_byte - 1, node.end_byte, b")")

    def _moved_open(self, node: Node, parent: Node) -> None:
        """``async <T,\\n>(a) =>``: no line may end behind async, so the bracket opens first."""
        behind = node.next_sibling
        if behind is None or behind.type != "formal_parameters":
            self.refuse(node, "cannot be told without its types")
        moved = any(child.type == "async" for child in parent.children)
        self.cut(node.start_byte, node.end_byte, b"(" if moved else b"")
        if moved:
            self.cut(behind.start_byte, behind.start_byte + 1)

    def _apart(self, node: Node) -> bytes:
        """A semicolon where what follows a modifier would go on with the member above."""
        behind = node.next_sibling
        text = (behind.text or b"") if behind is not None else b""
        return b";" if text[:1] in (b"[", b"*") or text in (b"in", b"instanceof") else b""

    def cast(self, node: Node) -> list[Node]:
        """``value as T``, ``value satisfies T``."""
        value, parent = node.children[0], node.parent
        # on one line that is no TypeScript: the line break ended the statement
        ended = parent is not None and parent.type in _GOES_ON and parent.children[0] == node
        first = b";" if ended else b""
        self._whole(node.children[-1])
        at = value.end_byte
        while self.source[at : at + 1].isspace() and at < node.end_byte:
            at += 1
        self.cut(at, node.end_byte, first)
        return [value]

    def _whole(self, node: Node) -> None:
        """A type goes on in the next line only where TypeScript reads it so."""
        if b"\n" not in (node.text or b""):
            return
        for inner in walk(node):
            if inner.type in ("lookup_type", "array_type", "generic_type"):
                before, behind = inner.children[0], inner.children[1]
                if b"\n" in self.source[before.end_byte : behind.start_byte]:
                    self.refuse(behind, "a line that begins so behind a type: end that by ';'")

    def assertion(self, node: Node) -> list[Node]:
        """``<T>value``."""
        value = node.children[-1]
        parent = node.parent
        between = self.source[node.start_byte : value.start_byte]
        if b"\n" in between and parent is not None and parent.type in _NO_BREAK:
            self.refuse(node, "cannot be told without its types: write the value on the same line")
        self.cut(node.start_byte, value.start_byte)
        return [value]

    def non_null(self, node: Node) -> list[Node]:
        """``value!``."""
        self.cut(node.children[-1].start_byte, node.end_byte)
        return [node.children[0]]

    def parameter(self, node: Node) -> list[Node]:
        """A parameter: its mark of being optional, and `this`, which is a type."""
        pattern = node.child_by_field_name("pattern")
        if pattern is not None and pattern.type == "this":
            end = node.end_byte
            behind = node.next_sibling
            if behind is not None and behind.type == ",":
                end = behind.end_byte
            self.cut(node.start_byte, end)
            return []
        self._tokens(node, {"?", "readonly"})
        return node.children

    def declarator(self, node: Node) -> list[Node]:
        """``let x!: T``."""
        self._tokens(node, {"!"})
        return node.children

    def member(self, node: Node) -> list[Node]:
        """A field of a class."""
        if any(child.type == "declare" for child in node.children):
            self._gone(node)
            return []
        self._tokens(node, {"?", "!", *_MODIFIERS})
        if any(child.type == "accessor" for child in node.children):
            self.refuse(node, "accessor fields are not run here")
        typed = node.child_by_field_name("type")
        behind = node.next_sibling
        ended = node.child_by_field_name("value") or (behind is not None and behind.type == ";")
        if typed is not None and not ended:
            # `get: T` above `name() {}` must not become a getter
            self.cut(typed.start_byte, typed.end_byte, b";")
            return [child for child in node.children if child != typed]
        return node.children

    def method(self, node: Node) -> list[Node]:
        """A method; a constructor's parameters may be properties."""
        self._tokens(node, {"?", *_MODIFIERS})
        named = node.child_by_field_name("name")
        if named is not None and named.text == b"constructor":
            self._properties(node)
        return node.children

    def _properties(self, node: Node) -> None:
        parameters, body = (node.child_by_field_name(key) for key in ("parameters", "body"))
        if parameters is None or body is None:
            return
        names: list[bytes] = []
        for child in parameters.named_children:
            kinds = {inner.type for inner in child.children}
            if kinds & {"accessibility_modifier", "readonly", "override_modifier"}:
                pattern = child.child_by_field_name("pattern")
                if pattern is not None and pattern.type == "identifier":
                    names.append(pattern.text or b"")
        if not names:
            return
        at = body.start_byte + 1
        for statement in body.named_children:
            call = statement.named_children[0] if statement.named_children else None
            if call is not None and (call.text or b"").startswith(b"super"):
                at = statement.end_byte
                break
        assignments = b"".join(b"this." + name + b" = " + name + b"; " for name in names)
        self.inserts.append((at, b"; " + assignments))

    def _tokens(self, node: Node, wanted: set[str]) -> None:
        for child in node.children:
            if child.type in wanted and not child.is_named:
                first = self._apart(child) if child.type in _MODIFIERS and _is_first(child) else b""
                self.cut(child.start_byte, child.end_byte, first)

    def a_class(self, node: Node) -> list[Node]:
        """A class; one that is abstract is one like any other."""
        self._tokens(node, {"abstract"})
        return node.children

    def decorated(self, node: Node) -> list[Node]:
        """A decorator: no engine runs it as it is."""
        self.refuse(node, "decorators are not run here; compile it to JavaScript first")

    def namespace(self, node: Node) -> list[Node]:
        """A namespace holds values, or types alone."""
        body = node.child_by_field_name("body")
        for child in body.named_children if body is not None else ():
            inner = child.child_by_field_name("declaration") or child
            if inner.type not in (*_STATEMENTS, "comment"):
                self.refuse(
                    node,
                    "namespaces that hold values are not run here; compile it to JavaScript first",
                )
        parent = node.parent
        whole = parent if parent is not None and parent.type == "expression_statement" else node
        self._gone(whole)
        return []

    def statement(self, node: Node) -> list[Node]:
        """An expression as a statement; a namespace is one, to this parser."""
        if node.children and node.children[0].type == "internal_module":
            return self.namespace(node.children[0])
        return node.children

    def export(self, node: Node) -> list[Node]:
        """An export of types is none."""
        declared = node.child_by_field_name("declaration") or node.child_by_field_name("value")
        kinds = [child.type for child in node.children]
        if "type" in kinds or (declared is not None and declared.type in _STATEMENTS):
            if declared is not None and declared.type in _STATEMENTS:
                self._gone(declared)  # whose name is a type's
            self._gone(node)
            return []
        if declared is not None and declared.type == "internal_module":
            self.namespace(declared)
            self._gone(node)
            return []
        if "namespace" in kinds:  # export as namespace X
            self._gone(node)
            return []
        if "=" in kinds:  # export = x
            equals = next(child for child in node.children if child.type == "=")
            self.cut(node.start_byte, equals.start_byte)
            self.inserts.append((node.start_byte, b"module.exports "))
        return node.children

    def specifier(self, node: Node) -> list[Node]:
        """One name of an export list; a type's is left out."""
        named = node.child_by_field_name("name")
        kinds = [child.type for child in node.children]
        if "type" in kinds or (named is not None and (named.text or b"") in self.types):
            self._listed(node)
            return []
        return node.children

    def an_import(self, node: Node) -> list[Node]:
        """Looked at when it is known which names are used as values."""
        kinds = [child.type for child in node.children]
        if "type" in kinds or "typeof" in kinds:
            self._gone(node)
            return []
        if "import_require_clause" in kinds:
            clause = next(c for c in node.children if c.type == "import_require_clause")
            self.cut(node.start_byte, clause.start_byte, b"const")
            return []
        self.imports.append(node)
        return []

    def _import(self, node: Node) -> None:
        """Names that no code uses are types' or nothing's: they are not asked for."""
        clause = next((c for c in node.children if c.type == "import_clause"), None)
        if clause is None:
            return  # for its effects
        kept = 0
        dropped: list[Node] = []
        for child in clause.named_children:
            if child.type == "named_imports":
                for each in child.named_children:
                    local = each.child_by_field_name("alias") or each.child_by_field_name("name")
                    typed = any(inner.type in ("type", "typeof") for inner in each.children)
                    if typed or local is None or (local.text or b"") not in self.used:
                        dropped.append(each)
                    else:
                        kept += 1
            elif child.type in ("identifier", "namespace_import"):
                local = child if child.type == "identifier" else child.named_children[0]
                if (local.text or b"") in self.used:
                    kept += 1
                elif child.type == "namespace_import":
                    dropped.append(child)
        if not kept:
            self._gone(node)
            return
        for each in dropped:
            if each.type != "namespace_import":
                self._listed(each)

    def _listed(self, node: Node) -> None:
        """An entry of a list, with the comma behind it."""
        behind = node.next_sibling
        end = behind.end_byte if behind is not None and behind.type == "," else node.end_byte
        self.cut(node.start_byte, end)

    def alias(self, node: Node) -> list[Node]:
        """``import A = B.C``."""
        keyword = node.children[0]
        self.cut(keyword.start_byte, keyword.end_byte, b"var")
        self.used.update(child.text or b"" for child in walk(node) if child.type == "identifier")
        return []


_GOES_ON: Final = frozenset(
    {"call_expression", "member_expression", "subscript_expression", "non_null_expression"}
)
_NO_BREAK: Final = frozenset({"return_statement", "throw_statement", "yield_expression"})

_HANDLERS: Final = {
    "as_expression": _Work.cast,
    "satisfies_expression": _Work.cast,
    "type_assertion": _Work.assertion,
    "non_null_expression": _Work.non_null,
    "required_parameter": _Work.parameter,
    "optional_parameter": _Work.parameter,
    "variable_declarator": _Work.declarator,
    "public_field_definition": _Work.member,
    "method_definition": _Work.method,
    "abstract_class_declaration": _Work.a_class,
    "decorator": _Work.decorated,
    "internal_module": _Work.namespace,
    "module": _Work.namespace,
    "expression_statement": _Work.statement,
    "export_statement": _Work.export,
    "export_specifier": _Work.specifier,
    "import_statement": _Work.an_import,
    "import_alias": _Work.alias,
    "enum_declaration": written_enum,
}


def _is_first(node: Node) -> bool:
    return node.prev_sibling is None
