"""What the user has allowed: per scope, remembered by the device, with the system's own switch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ..errors import InputError, did_you_mean, quoted, wrong

SCOPES: Final[tuple[str, ...]] = ("album", "camera", "album_write", "microphone")
"""Canonical scopes: reading the album, the camera, writing the album, the microphone."""
STATES: Final[tuple[str, ...]] = (
    "undetermined",
    "allowed",
    "limited",
    "denied",
    "denied_forever",
)
"""`limited`: the album alone, where the system shows the client only what the user selected."""
GRANTED: Final = frozenset({"allowed", "limited"})


class Consent:
    """Per scope one of `STATES`, and the scopes whose system switch is off.

    `limited`: names of the album that the user selected, for an album whose state that is.
    """

    def __init__(
        self,
        states: Mapping[str, str] | None = None,
        system_off: Iterable[str] = (),
        limited: Iterable[str] = (),
    ) -> None:
        self._states: dict[str, str] = {}
        self._system_off: set[str] = set()
        self._limited: dict[str, None] = {}
        if isinstance(limited, str):
            raise wrong("a list of names of the album", limited, place="limited")
        for name in limited:
            self.also_show(name)
        for scope, state in (states or {}).items():
            self.remember(scope, state)
        for scope in system_off:
            self.switch_system(scope, on=False)

    def state(self, scope: str) -> str:
        """What the user has said about `scope`: one of `STATES`."""
        return self._states.get(known_scope(scope), "undetermined")

    def remember(self, scope: str, state: str) -> None:
        """Set what the user has said. Raises InputError for an unknown scope or state."""
        if not isinstance(state, str):
            raise wrong(f"a permission: {', '.join(STATES)}", state, place=str(scope))
        if state not in STATES:
            raise InputError(
                f"unknown permission {quoted(state)}; {did_you_mean(state, STATES, 'permissions')}",
                place=scope,
            )
        if state == "limited" and scope != "album":
            raise InputError(
                "only the album can be limited, to what the user selected", place=scope
            )
        self._states[known_scope(scope)] = state

    def granted(self, scope: str) -> bool:
        """Whether the user has said yes, to all of it or to a part."""
        return self.state(scope) in GRANTED

    @property
    def limited(self) -> tuple[str, ...] | None:
        """Names of the album that the client is shown; None where it is shown all."""
        return tuple(self._limited) if self.state("album") == "limited" else None

    def also_show(self, name: str) -> None:
        """Add to what a limited album shows: what a client saves itself, it may see."""
        if not isinstance(name, str):
            raise wrong("the name of a file of the album", name, place="limited")
        self._limited[name] = None

    def switch_system(self, scope: str, *, on: bool) -> None:
        """Turn the operating system's own permission for the client on or off."""
        (self._system_off.discard if on else self._system_off.add)(known_scope(scope))

    def system_allows(self, scope: str) -> bool:
        """Whether the operating system lets the client do it."""
        return known_scope(scope) not in self._system_off

    def to_plain(self) -> dict[str, str]:
        """States other than undetermined, by scope; `system_off` where the switch is off."""
        plain = {scope: self._states[scope] for scope in SCOPES if scope in self._states}
        plain.update({scope: "system_off" for scope in SCOPES if scope in self._system_off})
        return plain


def known_scope(scope: str) -> str:
    """`scope`, when it is a canonical one. Raises InputError with the nearest."""
    if not isinstance(scope, str):
        raise wrong("the name of a scope", scope)
    if scope not in SCOPES:
        raise InputError(f"unknown scope {quoted(scope)}; {did_you_mean(scope, SCOPES, 'scopes')}")
    return scope
