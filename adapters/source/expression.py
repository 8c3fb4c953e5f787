"""Computed option values: the shortest expression of the target that means the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ..plan.notes import READER, WRITER
from .events import textual
from .literal import clamped, mark, marks_in, write
from .outcome import NeedsRuntime, Work
from .presence import LIKELY, NEVER, presence
from .scope import table
from .syntax import NO_CONSTANT, Script, arguments_of, constant, property_name, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..plan.model import ProgramParam
    from .pair import Pair
    from .properties import Property

_TIGHT: Final = frozenset(
    {
        "identifier",
        "shorthand_property_identifier",
        "member_expression",
        "subscript_expression",
        "call_expression",
        "parenthesized_expression",
        "this",
        "array",
        "string",
        "number",
        "template_string",
    }
)
WHOLE: Final = "\ue011"
"""The one entry of the stand-in for a list whose entries cannot be told."""
_RAW: Final = frozenset({"string_fragment", "escape_sequence", "comment"})
_PURE: Final = frozenset({"identifier", "shorthand_property_identifier", "this"})


def stand_in(script: Script, param: ProgramParam, node: Node | None, texts: list[str]) -> Any:
    """A value of the option's type to compute a translation with, or None where there is none.

    Strings and lists of them carry marks for the source's own text, so that what is written can
    hold it; for other types the value only has to be an ordinary one.
    """
    kind = param["kind"]
    text = script.hole(node) if node is not None else ""
    if kind in ("string", "path", "any"):
        texts.append(text)
        return mark(len(texts) - 1)
    if kind in ("paths", "strings"):
        if param.get("single"):
            texts.append(text)
            return mark(len(texts) - 1)
        listed = marked_list(script, node, texts) if node is not None else None
        return listed if listed is not None else [WHOLE]
    if kind in ("integer", "number", "quality"):
        return _ordinary(param)
    if kind == "boolean":
        spelt = {bool(meaning): item for meaning, item in param.get("values", ())}
        return spelt.get(True, True)
    if kind in ("enum", "set"):
        words = [item for _, item in param.get("values", ())] or list(param.get("words", ()))
        if not words:
            return None
        return words if kind == "set" else words[0]
    if kind == "levels":
        return next((level for level, quality in param["levels"] if quality is None), None)
    if kind == "object":
        return {}
    if kind == "media_sources" and node is not None:
        return _sources(script, param, node, texts)
    return None


def _sources(script: Script, param: ProgramParam, node: Node, texts: list[str]) -> list[Any] | None:
    """A list of media written in place, its addresses as marks; None where a kind is computed."""
    array = unwrap(node)
    if array.type != "array":
        return None
    names = {spelling: key for key, spelling in param["entry"].items()}
    out: list[Any] = []
    for item in array.named_children:
        if item.type == "comment":
            continue
        entry: dict[str, Any] = {}
        for pair in unwrap(item).named_children if unwrap(item).type == "object" else ():
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            name = property_name(script, key) if pair.type == "pair" and key is not None else None
            if name is None or name not in names or value is None:
                return None
            entry[name] = constant(script, value)
            if entry[name] is NO_CONSTANT:
                if names[name] == "kind":
                    return None
                texts.append(script.hole(value))
                entry[name] = mark(len(texts) - 1)
        if not entry:
            return None
        out.append(entry)
    return out


def _ordinary(param: ProgramParam) -> Any:
    if isinstance(param.get("default"), (int, float)):
        return param["default"]
    low = param.get("min") or 0
    return max(int(low), 1)


def marked(value: Any) -> bool:
    """Whether a stand-in carries the source's own text."""
    return marks_in(value)


def marked_list(script: Script, node: Node, texts: list[str]) -> list[Any] | None:
    """An array literal with its computed entries as marks; None where a spread hides some."""
    node = unwrap(node)
    if node.type != "array":
        return None
    out: list[Any] = []
    for item in node.named_children:
        if item.type == "comment":
            continue
        if item.type == "spread_element":
            return None
        value = constant(script, item)
        if value is NO_CONSTANT:
            texts.append(script.hole(item))
            value = mark(len(texts) - 1)
        out.append(value)
    return out


def is_pure(script: Script, node: Node) -> bool:
    """Whether an expression may be evaluated twice: names, member chains, choices of these."""
    todo, seen = [node], 0
    while todo:
        node = unwrap(todo.pop())
        seen += 1
        if seen > 60:
            return False
        kind = node.type
        if kind in _PURE or constant(script, node) is not NO_CONSTANT:
            continue
        if kind == "subscript_expression":
            todo.extend(node.named_children)
        elif kind == "member_expression":
            todo.append(node.child_by_field_name("object") or node)
        elif kind in ("binary_expression", "ternary_expression", "array", "template_string"):
            todo.extend(child for child in node.named_children if child.type not in _RAW)
        elif kind == "template_substitution":
            todo.extend(node.named_children)
        elif kind == "call_expression" and (parts := _fresh(script, node)) is not None:
            todo.extend(parts)
        else:
            return False
    return True


def _fresh(script: Script, call: Node) -> list[Node] | None:
    """What a call depends on that makes a new list and does nothing else: ``list.map(x => x.url)``;
    None for any other call."""
    callee = call.child_by_field_name("function")
    prop = callee.child_by_field_name("property") if callee is not None else None
    holder = callee.child_by_field_name("object") if callee is not None else None
    if prop is None or holder is None or script.at(prop) not in _LISTING:
        return None
    parts = [holder]
    called = script.at(prop) in (b"map", b"filter")
    for given in map(unwrap, arguments_of(call)):
        if called and given.type != "arrow_function":
            return None  # a function that is not in sight may do more
        body = given.child_by_field_name("body") if called else given
        if body is None or body.type == "statement_block":
            return None
        parts.append(body)
    return parts


def tight(script: Script, node: Node) -> str:
    """An expression's text, in parentheses where an operator beside it would tear it apart."""
    text = script.hole(node)
    return text if node.type in _TIGHT else f"({text})"


def translated(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, pair: Pair
) -> str | None:
    """The expression that means a computed option on the target; None: the same text."""
    node = item.value or item.node
    kinds = (param["kind"], target["kind"])
    text = work.script.hole(node)
    if kinds in (("integer", "integer"), ("number", "number"), ("quality", "quality")):
        low, high = _bounds(work.script, param, target, node)
        if low is None and high is None:
            given = _given(work, param, target, item, wrapped=False)
            return f"Number({given or text})" if textual(work.script, node) else given
        return clamped(_given(work, param, target, item, wrapped=True) or text, low, high)
    if kinds == ("boolean", "boolean"):
        return _boolean(work, param, target, item)
    if kinds == ("enum", "enum"):
        return _enum(work, param, target, item)
    if kinds == ("set", "set"):
        if _same_words(param, target) and not target.get("fold") and "allowed" not in target:
            if param.get("lenient") and not target.get("lenient"):
                form = _form(work.script, node)
                if form == "list":
                    return _given(work, param, target, item, wrapped=False)
                if form == "word":
                    return f"[{text}]"
                return f"[].concat({_given(work, param, target, item, wrapped=True) or text})"
            return _given(work, param, target, item, wrapped=False)
        raise NeedsRuntime("MG513", f"{item.name} is computed", item.node)
    if kinds == ("quality", "levels"):
        return _levels(work, param, target, node)
    if kinds in (("object", "object"), ("any", "any")):
        return None
    if kinds == ("strings", "strings"):
        return None
    if kinds == ("paths", "paths"):
        if bool(param.get("single")) == bool(target.get("single")):
            check_paths(work, param, target, item, pair)
            return None
        raise NeedsRuntime("MG523", "it takes the recipe fan_out", item.node)
    raise NeedsRuntime("MG513", f"{item.name} is computed", item.node)


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
        return "list" if prop is not None and script.at(prop) in _LISTING else ""
    if node.type in ("identifier", "shorthand_property_identifier"):
        reference = table(script, script.at(node)).reference_at(node)
        chain = reference.binding.chain if reference is not None and reference.binding else ()
        if len(chain) > 2 and chain[-2].type == "variable_declarator":
            value = chain[-2].child_by_field_name("value")
            if value is not None and script.at(chain[-3]).startswith(b"const"):
                return _form(script, value, depth - 1)
    return ""


_LISTING: Final = frozenset({b"map", b"filter", b"slice", b"concat", b"split"})


def _given(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, *, wrapped: bool
) -> str | None:
    """The expression with the source's default where it may be undefined; None: as it is.

    ``wrapped``: an operator is put around it, which would make something else of ``undefined``.
    """
    usual = param.get("default")
    if usual is None or not (wrapped or _other_default(param, target)):
        return None
    node = item.value or item.node
    known = presence(work.script, node)
    if known == NEVER:
        return None
    numeric = isinstance(usual, (int, float)) and not isinstance(usual, bool)
    words = _words(param)
    spelt = [words.get(str(word), word) for word in usual] if isinstance(usual, list) else usual
    spelt = spelt if isinstance(spelt, list) else _spelt(param, spelt)
    text = f"{tight(work.script, node)} ?? {write(spelt, work.quote)}"
    if known == LIKELY or work.unsafe or numeric:
        return text
    shown = work.script.source(node).decode("utf-8", "replace")[:60]
    word = write(spelt, work.quote)
    other = "takes its own default"
    if wrapped:
        other = "gets another value"
    message = f"where {shown} is undefined, {READER} takes {word} and {WRITER} {other}"
    work.say("MG121", message, node, {"fix": f"{item.name}: {shown} ?? {word}"})
    return None


def _other_default(param: ProgramParam, target: ProgramParam) -> bool:
    mine, theirs = param.get("default"), target.get("default")
    if isinstance(mine, list) and isinstance(theirs, list):
        return set(mine) != set(theirs)
    return bool(mine != theirs)


def _spelt(param: ProgramParam, value: Any) -> Any:
    """A canonical word or boolean as the vendor spells it."""
    return next((item for meaning, item in param.get("values", ()) if meaning == value), value)


def check_paths(
    work: Work, param: ProgramParam, target: ProgramParam, item: Property, pair: Pair
) -> None:
    """Where the target takes local files only, a computed path must be known to be one."""
    if target.get("network") is not False or param.get("network") is False:
        return
    text = work.script.at(item.value or item.node).decode("utf-8", "replace")
    read = set(re.findall(r"\.\s*([A-Za-z_$][\w$]*)", text))
    named = set(re.findall(r"(?<![\w$.])[A-Za-z_$][\w$]*", text))
    if not (read | (named - set(param["names"]))) & (pair.path_words - {"path"}):
        raise NeedsRuntime("MG523", "a path that may be a network address", item.node)


def _bounds(
    script: Script, param: ProgramParam, target: ProgramParam, node: Node
) -> tuple[float | None, float | None]:
    """The bounds to write: those of the target that the source does not hold to already."""
    low, high = target.get("min"), target.get("max")
    least, most = param.get("min"), param.get("max")
    if low is None or (least is None and low <= 1) or (least is not None and least >= low):
        low = None
    if high is None or (most is not None and most <= high):
        high = None
    if high is not None and (top := ceiling(script, node)) is not None and top <= high:
        high = None
    return low, high


def ceiling(script: Script, node: Node) -> float | None:
    """The most an expression can be, where it shows: ``9 - list.length``."""
    node = unwrap(node)
    if node.type == "ternary_expression":
        sides = [
            constant(script, side)
            for name in ("consequence", "alternative")
            if (side := node.child_by_field_name(name)) is not None
        ]
        numbers = [side for side in sides if isinstance(side, (int, float))]
        return max(numbers) if len(numbers) == 2 else None
    if node.type != "binary_expression":
        return None
    operator = node.child_by_field_name("operator")
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if operator is None or operator.type != "-" or left is None or right is None:
        return None
    most = constant(script, left)
    inner = unwrap(right)
    prop = inner.child_by_field_name("property")
    if inner.type != "member_expression" or prop is None or script.at(prop) != b"length":
        return None
    return most if isinstance(most, (int, float)) else None


def _words(param: ProgramParam) -> dict[str, Any]:
    pairs = param.get("values")
    if pairs:
        return {str(meaning): item for meaning, item in pairs}
    return {word: word for word in param.get("words", ())}


def _same_words(param: ProgramParam, target: ProgramParam) -> bool:
    theirs = _words(target)
    return all(theirs.get(meaning) == item for meaning, item in _words(param).items())


def _boolean(work: Work, param: ProgramParam, target: ProgramParam, item: Property) -> str | None:
    node = item.value or item.node
    mine = {bool(meaning): item for meaning, item in param.get("values", ())}
    theirs = {bool(meaning): item for meaning, item in target.get("values", ())}
    if mine == theirs:
        return _given(work, param, target, item, wrapped=False)
    text = tight(work.script, node)
    if param.get("default") is True and (given := _given(work, param, target, item, wrapped=True)):
        text = f"({given})"
    yes, no = (write(theirs.get(value, value), work.quote) for value in (True, False))
    if mine:
        text = f"{text} === {write(mine[True], work.quote)}"
        if not theirs:
            return text
    return f"{text} ? {yes} : {no}"


def _enum(work: Work, param: ProgramParam, target: ProgramParam, item: Property) -> str | None:
    if param.get("lenient") and not target.get("lenient"):
        raise NeedsRuntime("MG513", "an option that may be a list is computed", item.node)
    if _same_words(param, target):
        return _given(work, param, target, item, wrapped=False)
    mine, theirs = _words(param), _words(target)
    if set(mine) - set(theirs):
        raise NeedsRuntime("MG513", "an option with words the target lacks is computed", item.node)
    given = _given(work, param, target, item, wrapped=False)
    table = {str(item): theirs[meaning] for meaning, item in mine.items()}
    return f"({write(table, work.quote)})[{given or work.script.hole(item.value or item.node)}]"


def _chosen(script: Script, node: Node, ranges: Sequence[Sequence[int]]) -> str | None:
    """``big ? 40 : 80`` in levels: each side by itself."""
    node = unwrap(node)
    condition = node.child_by_field_name("condition")
    if node.type != "ternary_expression" or condition is None:
        return None
    levels: list[str] = []
    for name in ("consequence", "alternative"):
        side = node.child_by_field_name(name)
        value = constant(script, side) if side is not None else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
            return None
        level = next((level for upto, level in ranges if value <= upto), ranges[-1][1])
        levels.append(str(level))
    return f"{script.hole(condition)} ? {levels[0]} : {levels[1]}"


def _levels(work: Work, param: ProgramParam, target: ProgramParam, node: Node) -> str:
    if not is_pure(work.script, node):
        raise NeedsRuntime("MG513", "a quality with side effects is computed", node)
    ranges = target["ranges"]
    name = target["names"][0]
    work.say("MG104", f"quality became {name}; no vendor publishes a mapping", node)
    if (chosen := _chosen(work.script, node, ranges)) is not None:
        return chosen
    text = tight(work.script, node)
    # what is not a number falls through to the level of the source's default
    usual = param.get("default")
    at = next((i for i, (upto, _) in enumerate(ranges) if usual is None or usual <= upto), 0)
    steps = [f"{text} <= {upto} ? {level}" for upto, level in ranges[:at]]
    steps += [
        f"{text} > {ranges[index - 1][0]} ? {ranges[index][1]}"
        for index in range(len(ranges) - 1, at, -1)
    ]
    return " : ".join([*steps, str(ranges[at][1])])
