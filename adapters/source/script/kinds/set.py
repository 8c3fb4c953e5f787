"""Several words of a closed list, in no order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...common.outcome import NeedsRuntime, Work
from ...syntax.expression import LISTING
from ...syntax.parsed import Script, unwrap
from ...syntax.scope import table
from ...text.literal import write
from .given import given
from .kind import SourceKind
from .listing import as_list
from .words import known_words, right_words, same_words

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.pair import Pair
    from ..properties import Property


def _all(_script: Script, param: ProgramParam, _node: Node | None, _texts: list[str]) -> Any:
    return known_words(param) or None


def _respelt(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, _pair: Pair
) -> str | None:
    node = item.value or item.node
    text = work.script.hole(node)
    one = param.get("alone") or target.get("alone")
    if one or not same_words(param, target) or target.get("fold") or "allowed" in target:
        raise NeedsRuntime("MG513", f"{item.name} is computed", item.node)
    if not param.get("lenient") or target.get("lenient"):
        return given(work, param, target, item, wrapped=False)
    form = _form(work.script, node)
    if form == "list":
        return given(work, param, target, item, wrapped=False)
    if form == "word":
        return f"[{text}]"
    return f"[].concat({given(work, param, target, item, wrapped=True) or text})"


def _form(script: Script, node: Node, depth: int = 6) -> str:
    """Whether an expression is a ``list`` or a single ``word``, where it shows."""
    node = unwrap(node)
    if depth == 0:
        return ""
    if node.type == "array":
        return "list"
    if node.type in ("string", "template_string"):
        return "word"
    if node.type == "ternary_expression":
        names = ("consequence", "alternative")
        sides = [side for name in names if (side := node.child_by_field_name(name)) is not None]
        forms = {_form(script, side, depth - 1) for side in sides}
        return forms.pop() if len(forms) == 1 else ""
    if node.type == "call_expression":
        callee = node.child_by_field_name("function")
        prop = callee.child_by_field_name("property") if callee is not None else None
        return "list" if prop is not None and script.at(prop) in LISTING else ""
    if node.type in ("identifier", "shorthand_property_identifier"):
        reference = table(script, script.at(node)).reference_at(node)
        chain = reference.binding.chain if reference is not None and reference.binding else ()
        if len(chain) > 2 and chain[-2].type == "variable_declarator":
            value = chain[-2].child_by_field_name("value")
            if value is not None and script.at(chain[-3]).startswith(b"const"):
                return _form(script, value, depth - 1)
    return ""


def _mended(work: Work, param: ProgramParam, value: Any) -> str | None:
    right = right_words(param, value)
    return write(right, work.quote) if right is not None else None


def _same(value: Any, given: Any) -> bool:
    if isinstance(given, list) and isinstance(value, list):
        return len(given) == len(value) and set(given) == set(value)
    return bool(value == given) and type(value) is type(given)


KIND: Final = SourceKind(
    name="set",
    stand_in=_all,
    expressions={"set": _respelt},
    forms=as_list,
    mended=_mended,
    same=_same,
)
