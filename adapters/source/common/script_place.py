"""What is known of the place of a script: the template and the configuration beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs


@attrs.frozen(eq=False)
class ScriptPlace:
    """The place of a script; None is what cannot be told.

    ``template``: a template of the source's stands beside it (False: one of the target's, so that
    it is ported already). ``components``: its page may have components of the program. ``page``:
    it is a page's script. ``ends``: the template has elements that end events without a handler,
    where the target wants one. ``configured``: its configuration is ported, and says what options
    of the script say that stand there on the target. ``ties_kin``: templates are ported with it,
    and say where related components stand; ``hosts_kin``: some stand in its own; ``is_kin``: it is
    such a component's; ``chooses``: its template has handlers of which one is called, and the
    target's client calls them all; ``finds_kin``: what asks for components finds them by that.
    ``ids``: tags of components say what their ids are, for those that ask. ``exports``: components
    of its program say what those find who ask for them.
    ``reads``: the names that its template takes of it, where the source's components need not
    declare what they are given. ``makers``: the constructors that the scripts which it brings, and
    those of its program, call, where it calls none and has to define a page or a component.
    ``replacing``: gives the script of its program that gives the constructor of pages another
    meaning; empty where none does.
    """

    template: bool | None = None
    components: bool | None = None
    page: bool | None = None
    ends: bool = False
    configured: bool = False
    ties_kin: bool = False
    hosts_kin: bool = False
    is_kin: bool = False
    chooses: bool = False
    finds_kin: bool = False
    exports: bool = False
    ids: bool = False
    reads: frozenset[str] = frozenset()
    makers: frozenset[str] | None = None
    replacing: Callable[[], str] = str

    @property
    def defines(self) -> bool:
        """Whether it has to define a page or a component: it is the script of a page, or has a
        configuration beside it."""
        return bool(self.page) or (self.page is False and self.components is not None)


UNKNOWN: Final = ScriptPlace()
