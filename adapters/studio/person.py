"""A person in front of a phone: each prompt waits for them, or was answered on the phone beside it.

Where two phones answer to the same acts, what is done at a prompt of one is kept for the prompt of
the same kind on the other, which may come sooner or later, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import evolve, frozen

from ...canonical.engine.prompts import Prompt
from ...canonical.engine.remote import RemoteUser
from ...canonical.engine.user import Action, denies, taps

PATIENCE: Final = 24 * 3600.0
"""Seconds that a prompt stays open: a person may go to lunch."""
MOST_AHEAD: Final = 50


@frozen
class Ahead:
    """What is done at the next prompt of a kind. `entry`: the number of the entry that is tapped,
    since vendors word entries in their own ways; -1 for what is no entry of a list."""

    kind: str
    action: Action
    entry: int = -1


def ahead_of(prompt: Prompt, action: Action) -> Ahead:
    """What was done at a prompt, as it may be done at one of another client."""
    tapped = action.kind == "taps" and action.names[0] in prompt.entries
    return Ahead(prompt.kind, action, prompt.entries.index(action.names[0]) if tapped else -1)


def fitting(prompt: Prompt, ahead: Ahead) -> Action | None:
    """The action that means at this prompt what was done at another; None where nothing does."""
    action = ahead.action
    if ahead.kind != prompt.kind:
        return None
    if 0 <= ahead.entry < len(prompt.entries):
        action = taps(prompt.entries[ahead.entry])
    elif action.kind == "denies_forever" and action.kind not in prompt.offers:
        action = denies(action.names[0])
    if prompt.fault(action) or prompt.beyond(action):
        return None
    return evolve(action, after=0.0)


class Person(RemoteUser):
    """Whoever looks at one phone. `asked` and `did` hear of each prompt and what is done at it, in
    the phone's thread; `news` of a prompt that opens or closes."""

    def __init__(
        self,
        asked: Callable[[Prompt], None],
        did: Callable[[Prompt, Action], None],
        news: Callable[[], None],
    ) -> None:
        super().__init__(PATIENCE)
        self._asked, self._did, self._news_of = asked, did, news
        self._ahead: list[Ahead] = []
        self.waits: Prompt | None = None
        """The prompt that is open."""

    def answer(self, prompt: Prompt) -> Action:
        """What is done at a prompt. Raises ScriptError when the phone is closed."""
        self._asked(prompt)
        try:
            action = super().answer(prompt)
        finally:
            self.waits = None
            self._news_of()
        self._did(prompt, action)
        return action

    def reply(self, action: Action, to: Prompt | int | None = None) -> None:
        """Answer the prompt that is open: see `RemoteUser`."""
        with self._changed:  # before the next prompt opens
            super().reply(action, to)
            self.waits = None

    def ahead(self, given: Ahead) -> None:
        """What is done at a prompt that is open, or at the next that it fits."""
        with self._changed:
            found = None if self.waits is None else fitting(self.waits, given)
            if found is not None and self._action is None:
                self._action, self.waits = found, None
                self._changed.notify_all()
            elif len(self._ahead) < MOST_AHEAD:
                self._ahead.append(given)

    def forget_ahead(self) -> None:
        """What no prompt came for is not done."""
        with self._changed:
            self._ahead.clear()

    def _shown(self, prompt: Prompt) -> None:
        for number, given in enumerate(self._ahead):
            found = fitting(prompt, given)
            if found is not None:
                del self._ahead[number]
                self._action = found
                return
        self.waits = prompt
        self._news_of()
