"""What the porter knows of one kind of value: everything about it, in one place.

What is constant goes through the plan's own half (`adapters.plan.kinds`); this is what is done with
the text of a value that is computed, or that is written otherwise than its vendor reads it. What
kinds share stands in `given`, `listing`, `local`, `numbers`, `pointing` and `words`; each kind has
a module of its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from .....canonical.values import Value
from ...text.literal import mark

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramParam
    from ...common.outcome import Work
    from ...common.pair import Pair
    from ...syntax.parsed import Script
    from ..inner import Row
    from ..properties import Property

PATH: Final = "path"
LIST: Final = "list"

StandIn = Callable[["Script", "ProgramParam", "Node | None", list[str]], Any]
"""A value of an option's type to compute a translation with, None where there is none: the script,
the option, the node of its value, and the source's texts that marks stand for."""

Expression = Callable[["Work", "ProgramParam", "ProgramParam", "Property", "Pair"], str | None]
"""The expression that means a computed option on the target, None for the same text: the source's
option and the target's, and how it is written. Raises `NeedsRuntime` where there is none."""

Check = Callable[["Work", "ProgramParam", "ProgramParam", "Property", "Pair"], None]
"""Raises `NeedsRuntime` where a computed value may be one that the target does not take."""

Rewrite = Callable[["Work", "Row", "Row", "Node | None", str], None]
"""Writes the edits inside a value that is written in place: the source's option and the target's,
the node of the value, the option's name. Raises `NeedsRuntime` where they cannot be told."""

Mended = Callable[["Work", "ProgramParam", Any], str | None]
"""A constant that its vendor does not understand as its author meant it, written; None where that
is not plain."""


@attrs.frozen(eq=False, repr=False)
class Pointing(Value):
    """How an entry of another option's list is meant.

    ``fits``: whether a constant is of that form; ``wanted``: what it is told to be; ``misread``: of
    a constant of another form, the index its author may mean and the fix for that, by the option,
    its value and the list's option. ``pointed``: a pointer of this form in the other one, by the
    option and the list's option; None where the target's default says it already. ``entry``: the
    entry of an index, in this form.
    """

    fits: Callable[[Any], bool]
    wanted: str
    misread: Callable[[Work, Property, Any, Property | None], tuple[int, str] | None]
    pointed: Callable[[Work, Property, Property], str | None]
    entry: Callable[[Work, int, Property], str]


def _no_stand_in(
    _script: Script, _param: ProgramParam, _node: Node | None, _texts: list[str]
) -> Any:
    return None


def _unchecked(
    _work: Work, _param: ProgramParam, _target: ProgramParam, _item: Property, _pair: Pair
) -> None:
    return None


def _as_it_is(_work: Work, _param: ProgramParam, _value: Any) -> str | None:
    return None


def _one_form(_value: Any) -> Sequence[Any]:
    return ()


def _equal(value: Any, given: Any) -> bool:
    return bool(value == given) and type(value) is type(given)


def _no_path(_param: ProgramParam) -> str:
    return ""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class SourceKind(Value):
    """The porter's half of one kind of value.

    ``stand_in`` and ``expressions``, by the target's kind, are how a computed value is ported: one
    whose stand-in carries marks is written with its own text in it, any other by its expression;
    ``check``: what must hold of the first. ``plain``: a stand-in without marks is the value itself.
    ``decides``: whether the way of a call may hang on a computed one.

    ``rewrite``: of a kind whose values are made of others, how these are ported in their places.

    ``forms``: what a constant may mean, written in another form than its vendor documents;
    ``mended``: a constant put right. ``same``: whether the target's value is what the source's text
    says already. ``pointing``: of a kind whose values mean an entry of another option's list.
    ``holds``: `PATH`, or `LIST` for a list of them, where a value is a file's path.
    """

    name: str
    stand_in: StandIn = _no_stand_in
    expressions: Mapping[str, Expression] = attrs.field(factory=dict)
    check: Check = _unchecked
    plain: bool = False
    rewrite: Rewrite | None = None
    decides: bool = True
    forms: Callable[[Any], Sequence[Any]] = _one_form
    mended: Mended = _as_it_is
    same: Callable[[Any, Any], bool] = _equal
    pointing: Pointing | None = None
    holds: Callable[[ProgramParam], str] = _no_path


def marking(script: Script, _param: ProgramParam, node: Node | None, texts: list[str]) -> Any:
    """A stand-in that is nothing but the source's own text."""
    texts.append(script.hole(node) if node is not None else "")
    return mark(len(texts) - 1)


def unchanged(
    _work: Work, _param: ProgramParam, _target: ProgramParam, _item: Property, _pair: Pair
) -> str | None:
    """The expression of a value that means the same on both: its own text."""
    return None
