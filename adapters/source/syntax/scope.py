"""Which declaration a name means: lexical scope, one name at a time.

A name's occurrences are found by their bytes and looked up in the tree; no full walk is needed.
Type positions of TypeScript, keys, labels, strings and comments are no occurrences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from ..text.place import places_of
from .parsed import FUNCTIONS, Chain, Script, is_field

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES: Final = frozenset(
    {
        "identifier",
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
        "type_identifier",
    }
)
_PATTERNS: Final = frozenset(
    {
        "object_pattern",
        "array_pattern",
        "pair_pattern",
        "rest_pattern",
        "assignment_pattern",
        "object_assignment_pattern",
        "parenthesized_expression",
        "non_null_expression",
        "as_expression",
        "type_assertion",
    }
)
_BLOCKS: Final = FUNCTIONS | {
    "program",
    "statement_block",
    "for_statement",
    "for_in_statement",
    "catch_clause",
    "switch_body",
    "class_static_block",
    "class",
    "ERROR",
}
_HOISTING: Final = FUNCTIONS | {"program", "class_static_block", "internal_module"}
_CLASSES: Final = frozenset(
    {"class_declaration", "abstract_class_declaration", "class", "enum_declaration"}
)
_PLAIN: Final = frozenset({"member_expression", "call_expression", "arguments"})
"""What a name is a part of, and no more than read."""
_TYPE_ONLY: Final = frozenset(
    {
        "type_annotation",
        "type_query",
        "nested_type_identifier",
        "type_arguments",
        "type_parameters",
        "interface_declaration",
        "type_alias_declaration",
        "implements_clause",
        "asserts",
        "type_predicate",
    }
)


@attrs.frozen(eq=False, repr=False)
class Binding:
    """One declaration of a name: where, in which scope, and by what kind of statement.

    ``kind``: const, let, var, parameter, function, class, import or catch. ``chain`` ends in the
    declaring identifier.
    """

    name: bytes
    kind: str
    scope: Node
    chain: Chain


class Reference(NamedTuple):
    """One use of a name. ``write``: the name is assigned here, not read."""

    name: bytes
    chain: Chain
    binding: Binding | None
    write: bool = False

    @property
    def node(self) -> Node:
        return self.chain[-1]


@attrs.frozen(eq=False, repr=False)
class NameTable:
    """All that a script says about one name."""

    bindings: tuple[Binding, ...]
    references: tuple[Reference, ...]
    _uses: dict[int, list[Reference]] = attrs.field(init=False, repr=False)
    _nodes: dict[int, Binding | Reference] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        uses: dict[int, list[Reference]] = {}
        nodes: dict[int, Binding | Reference] = {}
        for item in self.references:
            uses.setdefault(id(item.binding), []).append(item)
            nodes[item.chain[-1].id] = item
        for binding in self.bindings:
            nodes[binding.chain[-1].id] = binding
        object.__setattr__(self, "_uses", uses)
        object.__setattr__(self, "_nodes", nodes)

    def binding_at(self, identifier: Node) -> Binding | None:
        """The declaration that this very identifier makes."""
        found = self._nodes.get(identifier.id)
        return found if isinstance(found, Binding) else None

    def reference_at(self, identifier: Node) -> Reference | None:
        """The use that this very identifier is."""
        found = self._nodes.get(identifier.id)
        return found if isinstance(found, Reference) else None

    def unbound(self) -> list[Reference]:
        """The uses that mean the global."""
        return self._uses.get(id(None), [])

    def meant_at(self, identifier: Node) -> Binding | None:
        """The declaration that this use of the name means; None where none is in sight."""
        reference = self.reference_at(identifier)
        return reference.binding if reference is not None else None

    def of(self, binding: Binding) -> list[Reference]:
        """The uses of one declaration, in file order."""
        return self._uses.get(id(binding), [])

    def visible(self, chain: Chain) -> Binding | None:
        """The declaration a use of the name would mean at this place."""
        if not self.bindings:
            return None
        ids = {node.id: depth for depth, node in enumerate(chain)}
        best: Binding | None = None
        for binding in self.bindings:
            depth = ids.get(binding.scope.id, -1)
            if depth >= 0 and (best is None or depth >= ids[best.scope.id]):
                best = binding
        return best


def table(script: Script, name: bytes) -> NameTable:
    """Everything a script says about a name; computed once a name."""
    script.asked.add(name)
    known = script.tables.get(name)
    if isinstance(known, NameTable):
        return known
    made = _table(script, name)
    script.tables[name] = made
    return made


def _table(script: Script, name: bytes) -> NameTable:
    declared: list[Binding] = []
    used: list[tuple[Chain, bool]] = []
    for start, end in places_of(script.text, name):
        chain = script.chain(start, end)
        leaf = chain[-1]
        if leaf.type not in _NAMES or leaf.start_byte != start or leaf.end_byte != end:
            continue
        role = _role(chain)
        if isinstance(role, Binding):
            declared.append(Binding(name, role.kind, role.scope, role.chain))
        elif role is not None:
            used.append((chain, role))
    scopes: dict[int, Binding] = {}
    for binding in declared:
        scopes.setdefault(binding.scope.id, binding)
    references = [
        Reference(name, chain, _resolve(chain, scopes) if scopes else None, write)
        for chain, write in used
    ]
    return NameTable(tuple(declared), tuple(references))


def _resolve(chain: Chain, scopes: dict[int, Binding]) -> Binding | None:
    for node in reversed(chain):
        binding = scopes.get(node.id)
        if binding is not None:
            return binding
    return None


def _scope(chain: Chain, upto: int, kinds: frozenset[str]) -> Node:
    for index in range(upto, -1, -1):
        if chain[index].type in kinds:
            return chain[index]
    return chain[0]


def _role(chain: Chain) -> Binding | bool | None:
    """A declaration, a use (True: it is written to), or None: no occurrence of a value's name."""
    if len(chain) < 2:
        return None
    node, parent = chain[-1], chain[-2]
    kind, what = parent.type, node.type
    if what == "type_identifier":
        if kind in _CLASSES and is_field(parent, node, "name"):
            return _declaration(chain, len(chain) - 2, "class")
        return None
    if kind in _TYPE_ONLY or not _TYPE_ONLY.isdisjoint([item.type for item in chain[-4:-2]]):
        return None
    if kind in _PLAIN:
        return False
    if what == "shorthand_property_identifier":
        return False
    if kind == "jsx_namespace_name" or (kind.startswith("jsx_") and kind.endswith("_element")):
        return None  # a tag in lower case, or a part of wx:if, is no variable
    index = len(chain) - 2
    below = node
    while chain[index].type in _PATTERNS and index > 0:
        pattern = chain[index]
        if pattern.type == "pair_pattern" and not is_field(pattern, below, "value"):
            return False
        if pattern.type in (
            "assignment_pattern",
            "object_assignment_pattern",
        ) and not is_field(pattern, below, "left"):
            return False
        below = pattern
        index -= 1
    owner = chain[index]
    return _owned(chain, index, owner, below)


def _owned(chain: Chain, index: int, owner: Node, below: Node) -> Binding | bool | None:
    kind = owner.type
    if kind == "variable_declarator":
        if not is_field(owner, below, "name"):
            return False
        statement = chain[index - 1]
        if index >= 2 and chain[index - 2].type == "ambient_declaration":
            return None
        if statement.type == "variable_declaration":
            return Binding(b"", "var", _scope(chain, index - 1, _HOISTING), chain)
        first = statement.child(0)
        word = "const" if first is not None and first.type == "const" else "let"
        return Binding(b"", word, _scope(chain, index - 1, _BLOCKS), chain)
    if kind in ("formal_parameters", "required_parameter", "optional_parameter"):
        if kind != "formal_parameters" and not is_field(owner, below, "pattern"):
            return False
        return _parameter(chain, index)
    if kind == "arrow_function":
        if is_field(owner, below, "parameter"):
            return Binding(b"", "parameter", owner, chain)
        return False
    if kind == "catch_clause":
        if is_field(owner, below, "parameter"):
            return Binding(b"", "catch", owner, chain)
        return False
    if kind in ("function_declaration", "generator_function_declaration"):
        if is_field(owner, below, "name"):
            return _declaration(chain, index, "function")
        return False
    if kind in ("function_expression", "generator_function"):
        return Binding(b"", "function", owner, chain) if is_field(owner, below, "name") else False
    if kind in _CLASSES:
        return _declaration(chain, index, "class") if is_field(owner, below, "name") else False
    if kind == "for_in_statement" and is_field(owner, below, "left"):
        how = owner.child_by_field_name("kind")
        if how is None:
            return True
        if how.type == "var":
            return Binding(b"", "var", _scope(chain, index, _HOISTING), chain)
        return Binding(b"", how.type, owner, chain)
    if kind in ("import_clause", "namespace_import", "import_require_clause"):
        return Binding(b"", "import", chain[0], chain)
    if kind == "import_specifier":
        local = owner.child_by_field_name("alias") or owner.child_by_field_name("name")
        same = local is not None and local.id == below.id
        return Binding(b"", "import", chain[0], chain) if same else None
    if kind == "namespace_export":
        return None
    if kind == "export_specifier":
        own = chain[index - 2].child_by_field_name("source") is None  # else another module's name
        return False if own and is_field(owner, below, "name") else None
    if kind in ("internal_module", "module") and is_field(owner, below, "name"):
        return _declaration(chain, index, "class")
    if kind in ("assignment_expression", "augmented_assignment_expression"):
        return is_field(owner, below, "left")
    if kind == "update_expression":
        return True
    return below.type in ("object_pattern", "array_pattern")


def _parameter(chain: Chain, index: int) -> Binding | None:
    for at in range(index, -1, -1):
        if chain[at].type in FUNCTIONS:
            return Binding(b"", "parameter", chain[at], chain)
        if chain[at].type in ("function_type", "function_signature", "method_signature"):
            return None
    return None


def _declaration(chain: Chain, index: int, kind: str) -> Binding:
    owner = chain[index]
    if owner.type == "class":
        return Binding(b"", kind, owner, chain)
    return Binding(b"", kind, _scope(chain, index - 1, _BLOCKS), chain)
