"""A result that leaves the function or the script it is in by a name: what a file exports, a member
that others call, a key of the storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...components.facts import APP
from ...syntax.parsed import Chain, Script, member_name, rise, unwrap
from ...syntax.scope import table
from .carried import A_PROMISE, MEMBER, OPERATION, Bearer, Layer, Onward, Wrapping

if TYPE_CHECKING:
    from tree_sitter import Node

_DEFAULT: Final = "default"
_MODULE: Final = b"module"
_EXPORTS: Final = b"exports"
_PROGRAM: Final = APP.encode()
_TAKEN_OF: Final = frozenset({"member_expression", "call_expression", "new_expression"})


def named(way: Onward, place: Bearer, name: str, held: Wrapping, *, own: bool = False) -> None:
    """What is held is a member of that name of an object that is out of sight, or of ``this``.
    ``own``: only its script names it. Elsewhere a member is it where no other function of the
    program is called so."""
    word = name.encode()
    files = {place.file}
    if held.kind == OPERATION and way.texts.makers(word):
        return  # the program has functions of its own that are called so
    if not own and way.texts.makers(word) <= 1:
        files |= {file for file in way.texts.having(word, place.file) if way.worth(file)}
    for file in sorted(files):
        script = way.script_of(file) if file != place.file else place.script
        if script is None:
            continue
        for start, end in script.named(word):
            chain = script.chain(start, end)
            if chain[-1].type != "property_identifier" or chain[-2].type != "member_expression":
                continue
            if _is_it(way, Bearer(file, script, chain[:-1]), place, held):
                way.follow(Bearer(file, script, chain[:-1]), held)


def by_text(way: Onward, place: Bearer, name: str) -> None:
    """Follow a function of the platform that is called by a text with its name: as a member of what
    stands for the global, or through a function that is given the text."""
    named(way, place, name, Wrapping((Layer(OPERATION),)))
    word = name.encode()
    for file in sorted(way.texts.having(word, place.file)):
        script = way.script_of(file) if way.worth(file) else None
        if script is None:
            continue
        for start, end in script.named(word):
            chain = script.chain(start, end)
            at = next((at for at, it in enumerate(chain) if it.type == "string"), 0)
            if at > 2 and chain[at - 2].type == "call_expression":
                way.follow(Bearer(file, script, chain[: at - 1]), Wrapping((A_PROMISE,)))


def _is_it(way: Onward, member: Bearer, place: Bearer, held: Wrapping) -> bool:
    """Whether a member of a name may be the one that was given it at a place."""
    script, node = member.script, member.chain[-1]
    holder = node.child_by_field_name("object")
    if holder is None:
        return False
    root = unwrap(holder)
    while root.type in (
        "member_expression",
        "call_expression",
        "new_expression",
        "await_expression",
    ):
        inner = (
            root.child_by_field_name("object")
            or root.child_by_field_name("function")
            or root.child_by_field_name("constructor")
        )
        if inner is None:
            break
        root = unwrap(inner)
    if root.type == "this":
        return member.file == place.file
    if root.type != "identifier":
        return member.file == place.file
    entry = table(script, script.at(root))
    binding = entry.meant_at(root)
    if binding is None:
        other = held.kind == OPERATION and root.id == unwrap(holder).id  # another global
        return script.at(root) != way.source and not other
    brought = brought_path(script, binding.chain)
    if brought is None:
        return True
    home = way.texts.meant(brought, member.file)
    return home is not None and (home == place.file or way.texts.brings(home, place.file))


def brought_path(script: Script, declared: Chain) -> str | None:
    """The path that a name is imported or required by; None for one that is not."""
    for node in reversed(declared):
        if node.type == "import_statement":
            source = node.child_by_field_name("source")
            return script.at(source)[1:-1].decode("utf-8", "replace") if source is not None else ""
        if node.type == "variable_declarator":
            value = node.child_by_field_name("value")
            while value is not None and value.type == "member_expression":
                value = value.child_by_field_name("object")
            if value is None or value.type != "call_expression":
                return None
            callee = value.child_by_field_name("function")
            given = value.child_by_field_name("arguments")
            text = given.named_children[0] if given is not None and given.named_children else None
            if callee is None or script.at(callee) != b"require" or text is None:
                return None
            return script.at(text)[1:-1].decode("utf-8", "replace")
    return None


def assigned(way: Onward, place: Bearer, held: Wrapping) -> None:
    """What is held is assigned; ``place`` ends in it, the right side."""
    script, chain = place.script, place.chain
    left = chain[-2].child_by_field_name("left")
    if left is None:
        return
    left = unwrap(left)
    if left.type == "identifier":
        if script.at(left) == _EXPORTS:
            exported(way, place.file, held)
        binding = table(script, script.at(left)).meant_at(left)
        for use in table(script, script.at(left)).of(binding) if binding is not None else ():
            if not use.write:
                way.follow(place.at(use.chain), held)
    elif left.type == "member_expression":
        members = _exports(script, left)
        if members is not None:
            for member in reversed(members):
                held = held.within(Layer(MEMBER, member))
            exported(way, place.file, held)
            return
        name = member_name(script, left)
        if name and held.kind:
            named(way, place, name, held)
    # module.exports = exports = { … }: what is assigned is the value of it, too
    if chain[-3].type == "assignment_expression":
        assigned(way, place.at(rise(chain[:-1])), held)


def _exports(script: Script, left: Node) -> list[str] | None:
    """The members of what a file exports that an expression names; None: it names none of that."""
    members: list[str] = []
    node = left
    while node.type == "member_expression":
        name = member_name(script, node)
        holder = node.child_by_field_name("object")
        if holder is None or name is None:
            return None
        holder = unwrap(holder)
        if script.at(holder) == _MODULE and name == _EXPORTS.decode():
            return members[::-1]
        members.append(name)
        if holder.type == "identifier" and script.at(holder) == _EXPORTS:
            return members[::-1]
        node = holder
    return None


def exported(way: Onward, file: str, module: Wrapping) -> None:
    """Files that bring one take what it exports, which ``module`` holds."""
    if not way.exports(file, module):
        return
    name = module.layers[0].name if module.kind == MEMBER else ""
    for other, start, end in way.texts.bringing(file):
        taken_here = name in ("", _DEFAULT) or way.texts.says(other, name.encode())
        hopes = (taken_here and way.worth(other)) or _hands_on(way, other)
        script = way.script_of(other) if hopes else None
        if script is not None:
            _brought(way, Bearer(other, script, script.chain(start, end)), module)


def _hands_on(way: Onward, file: str) -> bool:
    """Whether a file may export, or keep for all, what it brings."""
    return b"export" in way.texts.all()[file] or way.texts.says(file, _PROGRAM)


def _brought(way: Onward, place: Bearer, module: Wrapping) -> None:
    """What a path gives, the end of a chain, by the statement that it stands in."""
    chain = place.chain
    for at in range(len(chain) - 1, max(len(chain) - 6, 0), -1):
        node = chain[at]
        if node.type == "import_statement":
            _imported(way, place.at(chain[: at + 1]), module)
            return
        if node.type == "export_statement":
            _again(way, place, node, module)
            return
        if node.type == "call_expression":
            callee = node.child_by_field_name("function")
            later = callee is not None and callee.type == "import"
            way.follow(place.at(chain[: at + 1]), module.within(A_PROMISE) if later else module)
            return


def _imported(way: Onward, place: Bearer, module: Wrapping) -> None:
    script = place.script
    for clause in place.chain[-1].named_children:
        for item in clause.named_children if clause.type == "import_clause" else ():
            if item.type == "identifier":
                _uses(way, place, item, taken(module, _DEFAULT) or _whole(module))
            elif item.type == "namespace_import" and item.named_children:
                _uses(way, place, item.named_children[-1], module)
            elif item.type == "named_imports":
                for one in item.named_children:
                    name = one.child_by_field_name("name")
                    local = one.child_by_field_name("alias") or name
                    if name is not None and local is not None:
                        inner = taken(module, script.at(name).decode("utf-8", "replace"))
                        _uses(way, place, local, inner)


def _whole(module: Wrapping) -> Wrapping | None:
    """What a default import takes of a file that exports in the older way."""
    return None if module.kind == MEMBER and module.layers[0].name == _DEFAULT else module


def taken(module: Wrapping, name: str) -> Wrapping | None:
    """What is held under a name; None where it is another's."""
    return module.inner if module.kind == MEMBER and module.layers[0].name == name else None


def _uses(way: Onward, place: Bearer, local: Node, held: Wrapping | None) -> None:
    entry = table(place.script, place.script.at(local))
    binding = entry.binding_at(local)
    if held is not None and binding is not None:
        for use in entry.of(binding):
            way.follow(place.at(use.chain), held)


def _again(way: Onward, place: Bearer, statement: Node, module: Wrapping) -> None:
    """``export … from``: another file exports the same, perhaps under other names."""
    clause = next((it for it in statement.named_children if it.type == "export_clause"), None)
    if clause is None:
        if all(it.type != "namespace_export" for it in statement.named_children):
            exported(way, place.file, module)
        return
    for item in clause.named_children:
        exported_as(way, place, item, module)


def exported_as(way: Onward, place: Bearer, item: Node, module: Wrapping) -> None:
    """What one name of an export clause stands for is taken of what is held, and exported."""
    name = item.child_by_field_name("name")
    if name is not None:
        inner = taken(module, place.script.at(name).decode("utf-8", "replace"))
        if inner is not None:
            exported(way, place.file, inner.within(Layer(MEMBER, outer_name(place.script, item))))


def outer_name(script: Script, item: Node) -> str:
    """The name that an export clause gives."""
    name = item.child_by_field_name("alias") or item.child_by_field_name("name")
    return script.at(name).decode("utf-8", "replace") if name is not None else ""


def declared(way: Onward, place: Bearer, held: Wrapping) -> None:
    """A function, or the value of a variable, by the name that it is declared with; ``place`` ends
    in that name."""
    script, chain = place.script, place.chain
    entry = table(script, script.at(chain[-1]))
    binding = entry.binding_at(chain[-1])
    for use in entry.of(binding) if binding is not None else ():
        if not use.write:
            way.follow(place.at(use.chain), held)


def exported_here(way: Onward, place: Bearer, held: Wrapping) -> None:
    """A declaration whose name, the end of a chain, an ``export`` before it exports."""
    statement = next((it for it in place.chain if it.type == "export_statement"), None)
    if statement is None:
        return
    default = any(child.type == _DEFAULT for child in statement.children)
    name = _DEFAULT if default else place.script.at(place.chain[-1]).decode("utf-8", "replace")
    exported(way, place.file, held.within(Layer(MEMBER, name)))


def method(way: Onward, place: Bearer, held: Wrapping) -> None:
    """A method, or a field, of a class: called by its name; ``place`` ends in it."""
    node = place.chain[-1]
    key = node.child_by_field_name("name") or node.child_by_field_name("property")
    if key is not None and key.type in ("property_identifier", "private_property_identifier"):
        named(way, place, place.script.at(key).decode("utf-8", "replace"), held)
