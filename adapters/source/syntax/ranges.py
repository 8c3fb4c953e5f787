"""Whether a number is the place of an entry in a list: a callback's or a loop's counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .constants import constant
from .parsed import Chain, Script, parameters_of, unwrap
from .scope import Binding, table

if TYPE_CHECKING:
    from tree_sitter import Node

_VISITING: Final = frozenset(
    {b"forEach", b"map", b"filter", b"find", b"findIndex", b"some", b"every", b"flatMap"}
)


def within(script: Script, index: Node, listed: Node) -> bool:
    """Whether an index is one of a list, wherever it is used: ``listed.map((item, index) => ...)``
    and ``for (let index = 0; index < listed.length; index++)``."""
    index = unwrap(index)
    if index.type != "identifier":
        return False
    entry = table(script, script.at(index))
    binding = entry.meant_at(index)
    if binding is None:
        return False
    if binding.kind == "parameter":
        changed = any(item.write for item in entry.of(binding))
        return not changed and _visited(script, binding, script.at(listed))
    return _counted(script, binding, script.at(listed))


def _visited(script: Script, binding: Binding, listed: bytes) -> bool:
    function: Chain = script.chain_of(binding.scope)
    patterns = parameters_of(function[-1])
    if len(patterns) < 2 or patterns[1].id != binding.chain[-1].id or len(function) < 3:
        return False
    callee = function[-3].child_by_field_name("function")
    if function[-2].type != "arguments" or callee is None:
        return False
    holder, prop = callee.child_by_field_name("object"), callee.child_by_field_name("property")
    if holder is None or prop is None or script.at(prop) not in _VISITING:
        return False
    return script.at(unwrap(holder)) == listed


def _counted(script: Script, binding: Binding, listed: bytes) -> bool:
    """A counter from 0 that a loop raises while it is below the list's length; in the loop it is
    raised by nothing else."""
    loop = binding.scope
    value = binding.chain[-2].child_by_field_name("value")
    test, step = loop.child_by_field_name("condition"), loop.child_by_field_name("increment")
    if loop.type != "for_statement" or value is None or test is None or step is None:
        return False
    if constant(script, value) != 0 or step.type != "update_expression":
        return False
    raised = [item for item in table(script, binding.name).of(binding) if item.write]
    if len(raised) != 1 or b"++" not in script.at(step):
        return False
    parts = b"".join(script.at(test).rstrip(b";").split())
    return parts == binding.name + b"<" + b"".join(listed.split()) + b".length"
