"""The objects of a program that live on its client: what it asks of them, what they tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..host.companions import Companions
from ..host.live import ObjectState, ToldEvent
from .record import Heard


class Lives:
    """Those of all namespaces. `services`: by the vendor's global."""

    def __init__(self, services: Mapping[str, Companions]) -> None:
        self._services = services
        self._states: list[ObjectState] = []
        self.asked: Counter[tuple[str, str]] = Counter()
        """How often each was made, and each of their methods called: the global that they come
        from, and the canonical operation."""

    def hears(self) -> dict[str, Heard]:
        """What is heard of the realm, by the message."""
        return {"object": self._make, "does": self._do, "set": self._set}

    @property
    def waiting(self) -> bool:
        """Whether something was told that the program has not heard."""
        return any(it.objects.told for it in self._services.values())

    def take(self) -> list[ToldEvent]:
        """What was told since, in order."""
        return [told for it in self._services.values() for told in it.objects.take()]

    def changes(self) -> list[ObjectState]:
        """Their data, where these are not what the program knows."""
        states = [state for it in self._services.values() for state in it.objects.states()]
        if states == self._states:
            return []
        self._states = states
        return states

    def _make(self, it: dict[str, Any]) -> None:
        self.asked[it["side"], it["is"]] += 1
        self._services[it["side"]].objects.make(it["is"], it["id"], _table(it["options"]))

    def _do(self, it: dict[str, Any]) -> None:
        self.asked[it["side"], it["is"]] += 1
        self._services[it["side"]].objects.get(it["id"]).do(it["is"], _table(it["options"]))

    def _set(self, it: dict[str, Any]) -> None:
        self._services[it["side"]].objects.get(it["id"]).set(it["field"], it["value"])


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
