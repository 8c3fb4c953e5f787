"""Where a value goes: the fields of a result that are read, and where the whole of it escapes.

A *path* names a field from the top of the value: ``("tempFiles", "[]", "path")``; ``[]`` is any
element. The walk follows member chains, destructuring, variables that are never reassigned,
``for of`` and the array methods; it stops, and says so, where the value leaves its sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from .known import known_text
from .parsed import (
    FUNCTIONS,
    Chain,
    Script,
    arguments_of,
    first_named,
    is_field,
    parameters_of,
    property_name,
    rise,
    unwrap,
)
from .printed import argument_use, text_use
from .scope import Binding, table
from .shaped import shaped
from .sites import binding_of

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple[str, ...]
EACH: Final = "[]"

_VISITING: Final = frozenset(
    {"forEach", "map", "filter", "find", "findIndex", "findLast", "findLastIndex", "some", "every",
     "flatMap"}
)  # fmt: skip
_FOLDING: Final = frozenset({"reduce", "reduceRight"})
_ORDERING: Final = frozenset({"sort", "toSorted"})
_SAME: Final = (
    frozenset({"filter", "slice", "concat", "reverse", "splice", "toReversed"}) | _ORDERING
)
_ONE: Final = frozenset({"find", "pop", "shift", "at", "findLast"})
_TESTS: Final = frozenset({"if_statement", "while_statement", "do_statement", "for_statement"})
_EQUALITY: Final = frozenset({"===", "!==", "==", "!=", "<", ">", "<=", ">=", "in", "instanceof"})
_LOGICAL: Final = frozenset({"&&", "||", "??"})


class Step(NamedTuple):
    """One step of an access. ``form``: dot, bracket, key, shorthand, index, each."""

    name: str
    form: str
    node: Node


class Access(NamedTuple):
    """One access: from a value at ``base`` along ``steps`` to where it is used.

    ``use``: value (goes somewhere as it is), log (only printed), test (only its truth), compare,
    length, method (a method of it is called, ``method`` names it), bind (a destructured name),
    visit (an array method walks it), step (a part of a longer access follows), unused, write.
    ``chain`` ends in the accessing expression, or in the pattern item for ``bind``. ``unsure``:
    what holds it may be something else that stands in where it is missing, as in ``file || {}``.
    """

    base: Path
    steps: tuple[Step, ...]
    chain: Chain
    use: str
    method: str = ""
    unsure: bool = False

    @property
    def path(self) -> Path:
        return self.base + tuple(step.name for step in self.steps)


@attrs.define(eq=False, repr=False)
class _Walk:
    script: Script
    accesses: list[Access] = attrs.field(factory=list)
    queue: list[tuple[Chain, Path, tuple[Step, ...]]] = attrs.field(factory=list)
    patterns: list[tuple[Chain, Path]] = attrs.field(factory=list)
    seen: set[int] = attrs.field(factory=set)
    stood: set[Path] = attrs.field(factory=set)

    def stand_in(self, path: Path, other: Node | None) -> None:
        """What stands at a path may be the other, which may have fields of its own."""
        if other is not None and self.script.at(unwrap(other)) not in (b"null", b"undefined"):
            self.stood.add(path)


def follow_parameter(script: Script, function: Chain, index: int = 0) -> list[Access]:
    """Where a callback's parameter goes; ``function`` ends in the function."""
    walk = _Walk(script)
    _parameter(walk, function, (), index)
    return _run(walk)


def follow_value(script: Script, chain: Chain, path: Path = ()) -> list[Access]:
    """Where the value of an expression goes; ``chain`` ends in the expression."""
    walk = _Walk(script)
    walk.queue.append((chain, path, ()))
    return _run(walk)


def follow_pattern(script: Script, chain: Chain, path: Path = ()) -> list[Access]:
    """Where a value goes that a pattern takes in, such as the parameter of ``catch``."""
    walk = _Walk(script)
    walk.patterns.append((chain, path))
    return _run(walk)


def _run(walk: _Walk) -> list[Access]:
    while walk.queue or walk.patterns:
        if walk.patterns:
            chain, path = walk.patterns.pop()
            _pattern(walk, chain, path)
        else:
            chain, base, steps = walk.queue.pop()
            _consume(walk, chain, base, steps)
    if walk.stood:
        walk.accesses = [
            access._replace(unsure=any(path[:size] in walk.stood for size in range(len(path))))
            for access in walk.accesses
            for path in (access.path,)
        ]
    walk.accesses.sort(key=lambda item: (item.chain[-1].start_byte, item.chain[-1].end_byte))
    return walk.accesses


def _parameter(walk: _Walk, function: Chain, path: Path, index: int = 0) -> None:
    parameters = parameters_of(function[-1])
    if len(parameters) > index:
        walk.patterns.append((walk.script.chain_of(parameters[index]), path))


def _pattern(walk: _Walk, chain: Chain, path: Path) -> None:
    """Take the value at ``path`` apart by a pattern."""
    node = chain[-1]
    if node.type in ("identifier", "shorthand_property_identifier_pattern"):
        binding = binding_of(walk.script, node)
        if binding is None:
            walk.accesses.append(Access(path, (), chain, "write"))
        else:
            _variable(walk, binding, path)
    elif node.type in ("assignment_pattern", "object_assignment_pattern"):
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if right is not None and shaped(right, path):
            walk.accesses.append(Access(path, (), chain, "value"))
        if not _always_given(chain):
            walk.stand_in(path, right)
        if left is not None:
            walk.patterns.append(((*chain, left), path))
    elif node.type == "array_pattern":
        for item in node.named_children:
            if item.type == "rest_pattern":
                inner = first_named(item)
                if inner is not None:
                    walk.patterns.append(((*chain, item, inner), path))
            elif item.type != "comment":
                walk.patterns.append(((*chain, item), (*path, EACH)))
    elif node.type == "object_pattern":
        for item in node.named_children:
            if item.type != "comment":
                _key(walk, (*chain, item), path)
    else:
        walk.accesses.append(Access(path, (), chain, "value"))


def _always_given(chain: Chain) -> bool:
    """Whether a pattern is the parameter of a callback among a call's options."""
    around = chain[:-1]
    if len(around) < 3 or around[-1].type != "formal_parameters":
        return False
    return around[len(around) - 3].type in ("pair", "object")


def _key(walk: _Walk, chain: Chain, path: Path) -> None:
    item = chain[-1]
    form, key, target = "shorthand", item, item
    if item.type == "pair_pattern":
        form = "key"
        key = item.child_by_field_name("key") or item
        target = item.child_by_field_name("value") or item
    elif item.type == "object_assignment_pattern":
        key = item.child_by_field_name("left") or item
    name = property_name(walk.script, key)
    if key.type == "computed_property_name" and name is None and key.named_child_count:
        name = known_text(walk.script, key.named_children[0])
    if name is None or item.type == "rest_pattern":
        walk.accesses.append(Access(path, (), chain, "value"))
        return
    if name == "length":
        walk.accesses.append(Access(path, (), chain, "length"))
        return
    step = Step(name, form, key)
    walk.accesses.append(Access(path, (step,), chain, "bind"))
    inner = (*chain, target) if target.id != item.id else chain
    walk.patterns.append((inner, (*path, name)))


def _variable(walk: _Walk, binding: Binding, path: Path) -> None:
    if id(binding) in walk.seen:
        return
    walk.seen.add(id(binding))
    if is_exported(binding):
        walk.accesses.append(Access(path, (), binding.chain, "value"))
    for reference in table(walk.script, binding.name).of(binding):
        if reference.write:
            # the variable takes another value as well: reads after this may be of either
            walk.accesses.append(Access(path, (), reference.chain, "write"))
        else:
            walk.queue.append((reference.chain, path, ()))


def is_exported(binding: Binding) -> bool:
    """Whether a variable is exported where it is declared: who takes it is out of sight."""
    at = next((at for at, it in enumerate(binding.chain) if it.type == "variable_declarator"), 0)
    return at > 1 and binding.chain[at - 2].type == "export_statement"


def _consume(walk: _Walk, chain: Chain, base: Path, steps: tuple[Step, ...]) -> None:
    """Classify the use of an expression, or go on to what it becomes part of."""
    chain = rise(chain)
    node, parent = chain[-1], chain[-2]
    path = base + tuple(step.name for step in steps)
    kind = parent.type

    def end(use: str, method: str = "") -> None:
        walk.accesses.append(Access(base, steps, chain, use, method))

    if kind == "member_expression" and is_field(parent, node, "object"):
        _member(walk, chain, base, steps)
    elif kind == "subscript_expression" and is_field(parent, node, "object"):
        index = parent.child_by_field_name("index")
        name = known_text(walk.script, index) if index is not None else None
        step = Step(name or EACH, "bracket" if name else "index", index or parent)
        walk.queue.append((chain[:-1], base, (*steps, step)))
    elif kind == "variable_declarator" and is_field(parent, node, "value"):
        end("step" if steps else "bind")
        target = parent.child_by_field_name("name")
        if target is not None:
            walk.patterns.append(((*chain[:-1], target), path))
    elif kind == "for_in_statement" and is_field(parent, node, "right"):
        left = parent.child_by_field_name("left")
        of = parent.child_by_field_name("operator")
        if left is not None and of is not None and of.type == "of":
            end("visit")
            walk.patterns.append(((*chain[:-1], left), (*path, EACH)))
        else:
            end("value")
    elif kind == "binary_expression":
        _binary(walk, chain, base, steps)
    elif kind == "ternary_expression":
        if is_field(parent, node, "condition"):
            end("test")
        else:
            sides = [parent.child_by_field_name(name) for name in ("consequence", "alternative")]
            mixed = any(side and side.id != node.id and shaped(side, path) for side in sides)
            end("value" if mixed else "step")
            for side in sides:
                if side is not None and side.id != node.id:
                    walk.stand_in(path, side)
            walk.queue.append((chain[:-1], path, ()))
    elif kind == "assignment_expression" and is_field(parent, node, "right"):
        _assigned(walk, chain, base, steps)
    elif kind == "assignment_expression":
        end("write")
    elif kind == "unary_expression":
        sign = parent.child(0)
        end("test" if sign is not None and sign.type in ("!", "void", "delete") else "value")
    elif kind in _TESTS:
        end("test")
    elif kind == "expression_statement":
        end("unused")
    elif kind == "arguments" and len(chain) > 2:
        end(argument_use(walk.script, chain[-3]))
    elif kind in ("switch_statement", "switch_case"):
        end("compare")
    elif kind == "template_substitution":
        end(text_use(walk.script, chain))
    else:
        end("value")


def _member(walk: _Walk, chain: Chain, base: Path, steps: tuple[Step, ...]) -> None:
    parent = chain[-2]
    prop = parent.child_by_field_name("property")
    if prop is None or prop.type != "property_identifier":
        walk.accesses.append(Access(base, steps, chain, "value"))
        return
    name = walk.script.at(prop).decode("utf-8", "replace")
    outer = rise(chain[:-1])
    node, call = outer[-1], outer[-2]
    if call.type == "call_expression" and is_field(call, node, "function"):
        _method(walk, chain, outer[:-1], name, base, steps)
    elif name == "length":
        walk.accesses.append(Access(base, steps, chain, "length"))
    else:
        walk.queue.append((chain[:-1], base, (*steps, Step(name, "dot", prop))))


def places_in_callback(method: str, given: int) -> dict[int, bool]:
    """Which parameters of an array method's callback are an entry (False) or the list (True)."""
    if method in _VISITING:
        return {0: False, 2: True}
    if method in _ORDERING:
        return {0: False, 1: False}
    # without a first value the first entry is one, and what the callback gives is another
    return {1: False, 3: True} if method in _FOLDING and given > 1 else {}


def uses_arguments(script: Script, function: Node) -> bool:
    """Whether a function may look at what it is given by ``arguments``."""
    start, end = function.start_byte, function.end_byte
    if b"arguments" not in script.text[start:end]:
        return False
    return any(
        start <= item.node.start_byte < end for item in table(script, b"arguments").unbound()
    )


def _method(
    walk: _Walk, chain: Chain, call: Chain, name: str, base: Path, steps: tuple[Step, ...]
) -> None:
    path = base + tuple(step.name for step in steps)
    arguments = arguments_of(call[-1])
    callback = unwrap(arguments[0]) if arguments else None
    inline = callback is not None and callback.type in FUNCTIONS
    places = places_in_callback(name, len(arguments))
    if callback is None or not (places or name in _FOLDING):
        walk.accesses.append(Access(base, steps, chain, "method", name))
    elif not inline or not places or uses_arguments(walk.script, callback):
        walk.accesses.append(Access(base, steps, chain, "value", name))
    else:
        walk.accesses.append(Access(base, steps, chain, "visit", name))
        function = walk.script.chain_of(callback)
        for index, whole in places.items():
            _parameter(walk, function, path if whole else (*path, EACH), index)
    if name in _SAME and path and path[-1] != EACH:
        walk.queue.append((call, path, ()))
    elif name in _ONE:
        walk.queue.append((call, (*path, EACH), ()))


def _binary(walk: _Walk, chain: Chain, base: Path, steps: tuple[Step, ...]) -> None:
    node, parent = chain[-1], chain[-2]
    operator = parent.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    path = base + tuple(step.name for step in steps)
    if sign == "in" and is_field(parent, node, "right"):
        use = "value"  # names of its fields are asked for
    elif sign in _EQUALITY:
        use = "compare"
    elif sign == "&&" and is_field(parent, node, "left"):
        use = "test"
    elif sign in _LOGICAL:
        other = parent.child_by_field_name("right" if is_field(parent, node, "left") else "left")
        use = "value" if sign != "&&" and other is not None and shaped(other, path) else "step"
        walk.stand_in(path, other)
        walk.queue.append((chain[:-1], path, ()))
    else:
        use = text_use(walk.script, chain) if sign == "+" else "value"
    walk.accesses.append(Access(base, steps, chain, use))


def _assigned(walk: _Walk, chain: Chain, base: Path, steps: tuple[Step, ...]) -> None:
    """``x = value`` where ``x`` is declared without a value and assigned only here."""
    left = chain[-2].child_by_field_name("left")
    path = base + tuple(step.name for step in steps)
    if left is not None and left.type == "identifier":
        entry = table(walk.script, walk.script.at(left))
        own = entry.reference_at(left)
        binding = own.binding if own is not None else None
        if binding is not None and binding.kind in ("let", "var"):
            writes = [item for item in entry.of(binding) if item.write]
            declarator = binding.chain[-2]
            empty = (
                declarator.type == "variable_declarator"
                and declarator.child_by_field_name("value") is None
            )
            statement = chain[-3].type == "expression_statement"
            apart = id(binding) not in walk.seen and not is_exported(binding)
            if len(writes) == 1 and empty and statement and apart:
                walk.seen.add(id(binding))
                walk.accesses.append(Access(base, steps, chain, "step" if steps else "bind"))
                for reference in entry.of(binding):
                    if not reference.write:
                        walk.queue.append((reference.chain, path, ()))
                return
    walk.accesses.append(Access(base, steps, chain, "value"))
