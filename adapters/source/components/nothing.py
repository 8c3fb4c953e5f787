"""A handler that does nothing, for elements that only end events where a missing one is an error:
the template names it, and the script beside it gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..common.files import too_much_minified
from ..common.pair import Pair
from ..syntax.parsed import Script, TooDeep, parse, unwrap
from ..syntax.parser import Endless
from ..text.edits import Edit
from ..text.encoding import encoding_of, mask, wide
from ..text.place import free_name
from .definitions import Definition, definitions_of
from .elsewhere import given_to_functions
from .facts import COMPONENT, PAGE, Models, models_of

if TYPE_CHECKING:
    from tree_sitter import Node

_NAME: Final = "nothing"


def handler_for(data: bytes, language: str, pair: Pair) -> str:
    """The name of the handler that the port adds to a script; empty where it can add none."""
    models = models_of(pair)
    if models is None or wide(data) is not None or too_much_minified(data, pair.name):
        return ""
    try:
        script = parse(data, mask(data, encoding_of(data)), 0, language)
        found = definitions_of(script, models)
        if not any(item.kind in (PAGE, COMPONENT) for item in found):
            found += given_to_functions(script, models)
        edit = handler_edit(script, models, found)
    except (Endless, TooDeep):
        return ""
    return _free(script) if edit is not None else ""


def handler_edit(script: Script, models: Models, found: list[Definition]) -> Edit | None:
    """The edit that adds it to the one page or component of a script; None where there is none, or
    where its methods cannot be seen."""
    made = [item for item in found if item.kind in (PAGE, COMPONENT)]
    literal = _literal(made[0]) if len(made) == 1 else None
    if literal is None or made[0].call.has_error:
        return None
    text = f"{_free(script)}() {{}}"
    if made[0].kind == COMPONENT:
        key = models.source.parts.get("methods", "")
        entry = made[0].entries.get(key)
        value = unwrap(entry.value) if entry is not None and entry.value is not None else None
        if entry is not None and (value is None or value.type != "object"):
            return None
        literal, text = (literal, f"{key}: {{ {text} }}") if value is None else (value, text)
    at = literal.start_byte + 1
    first = next(iter(literal.named_children), None)
    between = script.text[at : first.start_byte] if first is not None else b" "
    lead = between.decode("latin-1") if b"\n" in between and not between.strip() else " "
    end = "" if first is not None else " "
    return Edit(at, at, f"{lead}{text},{end}".encode("latin-1"))


def _literal(made: Definition) -> Node | None:
    """An object literal that a definition has its keys from."""
    argument = unwrap(made.argument) if made.argument is not None else None
    if made.literal is not None or argument is None or argument.type == "object":
        return made.literal or argument
    holders = (entry.whole.parent for entry in made.entries.values() if entry.function is not None)
    return next((it for it in holders if it is not None and it.type == "object"), None)


def _free(script: Script) -> str:
    return free_name(_NAME.encode(), script.text).decode()
