"""Scripts that templates call: two subsets of JavaScript, with two kinds of modules."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ....profiles.model import TemplateScripts
from ..common.model import FilePort
from ..common.on_the_way import heard, left_alone
from ..common.packages import resolved
from ..common.pair import Pair
from ..common.telling import MOST_FINDINGS, TooMany
from ..syntax.parsed import Script, TooDeep, first_named, parse, string_value
from ..syntax.parser import Endless
from ..text.blanks import walk
from ..text.edits import Edit, ordered, settled, shifted
from ..text.encoding import encoding_of, mask, wide
from ..text.place import Lines, free_name
from .facts import needed
from .language import COMMON, NAMED, global_names, refuse, tell_no
from .older import older
from .ways import moved
from .work import ALONE, Around, TemplateWork, way

if TYPE_CHECKING:
    from tree_sitter import Node

_EXPORTED: Final = re.compile(rb"(?:(module)\.exports|(exports))\.[A-Za-z_$][\w$]*")


def port_module_file(data: bytes, name: str, pair: Pair, around: Around = ALONE) -> FilePort:
    """Port the bytes of a file of a template script. The result has its name on the target.
    Raises `InputError` where a profile says nothing of templates."""
    both = needed(pair)
    if (other := wide(data)) is not None:
        reason = f"{other[0]}: no mini-program platform reads it; save it as UTF-8"
        return left_alone(name, data, reason)
    facts = both.target.module
    encoding = encoding_of(data)
    work = TemplateWork(way(name, data, both, Lines(data, encoding)), both, around, "")
    try:
        edits = ordered(port_module(work, data, 0))
    except TooMany:
        return left_alone(name, data, f"too much to say: more than {MOST_FINDINGS:,} findings")
    blocked = any(item.blocks for item in work.file.findings)
    goal = os.path.splitext(name)[0] + facts.suffix if facts is not None else name
    findings = sorted(heard(work.file), key=lambda item: (item.start, item.code))
    return FilePort(
        name,
        data,
        () if blocked else tuple(edits),
        findings=tuple(findings),
        encoding=encoding,
        uses=1,
        goal=goal if goal != name else "",
        links=work.taken,
    )


def port_module(work: TemplateWork, data: bytes, base: int) -> list[Edit]:
    """The edits of a script that stands at ``base`` of its file; what cannot be said in the
    target's language is told."""
    mine, other = work.both.source.module, work.both.target.module
    if mine is None or other is None:
        refuse(work, "there are no scripts of templates", base, base + len(data))
        return []
    text = mask(data, encoding_of(data))
    try:
        script = parse(data, text, base, "javascript")
    except (Endless, TooDeep):
        refuse(work, "the script cannot be read", base, base + len(data))
        return []
    if script.root.has_error:
        at = next(_errors(script.root), script.root)
        refuse(work, "syntax error in the script", base + at.start_byte, base + at.end_byte)
        return []
    if mine.form == other.form:
        edits = list(_same(work, script, mine, other))
    elif other.form == "esm":
        edits = _to_esm(work, script, mine, other)
    else:
        edits = _to_common(work, script, mine, other)
    if not other.modern:
        edits += older(work, script, mine)
    global_names(work, script, other)
    return shifted(settled(data, edits), base)


def _errors(root: Node) -> Iterator[Node]:
    return (node for node in walk(root) if node.type == "ERROR" or node.is_missing)


def _file(
    work: TemplateWork, script: Script, node: Node, mine: TemplateScripts, other: TemplateScripts
) -> Edit | None:
    """A path of another script, with the target's suffix."""
    value = string_value(script, node)
    if value is None:
        tell_no(work, script, node, "which script this is cannot be told")
        return None
    new = moved(
        value, work.both.source.template, work.both.target.template, mine.suffix, other.suffix
    )
    if new is None:
        tell_no(work, script, node, f"{value} is a script of a package")
        return None
    work.link(resolved(value, work.file.name, work.around.root))
    if new == value:
        return None
    return Edit(node.start_byte + 1, node.end_byte - 1, new.encode())


def _required(script: Script, node: Node) -> Node | None:
    """The argument of ``require(...)``."""
    callee = node.child_by_field_name("function")
    given = node.child_by_field_name("arguments")
    if node.type != "call_expression" or callee is None or given is None:
        return None
    if script.at(callee) != b"require" or given.named_child_count != 1:
        return None
    return first_named(given)


def _same(
    work: TemplateWork, script: Script, mine: TemplateScripts, other: TemplateScripts
) -> Iterator[Edit]:
    for node in walk(script.root):
        path = _required(script, node)
        if path is None and node.type in ("import_statement", "export_statement"):
            path = node.child_by_field_name("source")
        edit = _file(work, script, path, mine, other) if path is not None else None
        if edit is not None:
            yield edit


def _to_esm(
    work: TemplateWork, script: Script, mine: TemplateScripts, other: TemplateScripts
) -> list[Edit]:
    """CommonJS to ES modules: one ``module.exports = …`` is the default export. A name of a
    module's that the script declares is a variable like any other."""
    own = {name.encode() for name in _top(script)}
    edits: list[Edit] = []
    handled: set[int] = set()
    whole: list[Node] = []
    parts: list[Node] = []
    for statement in script.root.named_children:
        left = _assigned(statement)
        if left is not None and script.at(left) == b"module.exports" and b"module" not in own:
            whole.append(statement)
            handled.add(left.id)
        elif left is not None and (
            (part := _EXPORTED.fullmatch(script.at(left))) and (part[1] or part[2]) not in own
        ):
            parts.append(left)
            handled.add(left.id)
        elif (found := _import(work, script, statement, mine, other)) is not None:
            edits += found
            handled.add(statement.id)
    loose = [
        node
        for node in _loose(script.root, handled)
        if (text := script.at(node)) not in own and text.decode("utf-8", "replace") in COMMON
    ]
    more = whole and parts
    if loose or len(whole) > 1 or (more and not _adds_to(script, whole[0], parts)):
        at = loose[0] if loose else (whole + parts)[-1]
        tell_no(
            work, script, at, "a module's names are used in a way that ES modules have no form for"
        )
        return edits
    left = _assigned(whole[0]) if whole else None
    right = left.next_named_sibling if left is not None else None
    if parts:
        local = free_name(b"exported", script.text)
        if left is not None and right is not None:
            edits.append(Edit(left.start_byte, right.start_byte, b"var %b = " % local))
        else:
            edits.append(Edit(0, 0, b"var %b = {};\n" % local))
        edits += _collected(script, parts, local)
    elif left is not None and right is not None:
        edits.append(Edit(left.start_byte, right.start_byte, b"export default "))
    return edits


def _adds_to(script: Script, whole: Node, parts: list[Node]) -> bool:
    """Whether parts are put on what ``module.exports`` is by then: ``exports`` is not that."""
    held = (left.child_by_field_name("object") for left in parts)
    return all(
        node is not None
        and node.start_byte > whole.end_byte
        and script.at(node) == b"module.exports"
        for node in held
    )


def _top(script: Script) -> Iterator[str]:
    """The names that a script declares for all of it."""
    for statement in script.root.named_children:
        if statement.type.endswith("declaration"):
            yield from _declared(script, statement)


def _assigned(statement: Node) -> Node | None:
    """What a statement assigns to."""
    if statement.type != "expression_statement" or not statement.named_child_count:
        return None
    inner = first_named(statement)
    if inner is None or inner.type != "assignment_expression":
        return None
    return inner.child_by_field_name("left")


def _collected(script: Script, parts: list[Node], local: bytes) -> list[Edit]:
    """``module.exports.a = …`` in several places: the members of one object."""
    edits: list[Edit] = []
    for left in parts:
        member = left.child_by_field_name("object")
        if member is not None:
            edits.append(Edit(member.start_byte, member.end_byte, local))
    end = len(script.text)
    lead = "" if script.text.endswith(b"\n") else "\n"
    edits.append(Edit(end, end, f"{lead}export default {local.decode()};\n".encode()))
    return edits


def _import(
    work: TemplateWork,
    script: Script,
    statement: Node,
    mine: TemplateScripts,
    other: TemplateScripts,
) -> list[Edit] | None:
    """``var a = require('./a')`` as an import, and what is taken of one; None for any other
    statement."""
    if statement.type not in ("variable_declaration", "lexical_declaration"):
        return None
    declared = [child for child in statement.named_children if child.type != "comment"]
    if not any(_value(script, child) for child in declared):
        return None
    edits: list[Edit] = []
    separate = [declared[0].start_byte, *(child.start_byte for child in declared[1:])]
    for number, child in enumerate(declared):
        name, path = child.child_by_field_name("name"), _value(script, child)
        call = _asked(child)
        if path is None or call is None or name is None or name.type != "identifier":
            return None
        whole, local = b"", b""
        if call.end_byte < child.end_byte:  # a member of what is imported
            local = script.at(name)
            whole = free_name(local + b"_", script.text)
        begin = statement.start_byte if number == 0 else declared[number - 1].end_byte
        lead = b"import " if number == 0 else b";\nimport "
        edits.append(Edit(begin, separate[number], lead))
        edits.append(Edit(name.end_byte, path.start_byte, whole[len(local) :] + b" from "))
        taken = b"; var %b = %b" % (local, whole) if whole else b""
        edits.append(Edit(path.end_byte, call.end_byte, taken))
        moved_ = _file(work, script, path, mine, other)
        if moved_ is not None:
            edits.append(moved_)
    return edits


def _asked(declarator: Node) -> Node | None:
    """What a variable begins with, or what that is a member of."""
    value = declarator.child_by_field_name("value")
    while value is not None and value.type == "member_expression":
        value = value.child_by_field_name("object")
    return value


def _value(script: Script, declarator: Node) -> Node | None:
    value = _asked(declarator)
    return _required(script, value) if value is not None else None


def _loose(root: Node, handled: set[int]) -> Iterator[Node]:
    """Names that are read, outside what was handled."""
    pending = [root]
    while pending:
        node = pending.pop()
        if node.id in handled:
            continue
        if node.type in NAMED:
            yield node
        pending.extend(reversed(node.named_children))


def _to_common(
    work: TemplateWork, script: Script, mine: TemplateScripts, other: TemplateScripts
) -> list[Edit]:
    """ES modules to CommonJS."""
    edits: list[Edit] = []
    names: list[str] = []
    default = False
    last: Node | None = None
    for node in script.root.named_children:
        if node.type == "import_statement":
            edits += _require(work, script, node, mine, other)
        elif node.type == "export_statement":
            last = node
            declared = node.child_by_field_name("declaration")
            value = node.child_by_field_name("value")
            if any(child.type == "default" for child in node.children):
                default = True
                first = value or declared
                if first is not None:
                    edits.append(Edit(node.start_byte, first.start_byte, b"module.exports = "))
            elif declared is not None and node.child_by_field_name("source") is None:
                edits.append(Edit(node.start_byte, declared.start_byte, b""))
                names += _declared(script, declared)
            else:
                tell_no(
                    work, script, node, "an export of this form has none in the target's modules"
                )
    if names and default:
        tell_no(work, script, last or script.root, "a module with a default and with names")
    elif names:
        end = len(script.text)
        lead = "" if script.text.endswith(b"\n") else "\n"
        pairs = ", ".join(f"{name}: {name}" for name in names)
        edits.append(Edit(end, end, f"{lead}module.exports = {{ {pairs} }};\n".encode()))
    return edits


def _declared(script: Script, node: Node) -> list[str]:
    found = [node] if node.type.startswith(("function", "class")) else node.named_children
    names = (child.child_by_field_name("name") for child in found)
    return [script.at(name).decode("utf-8", "replace") for name in names if name is not None]


def _require(
    work: TemplateWork, script: Script, node: Node, mine: TemplateScripts, other: TemplateScripts
) -> list[Edit]:
    """An import as ``var … = require(…)``."""
    path = node.child_by_field_name("source")
    clause = next((child for child in node.named_children if child.type == "import_clause"), None)
    if path is None or clause is None or clause.named_child_count != 1:
        tell_no(work, script, node, "an import of this form has none in the target's modules")
        return []
    given = first_named(clause)
    edit = _file(work, script, path, mine, other)
    source = script.at(path).decode("utf-8", "replace")
    if edit is not None:
        source = source[0] + edit.text.decode() + source[-1]
    if given is None or given.type not in ("identifier", "named_imports"):
        tell_no(work, script, node, "an import of this form has none in the target's modules")
        return []
    if given.type == "identifier":
        name = script.at(given).decode("utf-8", "replace")
        text = f"var {name} = require({source});"
    else:
        parts = []
        for child in given.named_children:
            of, local = child.child_by_field_name("name"), child.child_by_field_name("alias")
            if of is None:
                continue
            member = script.at(of).decode("utf-8", "replace")
            name = script.at(local).decode("utf-8", "replace") if local is not None else member
            parts.append(f"{name} = require({source}).{member}")
        text = f"var {', '.join(parts)};"
    return [Edit(node.start_byte, node.end_byte, text.encode())]
