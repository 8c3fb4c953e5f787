"""The user as a script: what they see and do, never what a call returns.

Strict both ways: a prompt that nobody scripted raises ScriptError with the line to add, and so
does an action that nothing asked for. Actions are used in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from attrs import evolve

from ..errors import shown
from .prompts import CONSENTS, Prompt
from .user import Action, ScriptError, taps

_FROM: Final[Mapping[str, str]] = {
    "picks": "album",
    "picks_first": "album",
    "toggles_original": "album",
    "shoots": "camera",
    "records": "camera",
}
"""The entry of a sheet of sources that an action lies behind."""
_OF: Final[Mapping[str, str]] = {"shoots": "image", "records": "video"}


class ScriptedUser:
    """A user who does what the script says, on one client."""

    def __init__(self, actions: Iterable[Action], client: str, fits: Callable[[str], bool]) -> None:
        self._client = client
        self._left: list[Action] = []
        self.did: list[str] = []
        """The lines used so far, in order."""
        self.add(actions, fits)

    def add(self, actions: Iterable[Action], fits: Callable[[str], bool]) -> None:
        """More to do, behind what is left. Actions meant for other clients are left out."""
        for action in actions:
            if not isinstance(action, Action):
                raise ScriptError(f"expected actions such as cancels(), got {shown(action)}")
            if not action.when or any(fits(client) for client in action.when):
                self._left.append(evolve(action, when=()))

    def answer(self, prompt: Prompt) -> Action:
        """What the user does at `prompt`. Raises ScriptError when the script does not fit.

        Sheets that only lead on are not scripted: the entry is the one that the script's next
        actions lie behind.
        """
        if prompt.kind == "source":
            return self._source(prompt)
        if prompt.kind == "media":
            return taps(self._medium(prompt))
        if not self._left:
            raise ScriptError(self._missing(prompt, "the script is at its end"), code="MG601")
        action = self._left[0]
        if action.kind in prompt.refuses:
            raise ScriptError(f"{self._client}: {prompt.fault(action)}")
        other = action.kind in CONSENTS and prompt.lacks(action)
        if action.kind not in prompt.offers or other:
            raise ScriptError(
                self._missing(prompt, f"the next line is {action.line()}"), code="MG601"
            )
        del self._left[0]
        self.did.append(action.line())
        return action

    def _source(self, prompt: Prompt) -> Action:
        asked = ""
        for action in self._left:
            if action.kind in _FROM:
                return taps(_FROM[action.kind])
            if action.kind not in CONSENTS:
                break
            wanted = (entry for entry, need in prompt.needs.items() if action.names[0] in need)
            asked = asked or next(wanted, "")
        return taps(asked) if asked else self.answer(prompt.then or prompt)

    def _medium(self, prompt: Prompt) -> str:
        kinds = {item.name: item.kind for item in prompt.items}
        for action in self._left:
            if action.kind in _OF:
                return _OF[action.kind]
            if action.kind == "picks":
                return kinds.get(action.names[0], prompt.entries[0])
            if action.kind == "picks_first":
                return next(iter(kinds.values()), prompt.entries[0])
        return prompt.entries[0]

    def _missing(self, prompt: Prompt, found: str) -> str:
        if self._left and self._left[0].kind in CONSENTS and "allows" not in prompt.offers:
            return (
                f"{self._client}: {prompt.operation} does not ask for {self._left[0].names[0]} "
                f"here (allowed already, or no scope of this client); drop {self._left[0].line()}, "
                "or give it when= the clients that ask"
            )
        return (
            f"{self._client}: {prompt.operation} shows {prompt.what}, and {found}; "
            f"add to the script, in order: {prompt.lines()}"
        )

    @property
    def left(self) -> tuple[Action, ...]:
        """Actions not used yet."""
        return tuple(self._left)

    def finish(self) -> None:
        """Raise ScriptError when actions are left over."""
        if self._left:
            lines = ", ".join(action.line() for action in self._left)
            self._left.clear()
            raise ScriptError(
                f"{self._client}: nothing asked for {lines}; drop it from the script", code="MG602"
            )
