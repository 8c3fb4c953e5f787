"""What the user has allowed: per scope, remembered by the device, with the system's own switch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ..errors import InputError, did_you_mean, quoted, wrong

SCOPES: Final[tuple[str, ...]] = ("album", "camera", "album_write", "microphone")
"""Canonical scopes: reading the album, the camera, writing the album, the microphone."""
STATES: Final[tuple[str, ...]] = ("undetermined", "allowed", "denied", "denied_forever")


class Consent:
    """Per scope one of `STATES`, and the scopes whose system switch is off."""

    def __init__(
        self,
        states: Mapping[str, str] | None = None,
        system_off: Iterable[str] = (),
    ) -> None:
        self._states: dict[str, str] = {}
        self._system_off: set[str] = set()
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
        self._states[known_scope(scope)] = state

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
